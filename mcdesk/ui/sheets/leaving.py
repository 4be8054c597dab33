"""The sheet before mcdesk quits while something is under way: it names it and offers the ways to leave.

It knows what it is told and tells what was chosen; it breaks nothing off and ends nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap, QShowEvent
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from mcdesk.ui.controls.button import button
from mcdesk.ui.panels.label import label
from mcdesk.ui.sheets.leaving_choices import LeavingChoices
from mcdesk.ui.sheets.leaving_words import WAITING, note_words, title_words
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.sheets.under_way_list import UnderWayList
from mcdesk.ui.sheets.values import Leaving, UnderWay
from mcdesk.ui.theme.theme import Theme

_WIDTH = 580


class LeavingSheet(Sheet):
    """Accepted, `answer` says how to leave; rejected, mcdesk stays.

    "Wait, then quit" turns it into a small sheet that waits. It is accepted by itself as soon as it is told
    that nothing would break off any more, and until then everything can be taken back.
    """

    def __init__(self, theme: Theme, owner: QWidget, under_way: UnderWay) -> None:
        super().__init__(theme, owner, "Quit", width=_WIDTH)
        self.answer = Leaving.STAY
        self._is_waiting = False
        self._under_way = under_way
        self.title_label.setWordWrap(True)
        self.head_row.setStretch(0, 1)
        self.head_row.setStretch(1, 0)
        self._list = UnderWayList(theme)
        self._choices = LeavingChoices(theme)
        self._choices.chosen.connect(self._on_chosen)
        self._note = label("", "small", "text2", wrap=True)
        for part in (self._list, self._choices, self._note):
            self.lines.addWidget(part)
        self._back = self._foot_button("Do not wait…", self._on_back)
        self._stay = self._foot_button("Stay", self.reject)
        self._quit = self._foot_button("Quit", lambda: self._leave(Leaving.GO_ON), is_primary=True)
        self._show()

    def show_under_way(self, under_way: UnderWay) -> None:
        """What is under way now. Where that was waited for and has ended, the sheet closes and says so."""
        if self._is_waiting and under_way.is_quiet:
            self._leave(Leaving.GO_ON)
        elif under_way != self._under_way:
            self._under_way = under_way
            self._show()

    def showEvent(self, event: QShowEvent) -> None:
        """Comes in front of any other sheet."""
        super().showEvent(event)
        self.raise_()
        self.activateWindow()
        self._take_focus()

    def backdrop(self) -> QPixmap:
        """What lies behind: the sheet that was open before, if there is one."""
        owner = self.parentWidget()
        sheets = owner.window().findChildren(Sheet) if owner is not None else []
        others = [sheet for sheet in sheets if sheet is not self and sheet.isVisible()]
        return others[-1].grab() if others else super().backdrop()

    def _on_chosen(self, choice: Leaving) -> None:
        if choice is Leaving.WAIT:
            self._is_waiting = True
            self._show()
            self._take_focus()
        else:
            self._leave(choice)

    def _on_back(self) -> None:
        self._is_waiting = False
        self._show()
        self._take_focus()

    def _leave(self, answer: Leaving) -> None:
        self.answer = answer
        self.done(QDialog.DialogCode.Accepted)

    def _show(self) -> None:
        under_way, is_waiting = self._under_way, self._is_waiting
        title = WAITING if is_waiting else title_words(under_way)
        self.title_label.setText(title)
        self.setAccessibleName(title)
        self._list.show_under_way(under_way)
        self._note.setText(note_words(under_way))
        self._choices.setVisible(not under_way.is_quiet and not is_waiting)
        self._choices.show_under_way(under_way)
        self._back.setVisible(is_waiting)
        self._quit.setVisible(under_way.is_quiet and not is_waiting)
        self._stay.setText("Stay open" if is_waiting else "Stay")
        self.setAccessibleDescription(self._list.accessibleName())

    def _take_focus(self) -> None:
        """The way that loses nothing has the focus first."""
        if self._is_waiting or not self._quit.isHidden():
            first = self._stay if self._is_waiting else self._quit
            first.setDefault(True)
            first.setFocus(Qt.FocusReason.PopupFocusReason)
        else:
            self._choices.take_focus()
            self.sheet_body.ensureWidgetVisible(self._choices.first)

    def _foot_button(self, words: str, act: object, *, is_primary: bool = False) -> QPushButton:
        made = button(self.theme, words, kind="primary" if is_primary else "secondary")
        made.clicked.connect(act)
        if not self.footer.row.count():
            self.footer.row.addWidget(made)
            self.footer.row.addStretch(1)
        else:
            self.footer.row.addWidget(made)
        return made
