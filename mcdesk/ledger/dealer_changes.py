"""Changes of the dealer book that read it first, on a connection that is handed in: each is one transaction.

What is to be written is worked out in `model/dealer_changes.py`; nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection

from mcdesk.ledger import dealers as book
from mcdesk.model import dealer_changes as changes
from mcdesk.model.dealer_changes import Added, Removed
from mcdesk.model.dealers import Dealer, DealerList, key_of
from mcdesk.model.errors import LedgerError


def remove(connection: Connection, keys: Collection[str]) -> Removed:
    """Removes dealers from the book and from all lists; tells what went."""
    removed = changes.removed_dealers(book.load(connection), keys)
    book.remove(connection, keys)
    return removed


def remove_list(connection: Connection, key: str) -> Removed:
    """Removes a list; tells what went."""
    removed = changes.removed_list(book.load(connection), key)
    book.remove_list(connection, key)
    return removed


def restore(connection: Connection, removed: Removed) -> None:
    """Brings back what was removed. It overwrites nothing, and can't fail for what the book has become."""
    back = changes.brought_back(book.load(connection), removed)
    book.save(connection, back.dealers, "")
    for each in back.lists:
        book.save_list(connection, each)


def add(connection: Connection, dealers: Sequence[Dealer], *, into: str, new_list: str) -> Added:
    """Adds whom the book does not know, and all of them to a list; tells what is new."""
    added, made = changes.taken_up(book.load(connection), dealers, into=into, new_list=new_list)
    book.save(connection, added.dealers, "")
    if made is not None:
        book.save_list(connection, made)
    return added


def take_back(connection: Connection, added: Added) -> None:
    """Takes back what was added, as far as it is still as it was."""
    gone, held = changes.to_take_back(book.load(connection), added)
    if held is not None:
        if added.is_new_list and not held.members:
            book.remove_list(connection, held.key)
        else:
            book.save_list(connection, held)
    book.remove(connection, gone)


def rename_list(connection: Connection, key: str, name: str) -> None:
    """Gives a list another name. LedgerError if it is gone, or another list has the name."""
    held = _list(connection, key)
    new = DealerList(name, held.members)
    if new.key != held.key and any(each.key == new.key for each in book.load(connection).lists):
        raise LedgerError(
            f"There is a list called {name} already.", "Nothing was written. Choose another name."
        )
    book.save_list(connection, new)
    if new.key != held.key:
        book.remove_list(connection, held.key)


def change_list(connection: Connection, key: str, more: Collection[str], fewer: Collection[str]) -> None:
    """Puts dealers into a list and takes others out. LedgerError if it is gone."""
    held, gone = _list(connection, key), {key_of(each) for each in fewer}
    known = {dealer.key for dealer in book.load(connection).dealers}
    members = (*held.members, *(each for each in map(key_of, more) if each in known))
    book.save_list(connection, DealerList(held.name, tuple(each for each in members if each not in gone)))


def _list(connection: Connection, key: str) -> DealerList:
    held = next((each for each in book.load(connection).lists if each.key == key_of(key)), None)
    if held is None:
        raise LedgerError("This list is not in the dealer book any more.", "Nothing was written.")
    return held
