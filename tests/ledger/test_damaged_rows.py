"""Rows that make no sense: the good ones come, the bad ones are on record, and nothing stops."""

import asyncio
import json
import math
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.ledger import engine as engines
from mcdesk.ledger import schema
from mcdesk.ledger.glance import glance
from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.row_rules import RULES, RowError, reason_against
from mcdesk.ledger.row_values import job_of
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.accounts import Account, AccountKind, ApiKey
from mcdesk.model.damage import SetAside
from mcdesk.model.errors import LedgerError
from tests.ledger.filled import Everything, copied, everything, template
from tests.ledger.samples import ACCOUNT, OTHER_ACCOUNT, download, job, submission

pytestmark = pytest.mark.logs_warnings

ANYTHING = st.one_of(
    st.none(),
    st.integers(-(2**63), 2**63 - 1),
    st.sampled_from([math.inf, -math.inf, -1.0, 0.5, 1e18]),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=8),
    st.sampled_from(
        ["", "..", "a/b", "\0", "accepted", "rank", "COMPLETED", "sandbox", "http://127.0.0.1:1"]
    ),
    st.binary(max_size=8),
)
CHANGES = st.tuples(
    st.sampled_from([(table, column) for table, columns in RULES.items() for column in columns]),
    st.integers(0, 10_000),
    ANYTHING,
)


def run(home: Path, sql: str, *values: object) -> None:
    """Changes the file as no ledger would."""
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute(sql, values)
        connection.commit()


def put(home: Path, changes: list[tuple[tuple[str, str], int, object]]) -> set[tuple[str, int]]:
    """Writes values into columns, against every rule of their tables; answers which rows were changed."""
    touched = set()
    with closing(sqlite3.connect(home / FILE_NAME, isolation_level=None)) as connection:
        definitions = connection.execute(
            "SELECT sql, name FROM sqlite_master WHERE type = 'table'"
        ).fetchall()
        change = "UPDATE sqlite_master SET sql = ? WHERE name = ?"
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(change, [(sql.replace(" NOT NULL", ""), name) for sql, name in definitions])
        connection.execute("PRAGMA writable_schema = RESET")
        for (table, column), number, value in changes:
            rows = [row for (row,) in connection.execute(f"SELECT rowid FROM {table} ORDER BY rowid")]
            row = rows[number % len(rows)]
            if (table, column) != ("salt", "id"):  # it is the row's number itself
                connection.execute(f"UPDATE OR IGNORE {table} SET {column} = ? WHERE rowid = ?", (value, row))
                touched.add((table, row))
        connection.execute("PRAGMA writable_schema = ON")
        connection.executemany(change, definitions)
    return touched


def rows_of(home: Path) -> dict[str, dict[int, tuple[object, ...]]]:
    """All rows by table and number, as they are."""
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        return {
            table: {number: row for number, *row in connection.execute(f"SELECT rowid, * FROM {table}")}
            for table in (*RULES, "set_aside")
        }


def untouched(told: Everything, touched: set[tuple[str, int]], home: Path) -> Everything:
    """Of all that was told before, what stands in rows that nobody changed.

    Up to where the history was read is forgotten, rightly, where jobs may be missing.
    """
    gone: dict[str, set[object]] = {table: set() for table in told}
    gone["settings"] |= {name for name in told["settings"] if name.startswith("history read ")}
    before = rows_of(home)
    if any(table == "salt" for table, _ in touched):
        gone["accounts"] |= told["accounts"].keys()  # their fingerprints were made with the old salt
    for table, number in touched:
        row = before[table][number] if table in told else None
        if row is not None:
            gone[table].add(tuple(row[:2]) if table in ("jobs", "dealer_list_members") else row[0])
    # A member leaves with its dealer; what another row hangs on is looked for under its own key.
    gone["dealer_list_members"] |= {
        (list_key, dealer_key)
        for list_key, dealer_key in told["dealer_list_members"]
        if list_key in gone["dealer_lists"] or dealer_key in gone["dealers"]
    }
    return {
        table: {key: value for key, value in rows.items() if key not in gone[table]}
        for table, rows in told.items()
    }


def contains(all_: Everything, some: Everything) -> None:
    for table, rows in some.items():
        assert {key: all_[table].get(key) for key in rows} == rows, table


