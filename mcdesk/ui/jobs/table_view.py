"""The job table itself: what is chosen, where it is scrolled to, what has room. It starts nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from mcdesk.ui.jobs.column_room import ColumnRoom
from mcdesk.ui.jobs.delegates import JobDelegate
from mcdesk.ui.jobs.header import JobHeader
from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.theme.theme import Theme

_ROW, _COMPACT_ROW = 40, 32
_MOVES = (Qt.Key.Key_Up, Qt.Key.Key_Down)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class JobTableView(QTableView):
    """Remembers the chosen row by its key, through every sort, filter and refresh.

    Where there are rows, one is chosen: the first at the start, the one that moves up when it is removed.
    """

    row_chosen = Signal(str)
    row_activated = Signal(str)
    context_requested = Signal(str, QPoint)
    remove_asked = Signal(str)
    move_asked = Signal(str, bool)
    """A row's key, and whether it goes up."""
    inspector_asked = Signal()

    def __init__(self, theme: Theme, model: JobTableModel, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._theme = theme
        self._jobs = model
        self._chosen = self._told = ""
        self._chosen_place = -1
        self._beside: tuple[str, ...] = ()
        self._is_settling = False
        self._anchor: tuple[str, int] | None = None
        self._painter = JobDelegate(theme, model.scene, self)
        # Selection moves that Qt makes by itself while rows come and go are not the user's.
        model.settling.connect(self._before_change)
        model.settled.connect(self._after_change)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(JobHeader(theme, self))
        self.setModel(model)
        self._room = ColumnRoom(theme, self.horizontalHeader())
        self._dress()
        self.doubleClicked.connect(lambda index: self.row_activated.emit(self._key_at(index)))
        self.horizontalHeader().sortIndicatorChanged.connect(self.sortByColumn)
        # The band of a row spans all its cells, so that one wider column concerns them all.
        self.horizontalHeader().sectionResized.connect(lambda *_: self.viewport().update())
        self.selectionModel().currentRowChanged.connect(self._current_changed)

    @property
    def chosen_key(self) -> str:
        """The chosen row's key; "" for none, and while it is filtered out of sight."""
        return self._told

    @property
    def columns(self) -> ColumnRoom:
        """Which columns are shown, for the chooser."""
        return self._room

    def choose(self, key: str) -> None:
        """Chooses a row and brings it into view; tells `row_chosen` if it is another one."""
        place = self._jobs.place_of(key)
        if place >= 0:
            self.setCurrentIndex(self._jobs.index(place, self._current_column()))

    def set_compact(self, is_compact: bool) -> None:
        """Rows of 32 instead of 40."""
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_COMPACT_ROW if is_compact else _ROW))

    def visible_rows(self) -> tuple[int, int]:
        """First and last row in view, for `tick`; (0, -1) for none."""
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        if first < 0:
            return 0, -1
        return first, last if last >= 0 else self._jobs.rowCount() - 1

    def tick(self) -> None:
        """Time has passed: repaints the relative times in view that now read differently."""
        self._jobs.tick(*self.visible_rows())

    def layout_state(self) -> str:
        """The user's columns and sorting as JSON."""
        return self._room.to_text()

    def restore_layout(self, text: str) -> None:
        """Takes what `layout_state` gave, perhaps in another version. Anything else is ignored."""
        self._room.restore(text)
        self._room.fit(self.viewport().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Alt with an arrow moves, Delete removes, Space is the inspector's, Ctrl+C copies."""
        is_move = event.key() in _MOVES and event.modifiers() & Qt.KeyboardModifier.AltModifier
        if is_move:
            if self._told:
                self.move_asked.emit(self._told, event.key() == Qt.Key.Key_Up)
        elif event.key() in _ENTER and self._told:
            self.row_activated.emit(self._told)
        elif event.key() == Qt.Key.Key_Delete and self._told:
            self.remove_asked.emit(self._told)
        elif event.key() == Qt.Key.Key_Space:
            self.inspector_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Copy) and self._told:
            self._copy_row()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the mouse, or at the row when the keyboard asked."""
        spot = event.pos()
        index = self.indexAt(spot)
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            spot = self.visualRect(index).center()
        if index.isValid():
            self.context_requested.emit(self._key_at(index), self.viewport().mapToGlobal(spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Notes the row under the mouse."""
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(event.position().toPoint().y()))

    def leaveEvent(self, event: QEvent) -> None:
        """Forgets where the mouse was."""
        super().leaveEvent(event)
        self._hover(-1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows the columns that have room."""
        super().resizeEvent(event)
        self._room.fit(self.viewport().width())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        """Another row comes under the mouse: which one is told by its next move."""
        super().scrollContentsBy(dx, dy)
        if dy:
            self._hover(-1)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells the painter first how wide a row is."""
        header = self.horizontalHeader()
        self._painter.row_left, self._painter.row_width = -header.offset(), header.length()
        super().paintEvent(event)

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.horizontalHeader().setSortIndicatorShown(True)
        self.setAccessibleName("Jobs")
        self.set_compact(False)

    def _key_at(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return self._jobs.row_at(index.row()).key if index.isValid() else ""

    def _current_column(self) -> int:
        index = self.currentIndex()
        return index.column() if index.isValid() else self.horizontalHeader().logicalIndex(0)

    def _current_changed(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._is_settling:
            return
        key = self._key_at(current)
        if key != self._chosen:
            self._chosen = key
        self._tell(key)

    def _before_change(self) -> None:
        self._is_settling = True
        self._chosen_place = place = self._jobs.place_of(self._chosen)
        beside = [at for at in (place - 1, place + 1) if place >= 0 and 0 <= at < self._jobs.rowCount()]
        self._beside = tuple(self._jobs.row_at(at).key for at in beside)
        top = self.rowAt(0)
        # At the very top the newest rows should come into view; further down, nothing may move.
        if top >= 0 and self.verticalScrollBar().value() > 0:
            self._anchor = self._jobs.row_at(top).key, self.rowViewportPosition(top)

    def _after_change(self) -> None:
        self._hover(-1)
        self._restore_scroll()
        if self._jobs.row_of(self._chosen) is None:
            self._chosen = self._next_choice()
        self._restore_chosen()
        self._is_settling = False
        self._tell(self._chosen if self._jobs.place_of(self._chosen) >= 0 else "")

    def _tell(self, key: str) -> None:
        if key != self._told:
            self._told = key
            self.row_chosen.emit(key)

    def _next_choice(self) -> str:
        rows = self._jobs.rowCount()
        # With its neighbours gone too these are other rows altogether, such as another account's.
        is_near = any(self._jobs.place_of(key) >= 0 for key in self._beside)
        place = min(self._chosen_place, rows - 1) if is_near else 0
        return self._jobs.row_at(place).key if rows else ""

    def _restore_scroll(self) -> None:
        anchor, self._anchor = self._anchor, None
        place = self._jobs.place_of(anchor[0]) if anchor else -1
        if anchor is None or place < 0 or self.rowViewportPosition(place) == anchor[1]:
            return
        self.updateGeometries()
        self.verticalScrollBar().setValue(self.verticalHeader().sectionPosition(place) - anchor[1])

    def _restore_chosen(self) -> None:
        place = self._jobs.place_of(self._chosen)
        if place < 0:
            self.selectionModel().clear()
        elif self._key_at(self.currentIndex()) != self._chosen or not self.selectionModel().hasSelection():
            value = self.verticalScrollBar().value()
            self.setCurrentIndex(self._jobs.index(place, self._current_column()))
            self.verticalScrollBar().setValue(value)

    def _hover(self, row: int) -> None:
        before, self._painter.hovered_row = self._painter.hovered_row, row
        for place in {before, row} - {-1}:
            top = self.rowViewportPosition(place)
            self.viewport().update(0, top, self.viewport().width(), self.rowHeight(place))

    def _copy_row(self) -> None:
        place = self._jobs.place_of(self._chosen)
        header = self.horizontalHeader()
        logical = [header.logicalIndex(visual) for visual in range(header.count())]
        cells = [str(self._jobs.index(place, at).data()) for at in logical if not header.isSectionHidden(at)]
        if place >= 0:
            QGuiApplication.clipboard().setText("\t".join(cells))
