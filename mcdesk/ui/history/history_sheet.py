"""The sheet with all single requests. It shows what it is given and tells wishes; it reads no ledger."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, QTimer, Signal, SignalInstance
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.accounts import Account
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.rankings import RankAnswer
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.controls.search_field import SearchField
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.history.empty import EmptyHistory
from mcdesk.ui.history.list_model import HistoryModel
from mcdesk.ui.history.list_view import HistoryListView
from mcdesk.ui.history.looks import KINDS, can_compare
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_WIDTH, _LIST_LEAST, _SEARCH_LEAST = 760, 110, 140
_TYPING_PAUSE_MS, _REPAINT_MS = 150, 15_000
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class HistorySheet(Sheet):
    """Search and kind are answered with `show_requests`, `more_asked` with `add_requests`.

    Args:
        theme: Looks.
        owner: The window below.
        now: The clock, seconds since 1970.
        answer_of: Reads what was kept of a ranking's answer; None where there is none. It is called once for
            each row that comes into view.
        account: Whose requests these are.
    """

    search_changed = Signal(str)
    kind_changed = Signal(str)
    """The id of a single request's kind, "" for all."""
    open_asked = Signal(str)
    run_again_asked = Signal(str)
    compare_asked = Signal(str)
    remove_asked = Signal(tuple)
    """The ids of the requests to forget."""
    more_asked = Signal()

    def __init__(
        self,
        theme: Theme,
        owner: QWidget,
        now: Callable[[], float],
        answer_of: Callable[[PastRequest], RankAnswer | None],
        account: Account | None = None,
    ) -> None:
        super().__init__(theme, owner, "History", width=_WIDTH, account=account)
        self._has_more = False
        self._told = ""
        self._is_asking = False
        """Whether the list is still that of another search."""
        self._requests = HistoryModel(now, answer_of, self)
        self.list_view = HistoryListView(theme, self._requests, now)
        self._empty = EmptyHistory(theme)
        self._search = SearchField(
            theme, "Search subjects, dealers and VINs", QKeySequence(QKeySequence.StandardKey.Find)
        )
        self._kinds = Segmented(theme)
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._ages = QTimer(self)
        self._ages.setInterval(_REPAINT_MS)
        self._lay_out()
        self._make_foot()
        self._connect()
        self.set_tall(True)
        self._search.setFocus(Qt.FocusReason.PopupFocusReason)
        self._weigh()

    def show_requests(self, requests: Sequence[PastRequest], *, has_more: bool = False) -> None:
        """These match what is asked for, the newest first. The chosen one stays chosen, or its successor."""
        chosen, place = self.list_view.chosen, self.list_view.currentIndex().row()
        self._requests.show_requests(requests)
        self._has_more, self._is_asking = has_more, False
        self._empty.show_reason(is_filtered=bool(self._told or self._kinds.current))
        self.list_view.setVisible(bool(requests))
        self._empty.setVisible(not requests)
        if requests:
            held = self._requests.place_of(chosen[0].id) if chosen else -1
            self.list_view.choose(held if held >= 0 else max(0, place))
        self._weigh()

    def add_requests(self, requests: Sequence[PastRequest], *, has_more: bool) -> None:
        """Older ones, below what is there."""
        self._has_more = has_more
        self._requests.add_requests(requests)

    def search(self, text: str) -> None:
        """Asks for this at once, as if the user had typed it."""
        self._search.setText(text)
        self._tell_search()

    def _lay_out(self) -> None:
        px = self.theme.px
        self._kinds.set_items([(ident, word, None, True) for ident, word in KINDS.items()])
        self._kinds.setAccessibleName("Show requests by kind")
        self._search.setMinimumWidth(px(_SEARCH_LEAST))
        row = QHBoxLayout()
        row.setSpacing(px(10))
        row.addWidget(self._search, 1)
        row.addWidget(self._kinds)
        self.lines.addLayout(row)
        self.list_view.setMinimumHeight(px(_LIST_LEAST))
        for each in (self.list_view, self._empty):
            each.hide()  # nobody knows yet whether there is anything
            self.lines.addWidget(each, 1)
        self.lines.addStretch(0)

    def _make_foot(self) -> None:
        theme, row = self.theme, self.footer.row
        self._remove = button(theme, "Remove", kind="quiet", icon_name="ph.trash")
        self._compare = button(theme, "Compare", icon_name="ph.arrows-left-right")
        self._again = button(theme, "Run again", icon_name="ph.arrow-clockwise")
        self._open = button(theme, "Open", kind="primary")
        row.addWidget(self._remove)
        row.addStretch(1)
        for each in (self._compare, self._again, self._open):
            row.addWidget(each)
        self._open.setDefault(True)

    def _connect(self) -> None:
        view = self.list_view
        self._search.textChanged.connect(self._typing.start)
        self._search.left.connect(self.reject)
        self._typing.timeout.connect(self._tell_search)
        self._kinds.chosen.connect(self._tell_kind)
        self._empty.clear_asked.connect(self._clear)
        self._ages.timeout.connect(view.viewport().update)
        self._ages.start()
        view.chosen_changed.connect(self._weigh)
        view.end_reached.connect(self._on_end)
        view.menu_asked.connect(self._open_menu)
        view.opened.connect(lambda: self._tell(self.open_asked))
        view.removed.connect(self._tell_removal)
        self._open.clicked.connect(lambda: self._tell(self.open_asked))
        self._again.clicked.connect(lambda: self._tell(self.run_again_asked))
        self._compare.clicked.connect(lambda: self._tell(self.compare_asked))
        self._remove.clicked.connect(self._tell_removal)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._find)
        ways = [(key, self._on_enter) for key in _ENTER] + [(Qt.Key.Key_Down, self._enter_list)]
        for key, lead in ways:
            keys = QShortcut(QKeySequence(key), self._search)
            keys.setContext(Qt.ShortcutContext.WidgetShortcut)
            keys.setAutoRepeat(False)
            keys.activated.connect(lead)

    def _weigh(self) -> None:
        """What can be done with what is chosen."""
        chosen = self.list_view.chosen
        is_one = len(chosen) == 1
        self._open.setEnabled(is_one)
        self._again.setEnabled(is_one)
        self._compare.setEnabled(is_one and can_compare(chosen[0]))
        self._remove.setEnabled(bool(chosen))
        self._remove.setText(f"Remove {len(chosen):,}" if len(chosen) > 1 else "Remove")

    def _tell(self, wish: SignalInstance) -> None:
        if len(chosen := self.list_view.chosen) == 1:
            wish.emit(chosen[0].id)

    def _tell_removal(self) -> None:
        if chosen := self.list_view.chosen:
            self.remove_asked.emit(tuple(past.id for past in chosen))

    def _tell_search(self) -> None:
        self._typing.stop()
        if (text := self._search.text().strip()) != self._told:
            self._told, self._is_asking = text, True
            self.search_changed.emit(text)

    def _tell_kind(self, kind: str) -> None:
        self._is_asking = True
        self.kind_changed.emit(kind)

    def _clear(self) -> None:
        if self._kinds.current:
            self._kinds.set_current("")
            self._tell_kind("")
        self._search.clear()
        self._tell_search()
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_end(self) -> None:
        if self._has_more:
            self._has_more = False  # until the answer: one wish is enough
            self.more_asked.emit()

    def _on_enter(self) -> None:
        """Opens what is chosen, but nothing that nobody has looked at: what is searched for comes first."""
        self._tell_search()
        if not self._is_asking:
            self._tell(self.open_asked)

    def _enter_list(self) -> None:
        self._tell_search()
        self.list_view.setFocus(Qt.FocusReason.TabFocusReason)
        self.list_view.choose(0)

    def _find(self) -> None:
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def _open_menu(self, spot: QPoint) -> None:
        menu = new_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for each in (self._open, self._again, self._compare, self._remove):
            entry = menu.addAction(each.text(), each.click)
            entry.setEnabled(each.isEnabled())
        entry.setIcon(icon(self.theme, "ph.trash"))
        menu.popup(spot)
