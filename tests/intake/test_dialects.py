"""The separator and the header line are those that a person would see in the text."""

import csv
import io
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.dialects import Header, detected_dialect, read_header
from mcdesk.model.errors import InputFileError
from mcdesk.model.preflight import NO_HEADER, Dialect, Encoding, Quoting, ReadingWish, Separator

VIN = "1FMCU0GD0JUD56190"
NAMES = ["vin", "price", "miles", "source", "zip"]
CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n\r",;|\t'))


def detected(text: str, wish: ReadingWish | None = None) -> Dialect:
    return detected_dialect(text, wish or ReadingWish(), Encoding.UTF_8, False)


def header_of(text: str, wish: ReadingWish | None = None, *, is_whole: bool = True) -> Header:
    return read_header(text, detected(text, wish), "april.csv", is_whole=is_whole)


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("vin,price\nA,1\nB,2\n", Separator.COMMA),
        ("vin\tprice\nA\t1\n", Separator.TAB),
        ("vin|price\nA|1\n", Separator.PIPE),
        ("vin;price;miles\nA;13.790,50;7,1\nB;9.100,00;8,2\n", Separator.SEMICOLON),
        (f"{VIN};13790,50;Boston\n{VIN};9100,00;Austin\n", Separator.SEMICOLON),
        ("vin,price,options\nA,1,ABS;ESP;AC\nB,2,ABS;ESP;AC\n", Separator.COMMA),
        (f"vin,price,options\n{VIN},1,a;b\n{VIN},2,3,a;b\n{VIN},2,3,4,a;b\n", Separator.COMMA),
        ('vin;dealer\nA;"Smith; Sons, Inc"\nB;"Lee, Co"\n', Separator.SEMICOLON),
        ("Auction run list, March\n\nvin\tprice\tzip\nA\t1\t02139\n", Separator.TAB),
        ("vin;price\n", Separator.SEMICOLON),
        (f"vin\n{VIN}\n", Separator.COMMA),
        (f"vin\n{VIN}\n{VIN}\n{VIN}\n{VIN}\n{VIN}\n{VIN}\n{VIN}|sold\n", Separator.COMMA),
        ("sep=|\nvin|price;a,b\nA|1;c,d\n", Separator.PIPE),
        ("", Separator.COMMA),
    ],
)
def test_the_separator_is_found(text: str, separator: Separator) -> None:
    assert detected(text).separator is separator


@pytest.mark.parametrize(
    ("text", "line", "cells"),
    [
        ("vin,price\nA,1\n", 1, ("vin", "price")),
        ("\n\r\n vin ,price\nA,1\n", 3, (" vin ", "price")),
        ("vin,price\rA,1\r", 1, ("vin", "price")),
        ("Auction run list, March\n\nvin,price,zip\nA,1,2\nB,2,3\n", 3, ("vin", "price", "zip")),
        ("Run list,,\nvin,price,zip\nA,1,2\n", 2, ("vin", "price", "zip")),
        (f"vin,price,,\n{VIN},1,2,3\n{VIN},1,2,3\n", 1, ("vin", "price", "", "")),
        ("vin,price\nA1,1,2\nB1,1,2\n", 1, ("vin", "price")),
        ("sep=;\nvin;price\nA;1\n", 2, ("vin", "price")),
        ('"Asking\nprice",vin\n1,A\n', 1, ("Asking\nprice", "vin")),
        ("vin\nA\n", 1, ("vin",)),
        (",,\nvin,price,zip\n", 2, ("vin", "price", "zip")),
    ],
)
def test_the_header_is_the_line_that_names_the_columns(text: str, line: int, cells: tuple[str, ...]) -> None:
    assert detected(text).header_line == line
    assert header_of(text).cells == cells


