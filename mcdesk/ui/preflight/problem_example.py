"""One cell as it stands and as a fix makes it, side by side, the changed characters bold."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.model.preflight import Example
from mcdesk.ui.preflight.change_marks import Spans, change_marks, excerpt, runs, visible
from mcdesk.ui.preflight.problem_words import example_words
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_LABEL, _GAP, _CHIP, _PADDING, _RADIUS, _ARROW, _AROUND = 16, 5, 24, 7, 4, 12, 8
_MOST_OF_TWO, _MOST_ALONE = 26, 44
_EMPTY = "empty"
_BOLD = 0.055


class ExamplePair(QWidget):
    """A line's number above the value, and behind an arrow what a fix makes of it, if there is one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._label, self._tone = "", "bad"
        self._before: tuple[str, Spans] = ("", ())
        self._after: tuple[str, Spans] | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_example(self, place: str, example: Example, tone: str) -> None:
        """Shows another cell. `place` is the word for its line, `tone` that of a value without a fix."""
        self._label = f"{place} {example.line:,}"
        before, after = visible(example.before), example.after
        if after is None:
            self._before, self._after = excerpt(before, (), _MOST_ALONE), None
        else:
            gone, new = change_marks(example.before, after)
            self._before = excerpt(before, gone, _MOST_OF_TWO)
            self._after = excerpt(visible(after), new, _MOST_OF_TWO)
        self._tone = "bad" if after is not None else tone
        words = example_words(place, example)
        self.setAccessibleName(words)
        is_cut = len(before) > len(self._before[0]) or len(after or "") > _MOST_OF_TWO
        self.setToolTip(words if is_cut else "")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        px, label = self._theme.px, QFontMetricsF(self._theme.face(12)).horizontalAdvance(self._label)
        width = self._chip_width(self._before[0])
        if self._after is not None:
            width += 2 * px(_AROUND) + px(_ARROW) + self._chip_width(self._after[0])
        return QSize(round(max(width, label)) + 1, px(_LABEL + _GAP + _CHIP))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        px, theme, painter = self._theme.px, self._theme, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.face(12))
        painter.setPen(theme.color("text2"))
        painter.drawText(QRectF(0, 0, self.width(), px(_LABEL)), Qt.AlignmentFlag.AlignVCenter, self._label)
        top = px(_LABEL + _GAP)
        left = self._paint_chip(painter, QRectF(0, top, 0, px(_CHIP)), *self._before, self._tone)
        if self._after is not None:
            arrow = QRectF(left + px(_AROUND), top + px(_CHIP - _ARROW) / 2, px(_ARROW), px(_ARROW))
            paint_icon(theme, painter, arrow, "ph.arrow-right", "text2")
            right = arrow.right() + px(_AROUND)
            self._paint_chip(painter, QRectF(right, top, 0, px(_CHIP)), *self._after, "ok")

    def _paint_chip(self, painter: QPainter, spot: QRectF, text: str, spans: Spans, tone: str) -> float:
        """Draws a value from the left of `spot` on; returns where it ends."""
        theme, px = self._theme, self._theme.px
        box = QRectF(spot.x(), spot.y(), self._chip_width(text), spot.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color(f"{tone}.soft"))
        painter.drawRoundedRect(box, px(_RADIUS), px(_RADIUS))
        painter.setPen(theme.color(f"{tone}.text"))
        ink = box.adjusted(px(_PADDING), 0, 0, 0)
        metrics = QFontMetricsF(theme.face(13, mono=True))
        painter.setFont(theme.face(13, mono=True))
        for piece, is_changed in runs(text or _EMPTY, spans):
            painter.drawText(ink, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, piece)
            if is_changed:
                baseline = QPointF(ink.left(), ink.center().y() + (metrics.ascent() - metrics.descent()) / 2)
                _embolden(painter, baseline, piece)
            ink.setLeft(ink.left() + metrics.horizontalAdvance(piece))
        return box.right()

    def _chip_width(self, text: str) -> float:
        words = QFontMetricsF(self._theme.face(13, mono=True)).horizontalAdvance(text or _EMPTY)
        return words + 2 * self._theme.px(_PADDING)


def _embolden(painter: QPainter, baseline: QPointF, piece: str) -> None:
    """Thickens the outline of letters: the bundled fixed-width face has no bold, and Qt makes none."""
    path = QPainterPath()
    path.addText(baseline, painter.font(), piece)
    painter.strokePath(path, QPen(painter.pen().color(), painter.font().pixelSize() * _BOLD))
