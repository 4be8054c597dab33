"""Vehicle identification numbers as cells have them. Looks no vehicle up, and guesses no lost sign."""

from __future__ import annotations

import re
import string

from mcdesk.intake.cells.grammar import BLANKS, DASHES, NOTHING, QUOTES, Grammar, Mend
from mcdesk.model.rules import (
    VIN_CASE,
    VIN_CHARACTERS,
    VIN_CHECK_DIGIT,
    VIN_EXCEL_DAMAGE,
    VIN_LENGTH,
    VIN_SPACES,
    Rule,
)

LENGTH = 17
CHECK_PLACE = 8
"""Where the check digit stands, from 0."""
WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2)
"""What each place counts for the check digit (ISO 3779, 49 CFR 565); its own place counts nothing."""
CHECK_SIGNS = "0123456789X"
"""The check digit by what the weighted sum leaves when divided by eleven."""
TRANSLITERATION: dict[str, int] = {digit: int(digit) for digit in string.digits} | dict(
    zip(
        "ABCDEFGHJKLMNPRSTUVWXYZ",
        (1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 7, 9, 2, 3, 4, 5, 6, 7, 8, 9),
        strict=True,
    )
)
"""What each sign of a VIN is worth for the check digit. Other signs are in no VIN."""

_VIN = re.compile(r"[A-HJ-NPR-Z0-9]{17}")
_SEVENTEEN = re.compile(r"(?=\D*\d)[A-Z0-9]{17}", re.ASCII | re.IGNORECASE)
"""What is meant for a VIN, right or wrong. One without any digit is words run together."""
_LABELLED = re.compile(r"VIN[:#=.]{0,2}([A-Z0-9]{17,18})", re.ASCII | re.IGNORECASE)
_IMPORTED = re.compile(r"I([A-HJ-NPR-Z0-9]{17})", re.ASCII | re.IGNORECASE)
"""Some bar code labels have an I in front that tells imports apart; no VIN has an I anywhere."""
_FLOATED = re.compile(
    r"\d{1,3}(?:[.,]\d{1,20})?E\+\d{1,3}|\d{1,3}[.,]\d{1,20}E\d{1,3}", re.ASCII | re.IGNORECASE
)
_NO_SIGNS = str.maketrans("", "", BLANKS + QUOTES + DASHES + "*")
_CAPITALS = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)
"""ASCII only: `str.upper` makes two letters of some, and Latin ones of others."""
_SMALL_AND_DIGIT = re.compile(r"(?=[^0-9]*[0-9])[^a-z]*[a-z]")


def check_digit(vin: str) -> str | None:
    """The check digit that the other sixteen signs demand; None for what is not written like a VIN.

    Args:
        vin: 17 signs, letters as capitals.
    """
    if not _VIN.fullmatch(vin):
        return None
    total = sum(TRANSLITERATION[sign] * weight for sign, weight in zip(vin, WEIGHTS, strict=True))
    return CHECK_SIGNS[total % 11]


def _is_floated(text: str) -> bool:
    return _FLOATED.fullmatch(text.strip(NOTHING)) is not None


def _bared(text: str) -> str:
    """Takes away what stands around a VIN, and inside where 17 signs are left. Case stays."""
    if _VIN.fullmatch(text) or _is_floated(text):
        return text
    squeezed = text.translate(_NO_SIGNS)
    if labelled := _LABELLED.fullmatch(squeezed):
        squeezed = labelled[1]
    if imported := _IMPORTED.fullmatch(squeezed):
        squeezed = imported[1]
    return squeezed if _SEVENTEEN.fullmatch(squeezed) else text.strip(NOTHING)


def _capitals(text: str) -> str:
    """Leaves words without any digit alone: “unknown” is not a VIN in lower case."""
    if _is_floated(text) or not _SMALL_AND_DIGIT.match(text):
        return text
    return text.translate(_CAPITALS)


def _faults(text: str) -> tuple[Rule, ...]:
    expected = check_digit(text)
    if expected is not None:
        return () if text[CHECK_PLACE] == expected else (VIN_CHECK_DIGIT,)
    if _is_floated(text):
        return (VIN_EXCEL_DAMAGE,)
    return (VIN_CHARACTERS if len(text) == LENGTH else VIN_LENGTH,)


GRAMMAR = Grammar((Mend(VIN_SPACES, _bared), Mend(VIN_CASE, _capitals)), _faults)
