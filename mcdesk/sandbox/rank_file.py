"""MarketMatch Rank of a whole file: gzipped CSV in, gzipped CSV out. Runs in a worker thread; knows no job.

The file is read twice, and what lies between is kept in a database beside it, so that millions of rows need
no more memory than a few. Each row is a pair of vehicle and dealer, ranked among the rows of its dealer
(source and ZIP code). Where the documents are silent: rows come out in the order they went in; a pair that
appears again is folded into its first row; a row that cannot be ranked keeps its place with empty ranking
columns; a ranking column that the input has already is overwritten.
"""

import csv
import gzip
import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from mcdesk.sandbox.dealers import DealerMissingError, find_dealer, is_zip
from mcdesk.sandbox.decode_file import Tally
from mcdesk.sandbox.operations import RANK
from mcdesk.sandbox.records import InputRejectedError, StoppedError, open_rows, places_of
from mcdesk.sandbox.scoring import dealer_ymm_score, fit, vin_score
from mcdesk.sandbox.vins import vehicle_of

COLUMNS = ("vin", "price", "miles", "source", "zip")
RANKINGS = ("vin_score", "dealer_ymm_score", "vin_rank", "mc_location_id")
_NUMBER = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
_LOOK_UP_EVERY = 2_000
_PAIRS = (
    "CREATE TABLE pairs (number INTEGER PRIMARY KEY, vin, dealer, vin_score, dealer_score, fit, location)"
)
# With a bare min(), SQLite takes the other columns from the row that holds the minimum: the first of a pair.
_RANK_ALL = """
    CREATE TABLE ranked AS
    SELECT number, vin_score, dealer_score, location,
           row_number() OVER (PARTITION BY dealer ORDER BY fit DESC, number) AS place
    FROM (SELECT min(number) AS number, dealer, vin_score, dealer_score, fit, location
          FROM pairs WHERE fit IS NOT NULL GROUP BY dealer, vin)
    UNION ALL
    SELECT number, NULL, NULL, NULL, NULL FROM pairs WHERE fit IS NULL
"""
_IN_ORDER = "SELECT number, vin_score, dealer_score, place, location FROM ranked ORDER BY number"

Pair = tuple[int, str, str | None, int | None, int | None, int | None, str | None]


def rank_file(
    source: Path, target: Path, counted: Callable[[int], None], stopped: Callable[[], bool]
) -> Tally:
    """Ranks the rows of `source` into `target`; tells `counted` their number once it is known.

    Raises:
        InputRejectedError: The file cannot be processed.
        StoppedError: `stopped` answered yes.
    """
    between = target.with_name(target.name + ".db")
    between.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(between, isolation_level=None)) as db:
            for setting in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE"):
                db.execute(f"PRAGMA {setting}")
            db.set_progress_handler(stopped, 100_000)
            return _rank(db, source, target, counted, stopped)
    except sqlite3.OperationalError as error:
        if stopped():
            raise StoppedError from error
        raise
    finally:
        between.unlink(missing_ok=True)


def _rank(
    db: sqlite3.Connection,
    source: Path,
    target: Path,
    counted: Callable[[int], None],
    stopped: Callable[[], bool],
) -> Tally:
    db.execute(_PAIRS)
    db.execute("BEGIN")
    with open_rows(source, gzipped=RANK.takes_gzip) as (header, rows):
        pairs = _pairs(rows, places_of(header, COLUMNS), stopped)
        db.executemany("INSERT INTO pairs VALUES (?, ?, ?, ?, ?, ?, ?)", pairs)
    db.execute("COMMIT")
    (records,) = db.execute("SELECT count(*) FROM pairs").fetchone()
    if records == 0:
        raise InputRejectedError("The file holds no records")
    counted(records)
    db.execute(_RANK_ALL)
    _write(db, source, target, stopped)
    row = db.execute("SELECT count(DISTINCT vin) FROM pairs WHERE fit IS NOT NULL").fetchone()
    failed = db.execute("SELECT count(*) FROM pairs WHERE fit IS NULL").fetchone()
    return Tally(row[0], failed[0])


def _pairs(rows: Iterator[list[str]], places: list[int], stopped: Callable[[], bool]) -> Iterator[Pair]:
    width = max(places) + 1
    vin_at, price_at, miles_at, source_at, zip_at = places
    for number, row in enumerate(rows, start=1):
        if number % _LOOK_UP_EVERY == 0 and stopped():
            raise StoppedError
        if number > RANK.max_records:
            raise InputRejectedError(f"The file holds more than {RANK.max_records:,} records")
        if len(row) < width:
            yield number, "", None, None, None, None, None
        else:
            yield _pair(number, row[vin_at], row[price_at], row[miles_at], row[source_at], row[zip_at])


def _pair(number: int, vin: str, price: str, miles: str, source: str, zip_code: str) -> Pair:
    vin = vin.strip().upper()
    failed: Pair = (number, vin, None, None, None, None, None)
    if not (_NUMBER.fullmatch(price) and _NUMBER.fullmatch(miles) and float(price) > 0 and is_zip(zip_code)):
        return failed
    vehicle = vehicle_of(vin)
    if isinstance(vehicle, str):
        return failed
    try:
        dealer = find_dealer(source, zip_code)
    except DealerMissingError:
        return failed
    own = vin_score(vehicle, float(price), float(miles))
    dealers = dealer_ymm_score(dealer.source, dealer.zip, vehicle, vin)
    return (
        number,
        vin,
        f"{dealer.source} {dealer.zip}",
        own,
        dealers,
        fit(own, dealers),
        dealer.mc_location_id,
    )


def _write(db: sqlite3.Connection, source: Path, target: Path, stopped: Callable[[], bool]) -> None:
    with (
        open_rows(source, gzipped=RANK.takes_gzip) as (header, rows),
        gzip.open(target, "wb", compresslevel=3) as packed,
        io.TextIOWrapper(packed, "utf-8", newline="") as text,
    ):
        out = csv.writer(text, lineterminator="\n")
        added = [name for name in RANKINGS if name not in header]
        places = [(header + added).index(name) for name in RANKINGS]
        width = len(header) + len(added)
        out.writerow(header + added)
        numbered = enumerate(rows, start=1)
        for number, *values in db.execute(_IN_ORDER):
            if number % _LOOK_UP_EVERY == 0 and stopped():
                raise StoppedError
            row = next(row for at, row in numbered if at == number)
            full = (row + [""] * width)[:width]
            for place, value in zip(places, values, strict=True):
                full[place] = value
            out.writerow(full)
