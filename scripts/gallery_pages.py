"""Renders the pages for one VIN and for the dealer book in their states, light and dark, to look at them.

python scripts/gallery_pages.py FOLDER [SCALE]
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from mcdesk.model.dealers import DealerBook
from mcdesk.model.errors import AnswerLostError, KeyRefusedError, StorageError
from mcdesk.ui.dealers.list_sheet import ListSheet
from mcdesk.ui.dealers.page import DealersPage
from mcdesk.ui.dealers.picker import DealerPicker
from mcdesk.ui.decode.page import DecodePage
from mcdesk.ui.results_pick.sheet import ResultRowSheet
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.dealers.samples import book, large_book
from tests.ui.decode.samples import NOW, VIN, bare_specs, past, remarked_specs, specs
from tests.ui.results_pick.samples import rows

PAGE, SMALL = (1086, 758), (958, 592)
"""What the window of the design leaves for a page, and the smallest one."""


class Gallery:
    """Shows a widget in a panel, lets it settle, saves its picture."""

    def __init__(self, folder: Path, theme: Theme, mood: str) -> None:
        self._folder, self._mood = folder, mood
        self.theme = theme

    def framed(self, page: QWidget, size: tuple[int, int] = PAGE) -> QFrame:
        """The page as it stands in the window."""
        panel = QFrame()
        panel.setProperty("kind", "panel")
        QVBoxLayout(panel).setContentsMargins(0, 0, 0, 0)
        layout = panel.layout()
        if layout is not None:
            layout.addWidget(page)
        panel.resize(*size)
        panel.show()
        panel.activateWindow()
        self.settle()
        return panel

    def settle(self) -> None:
        """Lets layouts and deferred deletions happen."""
        for _ in range(4):
            QTest.qWait(1)
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)

    def save(self, widget: QWidget, name: str) -> None:
        """Writes one picture."""
        self.settle()
        widget.grab().save(str(self._folder / f"{name}-{self._mood}.png"))


def decodes(gallery: Gallery) -> None:
    """Nothing, typing, waiting, answers, errors."""
    lost = AnswerLostError(
        "No answer came within 30 seconds.",
        "The request may still count. Try again when the network is there.",
    )
    refused = KeyRefusedError(
        "This key may not decode VINs.",
        "Ask MarketCheck for NeoVIN, or choose another key in Settings.",
        code="403",
        instance="req-c0ffee12",
    )
    states: dict[str, Callable[[DecodePage], None]] = {
        "nothing": lambda page: page.show_nothing(),
        "typing": lambda page: page.field.line.setText("WP1BE2AY5"),
        "matches": lambda page: page.field.line.setText(VIN),
        "differs": lambda page: page.field.line.setText("WP1BE2AY6PDA28064"),
        "wrong": lambda page: page.field.line.setText("WP1BE2AY5PDAO8O64"),
        "waiting": lambda page: page.show_waiting(VIN),
        "answer": lambda page: page.show_specs(specs(), past()),
        "remark": lambda page: page.show_specs(remarked_specs(), past()),
        "bare": lambda page: page.show_specs(bare_specs(), None),
        "lost": lambda page: page.show_error(lost),
        "refused": lambda page: page.show_error(refused),
    }
    for name, show in states.items():
        page = DecodePage(gallery.theme, lambda: NOW)
        frame = gallery.framed(page)
        page.field.line.setFocus()
        if name in ("lost", "refused"):
            page.show_waiting(VIN)
        show(page)
        gallery.save(frame, f"decode-{name}")
    for name, words in (("search", "seat"), ("no-match", "sunroof motor")):
        page = DecodePage(gallery.theme, lambda: NOW)
        frame = gallery.framed(page, SMALL)
        page.show_specs(specs(), past())
        page.answer.search.setText(words)
        page.answer.search.tell()
        page.answer.search.setFocus()
        gallery.save(frame, f"decode-{name}-small")
    page = DecodePage(gallery.theme, lambda: NOW)
    frame = gallery.framed(page)
    page.show_specs(specs(), past())
    page.answer.show_json()
    gallery.save(frame, "decode-json")


def dealer_books(gallery: Gallery) -> None:
    """Empty, full, chosen, typed into, a list, an empty list, nothing found."""
    page = DealersPage(gallery.theme)
    frame = gallery.framed(page)
    gallery.save(frame, "dealers-empty")
    page.show_book(book())
    gallery.save(frame, "dealers-all")
    page.table.setFocus()
    page.table.selectRow(2)
    QTest.keyClick(page.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    gallery.save(frame, "dealers-chosen")
    frame.resize(*SMALL)
    gallery.save(frame, "dealers-chosen-small")
    page.lists.table.choose("florida")
    page.table.sortByColumn(2, Qt.SortOrder.DescendingOrder)
    gallery.save(frame, "dealers-list-small")
    page.lists.table.choose("not called yet")
    gallery.save(frame, "dealers-list-empty")
    typing(gallery)
    page = DealersPage(gallery.theme)
    frame = gallery.framed(page)
    page.show_book(large_book())
    page.search.setText("zzz")
    page.search.tell()
    gallery.save(frame, "dealers-no-match")


def typing(gallery: Gallery) -> None:
    """Cells and names that are being typed."""
    page = DealersPage(gallery.theme)
    frame = gallery.framed(page)
    page.show_book(book())
    model = page.table.model()
    model.setData(model.index(3, 1), "carvana")
    model.setData(model.index(model.rowCount() - 1, 0), "Sandhills Motors")
    index = model.index(1, 2)
    page.table.setCurrentIndex(index)
    page.table.edit(index)
    if (editor := QApplication.focusWidget()) is not None:
        QTest.keyClicks(editor, "309")
    gallery.save(frame, "dealers-typing")
    page = DealersPage(gallery.theme)
    frame = gallery.framed(page)
    page.show_book(book())
    page.lists.table.begin_new(("augusta",))
    if (editor := QApplication.focusWidget()) is not None:
        QTest.keyClicks(editor, "Florida")
    gallery.save(frame, "dealers-naming")


def pickers(gallery: Gallery) -> None:
    """The list that pops up: open, searched, ticked, without a book."""
    opener = QWidget()
    for name, shown, words in (
        ("open", book(), ""),
        ("search", book(), "aug"),
        ("none", book(), "zzz"),
        ("empty", DealerBook(), ""),
    ):
        picker = DealerPicker(gallery.theme, opener)
        picker.open_below(opener, shown)
        picker.search.setText(words)
        if name == "open":
            QTest.keyClick(picker.search, Qt.Key.Key_Down)
            for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space):
                QTest.keyClick(picker.list_view, key)
        gallery.save(picker, f"picker-{name}")
        picker.close()


def row_sheets(gallery: Gallery) -> None:
    """Reading, rows, no row, a result that can't be read."""
    page = DealersPage(gallery.theme)
    page.show_book(book())
    states: dict[str, Callable[[ResultRowSheet], None]] = {
        "reading": lambda sheet: sheet.show_waiting(),
        "rows": lambda sheet: sheet.show_rows(rows(), is_more=True),
        "none": lambda sheet: sheet.show_rows(()),
        "error": lambda sheet: sheet.show_error(
            StorageError("The saved result is damaged.", "Open april-ranked.csv.gz from the job table.")
        ),
    }
    for name, show in states.items():
        frame = gallery.framed(page, SMALL if name == "none" else PAGE)
        sheet = ResultRowSheet(gallery.theme, frame, "april-ranked")
        sheet.open()
        show(sheet)
        if name == "none":
            sheet.search.setText("zzz")
            sheet.show_rows(())
        gallery.save(sheet, f"row-sheet-{name}")
        sheet.reject()


def list_sheets(gallery: Gallery) -> None:
    """A name for a new list: proposed, and one that is taken."""
    page = DealersPage(gallery.theme)
    page.show_book(book())
    frame = gallery.framed(page)
    sheet = ListSheet(gallery.theme, frame, 12, [each.key for each in book().lists])
    sheet.open()
    gallery.save(sheet, "list-sheet")
    QTest.keyClicks(sheet.line, "Florida")
    gallery.save(sheet, "list-sheet-taken")
    sheet.reject()


def main() -> None:
    """Renders everything."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app, Choice.LIGHT)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        gallery = Gallery(folder, theme, choice.value)
        for show in (decodes, dealer_books, pickers, row_sheets, list_sheets):
            show(gallery)


if __name__ == "__main__":
    main()
