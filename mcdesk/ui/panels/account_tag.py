"""Whose account something is sent to, as a tag in the account's own colours."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_LOOKS = {
    AccountKind.PRODUCTION: ("Production", "ph.buildings-fill"),
    AccountKind.SANDBOX: ("Sandbox", "ph.flask-fill"),
}


class AccountTag(QWidget):
    """Says "Production · Northlake Auto", with its icon."""

    def __init__(self, theme: Theme, account: Account) -> None:
        super().__init__()
        self._theme = theme
        self._tone = account.kind.value
        kind, self._icon = _LOOKS[account.kind]
        self._words = f"{kind} · {account.name}"
        self.setAccessibleName(f"Account: {self._words}")
        self.setToolTip(f"Sent to {account.base_url}")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """As large as what it shows."""
        words = QFontMetricsF(self._theme.face(11, 500)).horizontalAdvance(self._words)
        return QSize(round(words) + self._theme.px(32), self._theme.px(18))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the account's colours."""
        px, painter = self._theme.px, QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(f"{self._tone}.soft"))
        painter.drawRoundedRect(QRectF(self.rect()), px(4), px(4))
        token = f"{self._tone}.text"
        mark = QRectF(px(6), (self.height() - px(12)) / 2, px(12), px(12))
        paint_icon(self._theme, painter, mark, self._icon, token)
        painter.setFont(self._theme.face(11, 500))
        painter.setPen(self._theme.color(token))
        box = QRectF(self.rect()).adjusted(px(22), 0, 0, 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter, self._words)
