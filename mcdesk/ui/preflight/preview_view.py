"""The preview's table: keys as in a spreadsheet, copying, and a place that no report takes away."""

from __future__ import annotations

import csv
from io import StringIO

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QSize, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QTableView, QWidget

from mcdesk.ui.preflight.preview_columns import PreviewColumn, place_of
from mcdesk.ui.preflight.preview_delegate import PreviewDelegate
from mcdesk.ui.preflight.preview_header import HEADER_HEIGHT, HeaderEnd, PreviewHeader
from mcdesk.ui.preflight.preview_model import PreviewModel
from mcdesk.ui.preflight.preview_widths import first_widths, line_width
from mcdesk.ui.theme.theme import Theme

_ROW, _LEAST_ROWS = 27, 2
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ClearAndSelect = QItemSelectionModel.SelectionFlag.ClearAndSelect
_Hint = QAbstractItemDelegate.EndEditHint


class PreviewView(QTableView):
    """Enter goes down, F2, a double click or typing opens the cell; Tab leaves the table."""

    def __init__(self, theme: Theme, model: PreviewModel, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._theme, self._preview = theme, model
        self._held: tuple[int, PreviewColumn] | None = None
        self._scrolled = (0, 0)
        self._painter = PreviewDelegate(theme, self)
        self.setItemDelegate(self._painter)
        self.setHorizontalHeader(PreviewHeader(theme, model, self))
        model.modelAboutToBeReset.connect(self._hold)
        self.setModel(model)
        model.modelReset.connect(self._restore)
        model.arranged.connect(self._span_rows)
        model.arranged.connect(self._widen_lines)
        self._dress()

    def set_original(self, is_original: bool) -> None:
        """Shows cells as they stand in the file, or as they would be sent."""
        self._painter.is_original = is_original
        self._preview.set_original(is_original)

    def minimumSizeHint(self) -> QSize:
        """The header, two rows and the scroll bar below them."""
        height = self._theme.px(HEADER_HEIGHT) + _LEAST_ROWS * self._theme.px(_ROW)
        height += self.horizontalScrollBar().sizeHint().height()
        return QSize(self._theme.px(240), height)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Shift+Enter move, Ctrl+C copies; the rest is Qt's."""
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in _ENTER and not self.hasFocus():
            return  # an open editor had it first, and tells by closing
        if event.matches(QKeySequence.StandardKey.Copy):
            self._copy()
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.NoModifier:
            self._go(1, 0)
        elif event.key() in _ENTER and modifiers == Qt.KeyboardModifier.ShiftModifier:
            self._go(-1, 0)
        elif event.key() in _ENTER:
            event.ignore()  # Ctrl+Enter is the sheet's
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Enter goes on below, Tab beside: Qt would open the next cell at once, or stay."""
        super().closeEditor(editor, _Hint.NoHint)
        steps = {_Hint.SubmitModelCache: (1, 0), _Hint.EditNextItem: (0, 1), _Hint.EditPreviousItem: (0, -1)}
        if hint in steps:
            self._go(*steps[hint])

    def _dress(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed | triggers.AnyKeyPressed)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.addScrollBarWidget(HeaderEnd(self._theme), Qt.AlignmentFlag.AlignTop)
        self.verticalHeader().hide()
        self.verticalHeader().setMinimumSectionSize(1)
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_ROW))
        self.setAccessibleName("First rows")

    def _go(self, down: int, right: int) -> None:
        at = self.currentIndex()
        there = self._preview.index(at.row() + down, at.column() + right) if at.isValid() else at
        if there.isValid():
            # Whatever keys are held: Shift+Enter moves and does not extend the selection.
            self.selectionModel().setCurrentIndex(there, _ClearAndSelect)

    def _hold(self) -> None:
        """Notes the current cell and the scroll position before other columns come."""
        at = self.currentIndex()
        if at.isValid():
            self._held = self._preview.row_at(at.row()).row, self._preview.columns[at.column()]
        self._scrolled = self.horizontalScrollBar().value(), self.verticalScrollBar().value()

    def _restore(self) -> None:
        for column, width in enumerate(first_widths(self._theme, self._preview)):
            self.setColumnWidth(column, width)
        held, self._held = self._held, None
        if held is not None:
            there = self._preview.index(
                self._preview.place_of(held[0]), place_of(self._preview.columns, held[1])
            )
            if there.isValid():
                self.setCurrentIndex(there)
        self.updateGeometries()
        self.horizontalScrollBar().setValue(self._scrolled[0])
        self.verticalScrollBar().setValue(self._scrolled[1])

    def _span_rows(self) -> None:
        """A row that does not fit the columns is one line of text across them."""
        self.clearSpans()
        columns = self._preview.columnCount()
        for place in range(self._preview.rowCount() if columns > 2 else 0):
            if not self._preview.row_at(place).fits:
                self.setSpan(place, 1, 1, columns - 1)

    def _widen_lines(self) -> None:
        wanted = line_width(self._theme, self._preview)
        if self._preview.columns and self.columnWidth(0) < wanted:
            self.setColumnWidth(0, wanted)

    def _copy(self) -> None:
        """Puts the selected cells on the clipboard, as a spreadsheet takes them."""
        chosen: dict[int, dict[int, QModelIndex]] = {}
        for index in self.selectedIndexes():
            chosen.setdefault(index.row(), {})[index.column()] = index
        columns = sorted({column for row in chosen.values() for column in row})
        texts = [
            [str(row[column].data()) if column in row else "" for column in columns]
            for _, row in sorted(chosen.items())
        ]
        if len(texts) == len(columns) == 1:
            QGuiApplication.clipboard().setText(texts[0][0])
        elif texts:
            paper = StringIO()
            csv.writer(paper, "excel-tab", lineterminator="\n").writerows(texts)
            QGuiApplication.clipboard().setText(paper.getvalue().removesuffix("\n"))
