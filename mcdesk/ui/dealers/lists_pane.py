"""The left side of the book: its lists, and the button for a new one. It composes and saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.model.dealers import DealerBook
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.dealers.lists_model import ALL, ListsModel
from mcdesk.ui.dealers.lists_view import ListsView
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


class ListsPane(QWidget):
    """`table` chooses and names; a menu offers the same at each list."""

    list_saved = Signal(object, str)
    rank_asked = Signal(str)
    """The key of a list whose dealers are to be ranked."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.model = ListsModel(self)
        self.model.named.connect(self.list_saved)
        self.table = ListsView(theme, self.model)
        self.table.context_requested.connect(self._open_menu)
        self._doubt = label("", "small", "warn", wrap=True)
        self._doubt.hide()
        self.table.name_doubted.connect(lambda words: set_text(self._doubt, words))
        self._new = button(theme, "New list…", kind="quiet", icon_name="ph.plus", dense=True)
        self._new.clicked.connect(lambda: self.table.begin_new())
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(6), theme.px(8), theme.px(10))
        column.setSpacing(theme.px(6))
        column.addWidget(self.table, 1)
        column.addWidget(self._doubt)
        column.addWidget(self._new, 0, Qt.AlignmentFlag.AlignLeft)

    def show_book(self, book: DealerBook) -> None:
        """Shows other lists."""
        self.model.show_book(book)

    def _open_menu(self, spot: QPoint) -> None:
        menu = new_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        index = self.table.currentIndex()
        key = self.model.key_at(index.row())
        entry = menu.addAction(icon(self._theme, "ph.list-numbers"), "Rank with these")
        entry.triggered.connect(lambda: self.rank_asked.emit(key))
        if key != ALL:
            entry = menu.addAction(icon(self._theme, "ph.pencil-simple"), "Rename\tF2")
            entry.triggered.connect(lambda: self.table.edit(index))
            entry = menu.addAction(icon(self._theme, "ph.trash"), "Remove the list, keep its dealers")
            entry.triggered.connect(lambda: self.table.list_removed.emit(key))
        menu.addSeparator()
        menu.addAction(icon(self._theme, "ph.plus"), "New list…").triggered.connect(
            lambda: self.table.begin_new()
        )
        menu.popup(spot)
