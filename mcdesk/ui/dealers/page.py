"""The Dealers page: the book's lists at the left, the dealers of one at the right. It saves nothing."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.dealers import Dealer, DealerBook, DealerList
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.dealers.add_menu import AddMenu
from mcdesk.ui.dealers.book_places import BookPlaces
from mcdesk.ui.dealers.chosen_bar import Chosen, ChosenBar
from mcdesk.ui.dealers.dealers_model import DealersModel
from mcdesk.ui.dealers.dealers_view import DealersView
from mcdesk.ui.dealers.lists_model import ALL
from mcdesk.ui.dealers.lists_pane import ListsPane
from mcdesk.ui.pages.delayed_search import DelayedSearch
from mcdesk.ui.pages.head import PageHead
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_LISTS_WIDTH, _LISTS_SHARE = 208, 0.34
_SEARCH_WIDTH, _SEARCH_LEAST = 240, 132


class DealersPage(QWidget):
    """What is typed, named or removed is told, and shown once `show_book` brings it."""

    save_asked = Signal(object, str)
    """A tuple of Dealer, and the key that the first replaces, "" for none."""
    remove_asked = Signal(object)
    """A tuple of keys of dealers."""
    list_saved = Signal(object, str)
    """A DealerList, and the key that it had until now, whose members stay; "" for a new list."""
    members_changed = Signal(str, object, object)
    """The key of a list, and two tuples of keys: who comes into it, and who leaves it."""
    list_removed = Signal(str)
    paste_asked = Signal(str)
    file_asked = Signal()
    result_asked = Signal()
    rank_asked = Signal(object)
    """A tuple of Dealer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._book = DealerBook()
        self._joining: dict[str, str] = {}
        self.lists = ListsPane(theme)
        self._model = DealersModel(self)
        self.table = DealersView(theme, self._model)
        self.bar = ChosenBar(theme)
        self.search = DelayedSearch(theme, "Search dealers", QKeySequence(QKeySequence.StandardKey.Find))
        self.add = AddMenu(theme)
        self._places = BookPlaces(theme, self.table)
        self._lay_out()
        self._connect()
        self.show_book(DealerBook())

    @property
    def chosen_list(self) -> str:
        """The key of the list that is shown; "" for all dealers."""
        return self.lists.table.chosen

    @property
    def home(self) -> QWidget:
        """Where the keyboard begins: the dealers, or what is offered in their place."""
        return self._places.home

    def show_book(self, book: DealerBook) -> None:
        """Shows another state of the book. Choice, place and what is being typed stay."""
        self._book = book
        self.lists.show_book(book)
        self._show_list()

    def focus_first(self) -> None:
        """Gives the keyboard to the dealers, or to what is offered in their place."""
        self._places.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+V takes a block of dealers wherever the focus is, Ctrl+F searches."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.table.paste()
        elif event.matches(QKeySequence.StandardKey.Find):
            self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.search.selectAll()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the dealers most of the room."""
        super().resizeEvent(event)
        wide = min(self._theme.px(_LISTS_WIDTH), round(self.width() * _LISTS_SHARE))
        self.lists.setFixedWidth(wide)

    def _show_list(self) -> None:
        key = self.chosen_list
        dealers = {dealer.key: dealer for dealer in self._book.dealers}
        shown = self._keys_of(key)
        self._joining = {new: to for new, to in self._joining.items() if new not in self._members(to)}
        joining = [new for new, to in self._joining.items() if to == key and new in dealers]
        self._model.show_dealers(dealers, [*shown, *joining])
        self._tell()

    def _keys_of(self, key: str) -> tuple[str, ...]:
        if key == ALL:
            return tuple(dealer.key for dealer in self._book.dealers)
        return tuple(dealer.key for dealer in self._book.of_list(key))

    def _members(self, key: str) -> tuple[str, ...]:
        return next((each.members for each in self._book.lists if each.key == key), ())

    def _list(self, key: str) -> DealerList | None:
        return next((each for each in self._book.lists if each.key == key), None)

    def _tell(self) -> None:
        """Says which list this is, what is chosen, and shows what stands in an empty table's place."""
        held = self._list(self.chosen_list)
        total, shown = len(self._keys_of(self.chosen_list)), len(self._model.keys)
        chosen = len(self.table.chosen_keys)
        title = "All dealers" if held is None else held.name
        told = Chosen(title, held is not None, total, shown, chosen, self._model.is_searched)
        others = [each for each in self._book.lists if each.key != self.chosen_list]
        self.bar.show_chosen(told, others)
        self.bar.setVisible(bool(self._book.dealers))
        self._places.show_place(
            has_book=bool(self._book.dealers), total=total, found=shown, search=self.search.text().strip()
        )

    def _chosen_or_all(self) -> tuple[str, ...]:
        return self.table.chosen_keys or self._model.keys

    def _dealers(self, keys: tuple[str, ...]) -> tuple[Dealer, ...]:
        by_key = {dealer.key: dealer for dealer in self._book.dealers}
        return tuple(by_key[key] for key in keys if key in by_key)

    def _on_typed(self, dealer: Dealer, replacing: str) -> None:
        """A new dealer typed into a list belongs to it."""
        held = self._list(self.chosen_list)
        if held is not None and not replacing:
            self._joining[dealer.key] = held.key
        self.save_asked.emit((dealer,), replacing)
        if held is not None and not replacing:
            self.members_changed.emit(held.key, (dealer.key,), ())

    def _add_to(self, key: str) -> None:
        if keys := self.table.chosen_keys:
            self.members_changed.emit(key, keys, ())

    def _take_out(self) -> None:
        if self.chosen_list != ALL and (keys := self.table.chosen_keys):
            self.members_changed.emit(self.chosen_list, (), keys)

    def _remove(self) -> None:
        if keys := self.table.chosen_keys:
            self.remove_asked.emit(keys)

    def _delete_key(self) -> None:
        """In a list Delete takes out of the list; only among all dealers it removes from the book."""
        if self.chosen_list == ALL:
            self._remove()
        else:
            self._take_out()

    def _rank(self, keys: tuple[str, ...]) -> None:
        if dealers := self._dealers(keys):
            self.rank_asked.emit(dealers)

    def _type_new(self) -> None:
        self.search.clear()
        self.search.tell()
        self._places.show_table()
        self.table.type_new()

    def _open_menu(self, spot: QPoint) -> None:
        menu = new_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        has_chosen, in_list = bool(self.table.chosen_keys), self.chosen_list != ALL
        entries = (
            (
                "ph.pencil-simple",
                "Edit the cell\tF2",
                lambda: self.table.edit(self.table.currentIndex()),
                True,
            ),
            ("ph.copy", "Copy as cells\tCtrl+C", self.table.copy_chosen, has_chosen),
            ("ph.clipboard-text", "Paste dealers\tCtrl+V", self.table.paste, True),
            ("ph.list-numbers", "Rank with these", lambda: self._rank(self._chosen_or_all()), True),
            ("ph.minus-circle", "Remove from this list", self._take_out, has_chosen and in_list),
            ("ph.trash", "Remove from the book", self._remove, has_chosen),
        )
        for name, words, act, is_able in entries:
            entry = menu.addAction(icon(self._theme, name), words)
            entry.triggered.connect(lambda _=False, chosen=act: chosen())
            entry.setEnabled(is_able)
        menu.popup(spot)

    def _connect(self) -> None:
        self.search.searched.connect(self._model.search)
        for told in (self.search.left, self.search.went_down, self.search.returnPressed):
            told.connect(self._places.take_focus)
        self._model.typed.connect(self._on_typed)
        self._model.settled.connect(self._tell)
        table, lists, bar, add = self.table, self.lists, self.bar, self.add
        table.chosen_changed.connect(self._tell)
        table.remove_asked.connect(self._delete_key)
        table.pasted.connect(self.paste_asked)
        table.context_requested.connect(self._open_menu)
        lists.table.list_chosen.connect(lambda _: self._on_list_chosen())
        lists.table.list_removed.connect(self.list_removed)
        lists.table.went_in.connect(self._places.take_focus)
        lists.list_saved.connect(self.list_saved)
        lists.rank_asked.connect(lambda key: self._rank(self._keys_of(key)))
        bar.list_picked.connect(self._add_to)
        bar.new_list_asked.connect(lambda: lists.table.begin_new(table.chosen_keys))
        bar.take_out_asked.connect(self._take_out)
        bar.remove_asked.connect(self._remove)
        bar.rank_asked.connect(lambda: self._rank(self._chosen_or_all()))
        for source in (add, self._places):
            source.type_asked.connect(self._type_new)
            source.paste_asked.connect(table.paste)
            source.file_asked.connect(self.file_asked)
            source.result_asked.connect(self.result_asked)
        self._places.clear_asked.connect(self.search.clear)
        self._places.clear_asked.connect(self.search.tell)

    def _on_list_chosen(self) -> None:
        self.table.clearSelection()
        self._show_list()
        self.table.scrollToTop()

    def _lay_out(self) -> None:
        px = self._theme.px
        head = PageHead(self._theme, "Dealers")
        self.search.setMinimumWidth(px(_SEARCH_LEAST))
        self.search.setMaximumWidth(px(_SEARCH_WIDTH))
        head.row.addStretch(1)
        head.row.addWidget(self.search, 1000)
        head.row.addWidget(self.add)
        right = QVBoxLayout()
        right.setContentsMargins(px(4), 0, 1, 0)
        right.setSpacing(0)
        right.addWidget(self.bar)
        right.addWidget(self._places, 1)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedWidth(1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.lists)
        across.addWidget(rule)
        across.addLayout(right, 1)
        line = QFrame()
        line.setProperty("kind", "rule")
        line.setFixedHeight(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(line)
        column.addLayout(across, 1)
