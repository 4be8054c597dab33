"""Changes of the dealer book that can be taken back, against the book as it is by then. Pure.

Taking back overwrites nothing: who comes back gets a free name where the old one is another's by now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

from mcdesk.model.dealers import Dealer, DealerBook, DealerList, free_name, key_of


@dataclass(frozen=True, slots=True)
class Removed:
    """What left the book at once.

    Attributes:
        dealers: Who left it.
        held_in: The lists that lost a member by that, as they were before.
        lists: The lists that left it, as they were.
        members: The dealers in those lists, by which they are found under another name, too.
    """

    dealers: tuple[Dealer, ...] = ()
    held_in: tuple[DealerList, ...] = ()
    lists: tuple[DealerList, ...] = ()
    members: tuple[Dealer, ...] = ()


@dataclass(frozen=True, slots=True)
class Added:
    """What came into the book at once.

    Attributes:
        dealers: Who is new, under the names that were free.
        known: How many were in the book already, the repeats among them.
        list_name: The list that all of them are in now, "" for none.
        joined: The keys of those that were not in that list before.
        is_new_list: Whether the list was made for them.
    """

    dealers: tuple[Dealer, ...]
    known: int
    list_name: str = ""
    joined: tuple[str, ...] = ()
    is_new_list: bool = False


def removed_dealers(book: DealerBook, keys: Collection[str]) -> Removed:
    """What leaves with the dealers of these keys."""
    wanted = {key_of(key) for key in keys}
    dealers = tuple(dealer for dealer in book.dealers if dealer.key in wanted)
    held_in = tuple(each for each in book.lists if not wanted.isdisjoint(each.members))
    return Removed(dealers, held_in)


def removed_list(book: DealerBook, key: str) -> Removed:
    """What leaves with a list."""
    lists = tuple(each for each in book.lists if each.key == key_of(key))
    return Removed(lists=lists, members=tuple(d for each in lists for d in book.of_list(each.name)))


def brought_back(book: DealerBook, removed: Removed) -> DealerBook:
    """What has to be written for what was removed to be there again.

    Args:
        book: As it is now.
        removed: What is to come back.

    Returns:
        The dealers to add, under free names, and the lists to write: those that are there still, with the
        dealers at their old places, and those that come back, with the members that are there still.
    """
    names = _free_names([dealer.name for dealer in removed.dealers], {each.key for each in book.dealers})
    dealers = tuple(replace(dealer, name=name) for dealer, name in zip(removed.dealers, names, strict=True))
    back = {old.key: new.key for old, new in zip(removed.dealers, dealers, strict=True)}
    present = {each.key: each for each in book.lists}
    lists = [
        DealerList(present[old.key].name, _rejoined(present[old.key].members, old.members, back))
        for old in removed.held_in
        if old.key in present
    ]
    list_names = _free_names([each.name for each in removed.lists], present.keys())
    here = _found_again(book, removed.members)
    for old, name in zip(removed.lists, list_names, strict=True):
        lists.append(DealerList(name, _each_once(here[key] for key in old.members if key in here)))
    return DealerBook(dealers, tuple(lists))


def taken_up(
    book: DealerBook, dealers: Sequence[Dealer], *, into: str = "", new_list: str = ""
) -> tuple[Added, DealerList | None]:
    """What has to be written for these dealers to be in the book, and all of them in one list.

    Args:
        book: As it is now. Whom it knows by site, ZIP and location stays as it is.
        dealers: Who is to be in it.
        into: The key of a list that takes them; no list where it is not there, or "".
        new_list: The name of a list to make of them, "" for none. If it is taken, a free one like it.

    Returns:
        What is new, and the list to write, None for none.
    """
    known = {dealer.cells: dealer.key for dealer in reversed(book.dealers)}
    taken = {dealer.key for dealer in book.dealers}
    new: list[Dealer] = []
    for dealer in dealers:
        if dealer.cells not in known:
            named = replace(dealer, name=free_name(dealer.name, taken))
            taken.add(named.key)
            known[dealer.cells] = named.key
            new.append(named)
    number = len(dealers) - len(new)
    held = next((each for each in book.lists if into and each.key == key_of(into)), None)
    if new_list:
        held = DealerList(free_name(new_list, {each.key for each in book.lists}))
    if held is None:
        return Added(tuple(new), number), None
    made = DealerList(held.name, _each_once((*held.members, *(known[dealer.cells] for dealer in dealers))))
    joined = made.members[len(held.members) :]
    return Added(tuple(new), number, made.name, joined, bool(new_list)), made


def to_take_back(book: DealerBook, added: Added) -> tuple[tuple[str, ...], DealerList | None]:
    """What has to go for what was added not to be there any more.

    Returns:
        The keys of the dealers that are still as they were added, and the list as it is without those who
        joined it; None where there is no such list. One that was made for them and is empty then has to go.
    """
    now = {dealer.key: dealer for dealer in book.dealers}
    gone = tuple(dealer.key for dealer in added.dealers if now.get(dealer.key) == dealer)
    key = key_of(added.list_name)
    held = next((each for each in book.lists if key and each.key == key), None)
    if held is None:
        return gone, None
    leaving = {*added.joined, *gone}
    return gone, DealerList(held.name, tuple(each for each in held.members if each not in leaving))


def _free_names(names: Iterable[str], taken: Collection[str]) -> list[str]:
    held, found = set(taken), []
    for name in names:
        found.append(free_name(name, held))
        held.add(key_of(found[-1]))
    return found


def _rejoined(now: Sequence[str], before: Sequence[str], back: dict[str, str]) -> tuple[str, ...]:
    """The members of now, with those who come back each behind who stood before them.

    Args:
        now: The list's members.
        before: Its members at the time of the removal.
        back: Who comes back, by the old key: the new one.
    """
    members = list(now)
    for place, key in enumerate(before):
        if key in back and back[key] not in members:
            ahead = (back.get(each, each) for each in reversed(before[:place]))
            at = next((members.index(each) + 1 for each in ahead if each in members), 0)
            members.insert(at, back[key])
    return tuple(members)


def _found_again(book: DealerBook, members: Iterable[Dealer]) -> dict[str, str]:
    """Under which keys dealers are in the book now: their own, or that of the same site, ZIP and location."""
    keys = {dealer.key for dealer in book.dealers}
    by_cells = {dealer.cells: dealer.key for dealer in reversed(book.dealers)}
    found: dict[str, str] = {}
    for member in members:
        key = member.key if member.key in keys else by_cells.get(member.cells)
        if key is not None:
            found[member.key] = key
    return found


def _each_once(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
