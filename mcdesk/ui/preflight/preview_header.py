"""The preview's header: the needed columns' names, then those that travel along, paler."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from mcdesk.ui.preflight.preview_columns import ColumnKind
from mcdesk.ui.preflight.preview_delegate import CELL_PADDING
from mcdesk.ui.preflight.preview_model import PreviewModel
from mcdesk.ui.theme.theme import Theme

HEADER_HEIGHT = 28
_LEAST = 44


class PreviewHeader(QHeaderView):
    """Sections can be sized, but not moved: their order is the operation's."""

    def __init__(self, theme: Theme, model: PreviewModel, owner: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, owner)
        self._theme, self._preview = theme, model
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(theme.px(_LEAST))
        self.setStretchLastSection(True)
        self.setAccessibleName("Columns")

    def sizeHint(self) -> QSize:
        """28 high."""
        return QSize(super().sizeHint().width(), self._theme.px(HEADER_HEIGHT))

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        """Ground, title and the line below."""
        theme, column = self._theme, self._preview.columns[section]
        painter.save()
        painter.fillRect(rect, theme.color("sunken"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, theme.color("line"))
        box = QRectF(rect).adjusted(theme.px(CELL_PADDING), 0, -theme.px(CELL_PADDING), 0)
        font = theme.face(12, 500)
        painter.setFont(font)
        painter.setPen(theme.color("text3" if column.kind is ColumnKind.OTHER else "text2"))
        side = Qt.AlignmentFlag.AlignRight if column.is_figure else Qt.AlignmentFlag.AlignLeft
        words = QFontMetricsF(font).elidedText(column.title, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)
        painter.restore()


class HeaderEnd(QWidget):
    """The header's ground above the scroll bar, which begins where the rows do."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedHeight(theme.px(HEADER_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Goes on with the header."""
        painter, box = QPainter(self), self.rect()
        painter.fillRect(box, self._theme.color("sunken"))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self._theme.color("line"))
