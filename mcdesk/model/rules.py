"""What can be wrong with a row, in words, and what mending it would do. Data only: nothing is judged here.

A rule's `id` tells kinds apart that a user decides on separately; `name` is the word under which reports and
scripts know it, and several kinds may share one.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How bad it is: an ERROR keeps its row from being worked on by the service, a WARNING does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem.

    Attributes:
        id: Unique; switches and decisions go by it.
        name: What reports call it.
        level: Whether the service can work on a row that has it.
        title: The problem as a short sentence for the head of its group.
        advice: What it means and what to do.
        fix: What mending does, as a command; "" where it can't be mended.
        is_safe: Mending can't change what the cell means, so it is on from the start.
        kept: What is said where nothing is done about it.
        can_be_sent: Whether a row that has it can be sent all the same, if the user wants that.
    """

    id: str
    name: str
    level: Level
    title: str
    advice: str
    fix: str = ""
    is_safe: bool = False
    kept: str = "Kept as it is"
    can_be_sent: bool = True

    @property
    def can_mend(self) -> bool:
        """Whether there is a fix at all."""
        return bool(self.fix)


MALFORMED_ROW = Rule(
    "malformed-row",
    "malformed-row",
    Level.ERROR,
    "Row does not fit the columns",
    "It has more or fewer cells than the header, or a quote that is never closed. Mend it in the file, "
    "or leave it out.",
    can_be_sent=False,
)

VIN_SPACES = Rule(
    "vin-spaces",
    "vin-spaces",
    Level.WARNING,
    "VIN has spaces, quotes or a scanner prefix",
    "Spaces, hyphens, quotes and the sign that some scanners put in front are not part of a VIN.",
    fix="Keep the 17 characters",
    is_safe=True,
)
VIN_CASE = Rule(
    "vin-case",
    "vin-case",
    Level.WARNING,
    "VIN is in lower case",
    "A VIN means the same in capitals, and the service documents it so.",
    fix="Write in capitals",
    is_safe=True,
)
VIN_EXCEL_DAMAGE = Rule(
    "vin-excel-damage",
    "vin-excel-damage",
    Level.ERROR,
    "VIN was turned into a number by Excel",
    "Its last digits are gone and can't be brought back. Take the VIN from where the file came from, and "
    "keep the column as text.",
)
VIN_LENGTH = Rule(
    "vin-length",
    "vin-length",
    Level.ERROR,
    "VIN does not have 17 characters",
    "Every car since 1981 has a VIN of exactly 17. Correct it here, or leave the row out.",
)
VIN_CHARACTERS = Rule(
    "vin-characters",
    "vin-characters",
    Level.ERROR,
    "VIN has a character that no VIN has",
    "A VIN has digits and capitals without I, O and Q: look whether a 1 or a 0 is meant.",
)
VIN_CHECK_DIGIT = Rule(
    "vin-check-digit",
    "vin-check-digit",
    Level.WARNING,
    "VIN check digit does not match",
    "A typing error, or a car made for a market outside North America, where VINs have no check digit.",
    kept="Kept: common outside North America",
)

PRICE_FORMAT = Rule(
    "price-format",
    "price-format",
    Level.ERROR,
    "Price has $, commas or .00",
    "The service takes a price as a whole number of dollars, digits only.",
    fix="Keep whole dollars",
    is_safe=True,
)
PRICE_CENTS = Rule(
    "price-cents",
    "price-format",
    Level.ERROR,
    "Price has cents",
    "The service takes whole dollars. Rounding changes the price by less than a dollar.",
    fix="Round to whole dollars",
)
PRICE_UNREADABLE = Rule(
    "price-unreadable",
    "price-format",
    Level.ERROR,
    "Price is not a number",
    "The service takes a price as a whole number of dollars. Correct it here, or leave the row out.",
)
PRICE_RANGE = Rule(
    "price-range",
    "price-range",
    Level.ERROR,
    "Price is not above zero, or far too high",
    "A price from 1 to 99,999,999 is needed to rank a vehicle. Correct it here, or leave the row out.",
)

MILES_FORMAT = Rule(
    "miles-format",
    "miles-format",
    Level.ERROR,
    "Miles have a unit, commas or .0",
    "The service takes miles as a whole number, digits only.",
    fix="Keep whole miles",
    is_safe=True,
)
MILES_TENTHS = Rule(
    "miles-tenths",
    "miles-format",
    Level.ERROR,
    "Miles have decimals",
    "The service takes whole miles. Rounding changes them by less than one.",
    fix="Round to whole miles",
)
MILES_KILOMETRES = Rule(
    "miles-kilometres",
    "miles-format",
    Level.ERROR,
    "Distance is in kilometres",
    "The service takes miles. Converting multiplies by 0.621371 and rounds to whole miles.",
    fix="Convert to miles",
)
MILES_UNREADABLE = Rule(
    "miles-unreadable",
    "miles-format",
    Level.ERROR,
    "Miles are not a number",
    "The service takes miles as a whole number. Correct them here, or leave the row out.",
)
MILES_RANGE = Rule(
    "miles-range",
    "miles-range",
    Level.ERROR,
    "Miles are below zero, or far too many",
    "From 0 to 1,999,999 miles are believable. Correct them here, or leave the row out.",
)

