"""The window, with real hands on it: sends a file, or goes on where a killed window stopped, and tells.

Arguments: MCDESK_HOME, the service's address, the file's name or "" for one that was dropped before, and
where to write the answer.
"""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from mcdesk.ledger.keys import Keys
from mcdesk.model.accounts import ApiKey
from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import UsageError
from mcdesk.model.rows import RowState
from mcdesk.ui.theme.theme import Theme
from tests.e2e.house import KEY, House, until

REFERENCE = "april"
_ENDED = (DownloadState.VERIFIED, DownloadState.BROKEN)


class OneKey(Keys):
    """A keyring that has the same key in it whatever dies."""

    async def get(self, account_id: str) -> ApiKey | None:
        return ApiKey(KEY)

    async def put(self, account_id: str, key: ApiKey) -> None:
        """It is there."""


def main(arguments: list[str]) -> None:
    """Opens the window and stays until the result is there and verified."""
    home, url, file, answer = arguments
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    house = House(Path(home), Theme(app), OneKey())
    with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
        told = runner.run(_story(house, url, Path(file) if file else None))
    Path(answer).write_text(json.dumps(told), encoding="utf-8")


async def _story(house: House, url: str, file: Path | None) -> dict[str, Any]:
    if file is None:
        await house.open()
    else:
        await house.open_with_account(url)
        await house.send(file)
    await house.checked()
    await house.reaches(REFERENCE, RowState.COMPLETED)
    await until(lambda: any(house.fetched(REFERENCE, state) for state in _ENDED), "a download to end")
    needs_word = house.fetched(REFERENCE, DownloadState.VERIFIED) is None
    if needs_word:
        _agree(house)
    found = await house.verified(REFERENCE)
    job = house.details(REFERENCE).job
    told = {"job_id": job and job.job_id, "path": str(found.path), "sha256": found.sha256}
    await house.close()
    return told | {"needs_word": needs_word}


def _agree(house: House) -> None:
    """Asks for the download anew, which must not go without the user's word."""
    key = house.row(REFERENCE).key
    try:
        house.desk.download(key)
    except UsageError:
        house.desk.download(key, agreed=True)
    else:
        raise AssertionError("a further slot was spent without the user's word")
