"""The job table's header: titles, a caret at the column that sorts, sections to drag and to size."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from mcdesk.ui.jobs.cells.canvas import LEFT, RIGHT, Canvas
from mcdesk.ui.jobs.columns import COLUMNS
from mcdesk.ui.jobs.delegates import CELL_LEFT, CELL_RIGHT
from mcdesk.ui.jobs.looks import Scene
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _CARET = 34, 10


class JobHeader(QHeaderView):
    """A third click on the same title goes back to the natural order."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, owner)
        self._theme = theme
        self.setSectionsClickable(True)
        self.setSectionsMovable(True)
        self.setSortIndicatorClearable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(theme.px(48))
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        """34 high."""
        return QSize(super().sizeHint().width(), self._theme.px(_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Title, caret and the line below."""
        theme, column = self._theme, COLUMNS[section]
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        box = QRectF(rect.adjusted(theme.px(CELL_LEFT), 0, -theme.px(CELL_RIGHT), 0))
        canvas = Canvas(theme, painter, box, Scene(0.0))
        is_sorting = self.isSortIndicatorShown() and self.sortIndicatorSection() == section
        token = "text" if is_sorting else "text2"
        title = min(canvas.width_of(column.title, 12, 500), box.width())
        if column.is_figure:
            # Figures keep their right edge; a narrow title may reach into the cell's left padding.
            box.setLeft(rect.left())
        canvas.write(box, column.title, token, px=12, weight=500, align=RIGHT if column.is_figure else LEFT)
        if is_sorting:
            self._paint_caret(painter, box, title, is_left=column.is_figure)
        painter.restore()

    def _paint_caret(self, painter: QPainter, box: QRectF, title: float, *, is_left: bool) -> None:
        theme, side = self._theme, self._theme.px(_CARET)
        left = box.right() - title - side - theme.px(3) if is_left else box.x() + title + theme.px(4)
        square = QRectF(left, box.center().y() - side / 2, side, side)
        is_up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        paint_icon(theme, painter, square, "ph.caret-up-bold" if is_up else "ph.caret-down-bold", "text2")
