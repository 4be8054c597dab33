"""The button that says where new dealers may come from. It tells the wish and fetches nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Signal
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent

from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.controls.polish import dress
from mcdesk.ui.controls.ringed_button import paint_inner_ring
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


class AddMenu(MenuButton):
    """Type, paste, from a file, from a result."""

    type_asked = Signal()
    paste_asked = Signal()
    file_asked = Signal()
    result_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Add dealers")
        self._theme = theme
        dress(self, "primary")
        self.setIcon(icon(theme, "ph.caret-down-bold", "on_accent", at_end=True))
        entries = (
            ("ph.pencil-simple", "Type a dealer", self.type_asked, None),
            ("ph.clipboard-text", "Paste a block of cells", self.paste_asked, QKeySequence.StandardKey.Paste),
            ("ph.folder-open", "From a file…", self.file_asked, None),
            ("ph.table", "From a result…", self.result_asked, None),
        )
        for name, words, told, keys in entries:
            entry = self.popup_menu.addAction(icon(theme, name), words)
            entry.triggered.connect(told)
            if keys is not None:
                # Shown, not served: the table hears the key, and only while it has the focus.
                entry.setText(
                    f"{words}\t{QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)}"
                )

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the button, then the ring of the focus: the fill alone is as blue as that."""
        super().paintEvent(event)
        if self.hasFocus():
            paint_inner_ring(self._theme, QPainter(self), QRectF(self.rect()))
