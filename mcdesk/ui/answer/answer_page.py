"""An answer on the screen: head, what was asked, comparison, list. It composes them and asks nobody."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from mcdesk.ui.answer.asked_line import AskedLine
from mcdesk.ui.answer.compare_line import CompareLine
from mcdesk.ui.answer.head import AnswerHead
from mcdesk.ui.answer.list_view import AnswerListView
from mcdesk.ui.answer.sorting import SortKey
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.answer.words import counts, exact_facts, facts, nothing_ranked
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_SORTS = {
    SortKey.PLACE: "Sort by rank",
    SortKey.NAME: "Sort by name",
    SortKey.VIN_SCORE: "Sort by vin_score",
    SortKey.DEALER_SCORE: "Sort by dealer_ymm_score",
}


class AnswerPage(QWidget):
    """`list_view` and `line` speak for themselves."""

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme = theme
        self._now = now
        self._view: AnswerView | None = None
        self._came_at = 0.0
        self._head = AnswerHead(theme)
        self._asked = AskedLine(theme)
        self.line = CompareLine(theme)
        self._nothing = label("", "", "text2", wrap=True)
        self.list_view = AnswerListView(theme)
        self._head.sort_asked.connect(self.sort_by)
        self._head.failed_asked.connect(self.list_view.go_to_failed)
        self.list_view.room_changed.connect(self._head.scale.set_room)
        self.list_view.menu_asked.connect(self._open_menu)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        for each in (self._head, self._asked, self.line, self._head.scale, self._nothing):
            lines.addWidget(each)
        lines.addWidget(self.list_view, 1)
        self._nothing.setContentsMargins(0, theme.px(12), 0, theme.px(4))

    def show_answer(self, view: AnswerView) -> None:
        """Another answer, or the same one compared. The order stays as the user left it."""
        now, past = self._now(), view.past
        if self._view is None or self._view.answer is not view.answer:
            self._came_at = now if past is None else past.asked_at + (past.seconds or 0.0)
        self._view = view
        self._asked.show_request(view.request, now)
        self._head.scale.set_marks(view.is_compared)
        self.line.show_comparison(view, now)
        set_text(self._nothing, nothing_ranked(view.answer))
        self.list_view.show_answer(view, now)
        self.list_view.setAccessibleDescription(self._asked.words)
        self.tick()

    def set_is_current(self, is_current: bool) -> None:
        """Whether the form still holds what was asked. Rows of the form may have moved, too."""
        self._asked.set_is_current(is_current)
        self.list_view.setAccessibleDescription(self._asked.words)
        self.list_view.refresh_rows()

    def tick(self) -> None:
        """Time has passed: says anew how old the answer is."""
        if self._view is not None:
            noun = self._view.request.ranking.many.noun
            words = facts(self._view, self._came_at, self._now())
            when = exact_facts(self._view, self._came_at)
            self._head.show_facts(noun, counts(self._view.answer), words, when)

    def sort_by(self, key: SortKey) -> None:
        """Sorts by one of the heads, or turns the order round if it holds already."""
        model = self.list_view.answer_model
        model.sort_by(model.sorting.after_click(key))
        self._head.show_sorting(model.sorting)

    def _open_menu(self, spot: QPoint) -> None:
        view, theme = self.list_view, self._theme
        menu = new_menu(view)
        menu.aboutToHide.connect(menu.deleteLater)
        for act, words in view.chosen_acts.items():
            entry = menu.addAction(words)
            entry.triggered.connect(lambda _=False, chosen=act: view.do(chosen))
        if view.chosen_rows:
            entry = menu.addAction(icon(theme, "ph.copy"), "Copy as cells", view.copy_chosen)
            entry.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        menu.addAction("Copy all as cells", view.copy_all)
        menu.addSeparator()
        for key, words in _SORTS.items():
            entry = menu.addAction(words)
            entry.setCheckable(True)
            entry.setChecked(key is view.answer_model.sorting.key)
            entry.triggered.connect(lambda _=False, chosen=key: self.sort_by(chosen))
        menu.popup(spot)
