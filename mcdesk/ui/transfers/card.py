"""One transfer as a card: verb and name, amounts, bar, Cancel. It moves no bytes."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from mcdesk.model.events import Transfer, TransferState
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label, set_text
from mcdesk.ui.panels.progress_line import ProgressLine
from mcdesk.ui.theme.theme import Theme
from mcdesk.ui.transfers.words import amount_words, can_cancel, look_of, share_of, title_words


class TransferCard(QFrame):
    """`cancel_asked` tells the transfer's id."""

    cancel_asked = Signal(str)

    def __init__(self, theme: Theme, transfer: Transfer) -> None:
        super().__init__()
        self._transfer = transfer
        self.setProperty("kind", "panel")
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.px(16), theme.px(8), theme.px(8), theme.px(8))
        row.setSpacing(theme.px(14))
        self._mark = IconMark(theme, side=16)
        row.addWidget(self._mark)
        middle = QVBoxLayout()
        middle.setSpacing(theme.px(6))
        line = QHBoxLayout()
        line.setSpacing(theme.px(12))
        self._title = ElidedLabel()
        self._title.setProperty("kind", "strong")
        self._amounts = label("", "small", "text2")
        line.addWidget(self._title, 1)
        line.addWidget(self._amounts)
        middle.addLayout(line)
        self._bar = ProgressLine(theme, "Transfer")
        middle.addWidget(self._bar)
        row.addLayout(middle, 1)
        self._cancel = button(theme, "Cancel", kind="quiet", dense=True)
        self._cancel.clicked.connect(lambda: self.cancel_asked.emit(self._transfer.id))
        row.addWidget(self._cancel)
        self.setFixedHeight(theme.px(56))
        self.show_transfer(transfer)

    @property
    def transfer(self) -> Transfer:
        """What it shows."""
        return self._transfer

    def show_transfer(self, transfer: Transfer) -> None:
        """Shows how the transfer stands now."""
        self._transfer = transfer
        icon, tone = look_of(transfer)
        self._mark.set_icon(icon, f"{tone}.text")
        title = title_words(transfer)
        self._title.setText(title)
        amounts = amount_words(transfer)
        set_text(self._amounts, amounts)
        failed = transfer.state is TransferState.FAILED
        dress_label(self._amounts, "small", "bad" if failed else "text2")
        self._bar.setAccessibleName(title)
        self._bar.set_share(share_of(transfer), tone)
        is_running = transfer.state is TransferState.RUNNING
        self._cancel.setVisible(can_cancel(transfer))
        self._cancel.setAccessibleName(f"Cancel: {title}")
        self.setAccessibleName(f"{title}. {amounts}" if is_running else f"{title}. {transfer.words}")