@pytest.mark.parametrize(
    ("text", "cells", "end", "next_line"),
    [
        (f"{VIN.lower()},13790\n", 2, 0, 1),
        (f"13790;{VIN[:9]} {VIN[9:]}\n", 2, 0, 1),
        ("1.23457E+16,13790,2\n", 3, 0, 1),
        ("123456\n234567\n", 1, 0, 1),
        (f"sep=;\n{VIN};1\n", 2, 6, 2),
        (f"\n{VIN},1\n", 2, 0, 1),
    ],
)
def test_a_list_that_begins_with_a_row_has_no_header(text: str, cells: int, end: int, next_line: int) -> None:
    assert detected(text).header_line == NO_HEADER
    names = tuple(f"Column {number}" for number in range(1, cells + 1))
    assert header_of(text) == Header(names, end, next_line)


@pytest.mark.parametrize(
    ("text", "end", "next_line"),
    [
        ("vin,price\r\nA,1\r\n", 11, 2),
        ('\n"Asking\r\nprice",vin\nA', 21, 4),
        ("vin,price", 9, 2),
        ("title\nvin,price,zip\nA,1,2\n", 20, 3),
    ],
)
def test_the_rows_begin_right_behind_the_header(text: str, end: int, next_line: int) -> None:
    header = header_of(text)
    assert (header.end, header.next_line) == (end, next_line)


def test_what_the_user_wishes_is_not_questioned() -> None:
    text = 'a "title;\nvin;"price\nA;1\n'
    wish = ReadingWish(Encoding.LATIN_1, Separator.COMMA, Quoting.NONE, 2)
    assert detected(text, wish) == Dialect(Encoding.UTF_8, False, Separator.COMMA, Quoting.NONE, 2)
    assert header_of(text, wish) == Header(('vin;"price',), 21, 3)
    assert detected("vin,price\nA,1\n", ReadingWish(header_line=NO_HEADER)).header_line == NO_HEADER


def test_an_open_quote_above_the_line_that_the_user_chose_does_no_harm() -> None:
    assert header_of('"never closed\nvin,price\nA,1\n', ReadingWish(header_line=2)).cells == ("vin", "price")


def test_rows_of_a_sheet_are_counted_by_records() -> None:
    text = '"a\nlong\ntitle",,\n\nvin,price,zip\nA,1,2\n'
    dialect = detected_dialect(text, ReadingWish(), Encoding.UTF_8, False, counts_records=True)
    assert dialect.header_line == 3
    header = read_header(text, dialect, "april.xlsx", is_whole=True, counts_records=True)
    assert (header.cells, header.next_line) == (("vin", "price", "zip"), 4)


@pytest.mark.parametrize(
    ("text", "is_whole", "title"),
    [
        ('vin,"price\nA,1\n', True, "The header of april.csv has a quote that is never closed."),
        ('vin,"price\nA,1\n', False, "The header of april.csv does not end."),
        ("vin,price,zi", False, "The header of april.csv does not end."),
        ('"vin"x,price\nA,1\n', True, "The header of april.csv can't be read."),
        ("v" * 200_000 + ",price\n", True, "The header of april.csv can't be read."),
        (",,\n,,\n", True, "Line 1 of april.csv does not name the columns."),
    ],
)
def test_a_header_that_can_not_be_read_is_refused_with_what_to_do(
    text: str, is_whole: bool, title: str
) -> None:
    with pytest.raises(InputFileError) as refusal:
        header_of(text, is_whole=is_whole)
    assert refusal.value.title == title
    assert refusal.value.advice


def test_a_line_that_is_not_there_can_not_name_columns() -> None:
    with pytest.raises(InputFileError, match="Line 1,000 of april"):
        header_of("vin,price\nA,1\n", ReadingWish(header_line=1000))


@given(st.lists(st.lists(CELLS, min_size=5, max_size=5), max_size=8), st.sampled_from(Separator))
def test_any_table_with_a_plain_header_is_read_as_it_was_written(
    rows: list[list[str]], separator: Separator
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator.value).writerows([NAMES, *rows])
    assert detected(text.getvalue()) == Dialect(separator=separator)
    assert header_of(text.getvalue()) == Header(tuple(NAMES), 28, 2)


@given(CELLS, st.booleans())
def test_any_text_has_a_header_or_is_refused(text: str, is_whole: bool) -> None:
    with suppress(InputFileError):
        header = header_of(text, is_whole=is_whole)
        assert 0 <= header.end <= len(text)
        assert header.cells
