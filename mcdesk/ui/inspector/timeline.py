"""The painted timeline: five steps across, or one below the other where there is no room across."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from mcdesk.ui.inspector.timeline_facts import Step
from mcdesk.ui.inspector.timeline_paint import paint_link, paint_mark
from mcdesk.ui.theme.theme import Theme

_MARK, _GAP, _HEIGHT, _ROW = 20, 10, 54, 44


class Timeline(QWidget):
    """Shows steps; knows nothing of jobs. `is_across` tells how it stands."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._steps: tuple[Step, ...] = ()
        self.setAccessibleName("Timeline")
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_steps(self, steps: tuple[Step, ...]) -> None:
        """Shows other steps."""
        if steps == self._steps:
            return
        self._steps = steps
        self.setAccessibleDescription(". ".join(step.sentence for step in steps))
        self.updateGeometry()
        self.update()

    def is_across_at(self, width: int) -> bool:
        """Whether every word fits into a fifth of `width`."""
        if not self._steps:
            return True
        bold, plain = self._metrics()
        widest = max(
            max(bold.horizontalAdvance(step.title), plain.horizontalAdvance(step.words))
            for step in self._steps
        )
        return width / len(self._steps) >= widest + self._theme.px(_GAP)

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height it needs at `width`."""
        if self.is_across_at(width):
            return self._theme.px(_HEIGHT)
        return self._theme.px(_ROW) * max(1, len(self._steps)) - self._theme.px(8)

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        return QSize(self._theme.px(600), self.heightForWidth(max(self.width(), self._theme.px(300))))

    def minimumSizeHint(self) -> QSize:
        """The least it can be read in."""
        return QSize(self._theme.px(200), self._theme.px(_HEIGHT))

    def event(self, event: QEvent) -> bool:
        """Answers what has no handler of its own."""
        if event.type() is QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            spot = event.pos().toPointF()
            tip = next((step.tooltip for step, box in self._boxes() if box.contains(spot)), "")
            QToolTip.showText(event.globalPos(), tip, self)
            return True
        return super().event(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        across = self.is_across_at(self.width())
        boxes = self._boxes()
        mark, inset = self._theme.px(_MARK), self._theme.px(6)
        for place, (step, box) in enumerate(boxes):
            circle = QRectF(box.x(), box.y(), mark, mark)
            paint_mark(self._theme, painter, circle, step.state)
            if place + 1 < len(boxes):
                after = boxes[place + 1][1]
                if across:
                    link = QRectF(circle.right() + inset, circle.center().y() - 1, 0, 2)
                    link.setRight(after.x() - inset)
                else:
                    link = QRectF(circle.center().x() - 1, circle.bottom() + 3, 2, 0)
                    link.setBottom(after.y() - 3)
                paint_link(self._theme, painter, link, step, boxes[place + 1][0].state)
            self._paint_words(painter, step, box, across=across)

    def _paint_words(self, painter: QPainter, step: Step, box: QRectF, *, across: bool) -> None:
        bold, plain = self._metrics()
        left = box.x() if across else box.x() + self._theme.px(_MARK + 8)
        top = box.y() + (self._theme.px(_MARK + 2) if across else 0)
        quiet = step.state.is_quiet
        painter.setFont(self._theme.face(12, 500 if quiet else 600))
        painter.setPen(self._theme.color("text3" if quiet else "text"))
        painter.drawText(QRectF(left, top, box.width(), bold.height()), step.title)
        painter.setFont(self._theme.face(12))
        painter.setPen(self._theme.color(step.state.words_token))
        painter.drawText(QRectF(left, top + bold.height(), box.width(), plain.height() + 1), step.words)

    def _boxes(self) -> list[tuple[Step, QRectF]]:
        number = max(1, len(self._steps))
        if self.is_across_at(self.width()):
            wide = self.width() / number
            return [
                (step, QRectF(round(n * wide), 0, wide, self.height())) for n, step in enumerate(self._steps)
            ]
        row = self._theme.px(_ROW)
        return [(step, QRectF(0, n * row, self.width(), row)) for n, step in enumerate(self._steps)]

    def _metrics(self) -> tuple[QFontMetricsF, QFontMetricsF]:
        return QFontMetricsF(self._theme.face(12, 600)), QFontMetricsF(self._theme.face(12))
