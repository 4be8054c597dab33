"""Hands for the Rank page: what is typed into a form, what stands in its grid, what came back beside it.

It knows what a user sees and reaches. It touches widgets with keys and clicks only.
"""

import asyncio
import re
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPointF, Qt
from PySide6.QtGui import QAction, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QFileDialog, QMenu, QWidget

from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells
from mcdesk.ui.answer.answer_panel import AnswerPanel
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.rank.board import RankBoard
from mcdesk.ui.rank.form import RankForm
from mcdesk.ui.rank.page import RankPage
from tests.e2e.house import House, until
from tests.e2e.preflight_hands import CONTROL, keyed, press_keys
from tests.ui.inspector.probes import buttons, said

VIN, OTHER_VIN, THIRD_VIN = "1N4AL3AP4FN313644", "WBSFV9C55ED593080", "YV4L12RL4R1757085"
PORSCHE = "WP1BE2AY5PDA28064"
UNDECODABLE = "1N4AL3AP5FN313644"
"""Its check digit does not match, and its maker's always do."""
VEHICLE = (VIN, "20000", "13000")
DEALERS = (
    ("mbofaugusta.com", "30907"),
    ("northlakeauto.com", "28216"),
    ("bmwoftampa.com", "33612"),
    ("lakesidemotors.com", "60614"),
)
CARVANA = "carvana.com"
"""Has several locations."""
CARVANA_ZIP = "85281"
"""Of one of them."""
UNKNOWN = "nobody.example"
"""Is nobody's."""
PAGES = {"Jobs": Qt.Key.Key_1, "Rank": Qt.Key.Key_2, "Decode": Qt.Key.Key_3, "Dealers": Qt.Key.Key_5}
_RANK = re.compile(r"Rank (\d+), ([^,]+)")
_MOVED = re.compile(r"Rank \d+, ([^,]+),.* (up \d+ \w+|down \d+ \w+|same place|new)")


class Ranker:
    """The Rank page of a house, as a user reads and uses it."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def go(self, ranking: str = RANK_DEALERS.title) -> None:
        """Goes there from the rail's key, and to one of the two rankings."""
        await go_to(self.house, "Rank")
        await self.restored()
        if self.form.ranking.title != ranking:
            self.house.press(ranking)

    async def restored(self) -> None:
        """Waits until what was typed before is back, which comes first."""
        await until(lambda: not _is_under_way("restore forms"), "what was typed before")

    # -- what it says -------------------------------------------------------------------------------

    @property
    def page(self) -> RankPage:
        return next(page for page in self.house.window.findChildren(RankPage) if page.isVisible())

    @property
    def board(self) -> RankBoard:
        return self.page.current

    @property
    def form(self) -> RankForm:
        return self.board.form

    @property
    def grid(self) -> EntryGrid:
        return self.form.grid

    @property
    def answer(self) -> AnswerPanel:
        return self.board.answer

    @property
    def one(self) -> Cells:
        """What stands in the fields above the grid."""
        return self.form.cells[0]

    @property
    def many(self) -> tuple[Cells, ...]:
        """What was typed into the grid."""
        return self.form.cells[1]

    @property
    def go_button(self) -> QAbstractButton:
        """The form's own button, whatever it says."""
        found = buttons(self.form)
        return next(found[words] for words in found if words.startswith(("Rank ", "Send ")))

    def says(self, words: str) -> bool:
        """Whether words can be read beside the form."""
        return self.house.says(words, self.answer)

    def form_says(self, words: str) -> bool:
        return words in said(self.form)

    @property
    def sentences(self) -> list[str]:
        """The answer as it is read aloud, from top to bottom."""
        return sentences_of(self.answer.answer_page.list_view) if self.is_answered else []

    @property
    def is_answered(self) -> bool:
        return self.answer.answer_page.isVisible()

    @property
    def ranks(self) -> list[tuple[int, str]]:
        """Rank and name of each ranked row, from top to bottom."""
        found = (_RANK.match(each) for each in self.sentences)
        return [(int(each[1]), each[2]) for each in found if each]

    @property
    def names(self) -> list[str]:
        return [name for _, name in self.ranks]

    @property
    def failed(self) -> list[str]:
        return [each for each in self.sentences if each.startswith("Not ranked, ") and each.count(",") > 1]

    @property
    def moves(self) -> dict[str, str]:
        """How each ranked entry moved, by its name, and what is gone."""
        moved = {each[1]: each[2] for each in map(_MOVED.match, self.sentences) if each}
        gone = re.compile(r"Gone since .*?, (\S+\.\S+|VIN \w+),")
        return moved | {each[1]: "gone" for each in map(gone.match, self.sentences) if each}

    @property
    def words_of_rows(self) -> dict[int, str]:
        """What is said of rows of the grid, by their number from 1."""
        model = self.grid.table.model()
        tips = (
            (row + 1, model.headerData(row, Qt.Orientation.Vertical, Qt.ItemDataRole.ToolTipRole))
            for row in range(model.rowCount())
        )
        return {row: words for row, words in tips if words}

    @property
    def open_cell(self) -> str:
        """The name of the cell that is open and has the keyboard, such as "ZIP, row 2"; "" for none."""
        editor = self.grid.table.delegate.editor
        return editor.accessibleName() if editor is not None and editor.hasFocus() else ""

    @property
    def focused_field(self) -> str:
        """The name of the field above the grid that has the keyboard; "" for none."""
        return next((field.column.field.title for field in self.form.one.fields if field.hasFocus()), "")

    # -- how it is used -----------------------------------------------------------------------------

    async def fill_one(self, *texts: str) -> None:
        """Types into the fields above the grid, Enter after each; ends in the grid if all are filled."""
        await in_front(self.house)
        self.form.one.fields[0].setFocus()
        for text in texts:
            await type_over(text)
            await press_keys(Qt.Key.Key_Return)

    async def fill_grid(self, *rows: Cells) -> None:
        """Pastes rows as a spreadsheet copies them, where the grid's cursor is."""
        await in_front(self.house)
        self.grid.setFocus()
        await paste("\n".join("\t".join(row) for row in rows))

    async def type_in_grid(self, *texts: str) -> None:
        """Types over cells from the grid's cursor on, Tab after each but the last, which Enter ends."""
        await in_front(self.house)
        self.grid.setFocus()
        for place, text in enumerate(texts):
            await type_keys(text)
            await press_keys(Qt.Key.Key_Return if place == len(texts) - 1 else Qt.Key.Key_Tab)

    async def ask(self) -> None:
        """Ctrl+Enter, wherever the keyboard is in the form."""
        await press_keys(Qt.Key.Key_Return, held=CONTROL)

    async def rank(self) -> None:
        """Asks, and waits for another answer than is shown."""
        before = self.answer.view
        await self.ask()
        await self.answered(before)

    async def answered(self, before: object = None) -> None:
        await until(lambda: self.answer.view not in (None, before), "an answer")

    async def fill(self, one: Cells = VEHICLE, many: tuple[Cells, ...] = DEALERS) -> None:
        await self.fill_one(*one)
        await self.fill_grid(*many)

    async def begin(self, ranking: str = RANK_DEALERS.title) -> None:
        """Goes there and fills in what can be ranked."""
        await self.go(ranking)
        if ranking == RANK_VEHICLES.title:
            await self.fill(DEALERS[0], ((VIN, "20000", "13000"), (OTHER_VIN, "41000", "22000")))
        else:
            await self.fill()

    async def refused(self, title: str) -> None:
        """Asks, and waits for words about why not."""
        await self.ask()
        await until(lambda: self.says(title), title)


