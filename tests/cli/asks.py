"""Single requests from the command line, and what they said."""

import asyncio
import json
from pathlib import Path
from typing import Any

import pytest

from mcdesk.cli.entries import RankWish
from mcdesk.cli.errand import Reach
from mcdesk.cli.exits import Exit
from mcdesk.cli.lookups import DecodeWish, decode, rank
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.lookups import RANK_DEALERS, Ranking
from mcdesk.model.past_requests import PastRequest
from tests.sandbox_fixtures import Sandbox

VIN = "WP1BE2AY5PDA28064"
PORSCHE = (VIN, "20000", "3000")


class Asker:
    """One home and one file: runs the commands and keeps what they said."""

    def __init__(self, folder: Path, sandbox: Sandbox, capfd: pytest.CaptureFixture[str]) -> None:
        self.home, self.file = folder / "home", folder / "dealers.csv"
        self._sandbox = sandbox
        self._capfd = capfd
        self.out = self.err = ""

    def rank(
        self,
        content: str | bytes | Path,
        one: tuple[str, ...] = PORSCHE,
        ranking: Ranking = RANK_DEALERS,
        **options: Any,
    ) -> Exit:
        path = content if isinstance(content, Path) else self.file
        if not isinstance(content, Path):
            path.write_bytes(content.encode() if isinstance(content, str) else content)
        options = {"reach": Reach(self._sandbox.url)} | options
        return self._said(rank(RankWish(ranking, one, path, **options), self.home))

    def decode(self, vin: str = VIN, **options: Any) -> Exit:
        options = {"reach": Reach(self._sandbox.url)} | options
        return self._said(decode(DecodeWish(vin, **options), self.home))

    @property
    def answer(self) -> dict[str, Any]:
        answer: dict[str, Any] = json.loads(self.out)
        return answer

    @property
    def history(self) -> tuple[PastRequest, ...]:
        """Everything that was asked, newest first."""

        async def read() -> tuple[PastRequest, ...]:
            ledger = await Ledger.open(self.home)
            try:
                accounts = await ledger.accounts()
                return await ledger.requests(accounts[0].id) if accounts else ()
            finally:
                await ledger.aclose()

        return asyncio.run(read()) if self.home.exists() else ()

    def _said(self, code: Exit) -> Exit:
        said = self._capfd.readouterr()
        self.out, self.err = said.out, said.err
        return code
