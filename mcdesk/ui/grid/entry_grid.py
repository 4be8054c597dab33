"""The grid as pages use it: rows of one side that are typed, pasted, mended and taken back.

It asks no service and reads no file: what can be sent is told, and what a refusal says is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, islice, repeat

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.intake.forms.blocks import Block, read_block
from mcdesk.intake.forms.cell_check import check_cell
from mcdesk.intake.forms.row_check import RowCheck
from mcdesk.model.landing import Landed
from mcdesk.model.lookups import Cells, Side
from mcdesk.model.words import rows as rows_in_words
from mcdesk.ui.grid.block_text import block_text
from mcdesk.ui.grid.cell_editor import is_block
from mcdesk.ui.grid.clipboard_files import files_on_clipboard
from mcdesk.ui.grid.deeds import Deed
from mcdesk.ui.grid.grid_menu import grid_menu
from mcdesk.ui.grid.grid_model import GridModel
from mcdesk.ui.grid.grid_view import GridView
from mcdesk.ui.grid.judging import Tally, tally_of
from mcdesk.ui.grid.splices import (
    Area,
    Entry,
    appended,
    filled,
    filled_down,
    overlaid,
    removed,
    spliced,
    switched,
)
from mcdesk.ui.preflight.round_frame import RoundFrame
from mcdesk.ui.theme.theme import Theme

_NOTHING_WISHED: frozenset[str] = frozenset()


class EntryGrid(QWidget):
    """Rows of `side`, of which one request takes `most`. More are kept and shown, but do not go."""

    changed = Signal()
    """After every edit, undo and paste, and with every key while a cell is typed."""
    activated = Signal()
    """Ctrl+Enter."""
    moved = Signal()
    """The cursor is in another row."""
    file_pasted = Signal(str)
    """A file was pasted in place of cells: its path."""
    pasted = Signal(object)
    """A block came in: the Block, which tells what of it nobody wanted."""

    def __init__(self, theme: Theme, side: Side, most: int) -> None:
        super().__init__()
        self._theme, self._side = theme, side
        self._model = GridModel(side, most, self)
        self.table = GridView(theme, self._model)
        self.setFocusProxy(self.table)
        frame = RoundFrame(theme)
        frame.places.addWidget(self.table)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(frame)
        self._model.edited.connect(self.changed)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self.moved.emit())
        self.table.asked.connect(self._do)
        self.table.menu_asked.connect(self._pop_up)
        self.table.block_pasted.connect(self.paste)

    @property
    def rows(self) -> tuple[Cells, ...]:
        """What was typed, without the empty row below. Rows in between may be empty."""
        return tuple(entry.cells for entry in self._model.entries)

    @property
    def checks(self) -> tuple[RowCheck, ...]:
        """What is known of each of these rows."""
        return tuple(row.check for row in self._model.judged)

    @property
    def sendable(self) -> tuple[tuple[int, Cells], ...]:
        """Places of the rows that go, and what goes: at most as many as one request takes."""
        return tuple((place, row.check.sends) for place, row in enumerate(self._model.judged) if row.goes)

    @property
    def refused(self) -> tuple[tuple[int, Cells], ...]:
        """Rows that would go as well, but for what the service said of them; as many as one request takes."""
        refused = ((place, row.check.sends) for place, row in enumerate(self._model.judged) if row.is_refused)
        return tuple(islice(refused, self._model.most))

    @property
    def tally(self) -> Tally:
        """All of them counted."""
        return tally_of(self._model.judged)

    @property
    def current(self) -> int:
        """The row with the cursor, from 0; -1 for none. It may be the empty one below the others."""
        return self.table.currentIndex().row()

    @property
    def is_typed_in(self) -> bool:
        """Whether a cell is open."""
        return self.table.delegate.editor is not None

    def row_at(self, place: int) -> tuple[Cells, RowCheck] | None:
        """What was typed into a row, and what is known of it; None for the empty one below the others."""
        row = self._model.row_at(place)
        return None if row is None else (row.entry.cells, row.check)

    @property
    def wishes(self) -> tuple[frozenset[str], ...]:
        """Of each of the `rows` the ids of the fixes that the user wished for."""
        return tuple(entry.on for entry in self._model.entries)

    def set_rows(self, rows: Sequence[Cells]) -> None:
        """Puts other rows in the place of all, as one step. The cursor is below: what is pasted is added."""
        self._replace(rows, "new rows")

    def restore_rows(self, rows: Sequence[Cells], on: Sequence[frozenset[str]] = ()) -> None:
        """Puts rows back that were there at an earlier start, with their `wishes`: no step to be undone.

        Args:
            rows: What was typed.
            on: What `wishes` gave then; rows beyond its end have none.
        """
        self.table.delegate.finish()
        wished = chain(on, repeat(_NOTHING_WISHED))
        self._model.restore(tuple(Entry(cells, ids) for cells, ids in zip(rows, wished, strict=False)))
        self.table.go(len(self._model.entries), 0)
        self.table.scrollToTop()

    def add_rows(self, rows: Sequence[Cells]) -> None:
        """Adds rows below the last one, as one step."""
        self.table.delegate.finish()
        top = len(self._model.entries)
        if self._model.push(appended(self._model.entries, rows), f"{rows_in_words(len(rows))} added"):
            self.table.go(top, 0)

    def paste(self) -> None:
        """Pastes what is on the clipboard: cells, or the files that were copied in a file manager."""
        if files := files_on_clipboard():
            self.table.delegate.finish()
            for path in files:
                self.file_pasted.emit(path)
        else:
            self.paste_text(QGuiApplication.clipboard().text())

    def go_below(self) -> None:
        """Moves the cursor below the last row: what is pasted then is added."""
        self.table.delegate.finish()
        self.table.go(len(self._model.entries), 0)

    def paste_text(self, text: str) -> None:
        """Pastes what a spreadsheet put on the clipboard, from the current cell on, as one step."""
        self.table.delegate.finish()
        area = self.table.area
        if self._is_one_value(text, area):
            self._model.push(filled(self._side, self._model.entries, area, text.strip("\r\n")), "paste")
            return
        block = read_block(text, self._side, area.left)
        if self._model.push(overlaid(self._side, self._model.entries, area.top, block.rows), "paste"):
            self.table.choose(_area_of(self._side, block, area.top))
        self.pasted.emit(block)

    def undo(self) -> None:
        """Takes the last change back and goes where it was."""
        self._walk(self._model.stack.undo)

    def redo(self) -> None:
        """Makes it again."""
        self._walk(self._model.stack.redo)

    def set_troubles(
        self, troubles: Sequence[Landed], asked: Sequence[tuple[int, Cells]] | None = None
    ) -> None:
        """Shows what a refusal said of rows, beside what earlier ones said of others; () takes it all away.

        A row's trouble is about what was sent: it goes away when the row sends something else, and comes back
        when that is undone. Rows in trouble stay behind, so a later request says nothing of them.

        Args:
            troubles: What was said, by place. Without a place it is not about a row.
            asked: What `sendable` gave for the request: then the places are those in the request's list, and
                rows that were edited or moved since are told apart. Without it, they are those in the grid.
        """
        rows = [cells for _, cells in asked] if asked is not None else [check.sends for check in self.checks]
        told: dict[Cells, Landed] = {}
        for landed in troubles:
            if landed.place is not None and 0 <= landed.place < len(rows):
                told.setdefault(rows[landed.place], landed)
        self._model.set_troubles(self._model.troubles | told if told else told)

    def place_of(self, cells: Cells) -> int | None:
        """Where the first row is that sends these cells; None if none does any more."""
        return next((place for place, check in enumerate(self.checks) if check.sends == cells), None)

    def go_to(self, place: int, column: str) -> None:
        """Moves the cursor to a cell and opens it, ready to be typed over."""
        self.table.delegate.finish()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self.table.go(place, self._side.names.index(column))
        self.table.edit(self.table.currentIndex())

    def _replace(self, rows: Sequence[Cells], words: str) -> None:
        self.table.delegate.finish()
        entries = self._model.entries
        if self._model.push(spliced(entries, 0, len(entries), map(Entry, rows)), words):
            self.table.go(len(self._model.entries), 0)
            self.table.scrollToTop()

    def _walk(self, step: Callable[[], None]) -> None:
        self.table.delegate.finish()
        before, column = self._model.entries, max(0, self.table.currentIndex().column())
        step()
        if self._model.entries != before:
            self.table.go(self._model.touched, column)

    def _do(self, deed: Deed) -> None:
        """What a key or the menu asks for."""
        area, entries, side = self.table.area, self._model.entries, self._side
        match deed:
            case Deed.UNDO:
                self.undo()
            case Deed.REDO:
                self.redo()
            case Deed.COPY:
                self._copy(area)
            case Deed.CUT:
                self._copy(area)
                self._model.push(filled(side, entries, area, ""), "cut")
            case Deed.PASTE:
                self.paste()
            case Deed.CLEAR:
                self._model.push(filled(side, entries, area, ""), "clear")
            case Deed.FILL_DOWN:
                self._model.push(filled_down(side, entries, area), "fill down")
            case Deed.REMOVE:
                if self._model.push(removed(entries, area), "removal"):
                    self.table.go(area.top, area.left)
            case Deed.INSIST:
                self._model.forgive(area)
            case Deed.SEND:
                self.activated.emit()

    def _is_one_value(self, text: str, area: Area) -> bool:
        """Whether a text is for one cell: with a comma in it, it may be a price or two cells."""
        if is_block(text):
            return False
        column = self._side.columns[area.left]
        is_whole = not check_cell(column, text.strip()).is_bad
        return is_whole or len(read_block(text, self._side, area.left).columns) < 2

    def _copy(self, area: Area) -> None:
        """Puts on the clipboard what is seen: what is sent, or what was typed where that can't be."""
        rows = [
            [check.sends if not check.is_bad else typed for typed, check in cells[area.left : area.right + 1]]
            for cells in (
                list(zip(row.entry.cells, row.check.cells, strict=True))
                for row in self._model.judged[area.top : area.bottom + 1]
            )
        ]
        if rows:
            QGuiApplication.clipboard().setText(block_text(rows))

    def _switch(self, place: int, rule_id: str) -> None:
        self._model.push(switched(self._model.entries, place, rule_id), "fix")

    def _pop_up(self, spot: QPoint) -> None:
        menu = grid_menu(self._theme, self, self._model, self.table.area, act=self._do, switch=self._switch)
        menu.popup(spot)


def _area_of(side: Side, block: Block, top: int) -> Area:
    """Where a block lies that was pasted from row `top` on."""
    columns = [side.names.index(name) for name in block.rows[0]]
    return Area(top, min(columns), top + len(block.rows) - 1, max(columns))
