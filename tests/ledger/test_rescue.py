"""A damaged file is set aside, a new ledger begins, and what can be read comes back."""

import asyncio
import shutil
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.ledger import claims
from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.dealers import Dealer, DealerList
from mcdesk.model.errors import LedgerError
from mcdesk.model.submissions import SubmissionState
from tests.ledger.conftest import names_in
from tests.ledger.filled import DEALERS, everything, fill, template
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, REFUSAL, job, submission

pytestmark = pytest.mark.logs_warnings
PAGE = 4096
MOMENT = 1_800_000_000.0
WAITING, SENDING, UNSURE, HELD, ACCEPTED = SubmissionState


def put(home: Path, content: bytes = b"") -> Path:
    """A home whose ledger's file holds that; a filled ledger unless told otherwise."""
    home.mkdir()
    if content:
        (home / FILE_NAME).write_bytes(content)
    else:
        shutil.copyfile(template() / FILE_NAME, home / FILE_NAME)
    return home / FILE_NAME


def zero(path: Path, page: int) -> None:
    """Empties a page of the file; they count from 1."""
    content = path.read_bytes()
    path.write_bytes(content[: (page - 1) * PAGE] + bytes(PAGE) + content[page * PAGE :])


def root_of(path: Path, name: str) -> int:
    """The page at which a table or an index begins."""
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True)) as connection:
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        root: int = connection.execute(query, (name,)).fetchone()[0]
    return root


def damaged_files(home: Path) -> list[str]:
    return [name for name in names_in(home) if name.startswith("ledger.damaged-")]


@pytest.mark.parametrize(
    "content", [b"not a database, but long enough to be taken for one" * 40, b"\0" * 8192, b"x" * 600, b"yes"]
)
async def test_a_file_that_is_no_ledger_is_kept_and_a_new_one_begins(home: Path, content: bytes) -> None:
    put(home, content)
    ledger = await Ledger.open(home)
    await ledger.save_account(ACCOUNT)
    (kept,) = damaged_files(home)
    assert (home / kept).read_bytes() == content
    assert ledger.rescue is not None
    assert ledger.rescue.moved_to == home / kept
    assert ledger.rescue.title == "The ledger was damaged. What could be read was saved."
    assert "No account came back: add the key again." in ledger.rescue.advice
    assert kept in ledger.rescue.advice
    await ledger.aclose()
    again = await Ledger.open(home)
    assert (again.rescue, await again.accounts()) == (None, (ACCOUNT,))
    await again.aclose()


async def test_a_database_of_another_program_is_set_aside_as_well(home: Path) -> None:
    put(home).unlink()
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    ledger = await Ledger.open(home)
    assert await ledger.accounts() == ()
    (kept,) = damaged_files(home)
    with closing(sqlite3.connect(home / kept)) as connection:
        assert connection.execute("SELECT count(*) FROM bookmarks").fetchone() == (0,)
    await ledger.aclose()


async def test_a_damaged_index_costs_nothing(home: Path) -> None:
    path = put(home)
    zero(path, root_of(path, "sqlite_autoindex_submissions_2"))
    ledger = await Ledger.open(home)
    whole = await Ledger.open(template())
    told, before = await everything(ledger), await everything(whole)
    assert ledger.rescue is not None
    del told["settings"]["rescue"]
    # A file in the index's tree is not told from one in the table's, so nothing is sent without looking.
    states = {WAITING: UNSURE, SENDING: UNSURE}
    assert {each.id: each.state for each in told["submissions"].values()} in (
        {each.id: each.state for each in before["submissions"].values()},
        {each.id: states.get(each.state, each.state) for each in before["submissions"].values()},
    )
    for table in before.keys() - {"submissions"}:
        assert told[table] == before[table]
    assert ledger.rescue.came_back == {**{table: len(rows) for table, rows in before.items()}, "salt": 1}
    assert ledger.rescue.set_aside == 0
    assert (
        "Back are 2 accounts, 60 submissions, 300 jobs, 12 downloads, 60 requests, 24 dealers and 3 dealer "
        "lists." in ledger.rescue.advice
    )
    await ledger.aclose()
    await whole.aclose()


