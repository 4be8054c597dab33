"""Which attributes of an answer are shown: those in which every word of the search occurs. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Iterable

from mcdesk.model.specs import Attribute, SpecGroup, Specs
from mcdesk.model.words import count


def attributes_of(groups: Iterable[SpecGroup]) -> tuple[Attribute, ...]:
    """All attributes in their order."""
    return tuple(attribute for group in groups for attribute in group.attributes)


def found_in(specs: Specs, search: str) -> tuple[SpecGroup, ...]:
    """The groups with what is left of them; groups of which nothing is left are left out."""
    words = search.casefold().split()
    left = [
        SpecGroup(group.title, tuple(each for each in group.attributes if _has(each, words)))
        for group in specs.groups
    ]
    return tuple(group for group in left if group.attributes)


def count_words(specs: Specs, found: Iterable[SpecGroup], search: str) -> str:
    """140 attributes; 12 of 140 attributes."""
    total = len(attributes_of(specs.groups))
    noun = "attribute" if total == 1 else "attributes"
    if not search.split():
        return f"{count(total)} {noun}"
    return f"{count(len(attributes_of(found)))} of {count(total)} {noun}"


def copied(attributes: Iterable[Attribute]) -> str:
    """As cells: the service's own name and the value, one attribute a line."""
    return "\n".join(f"{each.key}\t{_on_one_line(each.value)}" for each in attributes)


def _has(attribute: Attribute, words: list[str]) -> bool:
    text = f"{attribute.key} {attribute.label} {attribute.value}".casefold()
    return all(word in text for word in words)


def _on_one_line(value: str) -> str:
    return " ".join(value.split())
