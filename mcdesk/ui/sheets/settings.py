"""The few things a user may set. It shows values and tells changes; it stores nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.model.preflight import Limits
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.panels.check_box import CheckBox
from mcdesk.ui.panels.label import label
from mcdesk.ui.sheets.limit_fields import LimitFields
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.theme import Choice, Theme

_THEMES = ((Choice.SYSTEM, "System"), (Choice.LIGHT, "Light"), (Choice.DARK, "Dark"))
_FETCH = "Uses one download of each job once it completes. Off: you decide each time."

_LIMITS = "A larger file becomes several jobs in turn. Change this if your contract differs."


class SettingsSheet(Sheet):
    """A change holds at once; there is nothing to save."""

    theme_chosen = Signal(str)
    fetch_toggled = Signal(bool)
    limits_changed = Signal(object)
    """The account's own limits, by operation id."""

    def __init__(
        self,
        theme: Theme,
        owner: QWidget,
        *,
        choice: Choice,
        fetches: bool,
        account: str = "",
        limits: Mapping[str, Limits] | None = None,
    ) -> None:
        super().__init__(theme, owner, "Settings", width=520)
        look = Segmented(theme)
        look.set_items([(each.value, words, None, True) for each, words in _THEMES])
        look.set_current(choice.value)
        look.setAccessibleName("Theme")
        look.chosen.connect(self.theme_chosen)
        self.lines.addWidget(self._setting("Theme", look, "System follows the desktop while mcdesk runs."))
        fetch = CheckBox(theme, "Fetch results automatically")
        fetch.setChecked(fetches)
        fetch.toggled.connect(self.fetch_toggled)
        self.lines.addWidget(self._setting("Results", fetch, _FETCH))
        if limits is not None:
            fields = LimitFields(theme, limits)
            fields.changed.connect(self.limits_changed)
            self.lines.addWidget(self._setting(f"Largest job of {account}", fields, _LIMITS))
        finished = button(theme, "Done", kind="primary")
        finished.setDefault(True)
        finished.clicked.connect(self.accept)
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(finished)

    def _setting(self, name: str, editor: QWidget, hint: str) -> QWidget:
        block = QWidget()
        lines = QVBoxLayout(block)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(self.theme.px(6))
        lines.addWidget(label(name, "section"))
        lines.addWidget(editor)
        lines.addWidget(label(hint, "small", "text2", wrap=True))
        editor.setAccessibleDescription(hint)
        return block