@pytest.mark.parametrize("name", ["sqlite_master", "submissions", "jobs", "accounts", "requests"])
async def test_without_the_way_to_them_rows_are_still_found(home: Path, name: str) -> None:
    path = put(home)
    zero(path, 1 if name == "sqlite_master" else root_of(path, name))
    ledger = await Ledger.open(home)
    assert ledger.rescue is not None
    told = await everything(ledger)
    # All but what stood in that very page; small tables stand in their first page as a whole.
    assert len(told["submissions"]) == 60
    assert len(told["jobs"]) == 300
    assert len(told["requests"]) == 60
    assert len(told["accounts"]) == (0 if name == "accounts" else 2)
    if name in ("sqlite_master", "submissions"):
        assert ledger.rescue.from_copy["submissions"] == 60
        assert "Some come from an older copy" in ledger.rescue.advice
        assert {each.state for each in told["submissions"].values()} == {UNSURE, HELD, ACCEPTED}
    else:
        assert {each.state for each in told["submissions"].values()} == set(SubmissionState)
    assert len({each.idempotency_key for each in told["submissions"].values()}) == 60
    await ledger.aclose()


async def test_submissions_outlive_their_account_which_is_on_record(home: Path) -> None:
    path = put(home)
    zero(path, root_of(path, "accounts"))
    ledger = await Ledger.open(home)
    assert ledger.rescue is not None
    assert ledger.rescue.came_back["accounts"] == 0
    assert "No account came back: add the key again." in ledger.rescue.advice
    assert {(each.table, each.key) for each in await ledger.set_aside_rows()} == {
        ("accounts", ACCOUNT.id),
        ("accounts", OTHER_ACCOUNT.id),
    }
    assert len(await ledger.submissions(ACCOUNT.id)) == 30
    assert len(await ledger.requests(ACCOUNT.id)) == 30
    await ledger.aclose()


async def test_a_list_outlives_the_loss_of_its_name(home: Path) -> None:
    path = put(home)
    zero(path, root_of(path, "dealer_lists"))
    ledger = await Ledger.open(home)
    book = await ledger.dealer_book()
    assert [(each.name, len(each.members)) for each in book.lists] == [("by the sea", 6), ("weekly", 12)]
    assert book.of_list("By the Sea") == tuple(DEALERS[20:3:-3])
    assert {(each.table, each.title) for each in await ledger.set_aside_rows()} == {
        ("dealer_lists", "The dealer list “weekly”"),
        ("dealer_lists", "The dealer list “by the sea”"),
    }
    await ledger.aclose()


async def test_who_is_lost_leaves_the_lists_on_record(home: Path) -> None:
    path = put(home)
    zero(path, root_of(path, "dealers"))
    ledger = await Ledger.open(home)
    book = await ledger.dealer_book()
    assert book.dealers == ()
    assert [(each.name, each.members) for each in book.lists] == [
        ("By the sea", ()),
        ("Nobody yet", ()),
        ("Weekly", ()),
    ]
    assert len([each for each in await ledger.set_aside_rows() if each.table == "dealer_list_members"]) == 18
    await ledger.save_dealers([DEALERS[0]])
    await ledger.aclose()


async def test_who_left_the_book_since_the_copy_does_not_come_back(home: Path) -> None:
    ledger = await Ledger.open(home)
    await ledger.save_dealers([Dealer("North", "north.com"), Dealer("South", "south.com")])
    await ledger.save_dealer_list(DealerList("Both", ("north", "south")))
    await ledger.save_dealer_list(DealerList("One", ("north",)))
    assert await ledger.keep_copy(MOMENT)
    await ledger.remove_dealers(["north"])
    await ledger.remove_dealer_list("one")
    before = await ledger.dealer_book()
    await ledger.aclose()
    # Without the index nobody knows whether all members are there, so the copy is asked too.
    zero(home / FILE_NAME, root_of(home / FILE_NAME, "ix_dealer_list_members_dealer_key"))

    rescued = await Ledger.open(home)
    assert rescued.rescue is not None
    assert await rescued.dealer_book() == before
    assert await rescued.set_aside_rows() == ()
    await rescued.aclose()


