"""The list of keys behind F1. It shows words and does nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QWidget

from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.key_cap import KeyCap
from mcdesk.ui.panels.label import label
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.theme import Theme

KEYS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("Ctrl+N", "Ctrl+O"), "New batch: choose a file"),
    (("Ctrl+V",), "New batch from the clipboard; in a form, paste cells"),
    (("Ctrl+Return",), "Submit, in the sheet of a new batch; rank, in a form"),
    (("Ctrl+F",), "Search the jobs"),
    (("Ctrl+1", "Ctrl+2"), "Go to Jobs, to Rank"),
    (("Ctrl+3", "Ctrl+5"), "Go to Decode, to Dealers"),
    (("Ctrl+H", "Ctrl+E"), "Under Rank and Decode: history; under Rank: export"),
    (("Return",), "Open the result, or fetch it"),
    (("Space",), "Show or hide the details"),
    (("Ctrl+D",), "Download the result: asks, and names the cost"),
    (("Ctrl+C",), "Copy the row as text"),
    (("Ctrl+Shift+C",), "Copy the job id"),
    (("Alt+Up", "Alt+Down"), "Move a waiting file in its lane"),
    (("Del",), "Remove a file that was not sent"),
    (("F5",), "Check now"),
    (("F6", "Shift+F6"), "Next or previous part of the window"),
    (("Ctrl+,",), "Settings"),
    (("Esc",), "Close a notice, a sheet or the search"),
    (("F1",), "This list"),
)


class KeysSheet(Sheet):
    """Keys at the left, what they do at the right."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(theme, owner, "Keys", width=520)
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(6))
        grid.setVerticalSpacing(theme.px(7))
        grid.setColumnStretch(2, 1)
        for line, (keys, words) in enumerate(KEYS):
            for place, key in enumerate(keys):
                grid.addWidget(KeyCap(key), line, place)
            grid.addWidget(label(words, "", "text2"), line, 2)
        self.lines.addWidget(table)
        finished = button(theme, "Done", kind="primary")
        finished.setDefault(True)
        finished.clicked.connect(self.accept)
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(finished)
        finished.setFocus()
