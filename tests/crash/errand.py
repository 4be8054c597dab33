"""One file's errand by `mcdesk run`, in one home: started as often as need be, and killed where one likes."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path
from typing import Any

from mcdesk.cli.accounts import KEY_VARIABLE, account_and_key
from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.limits import limits_setting, limits_to_text
from mcdesk.model.operations import RANK
from mcdesk.model.preflight import Limits
from tests.crash.aftermath import Aftermath
from tests.crash.nursery import Ended, Nursery
from tests.crash.points import Point
from tests.sandbox_fixtures import Sandbox

ROWS = (
    "vin,price,miles,source,zip\n"
    "1FMCU0GD0JUD56190,13790,73592,carvana.com,95765\n"
    "WP1BE2AY5PDA28064,20000,3000,mbofaugusta.com,30907\n"
    "WP1BE2AY5PDA28064,20000,3000,esterobaychevrolet.com,33928\n"
)


class Errand:
    """A home, a file and an output folder under `folder`, and an account of its own in the sandbox.

    Args:
        folder: Its own, with a name of its own.
        sandbox: The service.
        data: The folder that keeps the service's jobs.
        nursery: Of commands.
    """

    def __init__(self, folder: Path, sandbox: Sandbox, data: Path, nursery: Nursery) -> None:
        self.folder, self.home, self.out = folder, folder / "home", folder / "out"
        self.file = folder / "april.csv"
        self.file.write_text(ROWS)
        self.parts = 1
        self.options: list[str] = []
        self.killed_at: list[Point] = []
        self._sandbox, self._data, self._nursery = sandbox, data, nursery
        self._key = f"sandbox-crash-{folder.name}"

    def cut_into_two(self) -> None:
        """Gives the account limits that make two jobs of the file."""
        self.parts = 2
        asyncio.run(self._limit(rows=2))

    async def _limit(self, rows: int) -> None:
        ledger = await Ledger.open(self.home)
        environment = {KEY_VARIABLE: self._key}
        account, _ = await account_and_key(
            ledger, Keys(), environment, name=None, base_url=self._sandbox.url, new_id=lambda: "northlake"
        )
        own = {RANK.id: Limits(rows, RANK.max_bytes)}
        await ledger.set_setting(limits_setting(account.id), limits_to_text(own))
        await ledger.aclose()

    @property
    def arguments(self) -> list[str]:
        """The same command every time, but for further options."""
        usual = ["--operation=rank", f"--base-url={self._sandbox.url}", f"--out={self.out}", "--poll=0.02"]
        return ["run", str(self.file), *usual, "--json", *self.options]

    @property
    def environment(self) -> dict[str, str]:
        """What the command finds around itself."""
        return {"MCDESK_HOME": str(self.home), KEY_VARIABLE: self._key}

    def run(self, *, kill: Point | None = None, record: Path | None = None) -> Ended:
        """Runs the command once."""
        ended = self._nursery.run(self.arguments, self.environment, self.folder, kill=kill, record=record)
        if kill is not None and ended.code == -signal.SIGKILL:
            self.killed_at.append(kill)
        return ended

    def killed(self, at: Point) -> None:
        """Runs the command and kills it at a point, which it must come to."""
        ended = self.run(kill=at)
        assert ended.code == -signal.SIGKILL, f"it never came to {at}: {ended}"

    def require_a_clean_end(self, ended: Ended) -> None:
        """What must be true once the command has ended by itself, however often it was killed before."""
        try:
            self._require_a_clean_end(ended)
        except AssertionError as error:
            error.add_note(f"It was killed at: {', '.join(map(str, self.killed_at)) or 'no point'}")
            raise

    def _require_a_clean_end(self, ended: Ended) -> None:
        assert ended.code == 0, ended.stderr
        answer: dict[str, Any] = json.loads(ended.stdout)
        told = {part["job_id"]: part for part in answer.get("parts", [answer])}
        after = Aftermath(self.home, self._sandbox, self._data, self._key)
        after.require_one_job_each(self.parts)
        after.require_slots_on_record(most=self.parts + len(self.killed_at))
        after.require_nothing_left_open()
        after.require_no_halves(self.home, self.out)
        assert sorted(told) == sorted(job["job_id"] for job in after.jobs)
        assert len(list(self.out.iterdir())) == self.parts
        for job_id, part in told.items():
            after.require_true_result(job_id, Path(part["result_path"]), part["sha256"])
