"""Dealers that an analyst sends vehicles for again and again, and the text they are kept as. No files.

A ZIP is text and stays as it was written: 02139 never becomes a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

DEALERS_SETTING = "dealers"
"""The setting that holds them."""


@dataclass(frozen=True, slots=True)
class Dealer:
    """A dealer under a name of the user's own; `source` and `zip` are what the service knows it by."""

    name: str
    source: str
    zip: str
    note: str = ""


def with_dealer(dealers: Iterable[Dealer], dealer: Dealer) -> tuple[Dealer, ...]:
    """All of them by name, with `dealer` in the place of one of the same name, whatever its case."""
    name = dealer.name.casefold()
    others = [known for known in dealers if known.name.casefold() != name]
    return tuple(sorted([*others, dealer], key=lambda known: known.name.casefold()))


def dealers_to_text(dealers: Iterable[Dealer]) -> str:
    """As JSON."""
    return json.dumps([asdict(dealer) for dealer in dealers])


def dealers_from_text(text: str | None) -> tuple[Dealer, ...]:
    """Reads what `dealers_to_text` wrote, perhaps with more fields; what is no dealer is passed over.

    Returns:
        The dealers in the order of the text; () for None, and for a text that can't be read.
    """
    try:
        told = json.loads(text or "")
    except (ValueError, RecursionError):
        return ()
    found = [_dealer_from(entry) for entry in told] if isinstance(told, list) else []
    return tuple(dealer for dealer in found if dealer is not None)


def _dealer_from(entry: object) -> Dealer | None:
    if not isinstance(entry, dict):
        return None
    needed = [entry.get("name"), entry.get("source"), entry.get("zip"), entry.get("note", "")]
    texts = [value for value in needed if isinstance(value, str)]
    return Dealer(*texts) if len(texts) == len(needed) and texts[0].strip() else None
