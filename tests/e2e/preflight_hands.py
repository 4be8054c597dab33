"""Hands for the sheet between a file and its submission: what it says, how it is answered, what it leaves.

It knows what a user sees and the files that a job leaves in MCDESK_HOME. It touches
widgets with keys and clicks only.
"""

import asyncio
import csv
import gzip
import io
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QMenu, QWidget

from mcdesk.model.submissions import Submission
from mcdesk.ui.preflight.mapping_words import ONE_VALUE
from mcdesk.ui.preflight.preflight_body import PreflightBody
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.problem_row import ProblemRow
from mcdesk.ui.preflight.problem_words import CHECKING
from mcdesk.ui.sheets.forecast_strip import ForecastStrip
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from tests.e2e.house import House, until
from tests.ui.inspector.probes import buttons, said
from tests.ui.preflight.hands import choose, opener

CONTROL = Qt.KeyboardModifier.ControlModifier
REMEMBERED = "remembered for these headers"


class Preflight:
    """The new-batch sheet of a house, as a user reads and uses it."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def drop(self, path: Path, on: str) -> None:
        """Drops a file on an operation, and waits until all of it is checked."""
        await self.house.drop(path, on=on)
        await self.checked()

    async def checked(self) -> None:
        """Waits until the sheet has an answer to everything that was done to it."""
        await until(lambda: self.is_open and not self.is_checking, "the check of the file")

    # -- what it says -------------------------------------------------------------------------------

    @property
    def is_open(self) -> bool:
        return bool(self.house.dialogs(NewBatchSheet))

    @property
    def sheet(self) -> NewBatchSheet:
        return self.house.dialogs(NewBatchSheet)[0]

    @property
    def shows_rows(self) -> bool:
        """Whether the first rows are in sight, of the file's whole check or before."""
        return self.is_open and self.sheet.findChildren(PreflightBody)[0].isVisible()

    @property
    def is_checking(self) -> bool:
        return not self.shows_rows or CHECKING in said(self.sheet)

    @property
    def submit(self) -> QAbstractButton:
        """The button that sends, whatever it says."""
        found = buttons(self.sheet)
        return next(found[words] for words in found if words.startswith(("Submit", "Queue")))

    @property
    def can_submit(self) -> bool:
        return self.submit.isEnabled()

    @property
    def groups(self) -> list[str]:
        """The groups of problems, each as the sentence that it reads as."""
        heads = [row.head for row in self.sheet.findChildren(ProblemRow) if row.isVisibleTo(self.sheet)]
        return [head.accessibleName() for head in heads]

    @property
    def forecast(self) -> str:
        """What should come back, and what stays behind."""
        strip = self.sheet.findChildren(ForecastStrip)[0]
        assert strip.isVisible()
        return f"{strip.accessibleName()} | {strip.accessibleDescription()}"

    @property
    def grid(self) -> PreviewGrid:
        return self.sheet.findChildren(PreviewGrid)[0]

    def says(self, words: str) -> bool:
        return self.house.says(words, self.sheet)

    # -- how it is answered -------------------------------------------------------------------------

    def group(self, title: str) -> ProblemRow:
        rows = [row for row in self.sheet.findChildren(ProblemRow) if row.isVisibleTo(self.sheet)]
        return next(row for row in rows if row.head.text() == title)

    async def switch(self, title: str) -> None:
        """Turns the switch of a fix."""
        QTest.mouseClick(self.group(title).remedy.switch, Qt.MouseButton.LeftButton)
        await self.checked()

    async def decide(self, title: str, words: str) -> None:
        """Opens the menu of a problem and clicks a line of it."""
        button = self.group(title).remedy.decide
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        _click_in_menu(button.popup_menu, words)
        await self.checked()

    async def press(self, words: str) -> None:
        self.house.press(words, self.sheet)
        await self.checked()

    async def choose(self, name: str, words: str) -> None:
        """Opens the list of a fact or a field, and clicks a line of it."""
        choose(self.sheet, name, words)
        await self.checked()

    async def type_constant(self, field: str, text: str) -> None:
        """Fills a field with the same text in every row, by keys alone."""
        await until(lambda: opener(self.sheet, f"{field},").isEnabled(), f"the list of {field}")
        opener(self.sheet, f"{field},").setFocus()
        await press_keys(Qt.Key.Key_Down)
        await until(QApplication.activePopupWidget, "the list")
        QTest.keyClicks(keyed(), ONE_VALUE.split()[0])  # its first word: a space would choose
        await press_keys(Qt.Key.Key_Return)
        line = next(each for each in self.sheet.findChildren(QLineEdit) if each.hasFocus())
        QTest.keyClicks(line, text)
        await press_keys(Qt.Key.Key_Return)
        await self.checked()

    async def send(self, title: str) -> None:
        """Clicks the button that sends, and waits for the row of that title."""
        assert self.can_submit, said(self.sheet)
        QTest.mouseClick(self.submit, Qt.MouseButton.LeftButton)
        await until(lambda: row_titled(self.house, title), f"{title} in the table")
        await until(lambda: not self.house.sheets(), "the sheet to close")


def keyed() -> QWidget:
    """Where a key goes that is pressed now."""
    popup = QApplication.activePopupWidget()
    if popup is not None:
        inside: QWidget | None = popup.focusWidget()
        return popup if inside is None else inside
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing has the focus"
    return focused


async def press_keys(*keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Presses keys one after the other, each where the focus is by then."""
    for key in keys:
        QTest.keyClick(keyed(), key, held)
        await asyncio.sleep(0)  # what the key posted comes first


async def tab_to(widget: QWidget) -> None:
    """Goes to a widget with Tab, as far as it may be."""
    for _ in range(80):
        if widget.hasFocus():
            return
        await press_keys(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab does not reach {widget.accessibleName()!r}")


def row_titled(house: House, title: str) -> bool:
    return any(row.title == title for row in house.rows)


def submission(house: House, title: str) -> Submission:
    """What was written down of the row with a title, such as “june-auction · 1 of 3”."""
    key = next(row.key for row in house.rows if row.title == title)
    details = house.desk.details(key)
    assert details is not None
    assert details.submission is not None
    return details.submission


def sent(house: House, title: str) -> list[dict[str, str]]:
    """The rows that were uploaded."""
    return rows_of(submission(house, title).packed.path)


def kept(house: House, title: str, name: str) -> Path:
    """One of the files that lie beside what was sent."""
    return house.home / "files" / submission(house, title).family / name


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file, plain or compressed."""
    raw = path.read_bytes()
    text = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode()
    return list(csv.DictReader(io.StringIO(text, newline="")))


def column(rows: list[dict[str, str]], name: str) -> list[str]:
    return [row[name] for row in rows]


def _click_in_menu(menu: QMenu, words: str) -> None:
    assert menu.isVisible()
    action = next(each for each in menu.actions() if each.text() == words)
    spot: QPoint = menu.actionGeometry(action).center()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=spot)
