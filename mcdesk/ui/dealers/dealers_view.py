"""The table of dealers: cells are typed into, rows are selected, copied, removed. It saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QTableView, QWidget

from mcdesk.ui.dealers.dealer_cells import COLUMNS, NAME, NOTE, SITE, copied
from mcdesk.ui.dealers.dealers_delegate import ROW, TALL_ROW, DealersDelegate
from mcdesk.ui.dealers.dealers_model import DealersModel
from mcdesk.ui.dealers.drafts import NEW
from mcdesk.ui.pages.column_header import ColumnHeader
from mcdesk.ui.theme.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MOST_MORE = 80
_Flag = QItemSelectionModel.SelectionFlag
_Hint = QAbstractItemDelegate.EndEditHint


class DealersView(QTableView):
    """F2, a double click or typing opens a cell; Enter goes down, Tab beside; Esc puts back or deselects."""

    chosen_changed = Signal()
    remove_asked = Signal()
    pasted = Signal(str)
    context_requested = Signal(QPoint)

    def __init__(self, theme: Theme, model: DealersModel, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._theme, self._dealers = theme, model
        self._held: tuple[tuple[str, ...], str, int] = ((), NEW, NAME)
        self._painter = DealersDelegate(theme, model, self)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(ColumnHeader(theme, self, can_sort=True))
        model.modelAboutToBeReset.connect(self._hold)
        self.setModel(model)
        model.modelReset.connect(self._restore)
        model.settled.connect(self._fit_rows)
        model.settled.connect(self._keep_in_sight)
        self._dress()
        self.horizontalHeader().sortIndicatorChanged.connect(model.sort)
        self.horizontalHeader().sectionResized.connect(lambda *_: self.viewport().update())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())

    @property
    def chosen_keys(self) -> tuple[str, ...]:
        """The keys of the selected dealers, in the order of the screen."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return tuple(key for place in places if (key := self._dealers.key_at(place)) != NEW)

    def type_new(self) -> None:
        """Goes to the row for a new dealer and opens its name."""
        index = self._dealers.index(self._dealers.place_of(NEW), NAME)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setCurrentIndex(index)
        self.edit(index)

    def copy_chosen(self) -> None:
        """Puts the selected dealers on the clipboard as cells."""
        if keys := self.chosen_keys:
            rows = (self._dealers.row_at(self._dealers.place_of(key)) for key in keys)
            QGuiApplication.clipboard().setText(copied(rows))

    def paste(self) -> None:
        """Tells the clipboard's text, if it has any."""
        if text := QGuiApplication.clipboard().text().strip("\r\n"):
            self.pasted.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys as in a spreadsheet; Delete removes, Ctrl+V takes a block of dealers."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and not self.hasFocus():
            return  # an open editor had it first, and tells by closing
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self._let_go(event)
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.NoModifier:
            self._go(1, 0)
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._go(-1, 0)
        elif event.key() in _ENTER:
            event.ignore()  # Ctrl+Enter is the page's
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the mouse, or at the row when the keyboard asked."""
        spot = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            spot = self.visualRect(self.currentIndex()).center()
        self.context_requested.emit(self.viewport().mapToGlobal(spot))

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on below, Tab beside: Qt would open the next cell at once, or stay."""
        super().closeEditor(editor, _Hint.NoHint)
        steps = {_Hint.SubmitModelCache: (1, 0), _Hint.EditNextItem: (0, 1), _Hint.EditPreviousItem: (0, -1)}
        # A row that is not kept yet is gone on with: what it lacks is beside, not below.
        if hint in steps and not (hint is _Hint.SubmitModelCache and self._is_unfinished()):
            self._go(*steps[hint])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives the note what room is left."""
        super().resizeEvent(event)
        self._fit_columns()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells the painter first how wide a row is."""
        header = self.horizontalHeader()
        self._painter.row_left, self._painter.row_width = -header.offset(), header.length()
        super().paintEvent(event)

    def _dress(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        rows, header = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(1)
        rows.setDefaultSectionSize(self._theme.px(ROW))
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.setSortIndicatorShown(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        for place, column in enumerate(COLUMNS):
            self.setColumnWidth(place, self._theme.px(column.width))
        self.setAccessibleName("Dealers")

    def _is_unfinished(self) -> bool:
        trouble = self._dealers.trouble_at(self.currentIndex().row())
        return trouble is not None and trouble.place != self.currentIndex().column()

    def _let_go(self, event: QKeyEvent) -> None:
        """Esc forgets what can't be kept, else deselects; with nothing to do it is the page's."""
        if self._dealers.forget(self.currentIndex().row()):
            return
        if self.selectionModel().hasSelection():
            self.clearSelection()
        else:
            event.ignore()

    def _go(self, down: int, right: int) -> None:
        at = self.currentIndex()
        there = self._dealers.index(at.row() + down, at.column() + right) if at.isValid() else at
        if there.isValid():
            self.selectionModel().setCurrentIndex(there, _Flag.ClearAndSelect | _Flag.Rows)

    def _fit_columns(self) -> None:
        """The site and the note share what room is left; neither falls below its own width."""
        widths = [self._theme.px(column.width) for column in COLUMNS]
        left = max(0, self.viewport().width() - sum(widths))
        for_site = min(left // 2, self._theme.px(_MOST_MORE))
        self.setColumnWidth(SITE, widths[SITE] + for_site)
        self.setColumnWidth(NOTE, widths[NOTE] + left - for_site)

    def _fit_rows(self) -> None:
        """A row that is not kept has a message below, and needs a second line."""
        px = self._theme.px
        for place in range(self._dealers.rowCount()):
            wanted = px(ROW if self._dealers.trouble_at(place) is None else TALL_ROW)
            if self.rowHeight(place) != wanted:
                self.setRowHeight(place, wanted)

    def _keep_in_sight(self) -> None:
        if self.state() is QAbstractItemView.State.EditingState:
            self.scrollTo(self.currentIndex())

    def _hold(self) -> None:
        at = self.currentIndex()
        self._held = self.chosen_keys, self._dealers.key_at(at.row()), max(0, at.column())

    def _restore(self) -> None:
        chosen, current, column = self._held
        place = self._dealers.place_of(current) if current != NEW else -1
        if place >= 0:
            index = self._dealers.index(place, column)
            self.selectionModel().setCurrentIndex(index, _Flag.NoUpdate)
        for key in chosen:
            at: QModelIndex = self._dealers.index(self._dealers.place_of(key), 0)
            if at.isValid():
                self.selectionModel().select(at, _Flag.Select | _Flag.Rows)
        self.chosen_changed.emit()
