"""Paints the attributes of a decoded vehicle and the heads of their groups. It changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mcdesk.model.specs import Attribute, SpecGroup
from mcdesk.model.words import count
from mcdesk.ui.decode.specs_model import KEY, VALUE, AnyIndex, SpecsModel
from mcdesk.ui.jobs.cells.canvas import metrics_of
from mcdesk.ui.pages.row_paint import CELL_LEFT, CELL_RIGHT, paint_band, paint_ring, paint_text
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_ROW, _GROUP_ROW, _CARET, _MOST_LINES = 28, 34, 10, 8
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop


class SpecsDelegate(QStyledItemDelegate):
    """One for all columns. A long value breaks its lines, so that it can be read without a mouse."""

    def __init__(
        self, theme: Theme, model: SpecsModel, room_of: Callable[[int], int], owner: QWidget
    ) -> None:
        super().__init__(owner)
        self._theme, self._specs, self._room_of = theme, model, room_of
        self.row_width = 0
        self.is_open: Callable[[AnyIndex], bool] = lambda _: True

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """As high as the lines of its value."""
        px, attribute = self._theme.px, self._specs.attribute_at(index)
        if attribute is None:
            return QSize(0, px(_GROUP_ROW))
        high = self._value_height(attribute.value) if index.column() == VALUE else 0
        return QSize(0, max(px(_ROW), high + px(10)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, text, and the ring of the current row's cell."""
        px, cell = self._theme.px, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRect(0, cell.y(), self.row_width, cell.height())
        paint_band(self._theme, painter, option, whole)
        box = QRectF(cell.adjusted(px(CELL_LEFT), 0, -px(CELL_RIGHT), 0))
        group, attribute = self._specs.group_at(index), self._specs.attribute_at(index)
        if group is not None and index.column() == 0:
            self._paint_group(painter, box, group, is_open=self.is_open(index))
        elif attribute is not None:
            self._paint_attribute(painter, box, attribute, index.column())
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(self._theme, painter, QRectF(cell).adjusted(5.5, 2.5, -1.5, -2.5))
        painter.restore()

    def _paint_group(self, painter: QPainter, box: QRectF, group: SpecGroup, *, is_open: bool) -> None:
        theme, side = self._theme, self._theme.px(_CARET)
        square = QRectF(box.x(), box.center().y() - side / 2, side, side)
        name = "ph.caret-down-bold" if is_open else "ph.caret-right-bold"
        paint_icon(theme, painter, square, name, "text2")
        words = box.adjusted(side + theme.px(8), 0, 0, 0)
        wide = paint_text(theme, painter, words, group.title, "text", weight=600)
        words.setLeft(words.left() + wide + theme.px(8))
        paint_text(theme, painter, words, count(len(group.attributes)), "text3", px=12)

    def _paint_attribute(self, painter: QPainter, box: QRectF, attribute: Attribute, column: int) -> None:
        theme, first = self._theme, QRectF(box.x(), box.y(), box.width(), self._theme.px(_ROW))
        if column == KEY:
            paint_text(theme, painter, first, attribute.key, "text3", px=12, mono=True)
        elif column != VALUE:
            inset = theme.px(_CARET + 8)
            paint_text(theme, painter, first.adjusted(inset, 0, 0, 0), attribute.label, "text2")
        elif not attribute.value:
            paint_text(theme, painter, first, "–", "text3")
        elif self._fits(attribute.value, box.width()):
            paint_text(theme, painter, first, attribute.value, "text")
        else:
            painter.setFont(theme.face())
            painter.setPen(theme.color("text"))
            painter.drawText(box.adjusted(0, theme.px(5), 0, -theme.px(3)), _WRAPPED, attribute.value)

    def _fits(self, value: str, width: float) -> bool:
        return "\n" not in value and metrics_of(self._theme.face()).horizontalAdvance(value) <= width

    def _value_height(self, value: str) -> int:
        width = self._room_of(VALUE) - self._theme.px(CELL_LEFT) - self._theme.px(CELL_RIGHT)
        if width <= 0 or self._fits(value, width):
            return 0
        metrics = metrics_of(self._theme.face())
        wanted = metrics.boundingRect(QRectF(0, 0, width, 1e6), int(_WRAPPED), value).height()
        return round(min(wanted, metrics.lineSpacing() * _MOST_LINES))
