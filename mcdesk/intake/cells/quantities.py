"""Reads numbers as people write them: signs, thousands, currency, unit. Judges nothing, converts no currency.

“10.900” is ten dollars ninety in one country and ten thousand in the next, so it is no number here; nor is
“1,5”, nor anything with an exponent, which has lost digits already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from mcdesk.intake.cells.grammar import DASHES, LONGEST, NOTHING, WIDTHLESS

MILLIONTHS_OF_A_MILE = 621_371
"""In one kilometre."""

_NUMBER = (
    r"(?P<whole>[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]{0,2}(?: [0-9]{3})+|[0-9]+)(?:\.(?P<part>[0-9]*))?"
)
_THOUSANDS = str.maketrans("", "", ", ")
_WIDE_BLANKS = (
    "\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
)
"""Line breaks and tabs are not among them: what stands on two lines is two numbers."""
_TIDY = str.maketrans(
    dict.fromkeys(_WIDE_BLANKS, " ") | dict.fromkeys(WIDTHLESS, "") | dict.fromkeys(DASHES, "-")
)
_SPACES = re.compile(" +")


def _notation(currency: str, unit: str) -> re.Pattern[str]:
    """A number with its sign, also where accountants put it: -5, $-5, (5), $(5), 5-."""
    before = rf"(?P<open>\()? ?(?P<sign>[+-])? ?{currency} ?(?P<inner>\()? ?(?P<late>[+-])? ?"
    after = rf" ?{currency} ?(?P<unit>{unit})? ?(?P<last>-)? ?(?P<close>\))?"
    return re.compile(before + _NUMBER + after, re.ASCII | re.IGNORECASE)


DOLLARS = _notation(r"(?:\$ ?USD?|US ?\$|USD|\$)?", "(?!)")
"""Money. Of all currencies only this one, as converting would invent a price."""
DISTANCES = _notation("", r"mi(?:les?|\.)?|k(?:ms?\.?|ilomet(?:er|re)s?)")
"""A distance, with a unit or without."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was read.

    Attributes:
        whole: The digits before the decimals, without separators and leading zeros.
        part: The decimals as they stand, "" for none.
        is_negative: Whether it is below zero, or is written as if.
        unit: In small letters, "" for none.
    """

    whole: str
    part: str
    is_negative: bool
    unit: str

    @property
    def digits(self) -> str:
        """The number in digits, with decimals only where they say something."""
        return f"{self.whole}.{self.part}" if self.part.strip("0") else self.whole

    @property
    def rounded(self) -> str:
        """The nearest whole number; the half goes up."""
        return str(int(self.whole) + (self.part[:1] >= "5"))

    @property
    def as_miles(self) -> str:
        """Taken for kilometres, the nearest whole number of miles; the half goes up. Exact at any size."""
        one = 1_000_000 * 10 ** len(self.part)
        amount = int(self.whole + self.part) * MILLIONTHS_OF_A_MILE
        return str((2 * amount + one) // (2 * one))


@lru_cache(maxsize=64)  # one fix after the other asks about the same cell
def quantity_of(text: str, notation: re.Pattern[str]) -> Quantity | None:
    """Reads a cell as DOLLARS or DISTANCES; None where it is no number, or can be meant for two."""
    if len(text) > LONGEST:
        return None
    found = notation.fullmatch(_SPACES.sub(" ", text.strip(NOTHING).translate(_TIDY)))
    if found is None:
        return None
    brackets = [name for name in ("open", "inner") if found[name]]
    signs = [sign for name in ("sign", "late", "last") if (sign := found[name])]
    if len(signs) + len(brackets) > 1 or bool(brackets) != bool(found["close"]):
        return None
    whole = found["whole"].translate(_THOUSANDS).lstrip("0") or "0"
    part = found["part"] or ""
    if len(whole) <= 3 and len(part) == 3:
        return None  # the dot may stand between thousands
    return Quantity(whole, part, bool(brackets) or signs == ["-"], (found["unit"] or "").lower())
