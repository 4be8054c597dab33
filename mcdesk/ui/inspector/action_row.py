"""The buttons of the inspector, built from what can be done. Unchanged offers leave the buttons alone."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QMenu, QPushButton, QWidget

from mcdesk.ui.controls.button import ButtonKind, button, icon_button
from mcdesk.ui.controls.cost_button import CostButton
from mcdesk.ui.inspector.acts import Offer
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.label import add_shown, clear_layout_of
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


class ActionRow(QWidget):
    """Shows offers in their order; `asked` tells the chosen one."""

    asked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._offers: tuple[Offer, ...] = ()
        self._buttons: dict[str, QPushButton] = {}
        self._menu = QMenu(self)
        self._flow = FlowLayout(self, theme.px(8))

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Shows other offers. The focus stays with the same act where it still exists."""
        if offers == self._offers:
            return
        self._offers = offers
        held = next((act for act, made in self._buttons.items() if made.hasFocus()), None)
        clear_layout_of(self)
        self._menu.clear()
        self._buttons = {}
        for offer in offers:
            if not offer.is_more:
                self._add_button(offer)
        if any(offer.is_more for offer in offers):
            self._add_more()
        if held in self._buttons:
            self._buttons[held].setFocus(Qt.FocusReason.OtherFocusReason)
        self.updateGeometry()

    def _add_button(self, offer: Offer) -> None:
        kind: ButtonKind = "primary" if offer.is_primary else "secondary"
        made: QPushButton
        if offer.cost:
            made = CostButton(self._theme, offer.text, offer.cost, kind=kind, icon_name=offer.icon)
        else:
            made = button(self._theme, offer.text, kind=kind, icon_name=offer.icon)
        made.setToolTip(offer.tooltip)
        made.clicked.connect(lambda: self.asked.emit(offer))
        self._buttons[offer.act.value] = made
        add_shown(self._flow, made)

    def _add_more(self) -> None:
        more = icon_button(self._theme, "ph.dots-three-bold", "More actions")
        for offer in self._offers:
            if offer.is_more:
                entry = self._menu.addAction(icon(self._theme, offer.icon), offer.entry)
                entry.triggered.connect(lambda _=False, chosen=offer: self.asked.emit(chosen))
        more.clicked.connect(lambda: self._menu.popup(more.mapToGlobal(QPoint(0, more.height() + 2))))
        self._buttons["more"] = more
        add_shown(self._flow, more)
