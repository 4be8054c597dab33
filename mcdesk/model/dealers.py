"""The dealer book: dealers under names of the user's own, and lists of them. Values only, no files.

A ZIP is text and stays as it was written: 02139 never becomes a number.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from mcdesk.model.lookups import DEALER, Cells

DEALERS_SETTING = "dealers"
"""The setting that holds them."""


@dataclass(frozen=True, slots=True)
class Dealer:
    """A dealer under a name of the user's own; `source`, `zip` and `location` are what the service knows."""

    name: str
    source: str
    zip: str = ""
    note: str = ""
    location: str = ""
    """MarketCheck's id of one of several locations (`mc_location_id`)."""

    @property
    def key(self) -> str:
        """By which it is found: its name, whatever its case."""
        return self.name.strip().casefold()

    @property
    def cells(self) -> Cells:
        """As a form and a request have it."""
        told = {"source": self.source, "zip": self.zip, "mc_location_id": self.location}
        return tuple(told[name] for name in DEALER.names)


@dataclass(frozen=True, slots=True)
class DealerList:
    """Dealers that are asked about together, by the keys of their names, in the user's order."""

    name: str
    members: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """By which it is found: its name, whatever its case."""
        return self.name.strip().casefold()


@dataclass(frozen=True, slots=True)
class DealerBook:
    """All of it: dealers and lists, each by name."""

    dealers: tuple[Dealer, ...] = ()
    lists: tuple[DealerList, ...] = ()

    def of_list(self, name: str) -> tuple[Dealer, ...]:
        """The dealers of a list in its order; () for a list that is not there."""
        by_key = {dealer.key: dealer for dealer in self.dealers}
        key = name.strip().casefold()
        members = next((each.members for each in self.lists if each.key == key), ())
        return tuple(by_key[member] for member in members if member in by_key)


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
