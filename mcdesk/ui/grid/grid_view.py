"""The grid's table: where the cursor goes, what is chosen, how high rows are. It changes no row itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QItemSelectionModel, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mcdesk.ui.grid.deeds import Deed, Leave, deed_of
from mcdesk.ui.grid.grid_delegate import GridDelegate
from mcdesk.ui.grid.grid_gutter import GridGutter
from mcdesk.ui.grid.grid_header import GridHeader, HeaderEnd
from mcdesk.ui.grid.grid_model import AnyIndex, GridModel
from mcdesk.ui.grid.row_room import GUTTER, HEADER, PADDING, ROW, message_lines, row_height
from mcdesk.ui.grid.splices import Area
from mcdesk.ui.theme.theme import Theme

_HINT = "Copy rows in a spreadsheet and paste them here, with or without headings."
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_ROWS, _LEAST_WIDTH = 3, 140
_ClearAndSelect = QItemSelectionModel.SelectionFlag.ClearAndSelect
_STEPS = {Leave.DOWN: (1, 0), Leave.UP: (-1, 0), Leave.RIGHT: (0, 1), Leave.LEFT: (0, -1)}


class GridView(QTableView):
    """Enter goes down, Tab goes right and on in the next row; typing, F2 and a double click open a cell.

    Tab leaves the grid from its last cell and Shift+Tab from its first, so that nobody is caught in it.
    """

    asked = Signal(Deed)
    menu_asked = Signal(object)
    """Where on the screen, a QPoint."""
    block_pasted = Signal()
    """Several cells, or a file, were pasted while one was open."""

    def __init__(self, theme: Theme, model: GridModel, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._theme, self._grid = theme, model
        self._run_began = -1
        self._painter = GridDelegate(theme, model, self)
        self._painter.left.connect(self._left_cell)
        self._painter.block_pasted.connect(self.block_pasted)
        self._gutter, self._titles = GridGutter(theme, model, self), GridHeader(theme, model, self)
        self._corner = HeaderEnd(theme, self)
        self.setItemDelegate(self._painter)
        self.setVerticalHeader(self._gutter)
        self.setHorizontalHeader(self._titles)
        self.setModel(model)
        model.dataChanged.connect(lambda first, last: self._settle(first.row(), last.row()))
        model.rowsInserted.connect(lambda _parent, first, last: self._settle(first, last))
        model.edited.connect(self._attend)
        self.selectionModel().currentRowChanged.connect(self._attend)
        self._dress()

    @property
    def delegate(self) -> GridDelegate:
        """Paints, and has the open cell."""
        return self._painter

    @property
    def area(self) -> Area:
        """The chosen rectangle, at least the current cell; the first cell where there is none."""
        ranges = self.selectionModel().selection()
        at = self.currentIndex()
        if ranges.isEmpty():
            place, column = max(0, at.row()), max(0, at.column())
            return Area(place, column, place, column)
        parts = [ranges.at(number) for number in range(ranges.size())]
        return Area(
            min(part.top() for part in parts),
            min(part.left() for part in parts),
            max(part.bottom() for part in parts),
            max(part.right() for part in parts),
        )

    def go(self, place: int, column: int) -> None:
        """Moves the cursor to a cell, as far as there are rows."""
        index = self._grid.index(min(max(0, place), self._grid.rowCount() - 1), column)
        self.selectionModel().setCurrentIndex(index, _ClearAndSelect)
        self.scrollTo(index)

    def choose(self, area: Area) -> None:
        """Chooses a rectangle, with the cursor in its first cell."""
        first = self._grid.index(area.top, area.left)
        self.go(area.top, area.left)
        last = self._grid.index(min(area.bottom, self._grid.rowCount() - 1), area.right)
        selection = self.selectionModel().selection()
        selection.select(first, last)
        self.selectionModel().select(selection, _ClearAndSelect)

    def minimumSizeHint(self) -> QSize:
        """The header and three rows."""
        px = self._theme.px
        return QSize(px(_LEAST_WIDTH), px(HEADER) + _LEAST_ROWS * px(ROW))

    def event(self, event: QEvent) -> bool:
        """Keeps the grid's own keys from shortcuts of the page."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and deed_of(event) is not None:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Deeds are told, Enter moves, the rest is Qt's."""
        if self._painter.editor is not None:
            event.ignore()  # an open cell did not want it, and no other cell is meant
            return
        deed = deed_of(event)
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if deed is not None:
            if deed is not Deed.SEND or not event.isAutoRepeat():
                self.asked.emit(deed)
        elif event.key() in _ENTER and modifiers in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.ShiftModifier,
        ):
            self._step(Leave.UP if modifiers else Leave.DOWN)
        elif event.key() == Qt.Key.Key_F2 and modifiers == Qt.KeyboardModifier.NoModifier:
            self._go_on_typing()
        elif event.key() == Qt.Key.Key_F10 and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._ask_for_menu()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, is_next: bool) -> bool:
        """Tab is the grid's as long as it has a cell further on."""
        return self._step(Leave.RIGHT if is_next else Leave.LEFT) or super().focusNextPrevChild(is_next)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the mouse, or at the cell when the keyboard asked."""
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            self._ask_for_menu()
            return
        index = self.indexAt(event.pos())
        if index.isValid() and not self.selectionModel().isSelected(index):
            self.go(index.row(), index.column())
        self.menu_asked.emit(self.viewport().mapToGlobal(event.pos()))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Shows what is chosen, and where the cursor is."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.scrollTo(self.currentIndex())
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Shows it no longer."""
        super().focusOutEvent(event)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shares the room out anew; messages break into other lines."""
        super().resizeEvent(event)
        self._titles.fit(self.viewport().width())
        self._set_heights(0, self._grid.rowCount() - 1)

    def updateGeometries(self) -> None:
        """Keeps the line above the gutter in its place."""
        super().updateGeometries()
        self._corner.setGeometry(0, 0, self._theme.px(GUTTER), self._theme.px(HEADER))
        self._corner.raise_()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Messages keep their place while cells move sideways."""
        super().scrollContentsBy(dx, dy)
        if dx:
            self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells the painter first how things stand. Below the rows of an empty grid stands how to begin."""
        self._painter.row_width = self.viewport().width()
        self._painter.has_focus = self.hasFocus() or self._painter.editor is not None
        self._painter.current = self.currentIndex().row(), self.currentIndex().column()
        super().paintEvent(event)
        if not self._grid.entries:
            self._paint_hint()

    def _dress(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setDragDropMode(QAbstractItemView.DragDropMode.NoDragDrop)
        self.setAcceptDrops(False)
        self.viewport().setAcceptDrops(False)
        self.addScrollBarWidget(HeaderEnd(self._theme), Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName(self._grid.side.plural.capitalize())
        self._titles.measure(0, -1)

    def _ask_for_menu(self) -> None:
        """The menu at the current cell, for the keyboard."""
        self.scrollTo(self.currentIndex())
        self.menu_asked.emit(self.viewport().mapToGlobal(self.visualRect(self.currentIndex()).center()))

    def _go_on_typing(self) -> None:
        """Opens the cell with the caret behind what stands in it, as a spreadsheet does."""
        self.edit(self.currentIndex())
        if (editor := self._painter.editor) is not None:
            editor.deselect()
            editor.end(False)

    def _left_cell(self, leave: Leave) -> None:
        if leave is Leave.SEND:
            self.asked.emit(Deed.SEND)
        elif not self._step(leave) and leave in (Leave.RIGHT, Leave.LEFT):
            super().focusNextPrevChild(leave is Leave.RIGHT)

    def _step(self, leave: Leave) -> bool:
        """Goes one cell on; False where there is none. Enter goes on below where a run of Tabs began."""
        at, columns = self.currentIndex(), self._grid.columnCount()
        if leave not in _STEPS or not at.isValid():
            return False
        down, right = _STEPS[leave]
        began, column = self._run_began, at.column() + right
        place = at.row() + down + column // columns
        if not 0 <= place < self._grid.rowCount():
            return False
        if leave is Leave.DOWN and began >= 0:
            column = began
        self.go(place, column % columns)
        if right:
            self._run_began = began if began >= 0 else at.column()
        return True

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        """Any other way to another cell ends a run of Tabs."""
        super().currentChanged(current, previous)
        self._run_began = -1

    def _attend(self) -> None:
        self._grid.attend(self.currentIndex().row())

    def _settle(self, first: int, last: int) -> None:
        """Rows say something else: columns and heights follow."""
        self._titles.measure(first, last)
        self._titles.fit(self.viewport().width())
        self._set_heights(first, last)

    def _set_heights(self, first: int, last: int) -> None:
        width = self.viewport().width()
        for place in range(first, last + 1):
            lines = len(message_lines(self._theme, self._grid.message_at(place), width))
            height = row_height(self._theme, lines)
            if self._gutter.sectionSize(place) != height:
                self._gutter.resizeSection(place, height)

    def _paint_hint(self) -> None:
        theme, painter = self._theme, QPainter(self.viewport())
        left, top = theme.px(PADDING), theme.px(ROW) + theme.px(8)
        room = self.viewport().rect().adjusted(left, top, -left, 0)
        painter.setFont(theme.face(12))
        painter.setPen(theme.color("text3"))
        painter.drawText(room, int(Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextWordWrap), _HINT)
