"""What an operation needs to know of each row: its fields, as they are named, found and judged. Data only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model import rules
from mcdesk.model.rules import Rule, missing_value


class Shape(StrEnum):
    """How a field's cells look. Whoever judges, mends or recognises cells goes by it."""

    VIN = "vin"
    MONEY = "money"
    DISTANCE = "distance"
    DOMAIN = "domain"
    ZIP = "zip"
    IDENT = "ident"


@dataclass(frozen=True, slots=True)
class Field:
    """One needed column.

    Attributes:
        name: The column's name at the service.
        title: What people call it, as the start of a sentence.
        shape: How its cells look.
        synonyms: What the trade heads such a column with, in lower case, words apart by single spaces.
        rules: What can be wrong with a cell, in the order of reports.
        least: Of a number, the lowest that is believable.
        most: Of a number, the highest.
    """

    name: str
    title: str
    shape: Shape
    synonyms: tuple[str, ...]
    rules: tuple[Rule, ...]
    least: int = 0
    most: int = 0

    @property
    def missing(self) -> Rule:
        """What an empty cell is called."""
        return missing_value(self.name, self.title)


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(","))


VIN = Field(
    "vin",
    "VIN",
    Shape.VIN,
    _names(
        "vin, vin number, vin no, vin code, vin id, vin17, full vin, vehicle vin, vehicle id, "
        "vehicle identification number, vehicle id number, chassis, chassis number, chassis no, "
        "serial number, fin, vehicle serial number"
    ),
    (
        *(rules.VIN_EXCEL_DAMAGE, rules.VIN_LENGTH, rules.VIN_CHARACTERS, rules.VIN_SPACES, rules.VIN_CASE),
        rules.VIN_CHECK_DIGIT,
    ),
)
PRICE = Field(
    "price",
    "Price",
    Shape.MONEY,
    _names(
        "price, asking price, ask price, ask, list price, listing price, sale price, selling price, "
        "sellingprice, internet price, retail price, advertised price, vehicle price, current price, "
        "price usd, sticker price, unit price, sold price, sales price, amount, our price, hammer price, "
        "bid price, buy now price, final price"
    ),
    (rules.PRICE_UNREADABLE, rules.PRICE_RANGE, rules.PRICE_FORMAT, rules.PRICE_CENTS),
    least=1,
    most=99_999_999,
)
MILES = Field(
    "miles",
    "Miles",
    Shape.DISTANCE,
    _names(
        "miles, mileage, odometer, odometer reading, odo, mi, odometer miles, miles driven, "
        "current mileage, vehicle mileage, mileage mi, odometer mi, kilometers, kilometres, km, kms, "
        "odometer km, mileage km, odometer kilometers, distance"
    ),
    (
        *(rules.MILES_UNREADABLE, rules.MILES_RANGE, rules.MILES_KILOMETRES, rules.MILES_FORMAT),
        rules.MILES_TENTHS,
    ),
    least=0,
    most=1_999_999,
)
SOURCE = Field(
    "source",
    "Dealer site",
    Shape.DOMAIN,
    _names(
        "source, dealer site, dealer website, dealer web site, dealer url, dealer domain, website, "
        "web site, site, domain, dealer source, source domain, dealership website, url, web, dealer web, "
        "homepage, dealership url, dealership domain, dealer web address"
    ),
    (rules.SOURCE_FORMAT, rules.SOURCE_EMAIL, rules.SOURCE_URL),
)
ZIP = Field(
    "zip",
    "ZIP",
    Shape.ZIP,
    _names(
        "zip, zip code, zipcode, postal code, postcode, post code, dealer zip, dealer zip code, "
        "dealer zipcode, postal, zip 5, zip5, dealer postal code, dealership zip, location zip"
    ),
    (rules.ZIP_FORMAT, rules.ZIP_LEADING_ZERO, rules.ZIP_PLUS_FOUR, rules.ZIP_SPACES),
)
LOCATION = Field(
    "mc_location_id",
    "Location id",
    Shape.IDENT,
    _names(
        "mc_location_id, mc location id, location id, locationid, location, mc location, "
        "marketcheck location id, dealer location id, mc_dealer_id, mc dealer id, dealer id, rooftop id, "
        "store id"
    ),
    (rules.LOCATION_FORMAT, rules.LOCATION_SPACES),
)
