"""The dealer book: dealers under names of the user's own, and lists of them. Values only, no files.

A ZIP is text and stays as it was written: 02139 never becomes a number.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from mcdesk.model.lookups import DEALER, Cells


def key_of(name: str) -> str:
    """By which a dealer or a list of this name is found, whatever the name's case; "" for no name."""
    return name.strip().casefold()


def free_name(name: str, taken: Collection[str]) -> str:
    """The name itself, or the first of "name (2)", "name (3)" … that is not taken.

    Args:
        name: What is wished.
        taken: Keys of dealers or lists that are there.
    """
    wanted, number = name, 1
    while key_of(wanted) in taken:
        number += 1
        wanted = f"{name} ({number})"
    return wanted


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
        return key_of(self.name)

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
        return key_of(self.name)


@dataclass(frozen=True, slots=True)
class DealerBook:
    """All of it: dealers and lists, each by name."""

    dealers: tuple[Dealer, ...] = ()
    lists: tuple[DealerList, ...] = ()

    def of_list(self, name: str) -> tuple[Dealer, ...]:
        """The dealers of a list in its order; () for a list that is not there."""
        by_key = {dealer.key: dealer for dealer in self.dealers}
        key = key_of(name)
        members = next((each.members for each in self.lists if each.key == key), ())
        return tuple(by_key[member] for member in members if member in by_key)
