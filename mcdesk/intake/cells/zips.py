"""ZIP codes of the United States as spreadsheets leave them. Knows not which of them are in use."""

from __future__ import annotations

import re

from mcdesk.intake.cells.grammar import BLANKS, DASHES, NOTHING, Grammar, Mend
from mcdesk.model.rules import ZIP_FORMAT, ZIP_LEADING_ZERO, ZIP_PLUS_FOUR, ZIP_SPACES, Rule

_DIGITS = 5
_GAP = f"[{re.escape(BLANKS + DASHES)}]"
_ZIP = re.compile(r"(?!00000)[0-9]{5}")
_FLOATED = re.compile(r"([0-9]{3,5}|[0-9]{9})\.0{1,9}")
_SHORT = re.compile(rf"(?!0+(?![0-9]))(?:[0-9]{{3,4}}|[0-9]{{4}}{_GAP}{{1,3}}[0-9]{{4}})")
"""Three digits with four more are not among them: that is how a phone number looks."""
_PLUS_FOUR = re.compile(rf"((?!00000)[0-9]{{5}}){_GAP}{{0,3}}[0-9]{{4}}")
_NO_BLANKS = str.maketrans("", "", BLANKS)


def _bared(text: str) -> str:
    core = text.strip(NOTHING)
    if floated := _FLOATED.fullmatch(core):
        return floated[1]
    squeezed = core.translate(_NO_BLANKS)
    return squeezed if _ZIP.fullmatch(squeezed) else core


def _padded(text: str) -> str:
    if not _SHORT.fullmatch(text):
        return text
    return text.zfill(_DIGITS) if len(text) < _DIGITS else "0" + text


def _first_five(text: str) -> str:
    found = _PLUS_FOUR.fullmatch(text)
    return found[1] if found else text


def _faults(text: str) -> tuple[Rule, ...]:
    return () if _ZIP.fullmatch(text) else (ZIP_FORMAT,)


GRAMMAR = Grammar(
    (Mend(ZIP_SPACES, _bared), Mend(ZIP_LEADING_ZERO, _padded), Mend(ZIP_PLUS_FOUR, _first_five)), _faults
)
