"""Paints the rows of an answer and tells on hover what a figure means. It measures and changes nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from mcdesk.ui.answer.acts import Act, Acts
from mcdesk.ui.answer.group_paint import (
    TITLE_HEIGHT,
    buttons_of,
    group_row_height,
    paint_group_row,
    paint_title,
)
from mcdesk.ui.answer.lanes import lanes_of
from mcdesk.ui.answer.list_model import ROW
from mcdesk.ui.answer.ranked_paint import ROW_HEIGHT, paint_ranked
from mcdesk.ui.answer.rows import AnswerRow, RowKind
from mcdesk.ui.answer.tips import tip_at
from mcdesk.ui.theme.theme import Theme

_HEIGHTS = {RowKind.RANKED: ROW_HEIGHT, RowKind.TITLE: TITLE_HEIGHT}
"""Of the rows that have the same height at any width."""


class AnswerDelegate(QStyledItemDelegate):
    """The view tells it how wide a row is, where the mouse is, what can be done, whether moves are told."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self.has_marks = False
        self.acts = Acts()
        self.room = 0
        self.hovered_row = -1
        self.hot_act: Act | None = None

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as its kind asks; the view makes it as wide as itself."""
        row: AnswerRow = index.data(ROW)
        if row.kind in _HEIGHTS:
            return QSize(0, self._theme.px(_HEIGHTS[row.kind]))
        return QSize(0, group_row_height(self._theme, row, self.acts.shown(row), self.room))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground first, then what the row says."""
        row: AnswerRow = index.data(ROW)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is RowKind.TITLE:
            paint_title(self._theme, painter, row, box)
        else:
            self._paint_ground(painter, option, is_hovered=index.row() == self.hovered_row)
            if row.kind is RowKind.RANKED:
                lanes = lanes_of(box.width(), self._theme.px, has_marks=self.has_marks)
                paint_ranked(self._theme, painter, row, box, lanes)
            else:
                hot = self.hot_act if index.row() == self.hovered_row else None
                buttons = buttons_of(self._theme, self.acts.shown(row), box)
                paint_group_row(self._theme, painter, row, box, buttons, hot)
        painter.restore()

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Says what lies under the mouse."""
        if event.type() is not QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        lanes = lanes_of(option.rect.width(), self._theme.px, has_marks=self.has_marks)
        x = event.pos().x() - option.rect.x()
        QToolTip.showText(event.globalPos(), tip_at(index.data(ROW), lanes, x), view)
        return True

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, *, is_hovered: bool) -> None:
        theme, cell = self._theme, option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        token = "selected" if is_selected else "hover" if is_hovered else ""
        if token:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(token))
            radius = theme.px(7)
            painter.drawRoundedRect(QRectF(cell).adjusted(0, 0, 0, -1), radius, radius)
        painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme.color("line"))
        if is_selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            inset = theme.px(9)
            bar = QRectF(cell.left(), cell.y() + inset, theme.px(3), cell.height() - 2 * inset)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 1))
            radius = theme.px(7)
            painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -1.5), radius, radius)
