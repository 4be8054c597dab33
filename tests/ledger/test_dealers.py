"""The dealer book: any sequence of calls against a model of a few lines, and what the calls promise."""

import asyncio
import sqlite3
import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from mcdesk.ledger.ledger import Ledger
from mcdesk.ledger.version import FILE_NAME
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
        self.runner.run(self.ledger.remove_dealers(names))
        for name in names:
            self.dealers.pop(key_of(name), None)
        self.keep_in_lists({})

    @rule(name=NAMES, members=st.lists(NAMES, max_size=5), old=NAMES | st.just(""))
    def save_list(self, name: str, members: list[str], old: str) -> None:
        call = self.ledger.save_dealer_list(DealerList(name, tuple(members)), replacing=old)
        keys = tuple(dict.fromkeys(map(key_of, members)))
        if not self.dealers.keys() >= set(keys):
            with pytest.raises(LedgerError, match="not in the dealer book"):
                self.runner.run(call)
            return
        self.runner.run(call)
        self.lists.pop(key_of(old), None)
        self.lists[key_of(name)] = DealerList(name, keys)

    @rule(name=NAMES)
    def remove_list(self, name: str) -> None:
        self.runner.run(self.ledger.remove_dealer_list(name))
        self.lists.pop(key_of(name), None)

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


async def test_a_list_that_is_renamed_takes_the_place_of_the_old_one(ledger: Ledger) -> None:
    await ledger.save_dealers([NORTH, SOUTH])
    await ledger.save_dealer_list(DealerList("Weekly", ("north lot",)))
    await ledger.save_dealer_list(DealerList("Monthly", ("south lot", "South Lot")), replacing="weekly")
    assert (await ledger.dealer_book()).lists == (DealerList("Monthly", ("south lot",)),)


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
