"""One target of the drop overlay: an operation, and what it would do with the file."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.panels.target_frame import FrameLook, paint_frame
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_MARGIN, _LINE, _MARK = 32, 28, 48
_LINES = (1, 1, 2)
"""How many lines there is room for: when it starts, the last one, is a sentence where the lane is stopped."""


class DropTarget(QAbstractButton):
    """Hot when the pointer or the focus is on it. With a problem it is off and says why."""

    def __init__(self, theme: Theme, offer: DropOffer, *, is_drag: bool) -> None:
        super().__init__()
        self.offer = offer
        self._theme, self._is_drag, self._is_hot = theme, is_drag, False
        self.setEnabled(offer.is_open)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(offer.sentence)
        self.setToolTip(offer.problem)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def is_hot(self) -> bool:
        """Whether letting go, or pressing Enter, would choose it."""
        return self.isEnabled() and (self._is_hot or self.hasFocus())

    def set_hot(self, hot: bool) -> None:
        """Takes the pointer's place."""
        if hot != self._is_hot:
            self._is_hot = hot
            self.update()

    def sizeHint(self) -> QSize:
        """Two of them side by side, as in the design."""
        return QSize(self._theme.px(372), self._theme.px(300))

    def minimumSizeHint(self) -> QSize:
        """Room for every word in the smallest window."""
        return QSize(self._theme.px(300), self._theme.px(300))

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Becomes hot."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Cools down."""
        super().focusOutEvent(event)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground, then the words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        look = FrameLook.HOT if self.is_hot else FrameLook.DASHED
        if not self.isEnabled():
            look = FrameLook.OFF
        ground = "surface" if self.isEnabled() else "sunken"
        paint_frame(self._theme, painter, QRectF(self.rect()), look, ground)
        self._paint_mark(painter)
        self._paint_words(painter)

    def _paint_mark(self, painter: QPainter) -> None:
        px = self._theme.px
        square = QRectF(px(_MARGIN), px(28), px(_MARK), px(_MARK))
        ground = self._theme.color("accent" if self.is_hot else "idle.soft")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(square, px(10), px(10))
        token = "on_accent" if self.is_hot else ("text2" if self.isEnabled() else "control")
        inset = px(13)
        paint_icon(
            self._theme,
            painter,
            square.adjusted(inset, inset, -inset, -inset),
            self.offer.operation.icon,
            token,
        )

    def _paint_words(self, painter: QPainter) -> None:
        px, offer = self._theme.px, self.offer
        quiet = "text3" if not self.isEnabled() else "text2"
        self._line(painter, 90, offer.operation.name, 20, 600, "text" if self.isEnabled() else quiet)
        self._line(painter, 115, offer.operation.summary, 13, 400, quiet)
        if offer.problem:
            box = QRectF(px(_MARGIN + 28), px(150), self.width() - px(2 * _MARGIN + 28), px(110))
            mark = QRectF(px(_MARGIN), px(150), px(16), px(16))
            paint_icon(self._theme, painter, mark, "ph.warning-octagon-fill", "bad.text")
            painter.setFont(self._theme.face(13, 500))
            painter.setPen(self._theme.color("bad.text"))
            painter.drawText(box, Qt.TextFlag.TextWordWrap, offer.problem)
            return
        rows = (
            ("ph.archive-box" if ".gz" in offer.packing else "ph.file-text", offer.packing, 500, "text"),
            ("ph.columns", offer.needs, 400, "text2"),
            ("ph.clock", offer.starts, 400, "text2"),
        )
        for place, (icon, words, weight, token) in enumerate(rows):
            top = 148 + _LINE * place
            mark = QRectF(px(_MARGIN + 1), px(top + 5), px(16), px(16))
            paint_icon(self._theme, painter, mark, icon, "text2")
            self._line(painter, top, words, 13, weight, token, indent=28, most_lines=_LINES[place])
        token = "accent_text" if self.is_hot else "text2"
        self._line(painter, 255, self._call(), 12, 600, token)

    def _call(self) -> str:
        name = self.offer.operation.name
        if self._is_drag:
            return "Release to review" if self.is_hot else f"Drop here to {name.lower()}"
        return "Press Enter to review" if self.hasFocus() else f"Choose {name}"

    def _line(
        self,
        painter: QPainter,
        top: int,
        words: str,
        size: int,
        weight: int,
        token: str,
        indent: int = 0,
        most_lines: int = 1,
    ) -> None:
        px = self._theme.px
        left = px(_MARGIN + indent)
        box = QRectF(left, px(top), self.width() - left - px(16), px(26))
        painter.setFont(self._theme.face(size, weight))
        painter.setPen(self._theme.color(token))
        metrics = painter.fontMetrics()
        if most_lines > 1 and metrics.horizontalAdvance(words) > box.width():
            box.setHeight(box.height() / 2 + metrics.height() * (most_lines - 0.5))
            shown = metrics.elidedText(
                words, Qt.TextElideMode.ElideRight, int(box.width() * most_lines * 0.9)
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignBottom | Qt.TextFlag.TextWordWrap, shown)
            return
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, shown)
