"""A button that puts one text on the clipboard and says so for a moment."""

from __future__ import annotations

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from mcdesk.ui.controls.button import dress
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_SHOWN_MS = 1500


class CopyButton(QPushButton):
    """Stands behind an id. `what` names it to people: "request id"."""

    def __init__(self, theme: Theme, what: str) -> None:
        super().__init__()
        self._theme = theme
        self._what = what
        self._copied_text = ""
        dress(self, "icon", dense=True)
        self.setIconSize(QSize(theme.px(14), theme.px(14)))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._show_ready)
        self.clicked.connect(self._copy)
        self._show_ready()

    def set_copied_text(self, text: str) -> None:
        """What the next click copies. Nothing to copy disables the button."""
        self._copied_text = text
        self.setEnabled(bool(text))
        self._timer.stop()
        self._show_ready()

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self._copied_text)
        self.setIcon(icon(self._theme, "ph.check-bold", "ok.text"))
        self._name(f"Copied {self._what}")
        self._timer.start(_SHOWN_MS)

    def _show_ready(self) -> None:
        self.setIcon(icon(self._theme, "ph.copy"))
        self._name(f"Copy {self._what}")

    def _name(self, words: str) -> None:
        self.setToolTip(words)
        self.setAccessibleName(words)
