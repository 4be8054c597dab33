"""Who made a vehicle, by the first three signs of its VIN, under the name that people know. Claims no model.

The tables are vininfo's. The one of makers has many names for one, lacks codes of late years, and gives some
codes to whoever has one that is alike; what is commonly known better is put right here.
"""

from __future__ import annotations

import re

from vininfo.dicts import COUNTRIES, WMI

_RIGHT = {
    "1C4": "Jeep, Dodge or Chrysler", "1HS": "International", "1HT": "International",
    "1M8": "Motor Coach Industries", "1NK": "Kenworth", "1NP": "Peterbilt", "1ZV": "Ford",
    "2C3": "Chrysler or Dodge", "2C4": "Chrysler", "2NK": "Kenworth", "2NP": "Peterbilt",
    "3AK": "Freightliner", "3AL": "Freightliner", "3BK": "Kenworth", "3BP": "Peterbilt", "3GP": "Honda",
    "3HA": "International", "3HS": "International", "3MF": "BMW", "3MV": "Mazda", "3MW": "BMW",
    "3PC": "Infiniti", "3TY": "Toyota", "4V4": "Volvo Trucks", "4V5": "Volvo Trucks", "4V6": "Volvo Trucks",
    "50E": "Lucid", "5XY": "Hyundai or Kia", "7FC": "Rivian", "7G2": "Tesla", "7JD": "Volvo",
    "7JR": "Volvo", "7MM": "Mazda", "7MU": "Toyota", "7PD": "Rivian", "7SV": "Toyota", "7YA": "Hyundai",
    "JF1": "Subaru", "JTN": "Toyota", "KMH": "Hyundai", "KMT": "Genesis", "KMU": "Genesis",
    "KNM": "Nissan or Renault Samsung", "LPS": "Polestar", "YSM": "Polestar", "ZAC": "Jeep or Dodge",
    "ZPB": "Lamborghini",
}  # fmt: skip
_PLAIN = {
    "Alfa": "Alfa Romeo",
    "Aston Martin Lagonda Limited": "Aston Martin",
    "AvtoVAZ": "Lada",
    "BMW Brilliance": "BMW",
    "BMW M": "BMW",
    "Beijing Benz": "Mercedes-Benz",
    "Beijing Hyundai": "Hyundai",
    "Citroen": "Citroën",
    "Daewoo/GM Korea": "GM Korea",
    "Daimler AG": "Mercedes-Benz",
    "DaimlerChrysler AG/Daimler AG": "Mercedes-Benz",
    "Ducati Motor Holdings SpA": "Ducati",
    "Ferrari Dino": "Ferrari",
    "Fiat Automobiles": "Fiat",
    "Fiat Automobiles/Mazda": "Fiat",
    "Fiat Automóveis": "Fiat",
    "Ford Otosan": "Ford",
    "Ford of Europe": "Ford",
    "FordS": "Ford",
    "Frt-Thomas Bus": "Freightliner",
    "Fuji Heavy Industries": "Subaru",
    "GMC Truck": "GMC",
    "Honda Motorcycles": "Honda",
    "Honda Siel Cars": "Honda",
    "Hyundai Motor Company / Hyundai": "Hyundai",
    "Hyundai/Kia": "Hyundai or Kia",
    "JLR Jaguar Land Rover": "Jaguar or Land Rover",
    "Lotus Cars": "Lotus",
    "Mack Truck": "Mack",
    "Mclaren": "McLaren",
    "Mercedes Benz": "Mercedes-Benz",
    "Micro Compact Car AG": "Smart",
    "Mini": "MINI",
    "NUMMI": "Toyota or Pontiac",
    "Nissan Motor Company": "Nissan",
    "Opel Special Vehicles": "Opel",
    "Opel/Vauxhall": "Opel",
    "Porsche SUV": "Porsche",
    "Porsche car": "Porsche",
    "Quattro": "Audi",
    "Renault Dacia": "Dacia",
    "Rolls Royce": "Rolls-Royce",
    "Seat": "SEAT",
    "Skoda": "Škoda",
    "Subaru-Isuzu Automotive": "Subaru or Isuzu",
    "Tesla Motors": "Tesla",
    "Volkswagen Commercial Vehicles": "Volkswagen",
    "Volvo Cars": "Volvo",
}
_BEHIND = re.compile(
    r"(?: \(.*\)| (?:USA|UK|Canada|Mexico|China|Germany|Spain|Brazil|Argentina|Australia|Thailand))+$"
)
_HEAVY = frozenset((
    "DAF Trucks", "Freightliner", "International", "Kenworth", "MAN", "Mack", "Motor Coach Industries",
    "Nova Bus", "Peterbilt", "Scania", "Sterling", "Volkswagen Trucks", "Volvo Trucks", "Western Star",
))  # fmt: skip
_MOTORCYCLES = frozenset((
    "Aprilia", "Bajaj", "Ducati", "Harley-Davidson", "Kawasaki", "KTM", "Piaggio/Vespa/Gilera",
    "Suzuki Motorcycles", "Triumph", "Yamaha",
))  # fmt: skip
_YEAR_ELSEWHERE = frozenset(("6FP",))
"""Ford Australia has the year in the eleventh place."""


def maker_of(code: str) -> str:
    """The maker by its code of three signs in capitals; "" for one that is not known.

    Makers of few vehicles share codes with a 9 in the third place, so such a code names nobody.
    """
    if len(code) < 3 or code[2] == "9":
        return ""
    if right := _RIGHT.get(code):
        return right
    found = WMI.get(code) or WMI.get(code[:2])
    if found is None:
        return ""
    name = _BEHIND.sub("", found if isinstance(found, str) else str(found.manufacturer)).rstrip(",")
    return _PLAIN.get(name, name)


def country_of(code: str) -> str:
    """Where it was made, by the first two signs; "" where that is not known."""
    return str(COUNTRIES.get(code, "")).replace("Dom. ", "Dominican ")


def keeps_to_the_seventh(maker: str) -> bool:
    """Whether the seventh sign tells a year from the one thirty years later: of cars and light trucks."""
    return maker not in _HEAVY and maker not in _MOTORCYCLES


def has_year_in_tenth(code: str) -> bool:
    """Whether the tenth sign is the model year, as nearly everywhere."""
    return code not in _YEAR_ELSEWHERE
