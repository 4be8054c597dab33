"""The dealer book: any sequence of calls against a model of a few lines, and what the calls promise."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
from mcdesk.model.dealer_changes import Added, Removed
from mcdesk.model.dealers import Dealer, DealerBook, DealerList, key_of
from mcdesk.model.errors import LedgerError
from tests.ledger.samples import ACCOUNT

NORTH = Dealer("North lot", "north-motors.com", "02139", "by the river", "1012345")
SOUTH = Dealer("South lot", "south-motors.com", "90210")
EAST = Dealer("East lot", "east-motors.com")

NAMES = st.sampled_from(["North", " north ", "NORTH", "South", "straße", "STRASSE", "Ünique", "%", "'", "\0"])
DEALERS = st.builds(Dealer, NAMES, st.text(st.characters(exclude_categories=["Cs"]), max_size=3))


class Book(RuleBasedStateMachine):
    """`dealers` by key and `lists` by key are what the ledger must say."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.dealers: dict[str, Dealer] = {}
        self.lists: dict[str, DealerList] = {}
        self.taken: list[Removed] = []
        self.given: list[Added] = []

    @initialize()
    def open(self) -> None:
        self.ledger = self.runner.run(Ledger.open(Path(self.folder.name)))

    @rule(dealers=st.lists(DEALERS, max_size=4))
    def save(self, dealers: list[Dealer]) -> None:
        self.runner.run(self.ledger.save_dealers(dealers))
        self.dealers |= {dealer.key: dealer for dealer in dealers}

    @rule(dealer=DEALERS, old=NAMES)
    def rename(self, dealer: Dealer, old: str) -> None:
        self.runner.run(self.ledger.save_dealers([dealer], replacing=old))
        self.dealers[dealer.key] = dealer
        if key_of(old) != dealer.key:
            self.dealers.pop(key_of(old), None)
        self.keep_in_lists({key_of(old): dealer.key})

    @rule(names=st.lists(NAMES, max_size=3))
    def remove(self, names: list[str]) -> None:
        gone = {key_of(name) for name in names} & self.dealers.keys()
        held_in = [each for each in self.lists.values() if gone & set(each.members)]
        removed = self.runner.run(self.ledger.remove_dealers(names))
        assert sorted(dealer.key for dealer in removed.dealers) == sorted(gone)
        assert sorted(each.key for each in removed.held_in) == sorted(each.key for each in held_in)
        for key in gone:
            del self.dealers[key]
        self.keep_in_lists({})
        self.taken.append(removed)

    @precondition(lambda self: self.taken)
    @rule(data=st.data())
    def bring_back(self, data: st.DataObject) -> None:
        """Whatever became of the book: all of it comes back, and nothing else changes."""
        removed = self.taken.pop(data.draw(st.integers(0, len(self.taken) - 1)))
        before = DealerBook(tuple(self.dealers.values()), tuple(self.lists.values()))
        self.runner.run(self.ledger.restore_dealers(removed))
        after = self.look()
        self.nothing_else_changed(before, after)
        come = [dealer for dealer in after.dealers if dealer not in before.dealers]
        assert sorted((d.source, d.note) for d in come) == sorted((d.source, d.note) for d in removed.dealers)
        assert len(after.lists) == len(before.lists) + len(removed.lists)
        for old in removed.held_in:
            held = next((each for each in after.lists if each.key == old.key), None)
            back = [dealer for dealer in removed.dealers if dealer.key in old.members]
            assert held is None or len(held.members) == len(self.lists[old.key].members) + len(back)
        self.take(after)

    @rule(dealers=st.lists(DEALERS, max_size=4), into=NAMES | st.just(""), new=NAMES | st.just(""))
    def add(self, dealers: list[Dealer], into: str, new: str) -> None:
        before = DealerBook(tuple(self.dealers.values()), tuple(self.lists.values()))
        added = self.runner.run(self.ledger.add_dealers(dealers, into=into, new_list=new))
        after = self.look()
        self.nothing_else_changed(before, after)
        cells = {dealer.cells for dealer in after.dealers}
        assert all(dealer.cells in cells for dealer in dealers)
        assert len(after.dealers) == len(before.dealers) + len(added.dealers)
        if added.list_name:
            held = {dealer.cells for dealer in after.of_list(added.list_name)}
            assert all(dealer.cells in held for dealer in dealers)
        self.take(after)
        self.given.append(added)

    @precondition(lambda self: self.given)
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        added = self.given.pop(data.draw(st.integers(0, len(self.given) - 1)))
        before = DealerBook(tuple(self.dealers.values()), tuple(self.lists.values()))
        self.runner.run(self.ledger.take_back_dealers(added))
        after = self.look()
        assert {*before.dealers} - {*after.dealers} <= {*added.dealers}
        assert not {*after.dealers} & {*added.dealers}
        gone = {each.key for each in before.lists} - {each.key for each in after.lists}
        assert gone <= {key_of(added.list_name)}
        self.take(after)

    @rule(name=NAMES, more=st.lists(NAMES, max_size=3), fewer=st.lists(NAMES, max_size=3))
    def change_list(self, name: str, more: list[str], fewer: list[str]) -> None:
        call = self.ledger.change_dealer_list(name, more=more, fewer=fewer)
        held = self.lists.get(key_of(name))
        if held is None:
            with pytest.raises(LedgerError, match="not in the dealer book any more"):
                self.runner.run(call)
            return
        self.runner.run(call)
        keys = dict.fromkeys([*held.members, *(key for key in map(key_of, more) if key in self.dealers)])
        left = tuple(key for key in keys if key not in set(map(key_of, fewer)))
        self.lists[held.key] = DealerList(held.name, left)

    @rule(old=NAMES, new=NAMES)
    def rename_list(self, old: str, new: str) -> None:
        call = self.ledger.rename_dealer_list(old, new)
        held = self.lists.get(key_of(old))
        if held is None or (key_of(new) != held.key and key_of(new) in self.lists):
            with pytest.raises(LedgerError, match=r"any more|already"):
                self.runner.run(call)
            return
        self.runner.run(call)
        del self.lists[held.key]
        self.lists[key_of(new)] = DealerList(new, held.members)

    @rule(name=NAMES, members=st.lists(NAMES, max_size=5))
    def save_list(self, name: str, members: list[str]) -> None:
        call = self.ledger.save_dealer_list(DealerList(name, tuple(members)))
        keys = tuple(dict.fromkeys(map(key_of, members)))
        if not self.dealers.keys() >= set(keys):
            with pytest.raises(LedgerError, match="not in the dealer book"):
                self.runner.run(call)
            return
        self.runner.run(call)
        self.lists[key_of(name)] = DealerList(name, keys)

    @rule(name=NAMES)
    def remove_list(self, name: str) -> None:
        removed = self.runner.run(self.ledger.remove_dealer_list(name))
        gone = self.lists.pop(key_of(name), None)
        assert removed.lists == ((gone,) if gone else ())
        self.taken.append(removed)

    @rule()
    def close_and_open(self) -> None:
        self.runner.run(self.ledger.aclose())
        self.open()

    @invariant()
    def says_what_is_known(self) -> None:
        if hasattr(self, "ledger"):
            book = self.runner.run(self.ledger.dealer_book())
            assert book.dealers == tuple(self.dealers[key] for key in sorted(self.dealers))
            assert book.lists == tuple(self.lists[key] for key in sorted(self.lists))

    def look(self) -> DealerBook:
        return self.runner.run(self.ledger.dealer_book())

    def take(self, book: DealerBook) -> None:
        self.dealers = {dealer.key: dealer for dealer in book.dealers}
        self.lists = {each.key: each for each in book.lists}

    def nothing_else_changed(self, before: DealerBook, after: DealerBook) -> None:
        """Every dealer is as it was, and every list has whom it had, in the same order."""
        assert {*before.dealers} <= {*after.dealers}
        for each in before.lists:
            held = next(other for other in after.lists if other.name == each.name)
            assert tuple(key for key in held.members if key in each.members) == each.members

    def keep_in_lists(self, renamed: dict[str, str]) -> None:
        """Who has a new name keeps the place, unless the list has somebody of that name."""
        for key, each in self.lists.items():
            new = [
                member if renamed.get(member, member) in each.members else renamed.get(member, member)
                for member in each.members
            ]
            self.lists[key] = DealerList(each.name, tuple(each for each in new if each in self.dealers))

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.runner.run(self.ledger.aclose())
        self.runner.close()
        self.folder.cleanup()


