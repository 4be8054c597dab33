"""The place of the dealers: their table, or why there is none and what to do about it. It starts nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QTableView, QWidget

from mcdesk.ui.controls.button import button
from mcdesk.ui.pages.stand_in import StandIn
from mcdesk.ui.theme.theme import Theme

_BOOK = (
    "Keep the dealers that you ask about again and again: under names of your own, in lists like Florida or "
    "Weekly buyers. A ranking takes them from here with one key."
)
_BOOK_FACTS = "A block of cells copied from a spreadsheet can be pasted right here."
_LIST = "Choose dealers under All dealers, then Add to list. Or type and paste new ones into this list."


class BookPlaces(QStackedWidget):
    """Chooses between table, empty book, empty list, and nothing found."""

    type_asked = Signal()
    paste_asked = Signal()
    file_asked = Signal()
    result_asked = Signal()
    clear_asked = Signal()

    def __init__(self, theme: Theme, table: QTableView) -> None:
        super().__init__()
        self._table = table
        self._is_typing = False
        self._typed = button(theme, "Type a dealer", kind="primary", icon_name="ph.plus-bold")
        from_file = button(theme, "From a file…", icon_name="ph.folder-open")
        from_result = button(theme, "From a result…", icon_name="ph.table")
        self._type_here = button(theme, "Type a dealer", icon_name="ph.plus")
        self._paste_here = button(theme, "Paste", icon_name="ph.clipboard-text")
        self._clear = button(theme, "Clear search")
        self._no_book = StandIn(theme, [self._typed, from_file, from_result])
        self._no_list = StandIn(theme, [self._type_here, self._paste_here])
        self._no_match = StandIn(theme, [self._clear])
        self._no_book.show_words("ph.storefront", "No dealers yet", _BOOK, facts=_BOOK_FACTS)
        self._no_list.show_words("ph.list-bullets", "This list is empty", _LIST)
        for place in (table, self._no_book, self._no_list, self._no_match):
            self.addWidget(place)
        pairs = (
            (self._typed, self.type_asked),
            (self._type_here, self.type_asked),
            (self._paste_here, self.paste_asked),
            (from_file, self.file_asked),
            (from_result, self.result_asked),
            (self._clear, self.clear_asked),
        )
        for each, told in pairs:
            each.clicked.connect(told)

    def show_place(self, *, has_book: bool, total: int, found: int, search: str) -> None:
        """Shows what there is to show: `total` dealers in the list, `found` of them by the search."""
        self._is_typing = self._is_typing and not total
        if found or self._is_typing:
            self.setCurrentWidget(self._table)
        elif not has_book:
            self.setCurrentWidget(self._no_book)
        elif not total:
            self.setCurrentWidget(self._no_list)
        else:
            words = f"None has “{search}” in name, site, ZIP, location id or note."
            self._no_match.show_words("ph.magnifying-glass", "No dealer matches", words)
            self.setCurrentWidget(self._no_match)

    def show_table(self) -> None:
        """Shows the table although it is empty: its last row is typed into."""
        self._is_typing = True
        self.setCurrentWidget(self._table)

    @property
    def home(self) -> QWidget:
        """Where the keyboard begins: the table, or the first button in its place."""
        first = {self._no_book: self._typed, self._no_list: self._type_here, self._no_match: self._clear}
        place = self.currentWidget()
        return first.get(place, self._table) if isinstance(place, StandIn) else self._table

    def take_focus(self) -> None:
        """Gives the keyboard to where it begins."""
        self.home.setFocus(Qt.FocusReason.OtherFocusReason)
