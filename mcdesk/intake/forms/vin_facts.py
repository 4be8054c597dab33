"""What a VIN says of itself while it is typed: maker, country, model year, check digit. Looks nothing up.

Sources: ISO 3779 and 49 CFR 565. Trim and equipment are the decode's to tell.
"""

from __future__ import annotations

import string
from dataclasses import dataclass
from enum import StrEnum

from mcdesk.intake.cells.grammar import BLANKS, DASHES, QUOTES
from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.cells.vins import CHECK_PLACE, LENGTH, TRANSLITERATION, check_digit
from mcdesk.model.fields import VIN
from mcdesk.model.rules import VIN_CASE, VIN_SPACES

_FORGIVEN = frozenset((VIN_SPACES.id, VIN_CASE.id))
_NO_SIGNS = str.maketrans("", "", BLANKS + QUOTES + DASHES)
_CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
"""ASCII only: `str.upper` makes two letters of some others."""
_LONGEST = 64
_YEAR_CODES = "ABCDEFGHJKLMNPRSTVWXY123456789"
_FIRST_YEAR = 1980
_YEAR_PLACE, _ROUND_PLACE = 9, 6
_NORTH_AMERICA = tuple("123457")
"""A VIN's first sign. The 7 went to the United States when 1, 4 and 5 were used up."""


class CheckState(StrEnum):
    """How the check digit stands."""

    TYPING = "typing"
    MATCHES = "matches"
    DIFFERS = "differs"
    NOT_A_VIN = "not-a-vin"
    """It has a sign that no VIN has, or too many."""


@dataclass(frozen=True, slots=True)
class VinFacts:
    """What is known so far.

    Attributes:
        typed: How many signs there are, blanks and hyphens aside.
        maker: "" while unknown.
        country: Where it was made; "" while unknown.
        years: Model years it may be, the newest first: none, one, or two that are thirty years apart.
        check: How the check digit stands.
        expected: The check digit that the other signs demand; "" while they are not all there.
    """

    typed: int
    maker: str = ""
    country: str = ""
    years: tuple[int, ...] = ()
    check: CheckState = CheckState.TYPING
    expected: str = ""


def vin_facts(text: str, latest: int | None = None) -> VinFacts:
    """Reads a VIN as far as it is typed; small letters, blanks and hyphens are forgiven. Never raises.

    Args:
        text: As it was typed so far.
        latest: The last model year that there can be; None for no limit.
    """
    signs = _signs_of(text)
    if len(signs) > LENGTH or not all(sign in TRANSLITERATION for sign in signs):
        return VinFacts(len(signs), check=CheckState.NOT_A_VIN)
    from mcdesk.intake.forms import makers  # here, as its tables are large and the start should not wait

    check, expected = _check_of(signs)
    maker = makers.maker_of(signs[:3])
    country = makers.country_of(signs[:2])
    is_american = signs.startswith(_NORTH_AMERICA)
    # A VIN of another market, where no check digit is asked for, need not keep to the seventh sign either.
    is_told = makers.keeps_to_the_seventh(maker) and (is_american or check is not CheckState.DIFFERS)
    years = _years_of(signs, is_told) if makers.has_year_in_tenth(signs[:3]) else ()
    known = tuple(year for year in years if latest is None or year <= latest)
    return VinFacts(len(signs), maker, country, known, check, expected)


def _signs_of(text: str) -> str:
    if len(text) <= _LONGEST:
        text = judge_for(VIN).mended(text, _FORGIVEN)
    return text.translate(_NO_SIGNS).translate(_CAPITALS)


def _check_of(signs: str) -> tuple[CheckState, str]:
    expected = check_digit(signs)
    if expected is None:
        return CheckState.TYPING, ""
    return (CheckState.MATCHES if signs[CHECK_PLACE] == expected else CheckState.DIFFERS), expected


def _years_of(signs: str, is_told: bool) -> tuple[int, ...]:
    """The codes repeat every thirty years; a letter in the seventh place says 2010 and later."""
    code = signs[_YEAR_PLACE : _YEAR_PLACE + 1]
    if not code or code not in _YEAR_CODES:
        return ()
    early = _FIRST_YEAR + _YEAR_CODES.index(code)
    late = early + len(_YEAR_CODES)
    if not is_told:
        return (late, early)
    return (late,) if signs[_ROUND_PLACE].isalpha() else (early,)