TestBook = Book.TestCase
TestBook.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)


async def test_a_new_ledger_has_an_empty_book(ledger: Ledger) -> None:
    assert await ledger.dealer_book() == DealerBook()


async def test_a_dealer_comes_back_as_it_was(ledger: Ledger) -> None:
    await ledger.save_dealers([SOUTH, NORTH])
    assert await ledger.dealer_book() == DealerBook((NORTH, SOUTH))
    moved = Dealer("NORTH LOT", "north-motors.com", "02140")
    await ledger.save_dealers([moved])
    assert await ledger.dealer_book() == DealerBook((moved, SOUTH))


async def test_lists_follow_a_dealer_that_is_renamed(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH, SOUTH, EAST])
    await ledger.save_dealer_list(DealerList("Weekly", ("south lot", "north lot", "east lot")))
    await ledger.save_dealers([Dealer("Boston", NORTH.source)], replacing="north lot")
    book = await ledger.dealer_book()
    assert [dealer.name for dealer in book.dealers] == ["Boston", "East lot", "South lot"]
    assert book.lists == (DealerList("Weekly", ("south lot", "boston", "east lot")),)
    await ledger.save_dealers([Dealer("East lot", "new-east.com")], replacing="boston")
    book = await ledger.dealer_book()
    assert [dealer.source for dealer in book.of_list("weekly")] == ["south-motors.com", "new-east.com"]


