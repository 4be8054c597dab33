"""What differs from operation to operation, declared once. Everything else in mcdesk reads it from here.

Sources: the MarketCheck Batch API introduction (formats, pace, lanes, slots, states) and the MarketMatch
documents (columns and size of a rank). The NeoVIN sub-paths, its `vin` column and its upper limit of 3,000
are the closest reading of documents that do not spell them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from mcdesk.model.fields import MILES, PRICE, SOURCE, VIN, ZIP, Field
from mcdesk.model.rules import DUPLICATE_PAIR, DUPLICATE_ROW, MALFORMED_ROW, Rule


class Packing(StrEnum):
    """The shape in which the service takes a file."""

    PLAIN_CSV = "plain"
    GZIP_CSV = "gzip"

    @property
    def suffix(self) -> str:
        """The ending of a file of this shape, with its dot."""
        return ".csv.gz" if self is Packing.GZIP_CSV else ".csv"


@dataclass(frozen=True, slots=True)
class Operation:
    """One batch service: what it takes, what it gives, how it wants to be treated.

    Sizes are in bytes, paces in seconds.
    """

    id: str
    """The word on the command line and in the ledger."""
    name: str
    summary: str
    """One line for the user who chooses between operations."""
    working: str
    """What the service does to the records, as the stage word between 10 and 90 percent."""
    icon: str
    path: str
    """Below the service's base URL; jobs are at `{path}/jobs`."""
    fields: tuple[Field, ...]
    """The needed columns, each with its rules; the service takes them in any order."""
    needs: str
    """The required columns as a sentence for the user."""
    counted_column: str
    """`successful_count` counts the unique values of this column."""
    packing: Packing
    max_bytes: int
    """Of the file as it is uploaded."""
    max_rows: int | None
    result_suffix: str
    result_word: str
    """Names a result file: `april-ranked.csv.gz`."""
    result_row_bytes: int
    """What a row of a result may take in its compressed file, while no results of one's own tell. Generous:
    it only decides whether the disk has room."""
    result_columns: tuple[str, ...] = ()
    """What the service adds to a result that is a table, by which such a file is recognised."""
    takes_more_columns: bool = False
    """Whether columns beyond the needed ones may travel along. If not, they are kept for joining."""
    pair: tuple[str, ...] = ()
    """The fields that together say which vehicle at which dealer; () where rows are no pairs."""
    dealer_fields: tuple[str, ...] = ()
    """The fields that describe a dealer and may be the same for a whole file."""
    poll_seconds: float = 60.0
    practice_poll_seconds: float = 1.0
    """The pace against a loopback address, where time is compressed."""
    lane_width: int = 1
    """How many jobs of this operation an account may have running."""
    download_slots: int = 3
    list_page: int = 100
    """Jobs on one page of the service's list, at most."""
    key_seconds: float = 12 * 60 * 60.0
    """How old an idempotency key may be for its word to be relied on. The documents name no time, so half of
    the shortest that such services keep keys for."""
    reference_length: int = 255

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the needed columns."""
        return tuple(field.name for field in self.fields)

    @property
    def rules(self) -> tuple[Rule, ...]:
        """Everything that can be wrong with a file for this operation, in the order of reports."""
        cells = (rule for field in self.fields for rule in (field.missing, *field.rules))
        pairs = (DUPLICATE_PAIR,) if self.pair else ()
        return (MALFORMED_ROW, *cells, DUPLICATE_ROW, *pairs)


RANK = Operation(
    id="rank",
    name="Rank",
    summary="Score vehicle and dealer pairs with MarketMatch",
    working="Ranking records",
    icon="ph.list-numbers",
    path="/v2/batch/marketmatch/rank",
    fields=(VIN, PRICE, MILES, SOURCE, ZIP),
    needs="Needs vin, price, miles, source, zip",
    counted_column="vin",
    packing=Packing.GZIP_CSV,
    max_bytes=100_000_000,
    max_rows=None,
    result_suffix=".csv.gz",
    result_word="ranked",
    result_row_bytes=100,  # 23 measured with the needed columns alone, 53 with a hash among the others
    result_columns=("vin_score", "dealer_ymm_score", "vin_rank"),
    takes_more_columns=True,
    pair=("vin", "source", "zip"),
    dealer_fields=("source", "zip"),
)

DECODE = Operation(
    id="decode",
    name="Decode",
    summary="Look up what each VIN is with NeoVIN",
    working="Decoding records",
    icon="ph.barcode",
    path="/v2/batch/neovin/decode",
    fields=(VIN,),
    needs="Needs a vin column",
    counted_column="vin",
    packing=Packing.PLAIN_CSV,
    max_bytes=100_000_000,
    max_rows=3_000,
    result_suffix=".jsonl.gz",
    result_word="decoded",
    result_row_bytes=2_000,  # a NeoVIN record with all its options; 16 measured where few facts are known
)

OPERATIONS: dict[str, Operation] = {operation.id: operation for operation in (RANK, DECODE)}


def packing_words(operation: Operation) -> str:
    """Says in what shape the file goes out."""
    return (
        f"Is checked, then sent as {'compressed' if operation.packing is Packing.GZIP_CSV else 'plain'} CSV"
    )
