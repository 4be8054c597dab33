"""Dealers that were kept as a setting move into the book, whatever became of the setting's text."""

import gzip
import json
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.migrations.dealers_setting import moved
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.dealers import Dealer, key_of
from tests.ledger.old.make import HERE

SOUTH = {"name": "South lot", "source": "south-motors.com", "zip": "90210", "note": ""}
NO_DEALERS: Sequence[object] = (
    {"name": "No place", "source": "x"},
    {"name": "A number for a ZIP", "source": "x", "zip": 2139},
    {"name": " ", "source": "x", "zip": "1"},
    {"name": "Half a character \ud83d", "source": "x", "zip": "1"},
    7,
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: (
        st.lists(inner)
        | st.dictionaries(st.sampled_from(["name", "source", "zip", "note", "location"]), inner)
    ),
)


def put(home: Path, value: object) -> None:
    """A ledger of the schema before, with that as the setting."""
    home.mkdir()
    (home / FILE_NAME).write_bytes(gzip.decompress((HERE / "0003.sqlite3.gz").read_bytes()))
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute("UPDATE settings SET value = ? WHERE name = 'dealers'", (value,))
        connection.commit()


async def test_dealers_move_and_the_setting_goes(home: Path) -> None:
    put(home, json.dumps([SOUTH, {**SOUTH, "name": "North", "location": "1012345"}]))
    ledger = await Ledger.open(home)
    assert (await ledger.dealer_book()).dealers == (
        Dealer("North", "south-motors.com", "90210", "", "1012345"),
        Dealer("South lot", "south-motors.com", "90210"),
    )
    assert await ledger.setting("dealers") is None
    await ledger.aclose()


@pytest.mark.parametrize(
    "value", ["", "null", "{}", "[]", '"x"', "[" * 100_000, json.dumps([SOUTH])[:-2], "[7]"]
)
async def test_a_setting_that_holds_no_dealers_is_left_alone(home: Path, value: str) -> None:
    put(home, value)
    ledger = await Ledger.open(home)
    assert (await ledger.dealer_book()).dealers == ()
    assert await ledger.setting("dealers") == value
    await ledger.aclose()


@pytest.mark.logs_warnings
@pytest.mark.parametrize("value", [b"\xff\xfe", 7.5])
async def test_a_setting_that_is_no_text_does_not_keep_the_ledger_closed(home: Path, value: object) -> None:
    put(home, value)
    ledger = await Ledger.open(home)
    assert (await ledger.dealer_book()).dealers == ()
    assert len(await ledger.accounts()) == 2
    await ledger.aclose()


async def test_what_is_no_dealer_stays_in_the_setting(home: Path) -> None:
    put(home, json.dumps([NO_DEALERS[0], SOUTH, *NO_DEALERS[1:]]))
    ledger = await Ledger.open(home)
    assert [dealer.name for dealer in (await ledger.dealer_book()).dealers] == ["South lot"]
    assert json.loads(await ledger.setting("dealers") or "") == list(NO_DEALERS)
    await ledger.aclose()


async def test_of_two_with_one_name_none_is_lost(home: Path) -> None:
    names = ["North", " north", "NORTH (2)", "north"]
    put(home, json.dumps([{**SOUTH, "name": name} for name in names]))
    ledger = await Ledger.open(home)
    assert [dealer.name for dealer in (await ledger.dealer_book()).dealers] == [
        "North",
        "north (2)",
        "NORTH (2) (2)",
        "north (3)",
    ]
    await ledger.aclose()


@given(st.none() | st.binary() | st.text() | JSON.map(json.dumps))
def test_whatever_the_setting_holds_nothing_is_lost_and_rows_are_whole(value: object) -> None:
    rows, rest = moved(value)
    for row in rows:
        assert all(text.encode() is not None for text in row)
        assert row[0] == key_of(row[1]) != ""
    assert len({row[0] for row in rows}) == len(rows)
    if rows:
        assert isinstance(value, str)
        assert len(rows) + len(json.loads(rest or "[]")) == len(json.loads(value))
    else:
        assert rest is None
