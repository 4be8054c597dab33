"""The decode's known keys as people call them, by group, and what its observations mean. Data only.

The documents name some of the keys; the rest is what the trade says. A key that is not here is shown as it
is.
Source: "NeoVIN", data dictionary and decode failures.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """How a known key's value is written."""

    PLAIN = auto()
    MONEY = auto()


@dataclass(frozen=True, slots=True)
class Known:
    """A key's readable name, its group, and how its value is written."""

    label: str
    group: str
    kind: Kind = Kind.PLAIN


IDENTITY = "Identity"
ENGINE = "Engine and drivetrain"
BODY = "Body and dimensions"
PRICE = "Price"
ECONOMY = "Fuel and economy"
OPTIONS = "Options and packages"
EQUIPMENT = "Equipment"
OTHER = "Other"
GROUPS = (IDENTITY, ENGINE, BODY, PRICE, ECONOMY, OPTIONS, EQUIPMENT, OTHER)
"""In the order in which they are shown."""

_LABELS = {
    IDENTITY: {
        "vin": "VIN",
        "squish_vin": "Squish VIN",
        "year": "Year",
        "make": "Make",
        "model": "Model",
        "trim": "Trim",
        "version": "Version",
        "style": "Style",
        "series": "Series",
        "vehicle_type": "Vehicle type",
        "manufacturer": "Manufacturer",
        "manufacturer_code": "Manufacturer code",
        "model_code": "Model code",
        "package_code": "Package code",
        "made_in": "Made in",
        "country": "Country",
        "plant": "Plant",
        "plant_code": "Plant code",
        "serial_number": "Serial number",
    },
    ENGINE: {
        "engine": "Engine",
        "engine_size": "Engine size",
        "engine_block": "Engine block",
        "engine_displacement": "Displacement",
        "engine_aspiration": "Aspiration",
        "cylinders": "Cylinders",
        "horsepower": "Horsepower",
        "torque": "Torque",
        "powertrain_type": "Powertrain",
        "transmission": "Transmission",
        "transmission_description": "Transmission, described",
        "transmission_speeds": "Gears",
        "drivetrain": "Drivetrain",
        "antibrake_sys": "Anti-lock brakes",
        "steering_type": "Steering",
    },
    BODY: {
        "body_type": "Body type",
        "body_subtype": "Body subtype",
        "doors": "Doors",
        "std_seating": "Seats",
        "seating_capacity": "Seats",
        "exterior_color": "Exterior color",
        "interior_color": "Interior color",
        "base_exterior_color": "Base exterior color",
        "base_interior_color": "Base interior color",
        "length": "Length",
        "width": "Width",
        "height": "Height",
        "overall_length": "Length",
        "overall_width": "Width",
        "overall_height": "Height",
        "wheelbase": "Wheelbase",
        "weight": "Weight",
        "curb_weight": "Curb weight",
        "gross_vehicle_weight_rating": "Gross weight rating",
        "towing_capacity": "Towing capacity",
        "cab_type": "Cab",
        "bed_length": "Bed length",
    },
    ECONOMY: {
        "fuel_type": "Fuel",
        "tank_size": "Tank",
        "fuel_tank_capacity": "Tank",
        "city_mpg": "City mpg",
        "highway_mpg": "Highway mpg",
        "combined_mpg": "Combined mpg",
        "electric_range": "Electric range",
        "battery_capacity": "Battery",
    },
    OPTIONS: {
        "installed_options_details": "Installed option",
        "available_options_details": "Available option",
        "installed_options": "Installed options",
        "available_options": "Available options",
        "options_packages": "Option packages",
        "packages": "Packages",
    },
    EQUIPMENT: {
        "high_value_features": "High-value features",
        "features": "Features",
        "installed_equipment": "Installed equipment",
        "standard_equipment": "Standard equipment",
        "generic_equipment": "Generic equipment",
        "safety_features": "Safety features",
    },
}
_PRICES = {
    "msrp": "MSRP",
    "base_msrp": "Base MSRP",
    "combined_msrp": "MSRP with options",
    "installed_options_msrp": "MSRP of options",
    "invoice": "Invoice price",
    "invoice_price": "Invoice price",
    "delivery_charges": "Delivery charges",
    "destination_charge": "Destination charge",
}
KNOWN: dict[str, Known] = {
    key: Known(label, group) for group, labels in _LABELS.items() for key, label in labels.items()
} | {key: Known(label, PRICE, Kind.MONEY) for key, label in _PRICES.items()}
"""By the service's key, or the first part of its path."""

MONEY_KEYS = frozenset((*_PRICES, "price", "sale_price", "ref_msrp"))
"""Amounts in dollars, wherever they stand."""

OBSERVATIONS = {
    "UNDETERMINED TRIM": "The trim can't be told from this VIN. The window sticker or the seller may do.",
    "INVALID VIN": (
        "This is no valid VIN. Compare it with the vehicle character by character: 5 and S, 8 and B, 2 and Z "
        "are easily mixed up."
    ),
    "VALID VIN": "The VIN itself is in order, so there is no typing error to look for.",
    "TRUCK": "The vehicle is a truck, of which the service may know less. Its maker has what is missing.",
    "NO SPECS": "The service has no specifications of this vehicle. Asking again will not change that.",
    "PRIOR TO 1997": "The vehicle is older than model year 1997, with which the service's data begin.",
}
"""What is said of each part of an observation. Parts that are not here are shown as they are."""
