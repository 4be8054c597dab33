"""NeoVIN Decode of a whole file: CSV in, gzipped JSON lines out. Runs in a worker thread; knows no job.

One line for each different VIN, in the order of first appearance. A VIN that cannot be decoded has a line
too, with an `observation` in place of the facts; whether the service does the same is not documented.
"""

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from mcdesk.sandbox.operations import DECODE
from mcdesk.sandbox.records import InputRejectedError, StoppedError, open_rows, places_of
from mcdesk.sandbox.vins import decoded


@dataclass(frozen=True, slots=True)
class Tally:
    """How a file came out: different VINs that succeeded, records that did not."""

    successful: int
    failed: int


def decode_file(
    source: Path, target: Path, counted: Callable[[int], None], stopped: Callable[[], bool]
) -> Tally:
    """Decodes the `vin` column of `source` into `target`; tells `counted` the number of records at once.

    Raises:
        InputRejectedError: The file cannot be processed.
        StoppedError: `stopped` answered yes.
    """
    with open_rows(source, gzipped=DECODE.takes_gzip) as (header, rows):
        (place,) = places_of(header, ("vin",))
        vins: list[str] = []
        for row in rows:
            vins.append(row[place].strip().upper() if place < len(row) else "")
            if len(vins) > DECODE.max_records:
                raise InputRejectedError(f"The file holds more than {DECODE.max_records:,} records")
    if not vins:
        raise InputRejectedError("The file holds no records")
    counted(len(vins))
    records = {}
    for vin in dict.fromkeys(vins):
        if stopped():
            raise StoppedError
        records[vin] = decoded(vin)
    with gzip.open(target, "wt", compresslevel=6, encoding="utf-8", newline="\n") as lines:
        for record in records.values():
            lines.write(json.dumps(record, separators=(",", ":"), ensure_ascii=False) + "\n")
    failed = sum("observation" in records[vin] for vin in vins)
    successful = sum("observation" not in record for record in records.values())
    return Tally(successful, failed)
