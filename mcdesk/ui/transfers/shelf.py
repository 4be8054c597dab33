"""The shelf of cards. It appears with the first transfer; a card goes a while after its transfer ended."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.events import Transfer, TransferState
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme
from mcdesk.ui.transfers.card import TransferCard

_MOST_CARDS = 2


class TransferShelf(QWidget):
    """Two cards side by side; more are told as "+2 more" and take their place as cards go."""

    cancel_asked = Signal(str)

    def __init__(self, theme: Theme, *, linger_ms: int = 4000) -> None:
        super().__init__()
        self._theme = theme
        self._linger_ms = linger_ms
        self._cards: dict[str, TransferCard] = {}
        self.setAccessibleName("Transfers")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._more = label("", "small_strong", "text2")
        self._row.addWidget(self._more)
        self._arrange()

    def show_transfer(self, transfer: Transfer) -> None:
        """Shows how a transfer stands; a new one gets a card."""
        card = self._cards.get(transfer.id)
        if card is None:
            card = TransferCard(self._theme, transfer)
            card.cancel_asked.connect(self.cancel_asked)
            self._cards[transfer.id] = card
            self._row.insertWidget(self._row.count() - 1, card, 1)
            self._arrange()
            if transfer.state is TransferState.RUNNING:
                return
        elif card.transfer.state is not TransferState.RUNNING and transfer.state is not TransferState.RUNNING:
            card.show_transfer(transfer)
            return
        card.show_transfer(transfer)
        if transfer.state is not TransferState.RUNNING:
            QTimer.singleShot(self._linger_ms, self, lambda: self._forget(transfer.id))

    def _forget(self, transfer_id: str) -> None:
        card = self._cards.get(transfer_id)
        if card is None or card.transfer.state is TransferState.RUNNING:
            return
        del self._cards[transfer_id]
        self._row.removeWidget(card)
        card.hide()
        card.deleteLater()
        self._arrange()

    def _arrange(self) -> None:
        cards = list(self._cards.values())
        for place, card in enumerate(cards):
            card.setVisible(place < _MOST_CARDS)
        hidden = cards[_MOST_CARDS:]
        self._more.setText(f"+{len(hidden)} more")
        self._more.setToolTip("\n".join(card.accessibleName() for card in hidden))
        self._more.setVisible(bool(hidden))
        self.setVisible(bool(cards))