async def log_alone(home: Path, before: Path) -> bytes:
    """Puts the log of a ledger with two files, which nobody merged, into `home`; answers what it holds."""
    ledger = await Ledger.open(before)
    await ledger.save_account(ACCOUNT)
    await ledger.add_submissions([submission("one"), submission("two")])
    await ledger.mark_sending("one", 5.0)
    log = (before / f"{FILE_NAME}-wal").read_bytes()
    await ledger.aclose()
    put(home, b"\xff" * PAGE)
    (home / f"{FILE_NAME}-wal").write_bytes(log)
    return log


async def test_what_only_the_log_holds_comes_back_as_it_was(home: Path, tmp_path: Path) -> None:
    before = tmp_path / "before"
    put(before)
    ledger = await Ledger.open(before)
    await ledger.add_submissions([submission("one"), submission("two")])
    await ledger.mark_sending("one", 5.0)
    put(home)
    log = (before / f"{FILE_NAME}-wal").read_bytes()
    (home / f"{FILE_NAME}-wal").write_bytes(log)
    await ledger.aclose()
    zero(home / FILE_NAME, root_of(template() / FILE_NAME, "jobs"))

    rescued = await Ledger.open(home)
    assert rescued.rescue is not None
    told = {each.id: each.state for each in await rescued.submissions(ACCOUNT.id)}
    assert (len(told), told["one"], told["two"]) == (32, SENDING, WAITING)
    assert len(await rescued.jobs(ACCOUNT.id)) == 150
    (kept_log,) = (name for name in damaged_files(home) if name.endswith("-wal"))
    assert (home / kept_log).read_bytes() == log, "the log stays with its file"
    await rescued.aclose()


async def test_an_emptied_file_does_not_take_the_log_along(home: Path, tmp_path: Path) -> None:
    await log_alone(home, tmp_path / "before")
    (home / FILE_NAME).write_bytes(b"")
    assert glance(home, "account", 10) is None
    ledger = await Ledger.open(home)
    assert {each.id for each in await ledger.submissions(ACCOUNT.id)} == {"one", "two"}
    await ledger.aclose()


async def test_what_an_older_copy_says_may_be_out_of_date(home: Path) -> None:
    ledger = await Ledger.open(home)
    await ledger.save_account(ACCOUNT)
    held = submission("held", state=HELD, refusal=REFUSAL)
    own_wish = submission("own wish", state=HELD)
    await ledger.add_submissions([submission("waiting"), submission("sending"), held, own_wish])
    await ledger.mark_sending("sending", 5.0)
    await ledger.save_jobs(ACCOUNT.id, [job("j1")])
    await ledger.set_setting(f"history read {ACCOUNT.id}", '{"rank": "j1"}')
    assert await ledger.keep_copy(MOMENT)
    await ledger.mark_sending("waiting", 6.0)
    await ledger.mark_accepted("waiting", job("j2"), 7.0, "request")
    await ledger.aclose()
    put_aside = (home / FILE_NAME).stat().st_size
    (home / FILE_NAME).write_bytes(b"\xff" * put_aside)

    rescued = await Ledger.open(home)
    told = {each.id: each for each in await rescued.submissions(ACCOUNT.id)}
    assert {id_: each.state for id_, each in told.items()} == {
        "waiting": UNSURE,  # it was accepted: to wait again would be to pay again
        "sending": UNSURE,
        "held": HELD,
        "own wish": HELD,
    }
    assert told["waiting"].idempotency_key == "key-waiting"
    refusal = told["held"].refusal
    assert refusal is not None
    assert refusal.advice.startswith(REFUSAL.advice)
    assert replace(refusal, advice=REFUSAL.advice) == REFUSAL
    told_why = told["own wish"].refusal
    assert told_why is not None
    assert told_why.title == "It comes from an older copy of the ledger."
    for words in (refusal, told_why):
        assert "may have been sent since" in words.advice
    assert await rescued.jobs(ACCOUNT.id) == (job("j1"),)
    assert await rescued.settings("history read") == {}, "else nobody would ask for j2"
    assert rescued.rescue is not None
    assert rescued.rescue.from_copy["submissions"] == 4
    await rescued.aclose()


