"""The grid's header: titles, and how wide the columns are. The first takes the room that is left."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from mcdesk.model.fields import Shape
from mcdesk.ui.grid.cell_looks import CellLook, Mark
from mcdesk.ui.grid.grid_model import LOOK, GridModel
from mcdesk.ui.grid.row_room import HEADER, ICON_ROOM, PADDING, fitted
from mcdesk.ui.jobs.cells.canvas import LEFT, metrics_of
from mcdesk.ui.theme.theme import Theme

_SAMPLES = {
    Shape.VIN: "0" * 17,
    Shape.MONEY: "000,000",
    Shape.DISTANCE: "000,000",
    Shape.DOMAIN: "dealer.com",
    Shape.ZIP: "00000",
    Shape.IDENT: "0000000",
}
_MOST = 150
_MEASURED = 200


class GridHeader(QHeaderView):
    """Not to be sized by hand: every column has what its cells need."""

    def __init__(self, theme: Theme, model: GridModel, owner: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, owner)
        self._theme, self._grid = theme, model
        self._wanted = [0] * len(model.side.columns)
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(1)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        """30 high."""
        return QSize(super().sizeHint().width(), self._theme.px(HEADER))

    def measure(self, first: int, last: int) -> None:
        """Widens columns for what stands in these rows; they do not become narrower again."""
        rows = range(first, min(last, first + _MEASURED) + 1)
        for column in range(1, len(self._wanted)):
            widest = max((self._cell_width(place, column) for place in rows), default=0)
            self._wanted[column] = max(self._wanted[column], self._least(column), widest)

    def fit(self, width: int) -> None:
        """Shares the room out. Where it is too narrow for all, the view scrolls."""
        others = sum(self._wanted[1:])
        for column, wanted in enumerate(self._wanted):
            share = max(self._least(0), width - others) if column == 0 else wanted
            if self.sectionSize(column) != share:
                self.resizeSection(column, share)

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Title and the line below."""
        theme, font = self._theme, self._theme.face(12, 500)
        painter.save()
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        box = QRectF(rect).adjusted(theme.px(PADDING), 0, 0, 0)
        painter.setFont(font)
        painter.setPen(theme.color("text2"))
        title = fitted(self._grid.side.columns[section].field.title, font, box.width())
        painter.drawText(box, LEFT | Qt.TextFlag.TextSingleLine, title)
        painter.restore()

    def _least(self, column: int) -> int:
        field = self._grid.side.columns[column].field
        title = metrics_of(self._theme.face(12, 500)).horizontalAdvance(field.title)
        is_mono = field.shape in (Shape.VIN, Shape.IDENT)
        sample = metrics_of(self._theme.face(13, mono=is_mono)).horizontalAdvance(_SAMPLES[field.shape])
        # A mark comes and goes with what is typed: the columns should not move for it.
        icon = 0 if field.shape is Shape.IDENT else self._theme.px(ICON_ROOM)
        return round(max(title, sample + icon)) + 2 * self._theme.px(PADDING) + 1

    def _cell_width(self, place: int, column: int) -> int:
        look: CellLook | None = self._grid.index(place, column).data(LOOK)
        if look is None or not look.text:
            return 0
        words = metrics_of(self._theme.face(13, mono=look.is_mono)).horizontalAdvance(look.text)
        icon = 0 if look.mark is Mark.NONE else ICON_ROOM
        wanted = round(words) + self._theme.px(icon + 2 * PADDING) + 1
        return min(wanted, self._theme.px(_MOST))


class HeaderEnd(QWidget):
    """The header's line where no column is: above the gutter, and above the scroll bar."""

    def __init__(self, theme: Theme, owner: QWidget | None = None) -> None:
        super().__init__(owner)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFixedHeight(theme.px(HEADER))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Goes on with the header."""
        box = self.rect()
        QPainter(self).fillRect(box.left(), box.bottom(), box.width(), 1, self._theme.color("line"))