async def test_a_list_that_is_renamed_keeps_its_members(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH, SOUTH])
    await ledger.save_dealer_list(DealerList("Weekly", ("north lot", "south lot", "South Lot")))
    await ledger.save_dealer_list(DealerList("Daily"))
    await ledger.rename_dealer_list("weekly", "Monthly")
    monthly = DealerList("Monthly", ("north lot", "south lot"))
    assert (await ledger.dealer_book()).lists == (DealerList("Daily"), monthly)
    with pytest.raises(LedgerError, match="There is a list called Daily already"):
        await ledger.rename_dealer_list("monthly", "Daily")
    with pytest.raises(LedgerError, match="not in the dealer book any more"):
        await ledger.rename_dealer_list("weekly", "Yearly")


async def test_two_that_join_a_list_at_once_are_both_in_it(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH, SOUTH, EAST])
    await ledger.save_dealer_list(DealerList("Weekly", ("east lot",)))
    await asyncio.gather(*(ledger.change_dealer_list("weekly", more=[each.key]) for each in (NORTH, SOUTH)))
    assert set((await ledger.dealer_book()).of_list("Weekly")) == {EAST, NORTH, SOUTH}


async def test_who_comes_back_is_where_it_was(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH, SOUTH, EAST])
    weekly = DealerList("Weekly", ("south lot", "north lot", "east lot"))
    await ledger.save_dealer_list(weekly)
    first = await ledger.remove_dealers([NORTH.key])
    second = await ledger.remove_dealers([NORTH.key])
    assert (second.dealers, second.held_in) == ((), ())
    third = await ledger.remove_dealers([SOUTH.key])
    await ledger.restore_dealers(first)
    assert (await ledger.dealer_book()).lists == (DealerList("Weekly", ("north lot", "east lot")),)
    await ledger.restore_dealers(third)
    assert await ledger.dealer_book() == DealerBook((EAST, NORTH, SOUTH), (weekly,))


async def test_who_comes_back_does_not_push_away_who_has_its_name(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH, SOUTH])
    await ledger.save_dealer_list(DealerList("Weekly", ("north lot", "south lot")))
    removed = await ledger.remove_dealers([NORTH.key])
    other = Dealer("North lot", "other-motors.com")
    await ledger.save_dealers([other])
    await ledger.rename_dealer_list("weekly", "Monthly")
    await ledger.save_dealer_list(DealerList("Weekly", ("south lot",)))
    await ledger.restore_dealers(removed)
    book = await ledger.dealer_book()
    assert book.dealers == (other, replace(NORTH, name="North lot (2)"), SOUTH)
    assert [each.members for each in book.lists] == [("south lot",), ("north lot (2)", "south lot")]