@settings(max_examples=40)
@given(changes=st.lists(CHANGES, min_size=1, max_size=6))
def test_anything_in_any_column_stops_nothing(changes: list[tuple[tuple[str, str], int, object]]) -> None:
    async def read(home: Path) -> tuple[Everything, int]:
        ledger = await Ledger.open(home)
        assert len(await ledger.fingerprint(ApiKey("a-key-of-some-length"))) == 16
        told = await everything(ledger)
        assert await ledger.files_needed()
        for id_ in told["submissions"]:
            assert await ledger.submission(id_) == told["submissions"][id_]
        for id_ in told["requests"]:
            assert await ledger.request(id_) == told["requests"][id_]
        for account_id, job_id in told["jobs"]:
            assert await ledger.job(account_id, job_id) == told["jobs"][account_id, job_id]
        new = ledger.take_set_aside()
        assert {each.title for each in new} <= {each.title for each in await ledger.set_aside_rows()}
        await ledger.aclose()
        return told, len(new)

    with asyncio.Runner() as runner, copied() as home:
        whole, _ = runner.run(read(home))
        good = untouched(whole, touched := put(home, changes), template())
        first = glance(home, "account", 10_000)
        told, _ = runner.run(read(home))
        contains(told, good)
        after = rows_of(home)
        for table, rows in rows_of(template()).items():
            kept = len(after[table]) + sum(record[1] == table for record in after["set_aside"].values())
            assert table in ("settings", "set_aside") or kept >= len(rows), (
                "a row is in its table or on record"
            )
        if first is not None and first.account is not None:
            mine = {
                id_: each for id_, each in told["submissions"].items() if each.account_id == first.account.id
            }
            assert {each.id: each for each in first.submissions} == mine
        again, news = runner.run(read(home))
        assert news == 0
        assert again == told
        assert len(touched) > 0 or changes[0][0] == ("salt", "id")


ROWS = st.tuples(*(st.one_of(ANYTHING, st.booleans().map(int), st.floats(0, 1e9)) for _ in range(17)))


@settings(max_examples=300)
@given(data=st.data())
def test_the_quick_way_to_a_job_judges_as_the_rules_do(data: st.DataObject) -> None:
    with closing(sqlite3.connect(template() / FILE_NAME)) as connection:
        rows = connection.execute("SELECT * FROM jobs LIMIT 6").fetchall()
    row = list(data.draw(st.sampled_from(rows)))
    for _ in range(data.draw(st.integers(0, 3))):
        row[data.draw(st.integers(1, len(row) - 1))] = data.draw(ANYTHING)
    try:
        job_of(row[1:])
    except RowError:
        assert reason_against("jobs", row) is not None
    else:
        assert reason_against("jobs", row) is None


def test_the_rules_name_each_column_of_each_table_in_its_order() -> None:
    for table, columns in RULES.items():
        assert list(columns) == schema.metadata.tables[table].columns.keys()


async def test_an_unknown_state_is_set_aside_with_all_that_the_row_held(ledger: Ledger, home: Path) -> None:
    await ledger.add_submissions([submission("one"), submission("two", reference="june-auction")])
    run(home, "UPDATE submissions SET state = 'lost', source_path = CAST(x'2fff' AS BLOB) WHERE id = 'two'")

    assert [each.id for each in await ledger.submissions(ACCOUNT.id)] == ["one"]
    (found,) = ledger.take_set_aside()
    assert (found.table, found.key, found.account_id) == ("submissions", "two", ACCOUNT.id)
    assert found.reason == "“state” is not a value that mcdesk knows"
    assert found.title == "The submission “june-auction”"
    assert "before you drop the file again" in found.advice
    assert not found.comes_back
    assert ledger.take_set_aside() == ()
    assert await ledger.set_aside_rows() == (found,)
    assert await ledger.submission("two") is None
    assert {"one", "two"} <= await ledger.files_needed(), "its files are kept as well"
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        ((content,),) = connection.execute("SELECT content FROM set_aside").fetchall()
    held = json.loads(content)
    assert (held["idempotency_key"], held["source_path"], held["rows"]) == ("key-two", {"bytes": "2fff"}, 12)


async def test_the_service_still_knows_a_job_that_was_set_aside(ledger: Ledger, home: Path) -> None:
    await ledger.save_jobs(ACCOUNT.id, [job(f"j{number}", created_at=float(number)) for number in range(5)])
    run(home, "UPDATE jobs SET progress_percent = 'half' WHERE job_id = 'j3'")
    assert [each.job_id for each in await ledger.jobs(ACCOUNT.id, limit=3)] == ["j4", "j2", "j1"], (
        "a whole page"
    )
    (found,) = ledger.take_set_aside()
    assert (found.account_id, found.job_id, found.comes_back) == (ACCOUNT.id, "j3", True)
    assert "comes back when the history is read anew" in found.advice
    await ledger.save_jobs(ACCOUNT.id, [job("j3")])
    assert await ledger.job(ACCOUNT.id, "j3") == job("j3")


async def test_text_that_is_none_is_set_aside_too(ledger: Ledger, home: Path) -> None:
    await ledger.save_jobs(ACCOUNT.id, [job("j1"), job("j2")])
    await ledger.set_setting("theme", "dark")
    run(home, "UPDATE jobs SET reference = CAST(x'c3' AS TEXT) WHERE job_id = 'j1'")
    run(home, "UPDATE settings SET value = CAST(x'ff' AS TEXT)")
    assert await ledger.jobs(ACCOUNT.id) == (job("j2"),)
    assert await ledger.setting("theme") is None
    assert [each.table for each in await ledger.set_aside_rows()] == ["jobs", "settings"]


