"""The dealer book at work: kept in the ledger, filled from the form, from files and from past results.

What is read from elsewhere is only offered: nothing is saved before the user says so.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from pathlib import Path

from mcdesk.intake.forms.blocks import read_form_file
from mcdesk.intake.forms.row_check import check_rows
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.dealer_changes import Added, Removed
from mcdesk.model.dealers import Dealer, DealerBook, DealerList, free_name, key_of
from mcdesk.model.errors import InputFileError
from mcdesk.model.fields import LOCATION, SOURCE, ZIP, Field, Shape
from mcdesk.model.lookups import DEALER, Cells, Column, Side
from mcdesk.results.rank_rows import dealers_in

MOST_DEALERS = 10_000
"""Of a file or a result. Nobody looks through a longer list of names."""

_NAMES = (
    *("name", "dealer name", "dealer_name", "dealername", "dealership name", "dealership"),
    *("dealer", "store name", "store"),
)
"""Headings of a column of names, the plainer ones first."""
_NOTES = ("note", "notes", "comment", "comments", "remark", "remarks")


def _by_heading(names: Iterable[str]) -> tuple[Column, ...]:
    """Columns that are recognised by their heading alone, whatever their cells look like."""
    return tuple(Column(Field(name, name, Shape.IDENT, (), ()), is_needed=False) for name in names)


_ENTRY = Side(
    DEALER.noun,
    DEALER.plural,
    DEALER.one_key,
    DEALER.many_key,
    (*DEALER.columns, *_by_heading(_NAMES), *_by_heading(_NOTES)),
    DEALER.identity,
)
"""A dealer as a file may tell of it: what the service knows, a name and a note."""


class DealerBookKeeper:
    """All accounts share one book. Every change is one transaction.

    Raises LedgerError or StorageError wherever the ledger can't be read or written.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    async def book(self) -> DealerBook:
        """All dealers and lists, each by name."""
        return await self._ledger.dealer_book()

    async def save(self, dealers: Sequence[Dealer], replacing: str = "") -> None:
        """Adds dealers, each in place of one of its name.

        `replacing` is the key that the first of them had, if it was renamed: its lists follow.
        """
        await self._ledger.save_dealers(dealers, replacing=replacing)

    async def remove(self, keys: Collection[str]) -> Removed:
        """Takes dealers out of the book and out of its lists; tells what went."""
        return await self._ledger.remove_dealers(keys)

    async def bring_back(self, removed: Removed) -> None:
        """Puts back what was removed, into the book as it is now: nothing in it is overwritten."""
        await self._ledger.restore_dealers(removed)

    async def add(self, dealers: Sequence[Dealer], *, into: str = "", new_list: str = "") -> Added:
        """Adds whom the book does not know yet, under free names; whom it knows stays as it is.

        All of them also go into the list whose key is `into`, or into a new list.
        """
        return await self._ledger.add_dealers(dealers, into=into, new_list=new_list)

    async def take_back(self, added: Added) -> None:
        """Undoes an adding, as far as what was added is still as it was."""
        await self._ledger.take_back_dealers(added)

    async def save_list(self, dealers: DealerList) -> None:
        """Adds a list, in place of the one of its name."""
        await self._ledger.save_dealer_list(dealers)

    async def rename_list(self, key: str, name: str) -> None:
        """Gives a list another name; whoever is in it stays in it."""
        await self._ledger.rename_dealer_list(key, name)

    async def change_list(self, key: str, *, more: Collection[str] = (), fewer: Collection[str] = ()) -> None:
        """Puts dealers into a list, behind the others, and takes others out."""
        await self._ledger.change_dealer_list(key, more=more, fewer=fewer)

    async def remove_list(self, key: str) -> Removed:
        """Removes a list; its dealers stay. Tells what went."""
        return await self._ledger.remove_dealer_list(key)

    async def read_file(self, path: Path) -> tuple[Dealer, ...]:
        """The dealers of a file, mended where that is safe, each under a name of its own.

        They are called as the file calls them, else after their sites. Rows that can't be sent are left out,
        and so are repeats.

        Raises:
            InputFileError: If it can't be read as a table, or no dealer is in it.
        """
        return await asyncio.to_thread(dealers_of_file, path)

    async def from_result(self, path: Path, most: int = MOST_DEALERS) -> tuple[Dealer, ...]:
        """The different dealers of a verified result, called after their sites.

        Raises:
            StorageError: If the result can't be read.
        """
        found = await asyncio.to_thread(dealers_in, path, most)
        return named_dealers([(source, zip_, "") for source, zip_ in found])


def dealers_of_file(path: Path) -> tuple[Dealer, ...]:
    """As `DealerBookKeeper.read_file`. Blocks: for worker threads."""
    block = read_form_file(path, _ENTRY, MOST_DEALERS)
    if SOURCE.name not in block.columns:
        # Sites may stand under a heading that was taken for one of names.
        block = read_form_file(path, DEALER, MOST_DEALERS)
    rows = [tuple(row.get(name, "") for name in DEALER.names) for row in block.rows]
    kept = [(place, check.sends) for place, check in enumerate(check_rows(DEALER, rows)) if check.is_sendable]
    if not kept:
        raise InputFileError(
            f"{path.name} has no dealers.", "It needs a column of dealer sites, like mbofaugusta.com."
        )
    told = [block.rows[place] for place, _ in kept]
    names = [_first(row, _NAMES) for row in told]
    return named_dealers([cells for _, cells in kept], names, [_first(row, _NOTES) for row in told])


def named_dealers(
    rows: Sequence[Cells], names: Sequence[str] = (), notes: Sequence[str] = ()
) -> tuple[Dealer, ...]:
    """Dealers under names that differ, also in more than their case.

    Args:
        rows: Cells in the order of a dealer's columns.
        names: What each is to be called; "" or nothing for its site, with the ZIP or location id where the
            site has several.
        notes: What is remarked of each; "" or nothing for no remark.
    """
    sites = Counter(DEALER.value(cells, SOURCE.name) for cells in rows)
    taken: set[str] = set()
    dealers: list[Dealer] = []
    for place, cells in enumerate(rows):
        source, zip_, location = (DEALER.value(cells, field.name) for field in (SOURCE, ZIP, LOCATION))
        wanted = names[place].strip() if place < len(names) else ""
        if not wanted:
            wanted = f"{source} {zip_ or location}".strip() if sites[source] > 1 else source
        name = free_name(wanted, taken)
        taken.add(key_of(name))
        note = notes[place] if place < len(notes) else ""
        dealers.append(Dealer(name, source, zip_, note, location))
    return tuple(dealers)


def _first(row: Mapping[str, str], headings: Iterable[str]) -> str:
    return next((text for heading in headings if (text := row.get(heading, ""))), "")
