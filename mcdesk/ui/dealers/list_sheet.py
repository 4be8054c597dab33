"""The sheet that asks what a new list of dealers is to be called. It makes no list."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.model.dealers import free_name, key_of
from mcdesk.ui.controls.button import button
from mcdesk.ui.dealers.dealer_cells import number_words
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.sheets.field import Field
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.theme import Theme

_TAKEN = "There is a list of this name already"


class ListSheet(Sheet):
    """Accepted under a name that no list has. `taken` are the keys of the lists that are there."""

    def __init__(self, theme: Theme, owner: QWidget, number: int, taken: Collection[str]) -> None:
        super().__init__(theme, owner, "Save as a list", width=420)
        self._taken = taken
        self.line = QLineEdit(free_name("New list", taken))
        self.line.setMaxLength(80)
        hint = (
            f"{number_words(number)} in it, in the order of the form. New ones go into the dealer book, too."
        )
        self.lines.addWidget(Field(theme, "Name of the list", self.line, hint))
        self._doubt = label("", "small", "warn", wrap=True)
        self._doubt.hide()
        self.lines.addWidget(self._doubt)
        cancel = button(theme, "Cancel")
        cancel.clicked.connect(self.reject)
        self._save = button(theme, "Save list", kind="primary")
        self._save.setDefault(True)
        self._save.clicked.connect(self.accept)
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(cancel)
        self.footer.row.addWidget(self._save)
        self.line.textChanged.connect(self._weigh)
        self.line.selectAll()
        self.line.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def name(self) -> str:
        """What the list is to be called."""
        return " ".join(self.line.text().split())

    def _weigh(self) -> None:
        is_taken = key_of(self.name) in self._taken
        set_text(self._doubt, _TAKEN if is_taken else "")
        self._save.setEnabled(bool(self.name) and not is_taken)
