"""What the shapes of cells have in common: mends as steps, and signs that say nothing. Knows no shape."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mcdesk.model.rules import Rule

WIDTHLESS = "\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Signs that nobody sees: soft hyphens, joiners, marks of direction, byte order marks."""
BLANKS = (
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000" + WIDTHLESS
)
QUOTES = "'\"`´‘’‚‛“”„‟«»‹›′″＇＂"
NOTHING = BLANKS + QUOTES
"""A cell of these alone is empty, and around a value they are not part of it."""
DASHES = "-‐‑‒–—−"

LONGEST = 2_000
"""Longer cells hold none of the shapes and are not looked into, so that they cost no time."""


@dataclass(frozen=True, slots=True)
class Mend:
    """One fix: `step` returns the text after it, or the very same text where it does not apply."""

    rule: Rule
    step: Callable[[str], str]


def never(_text: str) -> bool:
    """For shapes that have no quick way: whatever it is, it is looked at."""
    return False


@dataclass(frozen=True, slots=True)
class Grammar:
    """How the cells of one shape are mended, and what is wrong with them after that.

    Attributes:
        mends: In the order in which they are applied. Each does nothing to its own result, and no later one
            gives an earlier one new work, so that mending twice is mending once.
        faults: What no mend cures, judged on the text after all mends.
        is_plain: A quick yes for most texts that no mend changes and no fault is found in.
    """

    mends: tuple[Mend, ...]
    faults: Callable[[str], tuple[Rule, ...]]
    is_plain: Callable[[str], object] = never


def is_empty(text: str) -> bool:
    """Whether a cell holds no value: only blanks, quotes and signs without width, or no sign at all."""
    return not text.strip(NOTHING)
