"""The way to keep a dealer whose constants were just written: a link that becomes a line for its name."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.preflight.inline_edit import InlineEdit
from mcdesk.ui.theme.theme import Theme


class DealerLine(QWidget):
    """`named` tells the name."""

    named = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        self._link = LinkButton("Save as dealer…")
        self._edit = InlineEdit("Name of the dealer", self._link)
        self._edit.setPlaceholderText("Name of the dealer")
        self._edit.committed.connect(self.named)
        self._link.clicked.connect(self._open)
        row.addWidget(self._link, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self._edit, 1)

    @property
    def holds_focus(self) -> bool:
        """Whether the keyboard is here; then it must go elsewhere before this is hidden."""
        return self._link.hasFocus() or self._edit.hasFocus()

    def _open(self) -> None:
        self._edit.open_with("")
