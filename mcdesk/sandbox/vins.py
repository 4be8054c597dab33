"""What a VIN itself says: maker, model year, plant, check digit. Looks nothing up outside the process.

The maker comes from vininfo's table of world manufacturer identifiers. Model, trim and equipment are known to
the makers only and are therefore never claimed here.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from vininfo.dicts import COUNTRIES, WMI

_LETTERS = dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
_VALUES = _LETTERS | {digit: int(digit) for digit in "0123456789"}
_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
_WEIGHED: tuple[Mapping[str, int], ...] = tuple(
    {sign: value * weight for sign, value in _VALUES.items()} for weight in _WEIGHTS
)
_CHECK_SIGNS = "0123456789X"
_YEARS = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980
_OLDEST_WITH_SPECS = 1997

_NEWER_MAKERS = {"7YA": "Hyundai", "7SA": "Tesla", "7MU": "Toyota", "7MM": "Mazda", "7FA": "Honda"}
_PLAIN_NAMES = {
    "BMW M": "BMW",
    "Citroen": "Citroën",
    "DaimlerChrysler AG/Daimler AG": "Mercedes-Benz",
    "Fuji Heavy Industries": "Subaru",
    "GMC Truck": "GMC",
    "JLR Jaguar Land Rover": "Jaguar",
    "Mercedes Benz": "Mercedes-Benz",
    "Mini": "MINI",
    "Nissan Motor Company": "Nissan",
    "Porsche SUV": "Porsche",
    "Porsche car": "Porsche",
    "Tesla Motors USA": "Tesla",
    "Volvo Cars": "Volvo",
}
_COUNTRY_TAIL = re.compile(r" (?:USA|Canada|Mexico|China|Germany|Spain|Brazil|Australia)$")
_TRUCK_MAKERS = {
    "DAF Trucks", "Freightliner", "Kenworth", "Mack Truck", "Peterbilt", "Renault Trucks/Volvo", "Scania",
    "Sterling", "Volkswagen Trucks", "Volvo Trucks", "Western Star",
}  # fmt: skip

INVALID = "UNDETERMINED TRIM|INVALID VIN"
TRUCK = "UNDETERMINED TRIM|VALID VIN|TRUCK"
UNKNOWN_MAKER = "UNDETERMINED TRIM|VALID VIN"
TOO_OLD = "NO SPECS|VALID VIN|PRIOR TO 1997"


@dataclass(frozen=True, slots=True)
class Vehicle:
    """What is known of a vehicle from its VIN."""

    make: str
    year: int
    country: str | None


def check_digit(vin: str) -> str | None:
    """The check digit that the other sixteen signs demand; None when this is not written like a VIN."""
    if len(vin) != len(_WEIGHED):
        return None
    try:
        total = sum(values[sign] for values, sign in zip(_WEIGHED, vin, strict=True))
    except KeyError:
        return None
    return _CHECK_SIGNS[total % 11]


def vehicle_of(vin: str) -> Vehicle | str:
    """Reads an upper-case VIN: the vehicle, or the observation that says why there is none.

    The check digit is demanded of every VIN, as everything on the United States market carries one.
    """
    if check_digit(vin) != vin[8:9]:
        return INVALID
    return _facts(vin[:3], vin[6], vin[9])


def decoded(vin: str) -> dict[str, object]:
    """The decode record of an upper-case VIN, with an `observation` where it cannot be decoded."""
    known = vehicle_of(vin)
    if isinstance(known, str):
        squish = {} if known == INVALID else {"squish_vin": _squish(vin)}
        return {"vin": vin, **squish, "observation": known}
    record: dict[str, object] = {
        "vin": vin,
        "squish_vin": _squish(vin),
        "year": known.year,
        "make": known.make,
        "manufacturer_code": vin[:3],
        "plant_code": vin[10],
        "serial_number": vin[11:],
    }
    if known.country is not None:
        record["country"] = known.country
    return record


def _squish(vin: str) -> str:
    return vin[:8] + vin[9:11]


@lru_cache(maxsize=65_536)
def _facts(maker_code: str, seventh: str, tenth: str) -> Vehicle | str:
    place = _YEARS.find(tenth)
    if place < 0:
        return INVALID
    # The code repeats every thirty years; since 2010 a letter in the seventh place tells the rounds apart.
    year = _FIRST_YEAR + place + (len(_YEARS) if seventh.isalpha() else 0)
    maker = _maker(maker_code)
    if maker in _TRUCK_MAKERS:  # heavy vehicles do not keep to the rule of the seventh place
        return TRUCK
    if year < _OLDEST_WITH_SPECS:
        return TOO_OLD
    if maker is None:
        return UNKNOWN_MAKER
    make = _PLAIN_NAMES.get(maker, _COUNTRY_TAIL.sub("", maker))
    return Vehicle(make, year, COUNTRIES.get(maker_code[:2]))


def _maker(code: str) -> str | None:
    found = WMI.get(code) or WMI.get(code[:2]) or _NEWER_MAKERS.get(code)
    return found if found is None or isinstance(found, str) else str(found.manufacturer)
