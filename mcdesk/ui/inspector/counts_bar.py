"""The bar of counts: returned solid, repeats hatched, forecast grey, failed and missing in their colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.ui.controls.bars import paint_hatch
from mcdesk.ui.inspector.count_facts import BarPart, Counts, PartKind
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _LEAST = 8, 6
_TONES = {
    PartKind.RETURNED: "ok",
    PartKind.FORECAST: "idle",
    PartKind.FAILED: "bad",
    PartKind.MISSING: "warn",
    PartKind.REPEATED: "idle",
}
_HATCHED = (PartKind.REPEATED, PartKind.MISSING)


class CountsBar(QWidget):
    """All rows of a job, divided. Even a single row stays visible."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._parts: tuple[BarPart, ...] = ()
        self.setAccessibleName("Counts")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_counts(self, counts: Counts) -> None:
        """Shows other counts."""
        self._parts = counts.parts
        self.setAccessibleDescription(f"{counts.sentence}. {counts.note}")
        self.setToolTip("\n".join(f"{part.rows:,} {part.kind.value}" for part in counts.parts))
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        return QSize(self._theme.px(160), self._theme.px(_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect())
        outline = QPainterPath()
        outline.addRoundedRect(box, box.height() / 2, box.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillPath(outline, self._theme.color("track"))
        painter.setClipPath(outline)
        left = box.x()
        for part, width in zip(self._parts, self._widths(box.width()), strict=True):
            piece = QRectF(left, box.y(), width, box.height())
            tone = _TONES[part.kind]
            if part.kind in _HATCHED:
                paint_hatch(self._theme, painter, piece, tone)
            else:
                painter.fillRect(piece, self._theme.color(f"{tone}.fill"))
            left += width

    def _widths(self, room: float) -> list[float]:
        whole = sum(part.rows for part in self._parts)
        least = self._theme.px(_LEAST)
        widths = [max(least, room * part.rows / whole) for part in self._parts]
        surplus = sum(widths) - room
        if widths and surplus > 0:
            widths[widths.index(max(widths))] -= surplus
        return widths
