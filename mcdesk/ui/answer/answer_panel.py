"""The panel as the Rank page uses it: one of four states, one call each. Wishes go out by signals."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from mcdesk.model.errors import DeskError
from mcdesk.model.lookups import Ranking, RankRequest
from mcdesk.model.past_requests import PastRequest
from mcdesk.ui.answer.acts import RowOf
from mcdesk.ui.answer.answer_page import AnswerPage
from mcdesk.ui.answer.earlier_menu import earlier_menu, pop_up_at
from mcdesk.ui.answer.error_page import ErrorPage
from mcdesk.ui.answer.footer import AnswerFooter
from mcdesk.ui.answer.nothing_page import NothingPage
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.answer.waiting_page import WaitingPage
from mcdesk.ui.answer.words import announcement
from mcdesk.ui.theme.theme import Theme

_TICK_MS, _LEAST_WIDTH, _MARGIN = 1000, 344, 20


class AnswerPanel(QWidget):
    """Shows; never asks. Margins of 20 px at the sides are its own.

    `compare_asked` is answered with `offer_earlier`, `compare_with` and `uncompare_asked` with `show_answer`.
    """

    cancel_asked = Signal()
    retry_asked = Signal()
    compare_asked = Signal()
    compare_with = Signal(str)
    """The id of the earlier request that was chosen."""
    uncompare_asked = Signal()
    export_asked = Signal(str)
    """The ending of the file: ".csv" or ".xlsx"."""
    batch_asked = Signal()
    go_to_row = Signal(int, str)
    """A row of the request's list, from 0, and the column to go to; -1 is what the list is set against."""
    copied = Signal(str)
    """What went to the clipboard, in words."""

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._now = now
        self._view: AnswerView | None = None
        self._asker: QWidget = self
        self.answer_page = AnswerPage(theme, now)
        self._nothing = NothingPage(theme)
        self._waiting = WaitingPage(theme)
        self._error = ErrorPage(theme)
        self.footer = AnswerFooter(theme)
        self._places = QStackedWidget()
        for page in (self._nothing, self._waiting, self.answer_page, self._error):
            self._places.addWidget(page)
        lines = QVBoxLayout(self)
        side = theme.px(_MARGIN)
        lines.setContentsMargins(side, theme.px(4), side, theme.px(14))
        lines.setSpacing(0)
        lines.addWidget(self._places, 1)
        lines.addWidget(self.footer)
        self.setMinimumWidth(theme.px(_LEAST_WIDTH))
        self.setAccessibleName("Answer")
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)
        self._connect()

    @property
    def view(self) -> AnswerView | None:
        """The answer that is shown; None in every other state."""
        return self._view

    def show_nothing(self, ranking: Ranking) -> None:
        """Nothing was asked yet: what an answer will look like and how to get one."""
        self._nothing.show_ranking(ranking)
        self._turn_to(self._nothing)

    def show_waiting(self, request: RankRequest) -> None:
        """The request is under way and can be broken off."""
        self._waiting.show_request(request, self._now())
        self._turn_to(self._waiting)

    def show_answer(self, view: AnswerView) -> None:
        """An answer has come; one that is new is said aloud."""
        is_new = self._view is None or self._view.answer is not view.answer
        self.answer_page.show_answer(view)
        self._turn_to(self.answer_page, view)
        if is_new:
            self._announce(announcement(view))

    def show_error(self, error: DeskError, asked: RankRequest | None) -> None:
        """Nothing came back. What was asked is needed to lead to the rows that a refusal names."""
        self._error.show_error(error, asked, self._now())
        self._turn_to(self._error)
        self._announce(str(error))

    def offer_earlier(self, earlier: Sequence[PastRequest]) -> None:
        """Pops up the earlier answers, where the user asked for them; says so if there is none."""
        if self._view is None:
            return
        held = self._view.against.id if self._view.against is not None else ""
        ranking = self._view.request.ranking
        menu = earlier_menu(self, ranking, earlier, held, self._now(), self.compare_with.emit)
        pop_up_at(menu, self._asker)

    def open_export(self) -> None:
        """Opens the menu of files, if there is an answer."""
        self.footer.open_export()

    def set_rows(self, row_of: RowOf) -> None:
        """Who knows where the form has an entry of the request's list, from 0, by now; None if it is gone.

        `go_to_row` still tells the place in the request: the form alone knows what it has made of it.
        """
        self.answer_page.list_view.set_rows(row_of)
        self._error.places.set_rows(row_of)

    def set_is_current(self, is_current: bool) -> None:
        """Whether the form still holds what was asked. Told after each change of the form and each answer."""
        self.answer_page.set_is_current(is_current)
        self._error.places.refresh_rows()
        self._aim()

    def tick(self) -> None:
        """Time has passed: ages, seconds and countdowns are told anew."""
        if self._places.currentWidget() is self.answer_page:
            self.answer_page.tick()
        self._waiting.tick(self._now())
        self._error.tick(self._now())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc breaks a request off."""
        is_waiting = self._places.currentWidget() is self._waiting
        if event.key() == Qt.Key.Key_Escape and is_waiting:
            self.cancel_asked.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Time matters while somebody looks."""
        super().showEvent(event)
        self.tick()
        self._timer.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self._timer.stop()

    def _connect(self) -> None:
        page, footer = self.answer_page, self.footer
        self._waiting.cancel_asked.connect(self.cancel_asked)
        self._error.retry_asked.connect(self.retry_asked)
        self._error.go_to_row.connect(self.go_to_row)
        page.list_view.go_to_row.connect(self.go_to_row)
        page.list_view.copied.connect(self.copied)
        page.line.choice_asked.connect(lambda: self._ask_to_compare(page.line.choose))
        page.line.stop_asked.connect(self.uncompare_asked)
        footer.compare_asked.connect(lambda: self._ask_to_compare(footer.compare))
        footer.batch_asked.connect(self.batch_asked)
        footer.export_asked.connect(self.export_asked)

    def _turn_to(self, page: QWidget, view: AnswerView | None = None) -> None:
        self._view = view
        self.footer.show_rows(0 if view is None else len(view.answer.ranked) + len(view.answer.failed))
        self._places.setCurrentWidget(page)
        self._aim()
        if self.isVisible():
            self._timer.start()  # seconds are counted from here

    def _aim(self) -> None:
        """Decides where the keyboard begins once it is brought here: in the rows, not in their head."""
        shown = self._places.currentWidget()
        target = self._error.first if shown is self._error else None
        if shown is self.answer_page:
            target = self.answer_page.list_view
        elif shown is self._waiting:
            target = self._waiting.cancel
        # In this order: a policy is handed on to the proxy.
        self.setFocusProxy(None)  # type: ignore[arg-type]  # Qt's word for no proxy
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus if target is None else Qt.FocusPolicy.TabFocus)
        if target is not None:
            self.setFocusProxy(target)

    def _ask_to_compare(self, asker: QWidget) -> None:
        self._asker = asker
        self.compare_asked.emit()

    def _announce(self, words: str) -> None:
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
