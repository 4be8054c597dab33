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
    side = request.ranking.many
    cells = match.cells(side)
    if match.place is not None and 0 <= match.place < len(request.many):
        asked = request.many[match.place]
        cells = tuple(told or sent for told, sent in zip(cells, asked, strict=True))
    return _WORDS[side.noun](side, cells)


def _dealer(side: Side, cells: Cells) -> EntryWords:
    source, zip_code = side.value(cells, "source"), side.value(cells, "zip")
    location = side.value(cells, "mc_location_id")
    name = source or "Dealer without a name"
    at = f"location {location}" if location else ""
    said = (name, f"ZIP {zip_code}" if zip_code else "", at)
    return EntryWords(name, _told(zip_code, at), ", ".join(_told(*said)))


def _vehicle(side: Side, cells: Cells) -> EntryWords:
    vin, price, miles = (side.value(cells, name) for name in ("vin", "price", "miles"))
    costs = f"${_figure(price)}" if price else ""
    driven = f"{_figure(miles)} miles" if miles else ""
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
