"""The dealer book: kept in the ledger, shown on its page, picked from in forms. Removals can be undone.

Changes follow each other, and each reads the book as the one before left it: the page may show an older one.
"""

from __future__ import annotations

import asyncio
import functools
from collections.abc import Callable, Collection, Coroutine, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from mcdesk.intake.forms.blocks import read_block
from mcdesk.intake.forms.row_check import sendable
from mcdesk.model.dealer_changes import Added, Removed
from mcdesk.model.dealers import Dealer, DealerBook, DealerList
from mcdesk.model.errors import UsageError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.model.lookups import DEALER, Cells
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import CopyState, JobRow
from mcdesk.ui.asking import answer_of, chosen_file
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.dealers.dealer_cells import number_words
from mcdesk.ui.dealers.list_sheet import ListSheet
from mcdesk.ui.dealers.page import DealersPage
from mcdesk.ui.dealers.picker import DealerPicker
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.shell.pages import PageParts
from mcdesk.ui.shell.rail import DEALERS as PLACE

if TYPE_CHECKING:
    from mcdesk.desk.desk import Desk

_RESULTS = 30
"""Of which dealers can be taken at once; older ones are found in the job table."""

Take = Callable[[tuple[Dealer, ...]], None]
Change = Callable[["Desk"], Coroutine[Any, Any, None]]
Read = Callable[["Desk"], Coroutine[Any, Any, Sequence[Dealer]]]


class DealersFlow:
    """Owns the Dealers page. `rank` is told the dealers that a form is to begin with."""

    def __init__(self, stage: Stage, rank: Take) -> None:
        self._stage = stage
        self._book = DealerBook()
        self._number = 0
        self._turn = asyncio.Lock()
        self.page = page = DealersPage(stage.theme)
        self._picker = DealerPicker(stage.theme, stage.window)
        self._take: Take = rank
        self._picker.chosen.connect(lambda dealers: self._take(dealers))
        self._picker.manage_asked.connect(lambda: stage.window.pages.go(PLACE))
        page.save_asked.connect(lambda dealers, key: self._change(lambda d: d.dealers.save(dealers, key)))
        page.list_saved.connect(self._save_list)
        page.members_changed.connect(self._change_list)
        page.list_removed.connect(self._remove_list)
        page.remove_asked.connect(self._remove)
        page.paste_asked.connect(self._paste)
        page.file_asked.connect(lambda: stage.start("choose dealers", self._choose_file()))
        page.result_asked.connect(self._choose_result)
        page.rank_asked.connect(rank)
        stage.call_on_desk(self._look)
        self._look()

    @property
    def parts(self) -> PageParts:
        """The page for the window."""
        page = self.page
        regions = (page.search, page.lists, page.table)
        return PageParts(page, lambda: page.home, lambda: regions, drop=self._drop, paste=page.table.paste)

    def pick(self, opener: QWidget, take: Take) -> None:
        """Lets the user choose dealers of the book, below a button."""
        self._take = take
        self._picker.open_below(opener, self._book)

    def save_from(self, rows: Sequence[Cells]) -> None:
        """Puts a form's dealers into the book; those that it knows stay as they are."""
        self._change(lambda desk: self._add_rows(desk, rows))

    def save_list_from(self, rows: Sequence[Cells]) -> None:
        """Asks for a name and makes a list of a form's dealers, in the form's order."""
        self._stage.start("name a list", self._name_list(rows))

    def _look(self) -> None:
        """Reads the book anew."""
        self._change(_nothing)

    def _change(self, work: Change) -> None:
        """Does something to the book and shows it, in the order of the wishes."""
        if (desk := self._stage.desk) is not None:
            self._number += 1
            self._stage.start(f"dealer book {self._number}", self._changed(desk, work))

    async def _changed(self, desk: Desk, work: Change) -> None:
        async with self._turn:
            try:
                await work(desk)
            finally:
                self._book = await desk.dealers.book()
                self.page.show_book(self._book)

    def _gather(self, read: Read) -> None:
        """Reads dealers from elsewhere, which may take its time, and adds them."""
        if (desk := self._stage.desk) is not None:
            self._number += 1
            self._stage.start(f"dealers to add {self._number}", self._gathered(desk, read))

    async def _gathered(self, desk: Desk, read: Read) -> None:
        dealers = await read(desk)
        self._change(lambda desk: self._add(desk, dealers))

    def _save_list(self, made: DealerList, replacing: str) -> None:
        if replacing:
            self._change(lambda desk: desk.dealers.rename_list(replacing, made.name))
        else:
            self._change(lambda desk: desk.dealers.save_list(made))

    def _change_list(self, key: str, more: Collection[str], fewer: Collection[str]) -> None:
        self._change(lambda desk: desk.dealers.change_list(key, more=more, fewer=fewer))

    def _remove(self, keys: Collection[str]) -> None:
        self._change(lambda desk: self._removed(desk.dealers.remove(keys)))

    def _remove_list(self, key: str) -> None:
        self._change(lambda desk: self._removed(desk.dealers.remove_list(key)))

    async def _removed(self, work: Coroutine[Any, Any, Removed]) -> None:
        """Offers to bring back what went; where nothing did, an earlier offer stays."""
        removed = await work

        async def bring_back() -> None:
            self._change(lambda desk: desk.dealers.bring_back(removed))

        if removed.dealers or removed.lists:
            title, advice = _removed_words(removed)
            self._stage.offer_undo(title, bring_back, advice)

    def _paste(self, text: str) -> None:
        block = read_block(text, DEALER)
        rows = [tuple(row.get(name, "") for name in DEALER.names) for row in block.rows]
        into = self.page.chosen_list
        self._change(lambda desk: self._add_rows(desk, rows, into))

    def _choose_result(self) -> None:
        """Offers the saved results that have dealers in them, the newest first."""
        desk = self._stage.desk
        rows = [row for row in (desk.rows if desk is not None else ()) if _has_dealers(row)]
        if not rows:
            notice = Notice(
                NoticeKind.TROUBLE, "No saved result has dealers.", "Download a ranked job first."
            )
            self._stage.window.notices.show_notice(notice)
            return
        menu = new_menu(self.page)
        menu.aboutToHide.connect(menu.deleteLater)
        for row in sorted(rows, key=lambda row: -row.submitted_at)[:_RESULTS]:
            menu.addAction(row.title).triggered.connect(functools.partial(self._add_result, row.key))
        menu.popup(self.page.add.mapToGlobal(QPoint(0, self.page.add.height() + 4)))

    def _add_result(self, key: str) -> None:
        self._gather(lambda desk: _of_result(desk, key))

    def _drop(self, path: Path) -> None:
        self._gather(lambda desk: desk.dealers.read_file(path))

    async def _choose_file(self) -> None:
        if (path := await chosen_file(self._stage.window)) is not None:
            self._drop(path)

    async def _name_list(self, rows: Sequence[Cells]) -> None:
        dealers = _dealers_of(rows)
        taken = [each.key for each in self._book.lists]
        sheet = ListSheet(self._stage.theme, self._stage.window, len(dealers), taken)
        if await answer_of(sheet):
            name = sheet.name
            self._change(lambda desk: self._add(desk, dealers, new_list=name))

    async def _add_rows(self, desk: Desk, rows: Sequence[Cells], into: str = "") -> None:
        await self._add(desk, _dealers_of(rows), into)

    async def _add(self, desk: Desk, dealers: Sequence[Dealer], into: str = "", new_list: str = "") -> None:
        """Adds what the book does not know yet; all of them also to a list."""
        added = await desk.dealers.add(dealers, into=into, new_list=new_list)

        async def take_back() -> None:
            self._change(lambda desk: desk.dealers.take_back(added))

        title, advice = _added_words(added)
        if added.dealers or added.joined:
            self._stage.offer_undo(title, take_back, advice)
        else:
            self._stage.window.notices.show_notice(Notice(NoticeKind.COMPLETED, title, advice))


