"""The dealer book, on a connection that is handed in. All accounts share it. Nothing is asked here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, delete, literal_column, select, update
from sqlalchemy.dialects.sqlite import insert

from mcdesk.ledger import rows, schema
from mcdesk.ledger.row_rules import check
from mcdesk.model.dealers import Dealer, DealerBook, DealerList, key_of
from mcdesk.model.errors import LedgerError

_dealer = schema.dealers.c
_list = schema.dealer_lists.c
_member = schema.dealer_list_members.c


def load(connection: Connection) -> DealerBook:
    """All dealers and lists, each by name."""
    all_ = select(*schema.dealers.columns).order_by(_dealer.key)
    dealers = tuple(rows.values(connection, all_, _dealer_of))
    known = {dealer.key for dealer in dealers}
    in_order = select(*schema.dealer_list_members.columns).order_by(_member.place, literal_column("rowid"))
    members: defaultdict[str, list[str]] = defaultdict(list)
    for list_key, dealer_key in rows.values(connection, in_order, _member_of):
        if dealer_key in known:  # a damaged ledger may have lost the dealer
            members[list_key].append(dealer_key)
    names = rows.values(connection, select(*schema.dealer_lists.columns).order_by(_list.key), _list_of)
    return DealerBook(dealers, tuple(DealerList(name, tuple(members[key])) for key, name in names))


def save(connection: Connection, dealers: Sequence[Dealer], replacing: str) -> None:
    """Adds dealers, each in place of one of its name; of two with one name the later is kept.

    Args:
        connection: In a transaction that may write.
        dealers: Whom to save.
        replacing: The name or key under which the first of them was known; "" for none. Its lists then
            have it under the new name.
    """
    if not dealers:
        return
    if not all(dealer.key for dealer in dealers):
        raise _nameless("dealer")
    statement = insert(schema.dealers)
    told = {name: statement.excluded[name] for name in _dealer.keys() if name != "key"}  # noqa: SIM118
    statement = statement.on_conflict_do_update(index_elements=["key"], set_=told)
    connection.execute(statement, [_values(dealer) for dealer in dealers])
    old, new = key_of(replacing), dealers[0].key
    if old in ("", new):
        return
    moving = update(schema.dealer_list_members).where(_member.dealer_key == old)
    # A list that has both keeps the place of the one that goes on; the other leaves with its dealer.
    connection.execute(moving.prefix_with("OR IGNORE").values(dealer_key=new))
    remove(connection, [old])


def remove(connection: Connection, keys: Collection[str]) -> None:
    """Removes dealers from the book and from all lists; keys that nobody has do no harm."""
    if keys:
        statement = delete(schema.dealers).where(_dealer.key == bindparam("gone"))
        connection.execute(statement, [{"gone": key_of(key)} for key in keys])


def save_list(connection: Connection, list_: DealerList) -> None:
    """Writes a list down with its members, in place of the one of its name."""
    if not list_.key:
        raise _nameless("list")
    members = list(dict.fromkeys(map(key_of, list_.members)))
    known = set(connection.execute(select(_dealer.key)).scalars())
    if not known.issuperset(members):
        raise LedgerError(
            "One of the dealers is not in the dealer book, or no longer.",
            "Nothing was written. Save the dealer first, then the list.",
        )
    remove_list(connection, list_.key)
    connection.execute(insert(schema.dealer_lists).values(key=list_.key, name=list_.name))
    if members:
        held = [
            {"list_key": list_.key, "dealer_key": key, "place": place} for place, key in enumerate(members, 1)
        ]
        connection.execute(insert(schema.dealer_list_members), held)


def remove_list(connection: Connection, key: str) -> None:
    """Removes a list; its dealers stay in the book."""
    connection.execute(delete(schema.dealer_lists).where(_list.key == key_of(key)))


def _nameless(noun: str) -> LedgerError:
    return LedgerError(f"A {noun} needs a name.", "Nothing was written. Type a name, then save again.")


def _values(dealer: Dealer) -> dict[str, str]:
    return {
        "key": dealer.key,
        "name": dealer.name,
        "source": dealer.source,
        "zip": dealer.zip,
        "location": dealer.location,
        "note": dealer.note,
    }


def _dealer_of(row: Sequence[Any]) -> Dealer:
    check("dealers", row)
    _, name, source, zip_, location, note = row
    return Dealer(name, source, zip_, note, location)


def _list_of(row: Sequence[Any]) -> tuple[str, str]:
    check("dealer_lists", row)
    return row[0], row[1]


def _member_of(row: Sequence[Any]) -> tuple[str, str]:
    check("dealer_list_members", row)
    return row[0], row[1]
