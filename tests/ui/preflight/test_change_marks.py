"""Which characters are marked as changed, and what is shown of a long or invisible text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.ui.preflight.change_marks import Spans, change_marks, excerpt, runs, visible

TEXTS = st.text(st.sampled_from("0123ab.$ "), max_size=40)


def marked(text: str, spans: Spans) -> list[str]:
    return [text[start:end] for start, end in spans]


def unmarked(text: str, spans: Spans) -> str:
    return "".join(piece for piece, is_changed in runs(text, spans) if not is_changed)


@pytest.mark.parametrize(
    ("before", "after", "gone", "new"),
    [
        ("7030", "07030", [], ["0"]),
        ("0000", "00000", [], ["0"]),
        ("$23,450.00", "23450", ["$", ",", ".00"], []),
        ("100.0", "100", [".0"], []),
        ("https://www.mbofaugusta.com", "mbofaugusta.com", ["https://www."], []),
        ("021394421", "02139", ["4421"], []),
        (" VIN ", "VIN", [" ", " "], []),
        ("vIN", "VIN", ["v"], ["V"]),
        ("same", "same", [], []),
        ("", "new", [], ["new"]),
    ],
)
def test_the_changed_characters_are_marked(before: str, after: str, gone: list[str], new: list[str]) -> None:
    gone_spans, new_spans = change_marks(before, after)
    assert (marked(before, gone_spans), marked(after, new_spans)) == (gone, new)


def test_a_zero_put_in_front_is_marked_in_front() -> None:
    assert change_marks("0000", "00000") == ((), ((0, 1),))


@given(TEXTS, TEXTS)
def test_what_is_unmarked_reads_the_same_on_both_sides(before: str, after: str) -> None:
    gone, new = change_marks(before, after)
    assert unmarked(before, gone) == unmarked(after, new)
    assert (before == after) == (not gone and not new)


def test_long_texts_are_not_compared_letter_by_letter() -> None:
    before, after = "ab" * 50_000, "ba" * 50_000
    assert change_marks(before, after) == (((0, 100_000),), ((0, 100_000),))


@given(st.text(max_size=80), st.integers(3, 30))
def test_an_excerpt_keeps_to_its_length_and_its_marks(text: str, most: int) -> None:
    spans = ((len(text) // 2, len(text) // 2 + 1),) if text else ()
    short, inner = excerpt(text, spans, most)
    assert len(short) == min(len(text), most)
    assert all(0 <= start < end <= len(short) for start, end in inner)
    assert bool(inner) == bool(spans)


def test_an_excerpt_shows_the_first_change() -> None:
    text = "https://www.esterobaychevrolet.com/inventory/used?page=3"
    short, inner = excerpt(text, ((34, len(text)),), 26)
    assert short == "…let.com/inventory/used?p…"
    assert short[inner[0][0] :].startswith("/inventory")


def test_an_excerpt_of_a_short_text_is_the_text() -> None:
    assert excerpt("07030", ((0, 1),), 26) == ("07030", ((0, 1),))


@given(st.text())
def test_what_can_not_be_seen_is_shown_in_the_same_places(text: str) -> None:
    assert len(visible(text)) == len(text)


def test_blanks_at_the_ends_and_odd_characters_become_dots() -> None:
    assert visible(" a b\t") == "·a b·"
    assert visible("1\u200b2\n3\u00a04") == "1·2·3·4"


@given(TEXTS, TEXTS)
def test_runs_put_together_are_the_text(before: str, after: str) -> None:
    gone, _ = change_marks(before, after)
    assert "".join(piece for piece, _ in runs(before, gone)) == before