async def test_what_can_t_be_taken_out_just_now_is_left_out_all_the_same(
    ledger: Ledger, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ledger.save_jobs(ACCOUNT.id, [job("j1"), job("j2")])
    run(home, "UPDATE jobs SET reference = CAST(x'c3' AS TEXT), status = 'LOST' WHERE job_id = 'j1'")
    monkeypatch.setattr(engines, "BUSY_SECONDS", 0.05)
    impatient = await Ledger.open(home)
    other = engines.open_engine(home / FILE_NAME)
    with engines.writing(other):
        assert await impatient.jobs(ACCOUNT.id) == (job("j2"),)
        assert impatient.take_set_aside() == ()
    other.dispose()
    assert await impatient.jobs(ACCOUNT.id) == (job("j2"),)
    assert [each.key for each in impatient.take_set_aside()] == ["j1"]
    await impatient.aclose()


async def test_nothing_is_written_on_the_word_of_a_row_that_can_t_be_read(ledger: Ledger, home: Path) -> None:
    await ledger.add_submissions([submission("one"), submission("two")])
    run(home, "UPDATE submissions SET rows = 'many' WHERE id = 'one'")
    with pytest.raises(LedgerError, match="not in the ledger"):
        await ledger.mark_sending("one", 5.0)
    await ledger.mark_sending("two", 5.0)
    assert [each.id for each in await ledger.submissions(ACCOUNT.id)] == ["two"]
    assert [each.key for each in ledger.take_set_aside()] == ["one"]


@pytest.mark.parametrize(
    ("change", "mended"),
    [
        ("name = x'00'", Account("acc", "Account", ACCOUNT.kind, ACCOUNT.base_url, ACCOUNT.fingerprint)),
        ("kind = 'unheard of'", ACCOUNT),
        ("fingerprint = x'ff'", Account("acc", ACCOUNT.name, ACCOUNT.kind, ACCOUNT.base_url, "")),
        (
            "kind = '', base_url = 'https://api.marketcheck.com'",
            Account("acc", ACCOUNT.name, AccountKind.PRODUCTION, OTHER_ACCOUNT.base_url, ACCOUNT.fingerprint),
        ),
    ],
)
async def test_an_account_is_mended_where_its_address_is_whole(
    ledger: Ledger, home: Path, change: str, mended: Account
) -> None:
    await ledger.add_submission(submission("one"))
    run(home, f"UPDATE accounts SET {change} WHERE id = 'acc'")
    assert await ledger.accounts() == (mended, OTHER_ACCOUNT)
    assert [each.key for each in ledger.take_set_aside()] == ["acc"]
    assert len(await ledger.submissions(ACCOUNT.id)) == 1


async def test_an_account_without_an_address_is_not_told_but_takes_nothing_along(
    ledger: Ledger, home: Path
) -> None:
    await ledger.add_submission(submission("one"))
    await ledger.save_jobs(ACCOUNT.id, [job("j1")])
    await ledger.add_download(download("d1"))
    run(home, "UPDATE accounts SET base_url = 'nowhere' WHERE id = 'acc'")
    assert await ledger.accounts() == (OTHER_ACCOUNT,)
    assert [(each.key, each.reference) for each in ledger.take_set_aside()] == [("acc", ACCOUNT.name)]
    assert len(await ledger.submissions(ACCOUNT.id)) == 1
    assert len(await ledger.jobs(ACCOUNT.id)) == 1
    assert len(await ledger.downloads(ACCOUNT.id)) == 1
    assert await ledger.accounts() == (OTHER_ACCOUNT,)
    assert ledger.take_set_aside() == (), "it is told once"
    seen = glance(home, "account", 10)
    assert seen is not None
    assert seen.accounts == (OTHER_ACCOUNT,)
    await ledger.save_account(ACCOUNT)
    assert await ledger.accounts() == (ACCOUNT, OTHER_ACCOUNT)


async def test_a_salt_that_can_t_be_read_is_made_anew(ledger: Ledger, home: Path) -> None:
    before = await ledger.fingerprint(ApiKey("one"))
    run(home, "UPDATE salt SET value = 'a text'")
    after = await ledger.fingerprint(ApiKey("one"))
    assert after != before
    assert await ledger.fingerprint(ApiKey("one")) == after
    assert [each.table for each in ledger.take_set_aside()] == ["salt"]


async def test_the_record_itself_may_be_damaged(ledger: Ledger, home: Path) -> None:
    for content in ("{", "[1]", '{"id": 3}'):
        run(home, "INSERT INTO set_aside VALUES (NULL, 'jobs', ?, x'ff', 'never')", content)
    nothing = SetAside("jobs", "", "", "", "", "", 0.0)
    assert await ledger.set_aside_rows() == (nothing,) * 3
    assert await ledger.files_needed() == frozenset()


async def test_the_moment_is_that_of_the_clock_that_was_handed_in(home: Path) -> None:
    ledger = await Ledger.open(home, lambda: 1234.5)
    await ledger.set_setting("theme", "dark")
    run(home, "UPDATE settings SET value = x'00'")
    assert await ledger.settings("") == {}
    assert [each.found_at for each in ledger.take_set_aside()] == [1234.5]
    await ledger.aclose()
