"""The single requests, declared once: what rankings and the decode take, where it goes, how much fits in one.

They are answered at once, in place of a job with a file. Sources: "MarketMatch API" (both rankings, their
limits and fields) and the NeoVIN documents (the decode). Data only: nothing is asked here.
"""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.fields import LOCATION, MILES, PRICE, SOURCE, VIN, ZIP, Field
from mcdesk.model.operations import RANK

Cells = tuple[str, ...]
"""One vehicle or one dealer: texts in the order of its side's columns, "" for what is left open."""


@dataclass(frozen=True, slots=True)
class Column:
    """One field of a form, and whether a row can go without it."""

    field: Field
    is_needed: bool = True

    @property
    def name(self) -> str:
        """The field's name at the service."""
        return self.field.name


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two things that a ranking brings together.

    Attributes:
        noun: What one is called.
        plural: What several are called.
        one_key: Its name in a request that has one.
        many_key: Its name in a request that has a list of them.
        columns: What is told of it.
        identity: The columns that together say which one it is.
    """

    noun: str
    plural: str
    one_key: str
    many_key: str
    columns: tuple[Column, ...]
    identity: tuple[str, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    @property
    def empty(self) -> Cells:
        """A row of which nothing is told yet."""
        return ("",) * len(self.columns)

    def value(self, cells: Cells, name: str) -> str:
        """One cell by its column's name."""
        return cells[self.names.index(name)]

    def identity_of(self, cells: Cells) -> Cells:
        """What two rows that mean the same thing have in common."""
        return tuple(self.value(cells, name) for name in self.identity)


VEHICLE = Side(
    "vehicle", "vehicles", "vin", "vins", (Column(VIN), Column(PRICE), Column(MILES)), identity=("vin",)
)
DEALER = Side(
    "dealer",
    "dealers",
    "dealer",
    "dealers",
    (Column(SOURCE), Column(ZIP, is_needed=False), Column(LOCATION, is_needed=False)),
    identity=("source", "zip", "mc_location_id"),
)


@dataclass(frozen=True, slots=True)
class Ranking:
    """One of the two rankings: one thing of one side, set against several of the other.

    Attributes:
        id: The word in the ledger.
        title: What it does, for the user who chooses.
        one: The side of which a request has one.
        many: The side of which it has a list.
        most: How many the list may hold; it holds at least one.
        path: Below the service's base URL.
        batch: The operation that does the same for a file, by its id.
        needs_any: Of the many (or the one) that stand in several places: one of these tells which.
    """

    id: str
    title: str
    one: Side
    many: Side
    most: int
    path: str
    batch: str = RANK.id
    needs_any: tuple[str, ...] = ("zip", "mc_location_id")


RANK_DEALERS = Ranking(
    "rank-dealers",
    "Rank dealers for a vehicle",
    one=VEHICLE,
    many=DEALER,
    most=100,
    path="/v2/marketmatch/dealers/rank",
)
RANK_VEHICLES = Ranking(
    "rank-vehicles",
    "Rank vehicles for a dealer",
    one=DEALER,
    many=VEHICLE,
    most=20,
    path="/v2/marketmatch/vins/rank",
)
RANKINGS: dict[str, Ranking] = {ranking.id: ranking for ranking in (RANK_DEALERS, RANK_VEHICLES)}


@dataclass(frozen=True, slots=True)
class VinDecode:
    """The single decode: what one VIN is. `{vin}` in the path is replaced."""

    id: str
    title: str
    path: str


DECODE_VIN = VinDecode("decode-vin", "Decode a VIN", "/v2/decode/car/neovin/{vin}/specs")

LOOKUPS: dict[str, str] = {each.id: each.title for each in (RANK_DEALERS, RANK_VEHICLES, DECODE_VIN)}
"""All single requests by id, with their titles."""

LOWEST_SCORE, HIGHEST_SCORE = 400, 3000
"""Between these lie `vin_score` and `dealer_ymm_score`."""
VIN_SCORE_MEANS = (
    "The vehicle's market position by price, miles and market conditions, from 400 to 3,000. Newer vehicles "
    "with fewer miles at higher prices score higher."
)
DEALER_SCORE_MEANS = (
    "How much the dealer is at home in the vehicle's year, make and model, from 400 to 3,000. High: the "
    "dealer has often had such vehicles, with a stronger market position."
)
VIN_RANK_MEANS = (
    "1 is the best predicted match. It weighs how the vehicle fits the dealer's inventory, how fast such "
    "vehicles turn over there, and what is in stock."
)


@dataclass(frozen=True, slots=True)
class RankRequest:
    """What is asked of a ranking. The cells are as they go out: mended, digits only where numbers are."""

    ranking: Ranking
    one: Cells
    many: tuple[Cells, ...]

    @property
    def subject(self) -> str:
        """What the answer is about, the same for all requests about it: a VIN, or a dealer with its place."""
        return " ".join(cell for cell in self.ranking.one.identity_of(self.one) if cell)
