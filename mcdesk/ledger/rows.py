"""Runs queries and turns their rows into values. A row that can't be read is left out and noted.

Who opened the transaction looks at the note afterwards: `set_aside` then takes the row out of its table.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Select
from sqlalchemy.exc import DBAPIError

from mcdesk.ledger.row_values import good_rows, text_or_bytes

T = TypeVar("T")

_NOTE = "mcdesk_left_out"


def values(connection: Connection, query: Select[Any], make: Callable[[Sequence[Any]], T]) -> list[T]:
    """What `make` makes of each row. It is given the driver's own tuples.

    Wrapping 100,000 of them would cost a fifth of the time.
    """

    def note() -> None:
        connection.info[_NOTE] = True

    return good_rows(make, connection.execute(query).cursor.fetchall(), note)


def first(connection: Connection, query: Select[Any], make: Callable[[Sequence[Any]], T]) -> T | None:
    """The first of the values, None if there is none."""
    return next(iter(values(connection, query.limit(1), make)), None)


def has_left_out(connection: Connection) -> bool:
    """Whether a row was left out on this connection since this was last asked."""
    return bool(connection.info.pop(_NOTE, False))


def is_about_text(error: BaseException) -> bool:
    """Whether the driver gave up at a text that is no UTF-8. It says so by its words alone."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return isinstance(cause, sqlite3.OperationalError) and str(cause).startswith("Could not decode to UTF-8")


@contextmanager
def any_text(connection: Connection) -> Iterator[None]:
    """Lets texts that are no UTF-8 come as bytes. Slower, so only where one was met."""
    driver = cast(sqlite3.Connection, connection.connection.driver_connection)
    driver.text_factory = text_or_bytes
    try:
        yield
    finally:
        driver.text_factory = str
