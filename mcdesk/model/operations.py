"""What differs from operation to operation, declared once. Everything else in mcdesk reads it from here.

Sources: the MarketCheck Batch API introduction (formats, pace, lanes, slots, states) and the MarketMatch
documents (columns and size of a rank). The NeoVIN sub-paths, its `vin` column and its upper limit of 3,000
are the closest reading of documents that do not spell them out.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


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
    columns: tuple[str, ...]
    """Required columns, by name, in any order and case."""
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
    poll_seconds: float = 60.0
    practice_poll_seconds: float = 1.0
    """The pace against a loopback address, where time is compressed."""
    lane_width: int = 1
    """How many jobs of this operation an account may have running."""
    download_slots: int = 3
    list_page: int = 100
    """Jobs on one page of the service's list, at most."""
    reference_length: int = 255


RANK = Operation(
    id="rank",
    name="Rank",
    summary="Score vehicle and dealer pairs with MarketMatch",
    working="Ranking records",
    icon="ph.list-numbers",
    path="/v2/batch/marketmatch/rank",
    columns=("vin", "price", "miles", "source", "zip"),
    needs="Needs vin, price, miles, source, zip",
    counted_column="vin",
    packing=Packing.GZIP_CSV,
    max_bytes=100_000_000,
    max_rows=None,
    result_suffix=".csv.gz",
    result_word="ranked",
)

DECODE = Operation(
    id="decode",
    name="Decode",
    summary="Look up what each VIN is with NeoVIN",
    working="Decoding records",
    icon="ph.barcode",
    path="/v2/batch/neovin/decode",
    columns=("vin",),
    needs="Needs a vin column",
    counted_column="vin",
    packing=Packing.PLAIN_CSV,
    max_bytes=100_000_000,
    max_rows=3_000,
    result_suffix=".jsonl.gz",
    result_word="decoded",
)

OPERATIONS: dict[str, Operation] = {operation.id: operation for operation in (RANK, DECODE)}


def packing_words(operation: Operation, file_name: str) -> str:
    """Says what will happen to the bytes of `file_name`: compressed, unpacked, or sent as they are."""
    is_gzip = file_name.lower().endswith(".gz")
    if operation.packing is Packing.GZIP_CSV:
        return "Is sent as it is, .csv.gz" if is_gzip else "Will be compressed to .csv.gz"
    return "Will be unpacked to plain CSV" if is_gzip else "Is sent as plain CSV"
