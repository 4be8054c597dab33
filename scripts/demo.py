"""Does the main job through the real window, without a person: drop a file, get a verified result.

Then one vehicle is ranked for a handful of dealers, which is answered at once.

Everything it makes goes into one folder: a home of its own for mcdesk, and a picture of every stage. It exits
with 0 only if the result lies on disk and its SHA-256 is the one that the service promised.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import hashlib
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path

if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from qasync import QEventLoop

from mcdesk.app import Program, open_front_desk, start_log
from mcdesk.desk.scope import TaskScope
from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.model import words
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.rows import RowState
from mcdesk.ui.drop.target import DropTarget
from mcdesk.ui.front_desk import FrontDesk
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from mcdesk.ui.theme.theme import Choice, Theme

_PATIENCE = 120.0
_LOOK_EVERY = 0.02
_VEHICLE = ("wp1be2ay5pda28064", "$20,000", "3000")
_DEALERS = (
    "https://www.mbofaugusta.com/used\t30907",
    "acceleride.esterobaychevrolet.com\t33928",
    "porscheofmelbourne.com\t32901",
    "northlakeauto.com\t2139",
)
"""As they are copied from spreadsheets: one has a whole address, one has lost a zero."""


class DemoError(Exception):
    """A step did not happen."""


class Demo:
    """Acts on the window as a hand would, says what it does, and takes pictures."""

    def __init__(self, front_desk: FrontDesk, folder: Path, sample: Path) -> None:
        self._front_desk = front_desk
        self._window = front_desk.window
        self._folder = folder
        self._sample = sample
        self._pictures = 0
        self.broken = ""

    async def run(self) -> Download:
        """All steps, from the first start to the verified result."""
        self._picture("first-start")
        await self._practise()
        await self._drop()
        await self._submit()
        details = await self._completed()
        return await self._verified(details)

    async def _practise(self) -> None:
        self._say("Starting the sandbox: the services of MarketCheck, on this computer.")
        self._press(self._window, "Practise in the sandbox")
        await self._until("the sandbox to answer", lambda: self._front_desk.stage.desk is not None)
        desk = self._front_desk.stage.desk
        await self._until("the first check", lambda: desk is not None and bool(desk.poll_status.checked_at))
        self._picture("sandbox-ready")

    async def _drop(self) -> None:
        rows = len(self._sample.read_text().splitlines()) - 1
        self._say(f"Dropping {self._sample.name} on the window: {words.rows(rows)} of vehicles and dealers.")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(self._sample))])
        centre = self._window.rect().center()
        action, left, none = (
            Qt.DropAction.CopyAction,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(self._window, QDragEnterEvent(centre, action, data, left, none))
        await asyncio.sleep(0)
        target = self._window.overlay.findChildren(DropTarget)[0]
        spot = target.mapTo(self._window, target.rect().center())
        QApplication.sendEvent(self._window, QDragMoveEvent(spot, action, data, left, none))
        self._picture("drop-targets")
        QApplication.sendEvent(self._window, QDropEvent(QPointF(spot), action, data, left, none))

    async def _submit(self) -> None:
        await self._until("the sheet", lambda: bool(self._sheets()))
        sheet = self._sheets()[0]
        submit = self._button(sheet, "Submit")
        await self._until("the check of the file", submit.isEnabled)
        self._say("The file is checked and compressed to .csv.gz. Submitting it.")
        self._picture("checked", sheet)
        QTest.mouseClick(submit, Qt.MouseButton.LeftButton)
        await self._until("the job to be accepted", lambda: self._state() is RowState.PROCESSING)
        details = self._details()
        self._say(f"The service accepted it as job {details.row.job_id}.")

    async def _completed(self) -> JobDetails:
        def is_half_way() -> bool:
            return self._details().row.progress >= 10 or self._state() is not RowState.PROCESSING

        await self._until("progress", is_half_way)
        self._say(f"Watching: {self._details().row.progress} %.")
        self._picture("processing")
        ended = (RowState.COMPLETED, RowState.FAILED)
        await self._until("the end of the job", lambda: self._state() in ended)
        details = self._details()
        if details.row.state is RowState.FAILED:
            raise DemoError(f"The job failed: {details.row.error_code}.")
        row = details.row
        self._say(
            f"Completed: {words.rows(row.items or 0)}, {words.count(row.succeeded)} unique VINs succeeded, "
            f"{words.count(row.failed)} failed."
        )
        return details

    async def _verified(self, details: JobDetails) -> Download:
        def fetched() -> Download | None:
            attempts = self._details().downloads
            ended = [attempt for attempt in attempts if attempt.state is not DownloadState.STARTED]
            return ended[-1] if ended else None

        self._say("Downloading the result.")
        await self._until("the download", lambda: fetched() is not None)
        download = fetched()
        if download is None or download.state is not DownloadState.VERIFIED or download.path is None:
            raise DemoError("The result that arrived does not match its checksum.")
        found = hashlib.sha256(download.path.read_bytes()).hexdigest()
        if found != download.expected_sha256:
            raise DemoError("The file on disk is not the one that was verified.")
        await self._until("the table to say so", lambda: self._details().row.slots is not None)
        self._picture("verified")
        slots = self._details().row.slots
        left = slots.words if slots else "unknown"
        self._say(f"Verified: SHA-256 {found}. Downloads left: {left}.")
        return download

    async def rank_from_the_form(self) -> None:
        """One vehicle, a pasted block of dealers, and the answer beside them."""
        self._press(self._window.frame.rail, "Rank")
        board = self._front_desk.pages.rank.page.current
        self._say(f"Typing a vehicle and pasting {len(_DEALERS)} dealers on the Rank page.")
        for field, text in zip(board.form.one.fields, _VEHICLE, strict=True):
            field.setFocus()
            QTest.keyClicks(field, text)
        board.form.grid.paste_text("\n".join(_DEALERS))
        self._press(board.form, f"Rank {len(_DEALERS)} dealers")
        await self._until("the answer", lambda: board.answer.view is not None)
        view = board.answer.view
        if view is None or len(view.answer.ranked) != len(_DEALERS):
            raise DemoError("Not every dealer was ranked.")
        self._picture("ranked")
        best = view.answer.ranked[0]
        self._say(f"Best match: {best.source}, dealer_ymm_score {best.dealer_ymm_score:,.0f}.")

    def picture_in_the_dark(self, theme: Theme) -> None:
        """The last stage once more, in the dark theme."""
        theme.choose(Choice.DARK)
        self._picture("ranked-dark")

    def _details(self) -> JobDetails:
        desk = self._front_desk.stage.desk
        rows = desk.rows if desk else ()
        details = desk.details(rows[0].key) if desk and rows else None
        if details is None:
            raise DemoError("The job is not in the table.")
        return details

    def _state(self) -> RowState | None:
        desk = self._front_desk.stage.desk
        return desk.rows[0].state if desk and desk.rows else None

    def _sheets(self) -> list[NewBatchSheet]:
        return [sheet for sheet in self._window.findChildren(NewBatchSheet) if sheet.isVisible()]

    def _button(self, where: QWidget, text: str) -> QAbstractButton:
        for button in where.findChildren(QAbstractButton):
            if button.text() == text and button.isVisible():
                return button
        raise DemoError(f"There is no button “{text}”.")

    def _press(self, where: QWidget, text: str) -> None:
        button = self._button(where, text)
        QTest.mouseClick(
            button, Qt.MouseButton.LeftButton, pos=QPoint(button.width() // 2, button.height() // 2)
        )

    def _picture(self, name: str, widget: QWidget | None = None) -> None:
        self._pictures += 1
        path = self._folder / f"{self._pictures}-{name}.png"
        if not (widget or self._window).grab().save(str(path)):
            raise DemoError(f"The picture {path} can't be written.")

    async def _until(self, what: str, holds: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            if self.broken:
                raise DemoError(self.broken)
            if time.monotonic() > deadline:
                raise DemoError(f"Waited {_PATIENCE:.0f} s in vain for {what}.")
            await asyncio.sleep(_LOOK_EVERY)

    @staticmethod
    def _say(text: str) -> None:
        print(f"  {text}", flush=True)


async def demonstrate(folder: Path, theme: Theme, speed: float) -> None:
    """Opens mcdesk on a home of its own, does the job, and closes in order."""
    home = folder / "home"
    ledger = await Ledger.open(home)
    start_log(home)
    program = Program(ledger, Keys(), home, speed=speed)
    broken: list[str] = []
    scope = TaskScope(lambda name, error: broken.append(f"{name}: {error!r}"))
    front_desk = await open_front_desk(program, theme, scope)
    demo = Demo(front_desk, folder, program.samples[0].path)
    try:
        download = await demo.run()
        await demo.rank_from_the_form()
        demo.picture_in_the_dark(theme)
    finally:
        await front_desk.end()
        await program.aclose()
    if broken:
        raise DemoError(f"Something went wrong on the way: {broken[0]}")
    path = download.path
    if path is not None:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            print(f"\n  The result begins:\n    {next(lines).strip()}\n    {next(lines).strip()}")
        print(f"\nResult:   {path}\nPictures: {folder}")


def clear(folder: Path) -> None:
    """Takes away what an earlier demonstration left."""
    shutil.rmtree(folder / "home", ignore_errors=True)
    for old in folder.glob("*.png"):
        old.unlink()
    folder.mkdir(parents=True, exist_ok=True)


def main() -> int:
    """Runs the demonstration; 0 if every step happened."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--folder", type=Path, default=Path("demo-out"))
    options.add_argument("--speed", type=float, default=1.0, help="of the sandbox")
    chosen = options.parse_args()
    app = QApplication(sys.argv[:1])
    app.setQuitOnLastWindowClosed(False)
    theme = Theme(app, Choice.LIGHT)
    clear(chosen.folder)
    print("mcdesk: a CSV dropped on the window comes back as a verified result\n")
    try:
        with asyncio.Runner(loop_factory=lambda: QEventLoop(app)) as runner:
            runner.run(demonstrate(chosen.folder.absolute(), theme, chosen.speed))
    except DemoError as error:
        print(f"\nThe demonstration failed. {error}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
