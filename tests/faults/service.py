"""The sandbox as a witness: what it has, read from its own files, where no fault and no proxy strikes."""

import contextlib
import json
import sqlite3
import urllib.request
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcdesk.sandbox.gateway import account_of
from tests.sandbox_fixtures import Sandbox


@dataclass(frozen=True, slots=True)
class Kept:
    """A job that the service has made, and how many of its download slots are gone."""

    reference: str
    job_id: str
    spent: int


class Service(Sandbox):
    """A running sandbox whose data lies in `data`. One account a key."""

    def __init__(self, url: str, data: Path) -> None:
        super().__init__(url)
        self._data = data

    def made(self, key: str) -> list[Kept]:
        """All jobs of an account, of both operations, oldest first."""
        where = f"{(self._data / 'sandbox.sqlite3').as_uri()}?mode=ro"
        query = "SELECT client_reference, job_id, download_count FROM jobs WHERE account = ? ORDER BY number"
        with contextlib.closing(sqlite3.connect(where, uri=True)) as connection:
            return [Kept(*row) for row in connection.execute(query, (account_of(key),))]

    def result(self, job_id: str) -> bytes:
        """The bytes that a download of the job should bring."""
        return (self._data / "results" / job_id).read_bytes()

    def ordered(self, key: str) -> list[dict[str, Any]]:
        """The faults that have not struck yet."""
        with urllib.request.urlopen(f"{self.url}/sandbox/faults?api_key={key}") as answer:
            orders: list[dict[str, Any]] = json.load(answer)["faults"]
            return orders
