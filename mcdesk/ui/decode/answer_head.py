"""The head of a decoded vehicle: what it is, when that was asked, and what can be done with it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.past_requests import PastRequest
from mcdesk.model.words import ago, exact
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.preflight.ends_layout import EndsLayout
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_UNKNOWN = "Unknown vehicle"
EXPORTS = ((".csv", "CSV", "ph.file-text"), (".xlsx", "Excel workbook", "mdi6.file-excel-outline"))
"""Suffix, words and icon of what an answer can be written as."""


class AnswerHead(QWidget):
    """`rank_asked`, `export_asked` with a suffix, and what is to be copied."""

    rank_asked = Signal()
    export_asked = Signal(str)
    copy_all_asked = Signal()
    copy_json_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._past: PastRequest | None = None
        self._title = ElidedLabel()
        dress_label(self._title, "heading")
        self._vin = label("", "mono", "text2")
        self._vin.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._facts = ElidedLabel()
        dress_label(self._facts, "small", "text2")
        self._lay_out()

    @property
    def words(self) -> str:
        """Everything it says."""
        return " ".join(part.text() for part in (self._title, self._vin, self._facts) if part.text())

    def show_vehicle(self, title: str, vin: str, past: PastRequest | None, now: float) -> None:
        """Shows what an answer is about; `past` tells when it was asked, None that nobody knows."""
        self._past = past
        self._title.setText(title or _UNKNOWN)
        self._vin.setText(vin)
        self._copy_json.setEnabled(past is not None and bool(past.answer))
        self.tick(now)

    def tick(self, now: float) -> None:
        """Time has passed: says anew how long ago it was."""
        past = self._past
        parts = []
        if past is not None:
            parts = [f"{past.seconds:.1f} s"] if past.seconds is not None else []
            parts.append(ago(past.asked_at, now))
        self._facts.setText(" · ".join(parts))
        self._facts.setVisible(bool(parts))
        if past is not None:
            known = f"\nRequest id {past.request_id}" if past.request_id else ""
            self._facts.setToolTip(f"Asked on {exact(past.asked_at)}{known}")

    def _lay_out(self) -> None:
        px, words, acts = self._theme.px, QWidget(), QWidget()
        lines = QVBoxLayout(words)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(px(2))
        below = QHBoxLayout()
        below.setSpacing(px(10))
        below.addWidget(self._vin)
        below.addWidget(self._facts, 1)
        lines.addWidget(self._title)
        lines.addLayout(below)
        row = QHBoxLayout(acts)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(8))
        ranked = button(self._theme, "Rank dealers for it", icon_name="ph.list-numbers")
        ranked.setToolTip("Opens a ranking with this VIN. Price and miles are still needed")
        ranked.clicked.connect(self.rank_asked)
        for widget in (self._copy_button(), self._export_button(), ranked):
            row.addWidget(widget)
        ends = EndsLayout(self, px(12), px(8))
        ends.addWidget(words)
        ends.addWidget(acts)

    def _copy_button(self) -> MenuButton:
        copy = MenuButton(self._theme, "Copy")
        entry = copy.popup_menu.addAction(icon(self._theme, "ph.copy"), "Copy all attributes")
        entry.triggered.connect(self.copy_all_asked)
        self._copy_json = copy.popup_menu.addAction(icon(self._theme, "ph.brackets-curly"), "Copy JSON")
        self._copy_json.setToolTip("The service's own answer")
        self._copy_json.triggered.connect(self.copy_json_asked)
        return copy

    def _export_button(self) -> MenuButton:
        export = MenuButton(self._theme, "Export")
        self.export_menu = export.popup_menu
        for suffix, words, name in EXPORTS:
            entry = export.popup_menu.addAction(icon(self._theme, name), words)
            entry.triggered.connect(lambda _=False, told=suffix: self.export_asked.emit(told))
        return export
