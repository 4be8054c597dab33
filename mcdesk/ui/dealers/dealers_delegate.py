"""Paints the dealers of the book, and lends their cells an editor. What is typed goes to the model."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mcdesk.ui.dealers.cell_editor import CellEditor
from mcdesk.ui.dealers.dealer_cells import COLUMNS, NAME, NOTE, Trouble, cell_trouble
from mcdesk.ui.dealers.dealers_model import TYPE_HERE, AnyIndex, DealersModel
from mcdesk.ui.pages.row_paint import CELL_LEFT, CELL_RIGHT, paint_band, paint_ring, paint_text
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

ROW, TALL_ROW = 31, 50
_ICON, _LEAST_EDITOR = 14, 120
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class DealersDelegate(QStyledItemDelegate):
    """One for all columns. The view tells it how a whole row lies."""

    def __init__(self, theme: Theme, model: DealersModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme, self._dealers = theme, model
        self.row_left = self.row_width = 0

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """The rows are as high as the view says."""
        return option.rect.size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, cell, the message of a row that is not kept, the ring of the current cell."""
        theme, cell, trouble = self._theme, option.rect, self._dealers.trouble_at(index.row())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRect(self.row_left, cell.y(), self.row_width, cell.height())
        if trouble is None:
            paint_band(theme, painter, option, whole, inset=0)
        else:
            self._paint_trouble(painter, option, whole, trouble)
        line = QRectF(cell.x(), cell.y(), cell.width(), theme.px(ROW))
        box = line.adjusted(theme.px(CELL_LEFT), 0, -theme.px(CELL_RIGHT), 0)
        row = self._dealers.row_at(index.row())
        if not any(row):
            self._paint_new(painter, box, index.column())
        else:
            self._paint_cell(painter, box, row[index.column()], index.column())
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(theme, painter, line.adjusted(5.5, 2.5, -1.5, -2.5))
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A line that is checked while it is typed."""
        place = index.column()
        return CellEditor(self._theme, COLUMNS[place].title, partial(cell_trouble, place), parent)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps Enter for the editor, also where a shortcut of the page would take it."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """The cell as it is. Another state of the book does not touch what is being typed."""
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if isinstance(editor, QLineEdit) and not editor.isModified() and editor.text() != text:
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hands over what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex) -> None:
        """Over the first line of the cell, its text where the cell's text stands."""
        px, cell = self._theme.px, option.rect
        left = cell.x() + px(CELL_LEFT - 8)
        wide = max(cell.right() - left - px(2), px(_LEAST_EDITOR))
        editor.setGeometry(left, cell.y() + 2, wide, px(ROW) - 5)

    def _paint_trouble(
        self, painter: QPainter, option: QStyleOptionViewItem, whole: QRect, trouble: Trouble
    ) -> None:
        """Each cell paints the same message at the row's own x, clipped to itself."""
        theme, px, cell = self._theme, self._theme.px, option.rect
        painter.setClipRect(cell)
        painter.fillRect(cell, theme.color("warn.soft"))
        painter.fillRect(whole.left(), cell.y(), px(3), cell.height(), theme.color("warn.fill"))
        icon_top = whole.y() + px(ROW) + px(0)
        square = QRectF(whole.left() + px(CELL_LEFT), icon_top, px(_ICON), px(_ICON))
        paint_icon(theme, painter, square, "ph.warning-fill", "warn.text")
        words = f"{trouble.words}. Not saved yet"
        message = QRectF(square.right() + px(6), icon_top - px(2), whole.width(), px(_ICON + 4))
        paint_text(theme, painter, message, words, "warn.text", px=12, weight=500)

    def _paint_new(self, painter: QPainter, box: QRectF, place: int) -> None:
        if place != NAME:
            return
        theme, side = self._theme, self._theme.px(_ICON)
        square = QRectF(box.x(), box.center().y() - side / 2, side, side)
        paint_icon(theme, painter, square, "ph.plus", "text3")
        paint_text(theme, painter, box.adjusted(side + theme.px(6), 0, 0, 0), TYPE_HERE, "text3")

    def _paint_cell(self, painter: QPainter, box: QRectF, text: str, place: int) -> None:
        if not text:
            paint_text(self._theme, painter, box, "–", "text3")
            return
        token = "text2" if place == NOTE else "text"
        paint_text(self._theme, painter, box, text, token, weight=500 if place == NAME else 400)
