"""What stands in the list's place where there is no request to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.icon_label import IconLabel
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_NONE = (
    "No requests yet",
    "Each ranking and each decode is kept here with its answer, and never with the key. "
    "It can be opened again, repeated, and compared with a later one.",
)
_NO_MATCH = ("No request matches", "The others are still there. Search and filter hide them.")
_WIDE = 380


class EmptyHistory(QWidget):
    """Says so; where a search hides the rest it offers the way back."""

    clear_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._mark = IconLabel(theme, "ph.clock-counter-clockwise", "text3", 28)
        self._title = label("", "heading")
        self._hint = label("", "", "text2", wrap=True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._hint.setFixedWidth(theme.px(_WIDE))
        self._clear = button(theme, "Show all requests")
        self._clear.clicked.connect(self.clear_asked)
        column = QVBoxLayout(self)
        column.setSpacing(theme.px(8))
        column.addStretch(2)
        for widget in (self._mark, self._title, self._hint, self._clear):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def show_reason(self, *, is_filtered: bool) -> None:
        """Whether a search hides what there is."""
        title, hint = _NO_MATCH if is_filtered else _NONE
        name = "ph.magnifying-glass" if is_filtered else "ph.clock-counter-clockwise"
        self._mark.set_icon(name, "text3")
        self._title.setText(title)
        self._hint.setText(hint)
        # A label that stands in the middle is asked how high one long line of it is.
        self._hint.setFixedHeight(self._hint.heightForWidth(self._hint.width()))
        self._clear.setVisible(is_filtered)