def sentences_of(view: QAbstractItemView, parent: QModelIndex | None = None) -> list[str]:
    """The rows of a list, or of a tree with what they hold, as they are read aloud."""
    model, above, found = view.model(), parent or QModelIndex(), list[str]()
    for row in range(model.rowCount(above)):
        index = model.index(row, 0, above)
        found += [index.data(Qt.ItemDataRole.AccessibleTextRole) or "", *sentences_of(view, index)]
    return found


async def in_front(house: House) -> None:
    """Brings the window to the front, as a desktop does when a sheet has closed."""
    house.window.activateWindow()
    await until(house.window.isActiveWindow, "the window")


async def go_to(house: House, page: str) -> None:
    """Goes to a page by the rail's key."""
    await in_front(house)
    house.key(PAGES[page], CONTROL, on=house.window)
    await asyncio.sleep(0)


async def type_keys(text: str) -> None:
    """Types where the keyboard is: the first key may open a cell."""
    for sign in text:
        QTest.keyClicks(keyed(), sign)
    await asyncio.sleep(0)


async def type_over(text: str) -> None:
    await press_keys(Qt.Key.Key_A, held=CONTROL)
    await press_keys(Qt.Key.Key_Delete)
    await type_keys(text)


async def paste(text: str) -> None:
    QGuiApplication.clipboard().setText(text)
    await press_keys(Qt.Key.Key_V, held=CONTROL)
    await asyncio.sleep(0)


async def pick(words: str, kind: type[QMenu] = QMenu) -> None:
    """Waits for a menu with an entry and takes it."""
    await until(lambda: _entry(words) is not None, f"a menu with {words!r}")
    menu = QApplication.activePopupWidget()
    entry = _entry(words)
    assert isinstance(menu, kind)
    assert entry is not None
    assert entry.isEnabled()
    QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(entry).center())
    await asyncio.sleep(0)


def drop_on_page(house: House, path: Path) -> None:
    """Drags a file over the window and lets it go where it is."""
    data = house.hover(path)
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    spot = QPointF(house.window.rect().center())
    QApplication.sendEvent(house.window, QDropEvent(spot, Qt.DropAction.CopyAction, data, left, none))


async def answer_files(house: House, path: str) -> None:
    """Answers the file dialog with a path."""
    await until(lambda: house.dialogs(QFileDialog), "the file dialog")
    dialog = house.dialogs(QFileDialog)[0]
    house.fields_of(dialog)[0].setText(path)
    dialog.accept()


def within(where: QWidget) -> bool:
    """Whether the keyboard is within a widget."""
    focused = QApplication.focusWidget()
    return focused is not None and (focused is where or where.isAncestorOf(focused))


def _is_under_way(name: str) -> bool:
    return any(task.get_name() == name for task in asyncio.all_tasks())


def _entry(words: str) -> QAction | None:
    menu = QApplication.activePopupWidget()
    entries = menu.actions() if isinstance(menu, QMenu) else []
    return next((each for each in entries if each.text().split("\t")[0].startswith(words)), None)
