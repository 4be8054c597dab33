"""Up to which job each operation's history is in the ledger. It reads no history itself."""

from __future__ import annotations

import json

from mcdesk.ledger.ledger import Ledger

_LOST = "rows lost"


class HistoryMarks:
    """One account's marks. Where the ledger has lost jobs since they were set, there are none."""

    def __init__(self, account_id: str, ledger: Ledger) -> None:
        self._account_id = account_id
        self._ledger = ledger
        self._lost = 0

    async def read(self) -> dict[str, str]:
        """The newest job of the known history, by operation. What can't be read means: read it again."""
        set_aside = await self._ledger.set_aside_rows()
        self._lost = sum(row.comes_back for row in set_aside)
        if self._ledger.rescue is not None:
            return {}
        return await self._marks()

    async def note(self, operation: str, newest_job: str) -> None:
        """The history of an operation is complete up to that job."""
        marks = await self._marks() | {operation: newest_job, _LOST: str(self._lost)}
        await self._ledger.set_setting(self._setting, json.dumps(marks, sort_keys=True))

    @property
    def _setting(self) -> str:
        return f"history read {self._account_id}"

    async def _marks(self) -> dict[str, str]:
        try:
            marks = json.loads(await self._ledger.setting(self._setting) or "{}")
        except ValueError:
            return {}
        if not isinstance(marks, dict) or str(marks.pop(_LOST, "0")) != str(self._lost):
            return {}
        return {str(operation): str(job) for operation, job in marks.items()}
