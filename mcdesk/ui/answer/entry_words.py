"""One dealer or one vehicle in words: its name, what tells it from others, and both as they are read aloud.

No Qt.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mcdesk.model.lookups import DEALER, VEHICLE, Cells, RankRequest, Side
from mcdesk.model.rankings import Match

DOT = " · "
_LONGEST_FIGURE = 15
_FIGURES = {"price": "${}", "miles": "{} miles"}


@dataclass(frozen=True, slots=True)
class EntryWords:
    """`name` is the line above, `details` stand below it, `spoken` is all of it in a sentence.

    `is_code` asks for the face in which signs of equal width tell a VIN's letters and digits apart.
    """

    name: str
    details: tuple[str, ...]
    spoken: str
    is_code: bool = False

    @property
    def detail(self) -> str:
        """The details in one line."""
        return DOT.join(self.details)


def entry_words(request: RankRequest, match: Match) -> EntryWords:
    """What an entry of an answer is called. What the service left out is taken from the request."""
    return words_of(request.ranking.many, cells_of(request, match))


def cells_of(request: RankRequest, match: Match) -> Cells:
    """What is known of an entry: what the service told, else what it was asked."""
    cells = match.cells(request.ranking.many)
    if match.place is None or not 0 <= match.place < len(request.many):
        return cells
    return tuple(told or sent for told, sent in zip(cells, request.many[match.place], strict=True))


def words_of(side: Side, cells: Cells) -> EntryWords:
    """What a vehicle or a dealer is called."""
    return _WORDS[side.noun](side, cells)


def figure_words(name: str, digits: str) -> str:
    """A price or miles as they are read: $20,000; 3,000 miles; "" for none. `name` is the column's."""
    return _FIGURES[name].format(_figure(digits)) if digits else ""


def _dealer(side: Side, cells: Cells) -> EntryWords:
    source, zip_code = side.value(cells, "source"), side.value(cells, "zip")
    location = side.value(cells, "mc_location_id")
    name = source or "Dealer without a name"
    at = f"location {location}" if location else ""
    said = (name, f"ZIP {zip_code}" if zip_code else "", at)
    return EntryWords(name, _told(zip_code, at), ", ".join(_told(*said)))


def _vehicle(side: Side, cells: Cells) -> EntryWords:
    vin, price, miles = (side.value(cells, name) for name in ("vin", "price", "miles"))
    costs, driven = figure_words("price", price), figure_words("miles", miles)
    name = f"VIN {vin}" if vin else "Vehicle without a VIN"
    return EntryWords(
        vin or name, _told(costs, driven), ", ".join(_told(name, costs, driven)), is_code=bool(vin)
    )


_WORDS: dict[str, Callable[[Side, Cells], EntryWords]] = {DEALER.noun: _dealer, VEHICLE.noun: _vehicle}


def _figure(digits: str) -> str:
    """20,000 for 20000; a text that is no plain number stays as it is."""
    is_plain = digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_FIGURE
    return f"{int(digits):,}" if is_plain else digits


def _told(*parts: str) -> tuple[str, ...]:
    return tuple(part for part in parts if part)
