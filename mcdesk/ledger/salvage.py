"""Reads what a damaged ledger, and copies of it, still hold: rows by table, never judged. Nothing is written.

The damaged file is read as a copy of it: SQLite merges the log into a file that it opens.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from mcdesk.ledger.carving import pages_of, rows_in
from mcdesk.ledger.row_rules import RULES, reason_against
from mcdesk.ledger.row_values import text_or_bytes

Row: TypeAlias = tuple[Any, ...]

RECORDS = "set_aside"
"""The table of what was set aside before. No value comes of its rows; they are kept as they are."""
MAIN = tuple(RULES)
_TABLES = (*MAIN, RECORDS)
_WIDTHS: Mapping[str, frozenset[int]] = MappingProxyType(
    {
        "accounts": frozenset({5}),
        "submissions": frozenset({25, 31, 32}),
        "jobs": frozenset({16, 18}),
        "downloads": frozenset({11, 12}),
        "requests": frozenset({15}),
        "dealers": frozenset({6}),
        "dealer_lists": frozenset({2}),
        "dealer_list_members": frozenset({3}),
        "settings": frozenset({2}),
        "salt": frozenset({2}),
        RECORDS: frozenset({5}),
    }
)
"""How many columns the tables have, or had. Columns were only ever added at the end."""
_REALS: Mapping[str, tuple[int, ...]] = {
    table: tuple(place for place, kind in enumerate(columns.values()) if float in kind.types)
    for table, columns in RULES.items()
}


@dataclass(slots=True)
class Find:
    """Rows of a table as today's schema has them, and whether these are certainly all."""

    rows: list[Row] = field(default_factory=list)
    is_whole: bool = False


def read(file: Path) -> dict[str, Find]:
    """What SQLite can read of a ledger of any schema, table by table. Never raises for what it holds.

    Args:
        file: A file that nobody else uses; its log is merged.
    """
    finds = {table: Find() for table in _TABLES}
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        connection.text_factory = text_or_bytes
        for table, find in finds.items():
            _read_table(connection, table, find)
    return finds


def _read_table(connection: sqlite3.Connection, table: str, find: Find) -> None:
    try:
        # One damaged definition must not keep the other tables from being read.
        connection.execute("PRAGMA writable_schema = ON")
        # Without an index: it may be what is damaged, and it may lack rows.
        for row in connection.execute(f"SELECT * FROM {table} NOT INDEXED"):
            if len(row) not in _WIDTHS[table]:
                return
            find.rows.append(_as_today(table, row))
        find.is_whole = connection.execute(f"PRAGMA quick_check({table})").fetchall() == [("ok",)]
    except (sqlite3.Error, UnicodeDecodeError):  # the latter where SQLite quotes what it found
        return  # what came until then has come; the caller sees that it is not whole


def carve(file: bytes, log: bytes) -> Iterator[tuple[str, Row]]:
    """Rows from the pages of a damaged file, with their tables. They may be out of date, or of nobody.

    Args:
        file: The damaged file's content.
        log: That of its write-ahead log; empty if there is none.
    """
    for row in rows_in(pages_of(file, log)):
        table = _table_of(row)
        if table is not None:
            yield table, _as_today(table, (1, *row[1:]) if table == "salt" else tuple(row))


def _table_of(row: Sequence[Any]) -> str | None:
    """Which table has rows of this shape."""
    if len(row) == 2:
        if row[0] is None:
            return "salt"
        # A list stands under its own name in lower case; no setting is called as its value.
        return "dealer_lists" if reason_against("dealer_lists", row) is None else "settings"
    if len(row) == 5:
        return RECORDS if row[0] is None else "accounts"
    return next((table for table, widths in _WIDTHS.items() if len(row) in widths), None)


def _as_today(table: str, row: Row) -> Row:
    """The row with the columns that were added since, and with whole seconds as SQLite shows them."""
    values = list(row)
    if table == "submissions" and len(values) == 25:
        # What was sent before parts were known is a family of its own, in one piece and without a recipe.
        values += [values[0], 1, 1, "", 0, 0]
    values += [None] * (max(_WIDTHS[table]) - len(values))
    for place in _REALS.get(table, ()):
        if type(values[place]) is int and abs(values[place]) < 2**53:
            values[place] = float(values[place])  # kept as an integer to save room
    return tuple(values)
