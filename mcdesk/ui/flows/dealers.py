"""The dealer book: kept in the ledger, shown on its page, picked from in forms. Removals can be undone."""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Coroutine, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from mcdesk.intake.forms.blocks import read_block
from mcdesk.intake.forms.row_check import sendable
from mcdesk.model.dealers import Dealer, DealerBook, DealerList, key_of
from mcdesk.model.errors import UsageError
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.model.lookups import DEALER, Cells
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.rows import CopyState, JobRow
from mcdesk.ui.asking import chosen_file
from mcdesk.ui.controls.menu import new_menu
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


class DealersFlow:
    """Owns the Dealers page. `rank` is told the dealers that a form is to begin with."""

    def __init__(self, stage: Stage, rank: Take) -> None:
        self._stage = stage
        self._book = DealerBook()
        self._number = 0
        self.page = page = DealersPage(stage.theme)
        self._picker = DealerPicker(stage.theme, stage.window)
        self._take: Take = rank
        self._picker.chosen.connect(lambda dealers: self._take(dealers))
        self._picker.manage_asked.connect(lambda: stage.window.pages.go(PLACE))
        page.save_asked.connect(lambda dealers, key: self._change(lambda d: d.dealers.save(dealers, key)))
        page.list_saved.connect(lambda made, key: self._change(lambda d: d.dealers.save_list(made, key)))
        page.list_removed.connect(self._remove_list)
        page.remove_asked.connect(self._remove)
        page.paste_asked.connect(self._paste)
        page.file_asked.connect(lambda: self._change(self._from_file))
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

    def add(self, dealers: Sequence[Dealer]) -> None:
        """Puts dealers into the book, under free names; those that it knows stay as they are."""
        self._change(lambda desk: self._add(desk, dealers))

    def _look(self) -> None:
        """Reads the book anew."""
        self._change(_nothing)

    def _change(self, work: Change) -> None:
        """Does something to the book and shows it. Changes follow each other in the order of the wishes."""
        if (desk := self._stage.desk) is not None:
            self._number += 1
            self._stage.start(f"dealer book {self._number}", self._changed(desk, work))

    async def _changed(self, desk: Desk, work: Change) -> None:
        try:
            await work(desk)
        finally:
            self._book = await desk.dealers.book()
            self.page.show_book(self._book)

    def _remove(self, keys: Collection[str]) -> None:
        gone = [dealer for dealer in self._book.dealers if dealer.key in keys]
        lists = [each for each in self._book.lists if not set(each.members).isdisjoint(keys)]

        async def bring_back() -> None:
            self._change(lambda desk: _restored(desk, gone, lists))

        self._change(lambda desk: desk.dealers.remove(tuple(keys)))
        self._stage.offer_undo(_removed_words(gone), bring_back)

    def _remove_list(self, key: str) -> None:
        gone = [each for each in self._book.lists if each.key == key]

        async def bring_back() -> None:
            self._change(lambda desk: _restored(desk, (), gone))

        self._change(lambda desk: desk.dealers.remove_list(key))
        if gone:
            self._stage.offer_undo(f"The list {gone[0].name} is removed.", bring_back, "Its dealers stay.")

    def _paste(self, text: str) -> None:
        block = read_block(text, DEALER)
        rows = [tuple(row.get(name, "") for name in DEALER.names) for row in block.rows]
        self._change(lambda desk: self._add_rows(desk, rows, self.page.chosen_list))

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
        self._change(lambda desk: self._from_result(desk, key))

    async def _from_result(self, desk: Desk, key: str) -> None:
        if (path := desk.saved_result(key).path) is not None:
            await self._add(desk, await desk.dealers.from_result(path))

    def _drop(self, path: Path) -> None:
        self._change(lambda desk: self._add_file(desk, path))

    async def _from_file(self, desk: Desk) -> None:
        if (path := await chosen_file(self._stage.window)) is not None:
            await self._add_file(desk, path)

    async def _add_file(self, desk: Desk, path: Path) -> None:
        await self._add(desk, await desk.dealers.read_file(path))

    async def _add_rows(self, desk: Desk, rows: Sequence[Cells], into: str = "") -> None:
        from mcdesk.desk.dealer_book import named_dealers

        good = [cells for _, cells in sendable(DEALER, rows)]
        if not good:
            raise UsageError("There is no dealer to save.", "A dealer needs a site, like mbofaugusta.com.")
        await self._add(desk, named_dealers(good), into)

    async def _add(self, desk: Desk, dealers: Sequence[Dealer], into: str = "") -> None:
        """Adds what the book does not know yet; all of them also to the list whose key is `into`."""
        from mcdesk.desk.dealer_book import free_name

        book = await desk.dealers.book()
        known = {dealer.cells for dealer in book.dealers}
        taken = {dealer.key for dealer in book.dealers}
        new: list[Dealer] = []
        for dealer in dealers:
            if dealer.cells not in known:
                named = replace(dealer, name=free_name(dealer.name, taken))
                taken.add(key_of(named.name))
                new.append(named)
        if new:
            await desk.dealers.save(new)
        held = next((each for each in book.lists if each.key == into), None)
        if held is not None:
            await desk.dealers.save_list(DealerList(held.name, _joined(held, book, dealers, new)))

        async def take_back() -> None:
            self._change(lambda desk: desk.dealers.remove([dealer.key for dealer in new]))

        title, advice = _added_words(new, len(dealers))
        if new:
            self._stage.offer_undo(title, take_back, advice)
        else:
            self._stage.window.notices.show_notice(Notice(NoticeKind.COMPLETED, title, advice))


def _has_dealers(row: JobRow) -> bool:
    operation = OPERATIONS.get(row.operation)
    return row.copy is CopyState.VERIFIED and operation is not None and bool(operation.dealer_fields)


def _joined(
    held: DealerList, book: DealerBook, dealers: Sequence[Dealer], new: Sequence[Dealer]
) -> tuple[str, ...]:
    """A list's members with these dealers behind them, each once, as the book calls them."""
    keys = {dealer.cells: dealer.key for dealer in (*book.dealers, *new)}
    return tuple(dict.fromkeys((*held.members, *(keys[dealer.cells] for dealer in dealers))))


async def _nothing(_desk: Desk) -> None:
    """Only looks."""


async def _restored(desk: Desk, dealers: Sequence[Dealer], lists: Sequence[DealerList]) -> None:
    if dealers:
        await desk.dealers.save(dealers)
    for each in lists:
        await desk.dealers.save_list(each)


def _removed_words(gone: Sequence[Dealer]) -> str:
    return f"{gone[0].name} is removed." if len(gone) == 1 else f"{len(gone):,} dealers are removed."


def _added_words(new: Sequence[Dealer], number: int) -> tuple[str, str]:
    known = number - len(new)
    told = f"{known:,} {'was' if known == 1 else 'were'} in the book already." if known else ""
    if not new:
        return "No dealer is new.", told
    title = f"{new[0].name} is added to the book." if len(new) == 1 else f"{len(new):,} dealers are added."
    return title, told
