"""A head of the list: a word, perhaps with the colour of its bars, and a caret while it sorts."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.ui.answer.ink import Ink
from mcdesk.ui.answer.sorting import MEANS, Sorting, SortKey
from mcdesk.ui.answer.tips import tip
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_HIGH, _SWATCH, _SWATCH_HIGH, _GAP, _CARET, _PAD = 24, 16, 6, 6, 10, 4


class SortButton(QAbstractButton):
    """A click sorts, another one turns the order round. `tone` is the colour of the bars it stands for."""

    def __init__(self, theme: Theme, key: SortKey, words: str, tone: str = "") -> None:
        super().__init__()
        self.key = key
        self._theme = theme
        self._tone = tone
        self._sorting = Sorting()
        self.setText(words)
        self.setToolTip(tip(MEANS.get(key, "")))
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_sorting(self._sorting)

    def set_words(self, words: str) -> None:
        """Changes the word."""
        self.setText(words)
        self.show_sorting(self._sorting)

    def show_sorting(self, sorting: Sorting) -> None:
        """Shows which order holds. Only the head that sorts is reached by Tab; arrows go to the others."""
        self._sorting = sorting
        way = ("descending" if sorting.is_descending else "ascending") if self._is_sorting else "not sorted"
        self.setAccessibleName(f"Sort by {self.text()}, {way}")
        self.setAccessibleDescription(MEANS.get(self.key, ""))
        policy = Qt.FocusPolicy.StrongFocus if self._is_sorting else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows, with room for the caret: a click must not move what is beside it."""
        px = self._theme.px
        width = Ink(self._theme, "text", 12, 500).width_of(self.text()) + 2 * px(_PAD) + px(_CARET) + px(3)
        if self._tone:
            width += px(_SWATCH) + px(_GAP)
        return QSize(round(width) + 1, px(_HIGH))

    def hitButton(self, spot: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(spot)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(whole, px(4), px(4))
        left = float(px(_PAD))
        if self._tone:
            high = px(_SWATCH_HIGH)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color(f"{self._tone}.fill"))
            swatch = QRectF(left, round((whole.height() - high) / 2), px(_SWATCH), high)
            painter.drawRoundedRect(swatch, high / 2, high / 2)
            left += px(_SWATCH) + px(_GAP)
        ink = Ink(theme, "text" if self._is_sorting else "text2", 12, 500)
        ink.write(painter, whole.adjusted(left, 0, 0, 0), self.text())
        if self._is_sorting:
            side = px(_CARET)
            left += ink.width_of(self.text()) + px(3)
            name = "ph.caret-down-bold" if self._sorting.is_descending else "ph.caret-up-bold"
            place = QRectF(left, (whole.height() - side) / 2, side, side)
            paint_icon(theme, painter, place, name, "text2")
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 1.5))
            painter.drawRoundedRect(whole.adjusted(0.75, 0.75, -0.75, -0.75), px(4), px(4))

    @property
    def _is_sorting(self) -> bool:
        return self._sorting.key is self.key
