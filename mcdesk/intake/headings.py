"""A column's name, reduced to its words, so that spellings of one name can be compared. Knows no field."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mcdesk.intake.cells.grammar import WIDTHLESS

_WORD_STARTS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_NO_WIDTH = str.maketrans("", "", WIDTHLESS)

_MILES = frozenset(("mi", "mile", "miles"))
_KILOMETRES = frozenset(("km", "kms", "kilometer", "kilometre", "kilometers", "kilometres"))
_UNITS = _MILES | _KILOMETRES | {"in", "us", "usd", "dollar", "dollars"}
"""May follow what a column is called without changing it."""
_OF_VEHICLES = frozenset(("vehicle", "car", "auto"))
"""May go before it, since all of the file is about vehicles."""


def folded(name: str) -> str:
    """A name without regard to case, to blanks around it, and to a byte order mark."""
    return name.translate(_NO_WIDTH).strip().casefold()


def normalised(name: str) -> str:
    """A name as small words apart by single spaces: “VINNumber”, “vin_number” and “VIN number” are one.

    "" for a name without letters and digits.
    """
    apart = _WORD_STARTS.sub(" ", name.translate(_NO_WIDTH))
    return _BETWEEN_WORDS.sub(" ", apart).strip().casefold()


def forms_of(words: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """A name's words, and the same without the unit behind and without the vehicle before."""
    yield words
    while len(words) > 1 and words[-1] in _UNITS:
        words = words[:-1]
        yield words
    if len(words) > 1 and words[0] in _OF_VEHICLES:
        yield words[1:]


def says_kilometres(name: str) -> bool:
    """Whether a heading names kilometres, and not miles as well."""
    words = set(normalised(name).split())
    return not words.isdisjoint(_KILOMETRES) and words.isdisjoint(_MILES)
