"""What may stand in a row of the book, what is said about it, and what becomes of typed rows."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.dealers import Dealer
from mcdesk.ui.dealers.dealer_cells import (
    EMPTY,
    Row,
    copied,
    dealer_of,
    row_of,
    row_trouble,
    sentence,
)
from mcdesk.ui.dealers.drafts import NEW, Drafts
from mcdesk.ui.dealers.order import Arrangement, arranged, runs_of
from tests.ui.dealers.samples import DEALERS

TEXTS = st.text(alphabet="aB1 .@-\t/:w", max_size=14)
ROWS = st.tuples(TEXTS, TEXTS, TEXTS, TEXTS, TEXTS)


def drafts() -> Drafts:
    made = Drafts()
    made.take_book({dealer.key: dealer for dealer in DEALERS})
    return made


@pytest.mark.parametrize(
    ("row", "place", "words"),
    [
        (EMPTY, 0, "a name and a site"),
        (("", "jmlexus.com", "", "", ""), 0, "needs a name"),
        (("JM Lexus", "", "", "", ""), 1, "needs a site, like mbofaugusta.com"),
        (("AUGUSTA", "a.com", "", "", ""), 0, "already"),
        (("New", "not a site", "", "", ""), 1, "Dealer site is not a web domain"),
        (("New", "a.com", "123", "", ""), 2, "ZIP"),
    ],
)
def test_a_row_says_what_it_lacks(row: Row, place: int, words: str) -> None:
    trouble = row_trouble(row, {"augusta"})
    if words == "ZIP" and trouble is None:
        assert dealer_of(row).zip == "00123"
        return
    assert trouble is not None
    assert trouble.place == place
    assert words in trouble.words


def test_a_full_address_is_mended_to_the_domain() -> None:
    dealer = dealer_of((" Augusta  West ", "https://www.MBofAugusta.com/cars", "30907-1234", "", " hi "))
    assert dealer == Dealer("Augusta West", "mbofaugusta.com", "30907", "hi")


def test_a_row_is_one_sentence() -> None:
    assert sentence(row_of(DEALERS[0]), None) == "Augusta, mbofaugusta.com, ZIP 30907, ask for Kim"
    assert sentence(row_of(DEALERS[4]), None) == "Harbor Imports, harborimports.com, location 1048271"


@given(ROWS)
def test_keeping_a_row_twice_is_keeping_it_once(row: Row) -> None:
    once = row_of(dealer_of(row))
    assert row_of(dealer_of(once)) == once


@given(st.lists(ROWS, max_size=6))
def test_copied_rows_are_lines_of_five_cells(rows: list[Row]) -> None:
    lines = copied(rows).split("\n") if rows else []
    assert [line.count("\t") for line in lines] == [4] * len(rows)


def test_a_new_dealer_is_told_once_it_has_what_it_needs() -> None:
    typed = drafts()
    assert typed.type_cell(NEW, 0, "Sandhills") is None
    assert typed.trouble(NEW) is not None
    assert typed.type_cell(NEW, 1, "www.sandhillsmotors.com") == Dealer("Sandhills", "sandhillsmotors.com")
    assert typed.trouble(NEW) is None
    assert typed.row(NEW)[1] == "sandhillsmotors.com"


def test_what_was_typed_stays_until_the_book_has_it() -> None:
    typed = drafts()
    book = {dealer.key: dealer for dealer in DEALERS}
    dealer = typed.type_cell("augusta", 2, "30901")
    assert dealer is not None
    assert typed.take_book(book) == {}
    assert typed.row("augusta")[2] == "30901"
    assert typed.take_book(book | {"augusta": dealer}) == {}
    assert typed.row("augusta")[2] == "30901"


def test_a_renamed_dealer_goes_on_under_its_new_key() -> None:
    typed = drafts()
    dealer = typed.type_cell("augusta", 0, "Augusta East")
    assert dealer is not None
    book = {each.key: each for each in (*DEALERS[1:], dealer)}
    assert typed.take_book(book) == {"augusta": "augusta east"}


def test_the_same_text_again_is_nothing_new() -> None:
    typed = drafts()
    assert typed.type_cell("augusta", 2, "30907") is None
    assert typed.type_cell("augusta", 2, "3090x") is None
    assert typed.trouble("augusta") is not None
    assert typed.type_cell("augusta", 2, "30907") is None
    assert typed.trouble("augusta") is None


def test_emptied_cells_come_last_whichever_way_is_sorted() -> None:
    rows = {dealer.key: row_of(dealer) for dealer in DEALERS}
    for is_descending in (False, True):
        order = arranged(rows, rows.__getitem__, Arrangement(column=2, is_descending=is_descending))
        assert order[-1] == "harbor imports"
    assert arranged(rows, rows.__getitem__, Arrangement(column=2))[0] == "northlake auto"


@given(st.sets(st.integers(0, 40)))
def test_runs_hold_every_place_once(places: set[int]) -> None:
    runs = runs_of(sorted(places))
    assert [place for first, last in runs for place in range(first, last + 1)] == sorted(places)
    assert all(after[0] > before[1] + 1 for before, after in pairwise(runs))
