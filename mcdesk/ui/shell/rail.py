"""The rail at the left: mark, pages, settings and the account. It tells where the user wants to go."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from mcdesk.ui.shell.account_switcher import AccountSwitcher
from mcdesk.ui.shell.logo import Logo
from mcdesk.ui.shell.nav_button import NavButton
from mcdesk.ui.theme.theme import Theme

_WIDE, _NARROW, _MARGIN, _GROUP_GAP = 184, 56, 12, 12


@dataclass(frozen=True, slots=True)
class Place:
    """A page the rail leads to. `keys` go there from anywhere; a gap sets it apart from the one above."""

    id: str
    word: str
    icon: str
    keys: str = ""
    has_gap: bool = False


JOBS, RANKINGS, DECODING, DEALERS = "jobs", "rankings", "decoding", "dealers"
PLACES = (
    Place(JOBS, "Jobs", "ph.stack", "Ctrl+1"),
    Place(RANKINGS, "Rank", "ph.list-numbers", "Ctrl+2"),
    Place(DECODING, "Decode", "ph.barcode", "Ctrl+3"),
    Place(DEALERS, "Dealers", "ph.storefront", "Ctrl+5", has_gap=True),
)
"""In the order of the rail. The keys leave room for the pages between them."""
FOOT_PLACES = (Place("settings", "Settings", "ph.gear"),)


class Rail(QWidget):
    """184 wide, or 56 with icons only."""

    place_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.account = AccountSwitcher(theme)
        self._name = QLabel("mcdesk")
        self._name.setProperty("kind", "heading")
        self._buttons: dict[str, NavButton] = {}
        self._group = QButtonGroup(self)
        for place in PLACES + FOOT_PLACES:
            self._buttons[place.id] = self._button_of(place)
        self._lay_out()
        self.set_current(PLACES[0].id)
        # The window must be able to become so narrow that the rail folds.
        self.setMinimumWidth(theme.px(_NARROW))
        self.set_narrow(False)

    def sizeHint(self) -> QSize:
        """As wide as it may be."""
        return QSize(self.maximumWidth(), super().sizeHint().height())

    def set_current(self, ident: str) -> None:
        """Marks the page that is seen."""
        self._buttons[ident].setChecked(True)

    def set_count(self, ident: str, count: int) -> None:
        """How much is going on at a place."""
        self._buttons[ident].set_count(count)

    def set_narrow(self, is_narrow: bool) -> None:
        """Folds to icons, or unfolds."""
        self.setMaximumWidth(self._theme.px(_NARROW if is_narrow else _WIDE))
        self._name.setVisible(not is_narrow)
        self.account.set_narrow(is_narrow)
        for button in self._buttons.values():
            button.set_narrow(is_narrow)

    def _button_of(self, place: Place) -> NavButton:
        button = NavButton(self._theme, place.word, place.icon)
        # Settings opens a sheet over the page that is seen, so it is never the checked one.
        button.setCheckable(place in PLACES)
        if place in PLACES:
            self._group.addButton(button)
        button.clicked.connect(lambda _=False, ident=place.id: self.place_chosen.emit(ident))
        return button

    def _lay_out(self) -> None:
        px = self._theme.px
        head = QHBoxLayout()
        head.setContentsMargins(px(8), 0, 0, 0)
        head.setSpacing(px(8))
        head.addWidget(Logo(self._theme))
        head.addWidget(self._name, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(px(_MARGIN), px(13), px(_MARGIN), px(10))
        column.setSpacing(px(2))
        column.addLayout(head)
        column.addSpacing(px(19))
        for place in PLACES:
            if place.has_gap:
                column.addSpacing(px(_GROUP_GAP))
            column.addWidget(self._buttons[place.id])
        column.addStretch(1)
        for place in FOOT_PLACES:
            column.addWidget(self._buttons[place.id])
        column.addSpacing(px(6))
        column.addWidget(self.account)