ZIP_LEADING_ZERO = Rule(
    "zip-leading-zero",
    "zip-leading-zero",
    Level.ERROR,
    "ZIP lost its leading zero",
    "Spreadsheets drop the zeros in front of a ZIP code. All ZIP codes have five digits.",
    fix="Pad to 5 digits",
    is_safe=True,
)
ZIP_PLUS_FOUR = Rule(
    "zip-plus-four",
    "zip-plus-four",
    Level.ERROR,
    "ZIP has four more digits",
    "The service takes the first five digits of a ZIP+4 code.",
    fix="Keep the first 5 digits",
    is_safe=True,
)
ZIP_SPACES = Rule(
    "zip-spaces",
    "zip-format",
    Level.ERROR,
    "ZIP has spaces, quotes or .0",
    "The service takes a ZIP code as five digits and nothing else.",
    fix="Keep the 5 digits",
    is_safe=True,
)
ZIP_FORMAT = Rule(
    "zip-format",
    "zip-format",
    Level.ERROR,
    "ZIP is not five digits",
    "The service takes ZIP codes of the United States. Correct it here, or leave the row out.",
)

SOURCE_URL = Rule(
    "source-url",
    "source-url",
    Level.ERROR,
    "Dealer site is a full web address",
    "The service knows a dealer by its bare domain, in small letters: no https://, no www., no page.",
    fix="Keep the domain",
    is_safe=True,
)
SOURCE_EMAIL = Rule(
    "source-email",
    "source-format",
    Level.ERROR,
    "Dealer site is an e-mail address",
    "The part after the @ is often the dealer's domain, but not where the mail is kept elsewhere.",
    fix="Keep what follows the @",
)
SOURCE_FORMAT = Rule(
    "source-format",
    "source-format",
    Level.ERROR,
    "Dealer site is not a web domain",
    "The service knows a dealer by the domain of its site, like mbofaugusta.com. Correct it here, or leave "
    "the row out.",
)

LOCATION_SPACES = Rule(
    "location-spaces",
    "location-format",
    Level.ERROR,
    "Location id has spaces, quotes or .0",
    "The service takes a location id as letters and digits and nothing else.",
    fix="Keep the id",
    is_safe=True,
)
LOCATION_FORMAT = Rule(
    "location-format",
    "location-format",
    Level.ERROR,
    "Location id can't be read",
    "MarketCheck's ids of locations are letters and digits, like 1048271. Correct it, or give a ZIP instead.",
)

DUPLICATE_ROW = Rule(
    "duplicate-row",
    "duplicate-row",
    Level.WARNING,
    "Row repeats an earlier row",
    "All its cells are the same. Sending it again tells the service nothing new.",
    fix="Leave the repeats out",
    kept="Kept: all are sent",
)
DUPLICATE_PAIR = Rule(
    "duplicate-pair",
    "duplicate-pair",
    Level.WARNING,
    "Vehicle and dealer appear again with other values",
    "The same vehicle at the same dealer has another price or other miles further up. Which one is used "
    "is up to the service.",
    kept="Kept: look which one is right",
)

_EVERY = (
    MALFORMED_ROW, VIN_SPACES, VIN_CASE, VIN_EXCEL_DAMAGE, VIN_LENGTH, VIN_CHARACTERS, VIN_CHECK_DIGIT,
    PRICE_FORMAT, PRICE_CENTS, PRICE_UNREADABLE, PRICE_RANGE, MILES_FORMAT, MILES_TENTHS, MILES_KILOMETRES,
    MILES_UNREADABLE, MILES_RANGE, ZIP_LEADING_ZERO, ZIP_PLUS_FOUR, ZIP_SPACES, ZIP_FORMAT, SOURCE_URL,
    SOURCE_EMAIL, SOURCE_FORMAT, LOCATION_SPACES, LOCATION_FORMAT, DUPLICATE_ROW, DUPLICATE_PAIR,
)  # fmt: skip
RULES: dict[str, Rule] = {rule.id: rule for rule in _EVERY}
"""All rules that are not about a single column being empty, by id, in the order of reports."""


def missing_value(field: str, title: str) -> Rule:
    """The rule that a needed cell must not be empty. One a field, so that a user can decide on each."""
    return Rule(
        f"{field}-missing",
        "missing-value",
        Level.ERROR,
        f"{title} is missing",
        "The service needs it in every row. Fill it in here, or leave the row out.",
    )