def _has_dealers(row: JobRow) -> bool:
    operation = OPERATIONS.get(row.operation)
    return row.copy is CopyState.VERIFIED and operation is not None and bool(operation.dealer_fields)


async def _nothing(_desk: Desk) -> None:
    """Only looks."""


async def _of_result(desk: Desk, key: str) -> Sequence[Dealer]:
    path = desk.saved_result(key).path
    return () if path is None else await desk.dealers.from_result(path)


def _dealers_of(rows: Sequence[Cells]) -> tuple[Dealer, ...]:
    """The dealers of those rows that can be sent. UsageError if there is none."""
    from mcdesk.desk.dealer_book import named_dealers

    good = [cells for _, cells in sendable(DEALER, rows)]
    if not good:
        raise UsageError("There is no dealer to save.", "A dealer needs a site, like mbofaugusta.com.")
    return named_dealers(good)


def _removed_words(removed: Removed) -> tuple[str, str]:
    if removed.lists:
        return f"The list {removed.lists[0].name} is removed.", "Its dealers stay."
    number = len(removed.dealers)
    return f"{removed.dealers[0].name} is removed." if number == 1 else f"{number:,} dealers are removed.", ""


def _added_words(added: Added) -> tuple[str, str]:
    new = added.dealers
    told = (
        f"{added.known:,} {'was' if added.known == 1 else 'were'} in the book already." if added.known else ""
    )
    if added.is_new_list:
        return f"The list {added.list_name} is made, with {number_words(len(added.joined))}.", told
    if added.joined:
        return f"{number_words(len(added.joined))} added to the list {added.list_name}.", told
    if not new:
        return "No dealer is new.", told
    title = f"{new[0].name} is added to the book." if len(new) == 1 else f"{len(new):,} dealers are added."
    return title, told
