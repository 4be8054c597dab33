"""A button that opens a menu below itself. The menu pops up without a loop of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtWidgets import QPushButton

from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.controls.polish import dress
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


class MenuButton(QPushButton):
    """A word and a caret, or only an icon. Fill `popup_menu`."""

    def __init__(self, theme: Theme, text: str = "", *, icon_name: str = "", words: str = "") -> None:
        super().__init__(text)
        dress(self, "icon" if icon_name else "secondary")
        side = theme.px(16 if icon_name else 12)
        self.setIcon(icon(theme, icon_name or "ph.caret-down-bold", at_end=not icon_name))
        self.setIconSize(QSize(side if icon_name else side + theme.px(4), side))
        if words:
            self.setToolTip(words)
            self.setAccessibleName(words)
        if not icon_name:
            self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the caret goes behind the word
        self.popup_menu = new_menu(self)
        self.popup_menu.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.clicked.connect(self._open)

    def _open(self) -> None:
        self.popup_menu.popup(self.mapToGlobal(QPoint(0, self.height() + 4)))
