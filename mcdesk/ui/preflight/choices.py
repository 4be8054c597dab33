"""What can be chosen from a list that pops up, as plain frozen values. No Qt."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Choice:
    """One line of the list.

    Attributes:
        key: Told when it is chosen.
        words: What it is called.
        detail: What helps to choose, in small letters at the right: a sample of what it leads to.
        tip: More of the same, for the tool tip.
        is_held: It is what holds now, and has a check mark.
    """

    key: Hashable
    words: str
    detail: str = ""
    tip: str = ""
    is_held: bool = False


@dataclass(frozen=True, slots=True)
class ChoiceGroup:
    """Lines that belong together, under a title of their own or below a rule."""

    choices: tuple[Choice, ...]
    title: str = ""
