"""The left edge of the grid: row numbers, or why a row needs a look. Clicking it chooses whole rows."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from mcdesk.model.words import count
from mcdesk.ui.grid.grid_model import GridModel
from mcdesk.ui.grid.row_room import GUTTER, ROW, band_of, fitted, line_inset, paint_ground
from mcdesk.ui.jobs.cells.canvas import RIGHT
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_ICON, _BAR, _END = 14, 3, 6


class GridGutter(QHeaderView):
    """As wide as a number of four digits."""

    def __init__(self, theme: Theme, model: GridModel, owner: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, owner)
        self._theme, self._grid = theme, model
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(1)
        self.setDefaultSectionSize(theme.px(ROW))
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setFixedWidth(theme.px(GUTTER))
        self.setAccessibleName("Rows")

    def sizeHint(self) -> QSize:
        """38 wide."""
        return QSize(self._theme.px(GUTTER), super().sizeHint().height())

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, a bar where the row has a message, and the number or the icon in its place."""
        theme, message = self._theme, self._grid.message_at(section)
        painter.save()
        painter.setClipRect(rect)
        paint_ground(theme, painter, rect, message, is_chosen=False, inset=line_inset(theme))
        if message is not None and message.has_line:
            painter.fillRect(
                rect.left(), rect.top(), theme.px(_BAR), rect.height(), theme.color(f"{message.tone}.fill")
            )
        band = QRectF(band_of(theme, rect)).adjusted(0, 0, -theme.px(_END), 0)
        side = theme.px(_ICON)
        square = QRectF(band.right() - side, band.center().y() - side / 2, side, side)
        if message is not None:
            paint_icon(theme, painter, square, message.icon, f"{message.tone}.text")
        elif self._grid.row_at(section) is None:
            paint_icon(theme, painter, square, "ph.plus", "text3")
        else:
            font = theme.face(12)
            painter.setFont(font)
            painter.setPen(theme.color("text2"))
            words = fitted(count(section + 1), font, band.width())
            painter.drawText(band, RIGHT | Qt.TextFlag.TextSingleLine, words)
        painter.restore()
