"""A ledger that the first mcdesk wrote, with something in every table, is brought to today's schema."""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest

from mcdesk.ledger import upgrade
from mcdesk.ledger.engine import open_engine
from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.accounts import Account, AccountKind, ApiKey
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.submissions import FileFacts, Origin, Refusal, Submission, SubmissionState

TABLES = ("accounts", "submissions", "jobs", "downloads", "settings", "salt")
ACCOUNT = ("a1", "Real", "production", "https://api.marketcheck.com", "0123456789abcdef")
SENT = (
    *("s1", "a1", "rank", "april", "key-1", "/in/april.csv", 66_800, "a" * 64),
    *("/out/april.csv.gz", 31_000, "b" * 64, 1_200, 1_150, "window", "accepted", 1, 100.25),
    *(101.5, 102.5, "j1", "req-1", None, None, None, None),
)
HELD = (
    *("s2", "a1", "rank", "may", "key-2", "/in/may.csv", 1_000, "c" * 64),
    *("/out/may.csv.gz", 300, "d" * 64, 12, 11, "command", "held", 2, 200.25),
    *(None, None, None, "", "Refused.", "Mend it.", "bad_csv", "req-2"),
)
JOB = ("a1", "j1", "rank", "COMPLETED", 100, 102.5, "april", 1_200, 1_150, 0, 900.0, 1, 2, 3, None, None)
DOWNLOAD = (
    "d1",
    "a1",
    "j1",
    "verified",
    950.0,
    "/x/april-ranked.csv.gz",
    58_000,
    "e" * 64,
    "e" * 64,
    2,
    960.0,
)
SALT = bytes(range(32))


@pytest.fixture
def old_home(tmp_path: Path) -> Path:
    """A folder with a ledger of the first schema, as its own step made it."""
    first_step = tmp_path / "first step"
    shutil.copytree(upgrade.MIGRATIONS, first_step)
    for step in (first_step / "versions").glob("0*.py"):
        if not step.name.startswith("0001"):
            step.unlink()
    home = tmp_path / "home"
    home.mkdir()
    engine = open_engine(home / FILE_NAME)
    upgrade.bring_up_to_date(engine, home / FILE_NAME, newest="0001", migrations=first_step)
    engine.dispose()
    rows: list[tuple[str, Sequence[object]]] = [
        ("accounts", ACCOUNT),
        ("submissions", SENT),
        ("submissions", HELD),
        ("jobs", JOB),
    ]
    rows += [("downloads", DOWNLOAD), ("settings", ("theme", "dark")), ("salt", (1, SALT))]
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        for table, values in rows:
            connection.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values)
        connection.commit()
    return home


def contents(path: Path) -> dict[str, list[dict[str, object]]]:
    """Every row of every table by column name, the table of versions too."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in connection.execute(f"SELECT * FROM {table} ORDER BY 1")]
            for table in (*TABLES, "alembic_version")
        }


async def test_nothing_is_lost_and_a_copy_of_the_old_file_stays(old_home: Path) -> None:
    before = contents(old_home / FILE_NAME)
    await (await Ledger.open(old_home)).aclose()
    after = contents(old_home / FILE_NAME)

    assert all(before[table] for table in TABLES)
    for table in TABLES:
        kept = [{name: row[name] for name in before[table][0]} for row in after[table]]
        assert kept == before[table], table
    assert contents(old_home / "ledger.before-upgrade-from-0001.sqlite3") == before


async def test_every_value_is_told_as_before_and_each_old_file_is_a_family_of_its_own(old_home: Path) -> None:
    ledger = await Ledger.open(old_home)
    sent, held = await ledger.submissions("a1")
    assert sent == Submission(
        id="s1",
        account_id="a1",
        operation="rank",
        reference="april",
        idempotency_key="key-1",
        source=FileFacts(Path("/in/april.csv"), 66_800, "a" * 64),
        packed=FileFacts(Path("/out/april.csv.gz"), 31_000, "b" * 64),
        rows=1_200,
        unique_values=1_150,
        origin=Origin.WINDOW,
        state=SubmissionState.ACCEPTED,
        place=1,
        created_at=100.25,
        sent_at=101.5,
        accepted_at=102.5,
        job_id="j1",
        request_id="req-1",
        family="s1",
    )
    assert (held.family, held.title, held.recipe) == ("s2", "may", "")
    assert held.refusal == Refusal("Refused.", "Mend it.", "bad_csv", "req-2")
    slots = DownloadSlots(2, 3)
    done = ("j1", "rank", JobStatus.COMPLETED, 100, 102.5, "april", 1_200, 1_150, 0, 900.0, True, slots)
    assert await ledger.jobs("a1") == (Job(*done),)
    copy = (950.0, Path("/x/april-ranked.csv.gz"), 58_000, "e" * 64, "e" * 64, 2, 960.0)
    assert await ledger.downloads("a1") == (Download("d1", "a1", "j1", DownloadState.VERIFIED, *copy),)
    assert await ledger.accounts() == (
        Account("a1", "Real", AccountKind.PRODUCTION, "https://api.marketcheck.com", "0123456789abcdef"),
    )
    assert await ledger.setting("theme") == "dark"
    await ledger.fingerprint(ApiKey("a-key-of-some-length"))
    assert contents(old_home / FILE_NAME)["salt"] == [{"id": 1, "value": SALT}]
    await ledger.aclose()


async def test_the_rules_of_the_table_hold_after_the_upgrade(old_home: Path) -> None:
    ledger = await Ledger.open(old_home)
    await ledger.mark_waiting("s2")
    assert await ledger.remove_submission("s2")
    await ledger.remove_account("a1")
    assert await ledger.submissions("a1") == ()
    await ledger.aclose()


async def test_the_first_picture_leaves_an_old_ledger_alone_and_reads_it_once_it_is_new(
    old_home: Path,
) -> None:
    before = (old_home / FILE_NAME).read_bytes()
    assert glance(old_home, "account", 10) is None
    assert (old_home / FILE_NAME).read_bytes() == before
    ledger = await Ledger.open(old_home)
    seen = glance(old_home, "account", 10)
    assert seen is not None
    assert seen.submissions == await ledger.submissions("a1")
    assert (seen.jobs, seen.downloads) == (await ledger.jobs("a1"), await ledger.downloads("a1"))
    await ledger.aclose()
