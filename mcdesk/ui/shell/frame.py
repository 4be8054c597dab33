"""The window's inside: stripe on top, rail left, the page in its panel, shelf and status line below."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.accounts import AccountKind
from mcdesk.ui.shell.rail import Rail
from mcdesk.ui.shell.stripe import Stripe
from mcdesk.ui.theme.theme import Theme

_NARROW_BELOW, _GAP, _STATUS = 1100, 8, 30


class Frame(QWidget):
    """Lends the areas their places. The shelf takes room only while it is visible."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rail = Rail(theme)
        self._stripe = Stripe(theme)
        self._panel = QFrame()
        self._panel.setProperty("kind", "panel")
        self._inside = QVBoxLayout(self._panel)
        self._inside.setContentsMargins(0, 0, 0, 0)  # the style sheet's border has its own room
        self._right = QVBoxLayout()
        self._right.setContentsMargins(0, theme.px(_GAP), theme.px(_GAP), 0)
        self._right.setSpacing(theme.px(_GAP))
        self._right.addWidget(self._panel, 1)
        self._foot = QWidget()
        self._foot.setFixedHeight(theme.px(_STATUS))
        self._status = QHBoxLayout(self._foot)
        self._status.setContentsMargins(0, 0, 0, 0)
        # The status line sits close below the panel; its own height has the air.
        self._right_column = QVBoxLayout()
        self._right_column.setContentsMargins(0, 0, 0, 0)
        self._right_column.setSpacing(0)
        self._right_column.addLayout(self._right, 1)
        self._right_column.addWidget(self._foot)
        self._lay_out()

    def set_account_kind(self, kind: AccountKind | None) -> None:
        """Colours the stripe; None while there is no account."""
        self._stripe.set_kind(kind)

    def set_page(self, widget: QWidget) -> None:
        """Puts the pages into the panel."""
        self._inside.addWidget(widget)

    def set_shelf(self, widget: QWidget) -> None:
        """Puts the transfers between panel and status line. It gives itself its height."""
        self._right.addWidget(widget)

    def set_status(self, widget: QWidget) -> None:
        """Puts the status line at the foot."""
        self._status.addWidget(widget)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Folds the rail in a narrow window."""
        super().resizeEvent(event)
        self.rail.set_narrow(self.width() < self._theme.px(_NARROW_BELOW))

    def _lay_out(self) -> None:
        across = QHBoxLayout()
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(self.rail)
        across.addLayout(self._right_column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._stripe)
        column.addLayout(across, 1)
