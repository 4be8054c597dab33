"""Changes of rows: each does what its name says, and its way back leads to where it began."""

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.lookups import DEALER, VEHICLE
from mcdesk.ui.grid.splices import (
    Area,
    Entries,
    Entry,
    Splice,
    appended,
    filled,
    filled_down,
    overlaid,
    removed,
    spliced,
    switched,
    typed,
)

texts = st.sampled_from(["", " ", "a.com", "b.com", "30907"])
rows = st.builds(
    Entry, st.tuples(texts, texts, texts), st.sampled_from([frozenset(), frozenset({"source-email"})])
)
several = st.lists(rows, max_size=6).map(tuple)
areas = st.builds(
    lambda top, down, left, right: Area(top, min(left, right), top + down, max(left, right)),
    st.integers(0, 6),
    st.integers(0, 3),
    st.integers(0, 2),
    st.integers(0, 2),
)


def after(entries: Entries, change: Splice | None) -> Entries:
    return entries if change is None else change.applied(entries)


def cells(entries: Entries) -> list[tuple[str, ...]]:
    return [entry.cells for entry in entries]


@given(several, areas, texts)
def test_every_change_can_be_taken_back(entries: Entries, area: Area, text: str) -> None:
    place = min(area.top, len(entries))
    area = Area(place, area.left, max(place, area.bottom), area.right)
    block = [{"source": text, "zip": "1"}, {"source": "", "zip": ""}]
    changes = [
        typed(DEALER, entries, place, area.left, text),
        filled(DEALER, entries, area, text),
        filled_down(DEALER, entries, area),
        removed(entries, area),
        overlaid(DEALER, entries, place, block),
        appended(entries, [("x.com", "", "")]),
        spliced(entries, 0, len(entries), [Entry((text, "", ""))]),
    ]
    for change in changes:
        if change is not None:
            assert not change.is_nothing
            assert change.back().applied(change.applied(entries)) == entries


@given(several, areas, texts)
def test_no_change_leaves_an_empty_row_at_the_end(entries: Entries, area: Area, text: str) -> None:
    place = min(area.top, len(entries))
    area = Area(place, area.left, max(place, area.bottom), area.right)
    for change in (
        typed(DEALER, entries, place, area.left, text),
        filled(DEALER, entries, area, text),
        removed(entries, area),
    ):
        if change is not None and change.at + len(change.before) == len(entries):
            assert not (result := change.applied(entries)) or not result[-1].is_empty


def test_typing_below_the_last_row_begins_one() -> None:
    entries = (Entry(("a.com", "", "")),)
    assert cells(after(entries, typed(DEALER, entries, 1, 1, "30907"))) == [
        ("a.com", "", ""),
        ("", "30907", ""),
    ]


def test_emptying_the_last_row_takes_it_away() -> None:
    entries = (Entry(("a.com", "", "")), Entry(("", "", "")), Entry(("b", "", "")))
    assert cells(after(entries, typed(DEALER, entries, 2, 0, ""))) == [("a.com", "", "")]


def test_a_block_is_written_over_its_own_columns_only() -> None:
    entries = (Entry(("a.com", "1", "x")), Entry(("b.com", "2", "y")))
    block = [{"zip": "30907"}, {"zip": "33928"}, {"zip": "28216"}]
    assert cells(after(entries, overlaid(DEALER, entries, 0, block))) == [
        ("a.com", "30907", "x"),
        ("b.com", "33928", "y"),
        ("", "28216", ""),
    ]


def test_filling_down_takes_the_first_row_of_the_area() -> None:
    entries = tuple(Entry((f"{n}.com", zip_code, "")) for n, zip_code in enumerate(["30907", "", "1"]))
    done = after(entries, filled_down(DEALER, entries, Area(0, 1, 2, 1)))
    assert cells(done) == [(f"{n}.com", "30907", "") for n in range(3)]


def test_filling_down_one_cell_takes_the_one_above() -> None:
    entries = (Entry(("a.com", "30907", "")), Entry(("b.com", "", "")))
    assert cells(after(entries, filled_down(DEALER, entries, Area(1, 1, 1, 1))))[1] == ("b.com", "30907", "")
    assert filled_down(DEALER, entries, Area(0, 1, 0, 1)) is None


def test_a_wish_goes_with_the_text_that_it_was_about() -> None:
    entries: Entries = (Entry(("1", "2.50", "10 km")),)
    for rule in ("price-cents", "miles-kilometres"):
        entries = after(entries, switched(entries, 0, rule))
    assert entries[0].on == {"price-cents", "miles-kilometres"}
    assert after(entries, typed(VEHICLE, entries, 0, 1, "3.50"))[0].on == {"miles-kilometres"}
    assert after(entries, switched(entries, 0, "price-cents"))[0].on == {"miles-kilometres"}


def test_filling_down_takes_wishes_along() -> None:
    entries = (Entry(("1", "2.50", ""), frozenset({"price-cents"})), Entry(("2", "", "")))
    assert after(entries, filled_down(VEHICLE, entries, Area(0, 1, 1, 1)))[1].on == {"price-cents"}
