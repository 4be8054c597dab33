"""A button that says what it costs inside itself. It knows words only, no slots and no jobs."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QIcon, QPaintEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter

from mcdesk.ui.controls.button import ICON_TOKENS, ButtonKind, dress
from mcdesk.ui.controls.ringed_button import paint_inner_ring
from mcdesk.ui.theme.icons import DISABLED_TOKEN, paint_icon
from mcdesk.ui.theme.theme import Theme

_PADDING, _ICON, _GAP = 14, 16, 8


class CostButton(QPushButton):
    """Such as: Download again… | uses 1 of 2 left."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        cost: str,
        *,
        kind: ButtonKind = "secondary",
        icon_name: str | None = None,
    ) -> None:
        super().__init__(text)
        self._theme = theme
        self._kind = kind
        self._icon_name = icon_name
        self._cost = ""
        dress(self, kind)
        self.set_cost(cost)

    @property
    def cost(self) -> str:
        """What is written behind the line; "" for nothing."""
        return self._cost

    def set_cost(self, cost: str) -> None:
        """Changes the cost, and with it what a screen reader says."""
        self._cost = cost
        self.setAccessibleName(f"{self.text()}, {cost}" if cost else self.text())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        px = self._theme.px
        width = 2 * px(_PADDING) + self._verb_width()
        if self._icon_name:
            width += px(_ICON) + px(_GAP)
        if self._cost:
            width += 2 * px(_GAP) + 1 + QFontMetricsF(self._theme.face(12)).horizontalAdvance(self._cost)
        return QSize(round(width) + 2, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """The least room it can do with."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QStylePainter(self)
        option = QStyleOptionButton()
        self.initStyleOption(option)
        option.text = ""
        option.icon = QIcon()
        painter.drawControl(QStyle.ControlElement.CE_PushButton, option)
        px, height = self._theme.px, float(self.height())
        ink = ICON_TOKENS[self._kind] if self._kind in ("primary", "danger") else "text"
        soft = ink if self._kind == "primary" else "text2"
        if not self.isEnabled():
            ink = soft = DISABLED_TOKEN
        left = (self.width() - self.sizeHint().width()) / 2 + px(_PADDING)
        if self._icon_name:
            square = QRectF(left, (height - px(_ICON)) / 2, px(_ICON), px(_ICON))
            paint_icon(self._theme, painter, square, self._icon_name, soft)
            left += px(_ICON) + px(_GAP)
        painter.setFont(self._theme.face(13, 600 if self._kind == "primary" else 500))
        painter.setPen(self._theme.color(ink))
        painter.drawText(
            QRectF(left, 0, self._verb_width() + 2, height), Qt.AlignmentFlag.AlignVCenter, self.text()
        )
        if self._cost:
            self._paint_cost(painter, left + self._verb_width() + px(_GAP), soft)
        if self._kind == "primary" and self.hasFocus():
            paint_inner_ring(self._theme, painter, QRectF(self.rect()))

    def _paint_cost(self, painter: QStylePainter, left: float, token: str) -> None:
        height, half = float(self.height()), self._theme.px(7)
        painter.setPen(self._theme.color("line2" if self._kind != "primary" else token))
        x = round(left) + 0.5
        painter.drawLine(QPointF(x, height / 2 - half), QPointF(x, height / 2 + half))
        painter.setFont(self._theme.face(12))
        painter.setPen(self._theme.color(token))
        rest = QRectF(left + 1 + self._theme.px(_GAP), 0, self.width() - left, height)
        painter.drawText(rest, Qt.AlignmentFlag.AlignVCenter, self._cost)

    def _verb_width(self) -> float:
        font = self._theme.face(13, 600 if self._kind == "primary" else 500)
        return QFontMetricsF(font).horizontalAdvance(self.text())
