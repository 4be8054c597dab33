"""The stripe that tells real from practice at the window's top, and the hatch it shares with the switcher."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRectF
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from mcdesk.model.accounts import AccountKind
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _STEP = 3, 8


class Stripe(QWidget):
    """Solid plum for production, hatched teal for the sandbox, a plain line without an account."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind: AccountKind | None = AccountKind.PRODUCTION
        self.setFixedHeight(theme.px(_HEIGHT))
        self.set_kind(self._kind)

    def set_kind(self, kind: AccountKind | None) -> None:
        """Another account has been chosen."""
        self._kind = kind
        self.setAccessibleName(f"Account: {kind.value if kind else 'none yet'}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the account's colour."""
        paint_stripe(self._theme, QPainter(self), QRectF(self.rect()), self._kind)


def paint_stripe(theme: Theme, painter: QPainter, rect: QRectF, kind: AccountKind | None) -> None:
    """Fills `rect` in the account's colour, hatched for the sandbox, grey without one."""
    if kind is None:
        painter.fillRect(rect, theme.color("line2"))
        return
    if kind is AccountKind.PRODUCTION:
        painter.fillRect(rect, theme.color("production.fill"))
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect)
    painter.fillRect(rect, theme.color("sandbox.soft"))
    step = theme.px(_STEP)
    painter.setPen(QPen(theme.color("sandbox.fill"), step / 2))
    span = max(rect.width(), rect.height())
    offset = -step * (int(span // step) + 2)
    while offset < rect.width() + rect.height() + step:
        painter.drawLine(
            QLineF(
                rect.x() + offset, rect.bottom() + 1, rect.x() + offset + span + 2, rect.bottom() - span - 1
            )
        )
        offset += step
    painter.restore()
