"""What the jobs page shows before there is a job: a title, four steps, two equal ways to begin."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QVBoxLayout, QWidget

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.controls.button import ButtonKind, button
from mcdesk.ui.controls.key_cap import KeyCap
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.empty.drawing import EmptyDrawing
from mcdesk.ui.empty.key_row import KEPT, KeyRow
from mcdesk.ui.empty.steps_line import StepsLine
from mcdesk.ui.empty.way_card import WayCard
from mcdesk.ui.inspector.count_facts import counted
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label
from mcdesk.ui.samples import Sample
from mcdesk.ui.theme.theme import Theme

_WIDTH = 768
_OWN = (
    "Vehicle and dealer pairs to rank, or VINs to decode. "
    "You see what will be sent before anything leaves this computer."
)
_PRICE = "On the built-in practice server: no key, no network, nothing is billed."
_PRACTISE = (
    "A practice server inside mcdesk answers like the real one. No key, no network, nothing is billed."
)


class EmptyState(QScrollArea):
    """Three faces: no account yet, the sandbox, a production account. `set_account` chooses."""

    choose_file_asked = Signal()
    run_sample_asked = Signal(object)
    """The Sample that is to be sent."""
    practise_asked = Signal()
    add_key_asked = Signal()

    def __init__(self, theme: Theme, samples: Sequence[Sample] = ()) -> None:
        super().__init__()
        self._theme, self._samples = theme, samples
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(*[theme.px(20)] * 4)
        outer.setSpacing(0)
        outer.addStretch(1)
        outer.addWidget(EmptyDrawing(theme), 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(theme.px(18))
        self._title: QLabel = label("Start your first batch", "hero")
        outer.addWidget(self._title, 0, Qt.AlignmentFlag.AlignHCenter)
        outer.addSpacing(theme.px(6))
        outer.addWidget(StepsLine(theme))
        outer.addSpacing(theme.px(26))
        self._ways = QWidget()
        self._way_row = QHBoxLayout(self._ways)
        self._way_row.setContentsMargins(0, 0, 0, 0)
        self._way_row.setSpacing(theme.px(24))
        self._key_row = KeyRow(theme)
        self._key_row.add_key_asked.connect(self.add_key_asked)
        for widget, gap in ((self._ways, 16), (self._key_row, 0)):
            widget.setMaximumWidth(theme.px(_WIDTH))
            line = QHBoxLayout()
            line.addStretch(1)
            line.addWidget(widget, 1000)
            line.addStretch(1)
            outer.addLayout(line)
            outer.addSpacing(theme.px(gap))
        outer.addStretch(2)
        self.setWidget(page)
        page.setAutoFillBackground(False)
        self.set_account(None)

    def set_account(self, account: Account | None) -> None:
        """Shows the ways in for this account; None is the very first run."""
        clear_layout_of(self._ways)
        if account is None:
            self._title.setText("Two ways to start")
            self._add(self._practise_card(), self._key_card())
        elif account.kind is AccountKind.SANDBOX:
            self._title.setText("Start your first batch")
            self._add(self._own_card("secondary"), *([self._sample_card()] if self._samples else []))
        else:
            self._title.setText("Start your first batch")
            self._add(self._own_card("primary"), self._practise_card("secondary"))
        self._key_row.setVisible(account is not None and account.kind is AccountKind.SANDBOX)

    def _add(self, *cards: WayCard) -> None:
        for card in cards:
            add_shown(self._way_row, card, 1)

    def _own_card(self, kind: ButtonKind) -> WayCard:
        choose = button(self._theme, "Choose a file…", kind=kind, icon_name="ph.folder-open")
        choose.clicked.connect(self.choose_file_asked)
        cap = KeyCap(QKeySequence(QKeySequence.StandardKey.Open))
        icon = ("ph.upload-simple", "accent_text", "accent_soft")
        return WayCard(self._theme, "Drop a CSV here", _OWN, choose, icon=icon, is_dashed=True, beside=cap)

    def _sample_card(self) -> WayCard:
        first, *others = self._samples
        run = button(self._theme, "Run the sample", kind="primary", icon_name="ph.play-fill")
        run.clicked.connect(lambda: self.run_sample_asked.emit(first))
        beside = None
        if others:
            operation = OPERATIONS[others[0].operation]
            words = f"or {operation.name.lower()} {others[0].rows:,} {counted(operation)}s"
            beside = LinkButton(words)
            beside.setToolTip(f"{others[0].rows:,} {others[0].what}")
            beside.clicked.connect(lambda: self.run_sample_asked.emit(others[0]))
        words = f"{first.rows:,} {first.what}. {_PRICE}"
        icon = ("ph.flask", "sandbox.text", "sandbox.soft")
        return WayCard(self._theme, "Try it with the sample file", words, run, icon=icon, beside=beside)

    def _practise_card(self, kind: ButtonKind = "primary") -> WayCard:
        practise = button(self._theme, "Practise in the sandbox", kind=kind, icon_name="ph.flask")
        practise.clicked.connect(self.practise_asked)
        icon = ("ph.flask", "sandbox.text", "sandbox.soft")
        return WayCard(self._theme, "Practise without a key", _PRACTISE, practise, icon=icon)

    def _key_card(self) -> WayCard:
        add = button(self._theme, "Add your MarketCheck key…", icon_name="ph.key")
        add.clicked.connect(self.add_key_asked)
        icon = ("ph.buildings", "production.text", "production.soft")
        words = f"For your own files: vehicle and dealer pairs to rank, VINs to decode. {KEPT}"
        return WayCard(self._theme, "Work with your own account", words, add, icon=icon)