async def test_what_was_removed_since_the_copy_does_not_come_back(home: Path) -> None:
    ledger = await Ledger.open(home)
    await ledger.save_account(ACCOUNT)
    await ledger.save_account(OTHER_ACCOUNT)
    await ledger.add_submission(submission("gone"))
    await ledger.save_jobs(OTHER_ACCOUNT.id, [job("j")])
    assert await ledger.keep_copy(MOMENT)
    await ledger.remove_submission("gone")
    await ledger.remove_account(OTHER_ACCOUNT.id)
    await ledger.aclose()
    zero(home / FILE_NAME, root_of(home / FILE_NAME, "downloads"))

    rescued = await Ledger.open(home)
    assert rescued.rescue is not None
    assert await rescued.accounts() == (ACCOUNT,)
    assert await rescued.submissions(ACCOUNT.id) == ()
    assert await rescued.set_aside_rows() == ()
    await rescued.aclose()


async def test_a_missing_file_comes_back_from_its_copy(home: Path) -> None:
    await fill(home)
    ledger = await Ledger.open(home)
    assert await ledger.keep_copy(MOMENT)
    await ledger.aclose()
    (home / FILE_NAME).unlink()

    again = await Ledger.open(home)
    assert again.rescue is not None
    assert again.rescue.moved_to is None
    assert again.rescue.title == "The ledger was missing. What its last copy holds was brought back."
    assert len((await everything(again))["submissions"]) == 60
    await again.aclose()


async def test_no_damaged_file_takes_the_place_of_another(home: Path) -> None:
    put(home, b"first")
    await (await Ledger.open(home, lambda: MOMENT)).aclose()
    (home / FILE_NAME).write_bytes(b"second")
    await (await Ledger.open(home, lambda: MOMENT)).aclose()
    (home / FILE_NAME).write_bytes(b"third")
    await (await Ledger.open(home, lambda: MOMENT)).aclose()
    kept = damaged_files(home)
    assert sorted((home / name).read_bytes() for name in kept) == [b"first", b"second", b"third"]
    assert all(name.startswith("ledger.damaged-2027") for name in kept), kept


async def test_a_file_that_another_has_open_is_not_moved(home: Path) -> None:
    await fill(home)
    other = await Ledger.open(home)
    content = (home / FILE_NAME).read_bytes()
    (home / FILE_NAME).write_bytes(b"\xff" * len(content))
    with pytest.raises(LedgerError, match="damaged, and another mcdesk has it open") as caught:
        await Ledger.open(home)
    assert "Close the other mcdesk, then start this one again" in caught.value.advice
    assert damaged_files(home) == []
    await other.aclose()
    ledger = await Ledger.open(home)
    assert ledger.rescue is not None
    await ledger.aclose()


async def test_what_a_dead_process_left_says_nothing(home: Path) -> None:
    path = put(home, b"damaged")
    (home / "claims").mkdir()
    (home / "claims" / "ledger-open-1-0").touch()
    ledger = await Ledger.open(home)
    assert ledger.rescue is not None
    assert claims.is_open(path)
    await ledger.aclose()
    assert not claims.is_open(path)
    assert sorted(file.name for file in (home / "claims").iterdir()) == ["ledger"]


async def test_of_many_that_open_a_damaged_file_one_rescues_it(home: Path) -> None:
    path = put(home)
    zero(path, 1)
    ledgers = await asyncio.gather(*(Ledger.open(home) for _ in range(6)))
    assert sum(ledger.rescue is not None for ledger in ledgers) == 1
    for ledger in ledgers:
        assert len(await ledger.submissions(ACCOUNT.id)) == 30
    assert len(damaged_files(home)) == 1
    for ledger in ledgers:
        await ledger.aclose()


async def test_a_newer_ledger_that_is_damaged_too_is_refused_and_left_alone(home: Path) -> None:
    path = put(home)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")
        connection.commit()
    zero(path, root_of(path, "jobs"))
    content = path.read_bytes()
    with pytest.raises(LedgerError, match="newer mcdesk"):
        await Ledger.open(home)
    assert path.read_bytes() == content


async def test_a_schema_that_nobody_knows_is_damage(home: Path) -> None:
    path = put(home)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'x003'")
        connection.execute("ALTER TABLE jobs RENAME COLUMN reference TO preference")
        connection.commit()
    ledger = await Ledger.open(home)
    assert ledger.rescue is not None
    told = await everything(ledger)
    assert (len(told["submissions"]), len(told["jobs"])) == (60, 300)
    await ledger.aclose()
