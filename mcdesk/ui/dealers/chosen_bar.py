"""The band above the dealers: which list this is, how many are chosen, and what can be done with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from mcdesk.model.dealers import DealerList
from mcdesk.model.lookups import RANK_DEALERS
from mcdesk.model.words import count
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.controls.polish import dress
from mcdesk.ui.dealers.dealer_cells import number_words
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.preflight.ends_layout import EndsLayout
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the band tells: `total` dealers of the list, `found` of them shown, `chosen` of these selected."""

    title: str
    is_list: bool
    total: int
    found: int
    chosen: int
    is_searched: bool = False

    @property
    def words(self) -> str:
        """3 of 12 chosen; 4 of 48 dealers; 48 dealers."""
        if self.chosen:
            return f"{count(self.chosen)} of {count(self.total)} chosen"
        return (
            f"{count(self.found)} of {number_words(self.total)}"
            if self.is_searched
            else number_words(self.total)
        )

    @property
    def ranked(self) -> int:
        """How many go into a ranking: the chosen ones, else all that are shown."""
        return self.chosen or self.found


class ChosenBar(QWidget):
    """Tells wishes about the chosen dealers; who they are, the page knows."""

    list_picked = Signal(str)
    """The key of the list that they are to be added to."""
    new_list_asked = Signal()
    take_out_asked = Signal()
    remove_asked = Signal()
    rank_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._title, self._count = ElidedLabel(), label("", "small", "text2")
        dress_label(self._title, "heading")
        self.add_to = MenuButton(theme, "Add to list")
        dress(self.add_to, "secondary", dense=True)
        self.add_to.popup_menu.aboutToShow.connect(self._fill)
        self._take_out = button(theme, "Remove from list", dense=True)
        self._take_out.clicked.connect(self.take_out_asked)
        self._remove = button(theme, "Remove", dense=True, icon_name="ph.trash")
        self._remove.clicked.connect(self.remove_asked)
        self._rank = button(theme, "", dense=True, icon_name="ph.list-numbers")
        self._rank.clicked.connect(self.rank_asked)
        self._lists: Sequence[DealerList] = ()
        self._lay_out()

    @property
    def words(self) -> str:
        """What is said of the list and the choice."""
        return f"{self._title.text()} {self._count.text()}"

    def show_chosen(self, told: Chosen, lists: Sequence[DealerList]) -> None:
        """Shows another list or another choice; `lists` are those that dealers can be added to."""
        self._lists = lists
        self._title.setText(told.title)
        self._count.setText(told.words)
        has_chosen = told.chosen > 0
        self._take_out.setVisible(told.is_list)
        for widget in (self.add_to, self._take_out, self._remove):
            widget.setEnabled(has_chosen)
        words = number_words(told.ranked) if told.chosen or told.is_searched else f"all {count(told.ranked)}"
        self._rank.setText(f"Rank with {words}" if told.ranked else "Rank with these")
        self._rank.setEnabled(told.ranked > 0)
        most = RANK_DEALERS.most
        tip = f"More than {most} at once become a batch" if told.ranked > most else ""
        self._rank.setToolTip(tip)

    def _fill(self) -> None:
        menu = self.add_to.popup_menu
        menu.clear()
        for each in self._lists:
            entry = menu.addAction(icon(self._theme, "ph.list-bullets"), each.name.replace("&", "&&"))
            entry.triggered.connect(lambda _=False, told=each.key: self.list_picked.emit(told))
        if self._lists:
            menu.addSeparator()
        entry = menu.addAction(icon(self._theme, "ph.plus"), "New list…")
        entry.triggered.connect(self.new_list_asked)

    def _lay_out(self) -> None:
        px, words, acts = self._theme.px, QWidget(), QWidget()
        row = QHBoxLayout(words)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(px(10))
        row.addWidget(self._title)
        row.addWidget(self._count, 1)
        flow = FlowLayout(acts, px(6))
        for widget in (self.add_to, self._take_out, self._remove, self._rank):
            flow.addWidget(widget)
        ends = EndsLayout(self, px(12), px(6))
        ends.setContentsMargins(px(16), px(6), px(16), px(8))
        ends.addWidget(words)
        ends.addWidget(acts)
