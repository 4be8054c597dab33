"""The header of these pages' tables: titles from the model, a caret at the column that sorts."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from mcdesk.ui.jobs.cells.canvas import LEFT, RIGHT, metrics_of
from mcdesk.ui.pages.row_paint import CELL_LEFT, CELL_RIGHT, paint_text
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _CARET = 34, 10


class ColumnHeader(QHeaderView):
    """Sections can be sized; they sort where `can_sort`."""

    def __init__(self, theme: Theme, owner: QWidget, *, can_sort: bool = False) -> None:
        super().__init__(Qt.Orientation.Horizontal, owner)
        self._theme = theme
        self.setSectionsClickable(can_sort)
        self.setSortIndicatorClearable(can_sort)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(48))
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        """34 high."""
        return QSize(super().sizeHint().width(), self._theme.px(_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Title, caret and the line below."""
        theme, model = self._theme, self.model()
        title = str(model.headerData(section, Qt.Orientation.Horizontal) or "")
        role = Qt.ItemDataRole.TextAlignmentRole
        is_right = bool(
            int(model.headerData(section, Qt.Orientation.Horizontal, role) or 0) & Qt.AlignmentFlag.AlignRight
        )
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        box = QRectF(rect.adjusted(theme.px(CELL_LEFT), 0, -theme.px(CELL_RIGHT), 0))
        is_sorting = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        if is_sorting and not is_right:
            room = metrics_of(theme.face(12, 500)).horizontalAdvance(title) + theme.px(4)
            self._paint_caret(painter, box.x() + min(room, box.width() - theme.px(_CARET)), box)
            box.setRight(box.right() - theme.px(_CARET))
        token = "text" if is_sorting else "text2"
        wide = paint_text(
            theme, painter, box, title, token, px=12, weight=500, align=RIGHT if is_right else LEFT
        )
        if is_sorting and is_right:
            self._paint_caret(painter, box.right() - wide - theme.px(_CARET + 3), box)
        painter.restore()

    def _paint_caret(self, painter: QPainter, left: float, box: QRectF) -> None:
        side = self._theme.px(_CARET)
        square = QRectF(left, box.center().y() - side / 2, side, side)
        is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        paint_icon(
            self._theme, painter, square, "ph.caret-up-bold" if is_up else "ph.caret-down-bold", "text2"
        )