async def test_a_list_comes_back_with_who_is_there_still_also_under_another_name(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH, SOUTH, EAST])
    await ledger.save_dealer_list(DealerList("Weekly", ("south lot", "north lot", "east lot")))
    removed = await ledger.remove_dealer_list("weekly")
    await ledger.save_dealers([replace(NORTH, name="Boston")], replacing=NORTH.key)
    await ledger.remove_dealers([EAST.key])
    await ledger.save_dealer_list(DealerList("WEEKLY"))
    await ledger.restore_dealers(removed)
    lists = (await ledger.dealer_book()).lists
    assert lists == (DealerList("WEEKLY"), DealerList("Weekly (2)", ("south lot", "boston")))


async def test_a_list_is_made_of_dealers_in_one_go_and_taken_back_in_one_go(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH])
    before = await ledger.dealer_book()
    same = Dealer("whatever", NORTH.source, NORTH.zip, location=NORTH.location)
    added = await ledger.add_dealers([EAST, same, EAST], new_list="Weekly")
    assert (added.dealers, added.known, added.joined) == ((EAST,), 2, ("east lot", "north lot"))
    after = await ledger.dealer_book()
    assert after == DealerBook((EAST, NORTH), (DealerList("Weekly", ("east lot", "north lot")),))
    await ledger.take_back_dealers(added)
    assert await ledger.dealer_book() == before


async def test_taking_back_leaves_what_was_changed_since(ledger: Ledger) -> None:
    added = await ledger.add_dealers([EAST, SOUTH], new_list="Weekly")
    changed = replace(SOUTH, note="ask for Kim")
    await ledger.save_dealers([changed, NORTH])
    await ledger.change_dealer_list("weekly", more=[NORTH.key])
    await ledger.take_back_dealers(added)
    book = await ledger.dealer_book()
    assert book == DealerBook((NORTH, changed), (DealerList("Weekly", ("north lot",)),))


async def test_what_has_no_name_is_not_saved(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="A dealer needs a name"):
        await ledger.save_dealers([NORTH, Dealer("  ", "x.com")])
    with pytest.raises(LedgerError, match="A list needs a name"):
        await ledger.save_dealer_list(DealerList(" "))
    assert await ledger.dealer_book() == DealerBook()


async def test_a_list_of_somebody_unknown_changes_nothing(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH])
    await ledger.save_dealer_list(DealerList("Weekly", ("north lot",)))
    with pytest.raises(LedgerError, match="not in the dealer book") as caught:
        await ledger.save_dealer_list(DealerList("Weekly", ("north lot", "nobody")))
    assert "Save the dealer first" in caught.value.advice
    assert (await ledger.dealer_book()).lists == (DealerList("Weekly", ("north lot",)),)


async def test_the_book_is_every_account_s(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH])
    await ledger.remove_account(ACCOUNT.id)
    assert (await ledger.dealer_book()).dealers == (NORTH,)


@pytest.mark.logs_warnings
@pytest.mark.parametrize(
    ("change", "mended"),
    [
        ("note = x'00', zip = x'01'", Dealer("North lot", NORTH.source, "", "", NORTH.location)),
        ("name = x'00'", Dealer("north lot", NORTH.source, NORTH.zip, NORTH.note, NORTH.location)),
        ("name = 'Another'", Dealer("north lot", NORTH.source, NORTH.zip, NORTH.note, NORTH.location)),
        ("key = 'North'", NORTH),
        ("key = 'North', name = x'00'", None),
    ],
)
async def test_a_dealer_is_mended_as_far_as_it_has_a_name(
    ledger: Ledger, home: Path, change: str, mended: Dealer | None
) -> None:
    await ledger.save_dealers([NORTH, SOUTH])
    await ledger.save_dealer_list(DealerList("Weekly", ("north lot", "south lot")))
    with closing(sqlite3.connect(home / FILE_NAME)) as connection:
        connection.execute(f"UPDATE dealers SET {change} WHERE key = 'north lot'")
        connection.execute("UPDATE dealer_lists SET name = x'ff'")
        connection.commit()
    book = await ledger.dealer_book()
    assert book.dealers == ((mended, SOUTH) if mended else (SOUTH,))
    assert book.lists == (DealerList("weekly", ("north lot", "south lot") if mended else ("south lot",)),)
    assert [each.table for each in ledger.take_set_aside()] == ["dealers", "dealer_lists"]
    assert await ledger.dealer_book() == book
    assert ledger.take_set_aside() == ()
