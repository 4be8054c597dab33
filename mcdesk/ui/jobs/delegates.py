"""Paints the job table's rows and cells from row values and tokens. It measures and changes nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mcdesk.model.rows import JobRow
from mcdesk.ui.jobs.cells.canvas import Canvas
from mcdesk.ui.jobs.cells.plain import (
    paint_failed,
    paint_finished,
    paint_items,
    paint_operation,
    paint_reference,
    paint_submitted,
    paint_succeeded,
)
from mcdesk.ui.jobs.cells.progress import paint_progress
from mcdesk.ui.jobs.cells.slots import paint_slots
from mcdesk.ui.jobs.cells.state import paint_state
from mcdesk.ui.jobs.columns import COLUMN_OF, COLUMNS
from mcdesk.ui.jobs.looks import Scene
from mcdesk.ui.jobs.table_model import ROW
from mcdesk.ui.theme.theme import Theme

CELL_LEFT, CELL_RIGHT = 16, 8
_LINE_INSET = 12

_PAINTERS: dict[str, Callable[[Canvas, JobRow], None]] = {
    "reference": paint_reference,
    "operation": paint_operation,
    "state": paint_state,
    "progress": paint_progress,
    "items": paint_items,
    "succeeded": paint_succeeded,
    "failed": paint_failed,
    "submitted_at": paint_submitted,
    "finished_at": paint_finished,
    "slots": paint_slots,
}
_PAINTER_AT = {COLUMN_OF[ident]: painter for ident, painter in _PAINTERS.items()}


class JobDelegate(QStyledItemDelegate):
    """One for all columns. The view tells it how a whole row lies and which one the mouse is on."""

    def __init__(self, theme: Theme, scene: Callable[[], Scene], owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self._scene = scene
        self.row_left = 0
        self.row_width = 0
        self.hovered_row = -1

    def sizeHint(self, option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """The rows are all as high as the view says."""
        return option.rect.size()

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground first, as a part of the whole row, then the cell."""
        px, cell = self._theme.px, option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, index.row())
        is_figure = COLUMNS[index.column()].is_figure
        # Figures are never cut: a long one may use the padding at its left.
        box = QRectF(cell.adjusted(2 if is_figure else px(CELL_LEFT), 0, -px(CELL_RIGHT), 0))
        row: JobRow = index.data(ROW)
        _PAINTER_AT[index.column()](Canvas(self._theme, painter, box, self._scene()), row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        """Every cell paints the same band over the whole row, clipped to itself: the row has round ends."""
        theme, cell = self._theme, option.rect
        painter.setClipRect(cell)
        whole = QRect(self.row_left, cell.y(), self.row_width, cell.height())
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected or row == self.hovered_row:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("selected" if is_selected else "hover"))
            radius = theme.px(7)
            painter.drawRoundedRect(QRectF(whole).adjusted(0, 1, 0, -1), radius, radius)
        else:
            inset = theme.px(_LINE_INSET)
            painter.fillRect(
                whole.left() + inset, cell.bottom(), whole.width() - 2 * inset, 1, theme.color("line")
            )
        if is_selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent"))
            bar = QRectF(whole.left(), cell.y() + theme.px(9), theme.px(3), cell.height() - 2 * theme.px(9))
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 1))
            ring = QRectF(cell).adjusted(5.5, 3.5, -1.5, -3.5)
            painter.drawRoundedRect(ring, theme.px(4), theme.px(4))
