"""The service's ids of locations as spreadsheets leave them. Knows not which of them are given out."""

from __future__ import annotations

import re

from mcdesk.intake.cells.grammar import NOTHING, WIDTHLESS, Grammar, Mend
from mcdesk.model.rules import LOCATION_FORMAT, LOCATION_SPACES, Rule

_IDENT = re.compile(r"(?=[_-]*[A-Za-z0-9])[A-Za-z0-9_-]{1,64}")
"""A dash alone stands for nothing, so a letter or a digit must be among them."""
_FLOATED = re.compile(r"([0-9]{1,64})\.0{1,9}")
_NO_WIDTH = str.maketrans("", "", WIDTHLESS)


def _bared(text: str) -> str:
    """Takes away what stands around an id. Blanks within stay: they may part two of them."""
    core = text.translate(_NO_WIDTH).strip(NOTHING)
    floated = _FLOATED.fullmatch(core)
    return floated[1] if floated else core


def _faults(text: str) -> tuple[Rule, ...]:
    return () if _IDENT.fullmatch(text) else (LOCATION_FORMAT,)


GRAMMAR = Grammar((Mend(LOCATION_SPACES, _bared),), _faults, _IDENT.fullmatch)
