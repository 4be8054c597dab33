"""Makes the ledger file of an earlier schema: `python -m tests.ledger.old.make 0001` writes 0001.sqlite3.gz.

The file is what that schema's own migrations make, filled with rows of every table and in every state. A file
that is kept here is never made anew: it stands for those that users have. Each new schema adds its own.
"""

from __future__ import annotations

import gzip
import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from itertools import product
from pathlib import Path

from mcdesk.ledger import upgrade
from mcdesk.ledger.engine import open_engine

HERE = Path(__file__).parent
ACCOUNTS = (
    ("a1", "Northlake Auto", "production", "https://api.marketcheck.com", "0123456789abcdef"),
    ("a2", "Übung – practice", "sandbox", "http://127.0.0.1:8000", ""),
)
DEALERS = (
    {"name": "Augusta", "source": "mbofaugusta.com", "zip": "30907", "note": "", "location": ""},
    {"name": "Übersee – Nord", "source": "uebersee-nord.com", "zip": "02139", "note": "by the river"},
)
Row = tuple[object, ...]


def submissions(revision: str) -> Iterator[Row]:
    """Three files in each state and lane; one whose name is no text."""
    states = ("waiting", "sending", "unsure", "held", "accepted")
    for place, (account, state, number) in enumerate(product(("a1", "a2"), states, range(3)), 1):
        id_ = f"{account}-{state}-{number}"
        source: str | bytes = f"/in/{id_}.csv" if number else b"/in/\xff\xfe.csv"
        yield (
            *(id_, account, ("rank", "decode")[number % 2], f"april – {id_}", f"key-{id_}"),
            *(source, 66_800, "a" * 64, f"/out/{id_}.csv.gz", 31_000, "b" * 64, 1_200, 1_150),
            *(("window", "command")[number % 2], state, place, 1_700_000_000.25 + place),
            None if state == "waiting" else 1_700_000_100.0,
            *((1_700_000_101.5, f"j{number}", "req-1") if state == "accepted" else (None, None, "")),
            *(("Refused.", "Mend it.", "bad_csv", "req-2") if state == "held" else (None,) * 4),
            *((f"family-{account}-{state}", number + 1, 3, "c0ffee", 7, 2) if revision >= "0002" else ()),
            *((1_700_000_200.5 if state == "waiting" else None,) if revision >= "0003" else ()),
        )


def jobs(revision: str) -> Iterator[Row]:
    """Jobs in each state, some with all that the service tells and some with nothing."""
    for account, number in product(("a1", "a2"), range(40)):
        status = ("PROCESSING", "COMPLETED", "FAILED")[number % 3]
        done = status == "COMPLETED"
        yield (
            *(account, f"j{number}", ("rank", "decode")[number % 2], status, 100 if done else 40),
            *(1_700_000_000.0 + number, f"lot – {number}" if number % 5 else None),
            *((1_200, 1_150, 3, 1_700_000_900.5, 1, number % 4, 3) if done else (None,) * 7),
            *(("processing_failed", "It failed.") if status == "FAILED" else (None, None)),
            *((1_700_000_500.0, 1_700_000_990.5 if done else None) if revision >= "0003" else ()),
        )


def downloads(revision: str) -> Iterator[Row]:
    """An attempt in each state, one of them at a place whose name is no text."""
    states = ("started", "verified", "mismatch", "broken", "unspent", "lost")
    for account, state in product(("a1", "a2"), states):
        paths: dict[str, str | bytes] = {"verified": f"/x/{account}.csv.gz", "lost": b"/x/\xff.gz"}
        path = paths.get(state)
        sums = (58_000, "e" * 64, "e" * 64, 2, 1_700_000_960.0) if path else (None,) * 5
        size = (58_000,) if revision >= "0003" else ()
        yield f"{account}-{state}", account, "j1", state, 1_700_000_950.0, path, *sums, *size


def settings(revision: str) -> Iterator[Row]:
    """What the user chose. Dealers were kept there too, as JSON."""
    yield from (("theme", "dark"), ("history read a1", '{"rank": "j3"}'), ("account", "a1"))
    if revision == "0003":
        yield "dealers", json.dumps(DEALERS)


def set_aside() -> Iterator[Row]:
    """A row that could not be read."""
    content = json.dumps({"account_id": "a1", "job_id": "j99", "status": "LOST"})
    yield None, "jobs", content, "“status” is not a value that mcdesk knows", 1_700_000_990.0


def fill(path: Path, revision: str) -> None:
    """Writes the rows into the empty ledger at `path`."""
    rows: dict[str, list[Row]] = {
        "accounts": list(ACCOUNTS),
        "submissions": list(submissions(revision)),
        "jobs": list(jobs(revision)),
        "downloads": list(downloads(revision)),
        "settings": list(settings(revision)),
        "salt": [(1, bytes(range(32)))],
    }
    if revision >= "0003":
        rows["set_aside"] = list(set_aside())
    with closing(sqlite3.connect(path)) as connection:
        for table, values in rows.items():
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
        connection.commit()


def make(revision: str, target: Path) -> None:
    """Makes the file of that schema, packed, at `target`."""
    with tempfile.TemporaryDirectory() as folder:
        migrations = Path(folder) / "migrations"
        shutil.copytree(upgrade.MIGRATIONS, migrations)
        for step in (migrations / "versions").glob("0*.py"):
            if step.name[:4] > revision:
                step.unlink()
        path = Path(folder) / "ledger.sqlite3"
        engine = open_engine(path)
        upgrade.bring_up_to_date(engine, path, newest=revision, migrations=migrations)
        engine.dispose()
        fill(path, revision)
        target.write_bytes(gzip.compress(path.read_bytes(), mtime=0))


if __name__ == "__main__":
    make(sys.argv[1], HERE / f"{sys.argv[1]}.sqlite3.gz")
