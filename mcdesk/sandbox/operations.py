"""What the two batch operations are called, where they live and what they take, and what calls there are.

Holds no state.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Operation:
    """One batch operation as its documentation describes it.

    The documents give no file limit for NeoVIN Decode, only "1,000 to 3,000 VINs at once". Here a file of
    more than 3,000 records fails while it is processed, fewer than 1,000 are welcome, and a file above 10 MB
    is refused at the door.
    """

    name: str
    base: str
    input_name: str
    output_name: str
    takes_gzip: bool
    max_bytes: int
    max_records: int
    wrong_file: str
    active_job: str


DECODE = Operation(
    name="decode",
    base="/v2/batch/neovin/decode",
    input_name=".csv",
    output_name="output.jsonl.gz",
    takes_gzip=False,
    max_bytes=10 * MEGABYTE,
    max_records=3_000,
    wrong_file="Uploaded file must be a valid CSV (.csv)",
    active_job="You already have an active decode job",
)
RANK = Operation(
    name="rank",
    base="/v2/batch/marketmatch/rank",
    input_name=".csv.gz",
    output_name="output.csv.gz",
    takes_gzip=True,
    max_bytes=100 * MEGABYTE,
    max_records=10_000_000,
    wrong_file="Uploaded file must be a valid gzip-compressed CSV (.csv.gz)",
    active_job="You already have an active ranking job",
)
OPERATIONS = (DECODE, RANK)


class Call(StrEnum):
    """The calls that a fault can be bound to."""

    SUBMIT = "submit"
    STATUS = "status"
    LIST = "list"
    DOWNLOAD = "download"
    RANK = "rank"
    DECODE = "decode"
    OTHER = "other"


_JOBS = re.compile("(?:" + "|".join(re.escape(each.base) for each in OPERATIONS) + ")/jobs(?P<rest>/.*)?")


def call_of(method: str, path: str) -> Call:
    """Which of the documented calls a request is."""
    if path.startswith("/v2/marketmatch/"):
        return Call.RANK
    if path.startswith("/v2/decode/car/"):
        return Call.DECODE
    found = _JOBS.fullmatch(path)
    if found is None:
        return Call.OTHER
    if found["rest"] is None:
        return Call.SUBMIT if method == "POST" else Call.LIST
    return Call.DOWNLOAD if found["rest"].endswith("/download") else Call.STATUS
