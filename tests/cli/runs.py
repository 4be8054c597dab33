"""Runs of the command, one after the other in one home, and what they said."""

import json
from pathlib import Path
from typing import Any

import pytest

from mcdesk.cli.exits import Exit
from mcdesk.cli.run import Wish, run
from tests.sandbox_fixtures import Sandbox

KEY = "sandbox-run-tests"
ROWS = (
    "vin,price,miles,source,zip\n"
    "1FMCU0GD0JUD56190,13790,73592,carvana.com,95765\n"
    "WP1BE2AY5PDA28064,20000,3000,mbofaugusta.com,30907\n"
    "WP1BE2AY5PDA28064,20000,3000,esterobaychevrolet.com,33928\n"
)


class Desk:
    """One home folder, one input file, one output folder: runs the command and keeps what it said."""

    def __init__(self, folder: Path, sandbox: Sandbox, capfd: pytest.CaptureFixture[str]) -> None:
        self.home, self.out, self.file = folder / "home", folder / "out", folder / "april.csv"
        self.file.write_text(ROWS)
        self._sandbox = sandbox
        self._capfd = capfd
        self.stderr = ""
        self.answer: dict[str, Any] = {}

    def run(self, **changes: Any) -> Exit:
        wish: dict[str, Any] = {
            "file": self.file,
            "operation": "rank",
            "base_url": self._sandbox.url,
            "account": None,
            "out": self.out,
            "reference": None,
            "poll": 0.02,
            "keep": 1,
            "as_json": True,
        }
        code = run(Wish(**(wish | changes)), self.home)
        said = self._capfd.readouterr()
        self.stderr = said.err
        self.answer = json.loads(said.out.splitlines()[-1])
        return code

    def files_out(self) -> list[str]:
        return sorted(path.name for path in self.out.glob("*"))
