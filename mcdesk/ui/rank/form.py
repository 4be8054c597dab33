"""One ranking's form: the one thing, the grid of the others, the button. It tells wishes and asks nobody."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.intake.forms.vin_facts import vin_facts
from mcdesk.model.fields import Shape
from mcdesk.model.landing import Landed
from mcdesk.model.lookups import DEALER, Cells, Ranking, RankRequest, Side
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.pages.vin_words import vin_line
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.rank.form_words import FootWords, button_words, foot_words
from mcdesk.ui.rank.one_form import OneForm
from mcdesk.ui.rank.one_words import OneState
from mcdesk.ui.theme.theme import Theme

_HEAD = 26


class RankForm(QWidget):
    """`rank_asked` and `batch_asked` are told only when there is something to send."""

    changed = Signal()
    rank_asked = Signal()
    batch_asked = Signal()
    book_asked = Signal()
    """Dealers are to come from the dealer book."""
    save_dealers_asked = Signal()
    save_list_asked = Signal()
    file_asked = Signal()
    file_given = Signal(object)
    """A file was pasted in place of rows: its Path."""

    def __init__(self, theme: Theme, ranking: Ranking) -> None:
        super().__init__()
        self._theme = theme
        self.ranking = ranking
        self._why_not = ""
        self._is_busy = self._is_batch = self._was_touched = False
        self.one = OneForm(theme, ranking.one)
        self.grid = EntryGrid(theme, ranking.many, ranking.most)
        self._count = label("", "small", "text2")
        self._facts = ElidedLabel()
        self._facts.setProperty("kind", "small")
        self._mark = IconMark(theme, side=14)
        self._foot = label("", "small", "text2", wrap=True)
        self._go = button(theme, "", kind="primary", icon_name="ph.play-fill")
        self._go.setAccessibleDescription("Ctrl+Enter")
        self._go.clicked.connect(self._on_go_clicked)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(QApplication.doubleClickInterval())
        self._savers: tuple[QAction, ...] = ()
        self.book_opener: QAbstractButton
        """Below it the dealer book opens, whichever side of the ranking takes dealers."""
        self._lay_out()
        self.one.changed.connect(self._on_changed)
        self.one.state_changed.connect(self._weigh)
        self.grid.changed.connect(self._on_changed)
        self.grid.moved.connect(self._show_facts)
        self.one.entered.connect(self.grid.setFocus)
        self.grid.activated.connect(self.go)
        self.grid.file_pasted.connect(lambda path: self.file_given.emit(Path(path)))
        self._weigh()

    @property
    def sendable(self) -> tuple[tuple[int, Cells], ...]:
        """The rows of the next request: place in the grid, and what goes out.

        Where the service refused all that could go, asking again means these.
        """
        return self.grid.sendable or self.grid.refused

    @property
    def request(self) -> RankRequest | None:
        """What would be asked now; None while something needed is missing."""
        return self._request_for([cells for _, cells in self.sendable])

    @property
    def batch(self) -> RankRequest | None:
        """What a batch would hold: all rows that are in order; None while something is missing."""
        return self._request_for([check.sends for check in self.grid.checks if check.is_sendable])

    @property
    def cells(self) -> tuple[Cells, tuple[Cells, ...]]:
        """What was typed, above and in the grid."""
        return self.one.cells, self.grid.rows

    def set_cells(self, one: Cells, many: Sequence[Cells]) -> None:
        """Writes over all of it. In the grid that can be undone."""
        self.clear_troubles()
        self.one.set_cells(one)
        self.grid.set_rows(many)

    def paste(self) -> None:
        """Adds cells from the clipboard below the grid's rows. Over them is pasted in the grid itself."""
        self.grid.go_below()
        self.grid.paste()
        self.grid.setFocus()

    def go(self) -> None:
        """Ranks, or says by the cursor what is missing. More rows than fit go as a batch."""
        if self._is_busy or self._why_not:
            return
        if self.one.sends is None:
            self.one.go_to_first_gap()
        elif not self.sendable:
            self.grid.setFocus()
        else:
            self._settling.start()
            (self.batch_asked if self._is_batch else self.rank_asked).emit()

    @property
    def is_busy(self) -> bool:
        """Whether an answer is awaited."""
        return self._is_busy

    def set_busy(self, is_busy: bool) -> None:
        """While an answer is awaited the button rests; the form goes on taking what is typed."""
        if self._is_busy and not is_busy:
            self._settling.start()
        if is_busy:
            self._was_touched = False
        if is_busy and self._go.hasFocus():
            self.grid.setFocus()  # a button at rest would hand it to whatever comes next
        self._is_busy = is_busy
        self._weigh()

    def set_why_not(self, words: str) -> None:
        """Why nothing can be asked at all, such as a missing key; "" for nothing in the way."""
        self._why_not = words
        self._weigh()

    def set_troubles(self, troubles: Sequence[Landed], asked: Sequence[tuple[int, Cells]]) -> None:
        """Marks what the service refused, and goes to the first of it, unless the user is busy elsewhere.

        Args:
            troubles: Their places count the request's list.
            asked: The `sendable` that the request was made of: rows may have changed since.
        """
        may_move = self._may_move
        of_one = next((each for each in troubles if each.place is None), None)
        self.one.set_trouble(of_one)
        in_grid = [each for each in troubles if each.place is not None]
        self.grid.set_troubles(in_grid, asked)
        self._weigh()
        if not may_move:
            return
        if of_one is not None:
            self.one.go_to(of_one.column)
        elif in_grid and in_grid[0].place is not None:
            self.go_to_row(in_grid[0].place, in_grid[0].column, asked)

    def clear_troubles(self) -> None:
        """Forgets what refusals said: another account, or other rows."""
        self.one.set_trouble(None)
        self.grid.set_troubles(())
        self._weigh()

    def go_to_row(self, place: int, column: str, asked: Sequence[tuple[int, Cells]]) -> None:
        """Opens a cell of the row that was at `place` of a request's list, if it is still there."""
        row = self.grid.place_of(asked[place][1]) if 0 <= place < len(asked) else None
        if row is not None:
            self.grid.go_to(row, column)

    @property
    def _may_move(self) -> bool:
        """Whether the cursor is free: a refusal comes when it comes, and nobody's typing is torn away."""
        is_covered = (
            QApplication.activeModalWidget() is not None or QApplication.activePopupWidget() is not None
        )
        return self.isVisible() and not (is_covered or self.grid.is_typed_in or self._was_touched)

    def _request_for(self, many: Sequence[Cells]) -> RankRequest | None:
        one = self.one.sends
        return RankRequest(self.ranking, one, tuple(many)) if one is not None and many else None

    def _lay_out(self) -> None:
        px = self._theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(20), px(6), px(16), px(14))
        lines.setSpacing(0)
        lines.addLayout(self._one_head())
        lines.addSpacing(px(8))
        lines.addWidget(self.one)
        lines.addSpacing(px(14))
        lines.addLayout(self._grid_head())
        lines.addSpacing(px(8))
        lines.addWidget(self.grid, 1)
        lines.addSpacing(px(12))
        foot = QHBoxLayout()
        foot.setSpacing(px(8))
        foot.addWidget(self._mark)
        foot.addWidget(self._foot, 1)
        foot.addWidget(self._go)
        lines.addLayout(foot)

    def _one_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addStrut(self._theme.px(_HEAD))  # with a button or without, what is below stays in its place
        row.addWidget(label(self.ranking.one.noun.capitalize(), "section"))
        row.addStretch(1)
        if _is_dealers(self.ranking.one):
            words = "From the dealer book…"
            self.book_opener = button(
                self._theme, words, kind="quiet", icon_name="ph.address-book", dense=True
            )
            self.book_opener.clicked.connect(self.book_asked)
            row.addWidget(self.book_opener)
        return row

    def _grid_head(self) -> QHBoxLayout:
        many, theme = self.ranking.many, self._theme
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(label(many.plural.capitalize(), "section"))
        row.addWidget(self._count)
        row.addWidget(self._facts, 1)
        add = MenuButton(theme, f"Add {many.plural}")
        menu = add.popup_menu
        menu.addAction("Paste cells from a spreadsheet\tCtrl+V", self.paste)
        menu.addAction("From a file…", self.file_asked.emit)
        if _is_dealers(many):
            self.book_opener = add
            menu.addAction("From the dealer book…", self.book_asked.emit)
            menu.addSeparator()
            self._savers = (
                menu.addAction("Save these in the dealer book…", self.save_dealers_asked.emit),
                menu.addAction("Save as a list…", self.save_list_asked.emit),
            )
        row.addWidget(add)
        return row

    def _on_go_clicked(self) -> None:
        """The second click of a double click is no second request, even if the first is answered by then."""
        if not self._settling.isActive():
            self.go()

    def _on_changed(self) -> None:
        self._was_touched = True
        self._weigh()
        self.changed.emit()

    def _weigh(self) -> None:
        tally, most = self.grid.tally, self.ranking.most
        self._is_batch = tally.in_order > most
        count = tally.in_order if self._is_batch else tally.in_order - tally.refused
        is_again = not count and tally.refused > 0
        count = count or tally.refused
        self._show_count(tally.filled)
        self._show_facts()
        self._show_foot(foot_words(self.ranking, self.one.state, tally, self._why_not))
        self._go.setText(button_words(self.ranking, count, is_again=is_again))
        is_ready = self.one.state is OneState.READY and count > 0
        self._go.setEnabled(is_ready and not self._why_not and not self._is_busy)
        for entry in self._savers:
            entry.setEnabled(tally.in_order > 0)

    def _show_count(self, filled: int) -> None:
        self._count.setText(f"{filled:,} of {self.ranking.most:,}")
        is_over = filled > self.ranking.most
        dress_label(self._count, "small", "warn" if is_over else "text2")

    def _show_facts(self) -> None:
        """What the VIN of the row with the cursor tells, while it is typed and afterwards."""
        many, at = self.ranking.many, self.grid.current
        vin = next((place for place, each in enumerate(many.columns) if each.field.shape is Shape.VIN), -1)
        row = self.grid.row_at(at) if vin >= 0 else None
        typed = row[0][vin].strip() if row is not None else ""
        if row is None or not typed:
            self._facts.setText("")
            return
        check = row[1].cells[vin]
        line = vin_line(vin_facts(typed), check, was_asked=False)
        self._facts.setText(f"Row {at + 1:,}: {line.words}")
        dress_label(self._facts, "small", line.token.partition(".")[0])

    def _show_foot(self, words: FootWords) -> None:
        self._mark.setVisible(bool(words.icon))
        if words.icon:
            self._mark.set_icon(words.icon, f"{words.tone}.text")
        self._foot.setText(words.text)
        dress_label(self._foot, "small", words.tone or "text2")


def _is_dealers(side: Side) -> bool:
    return side is DEALER
