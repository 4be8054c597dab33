"""What is pasted into a form lands in the right columns, whatever it was copied from, and nothing is lost."""

import gzip
import time
from pathlib import Path

import openpyxl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.intake.forms.blocks import Block, read_block, read_form_file
from mcdesk.intake.forms.row_check import sendable
from mcdesk.model.errors import InputFileError
from mcdesk.model.lookups import DEALER, VEHICLE, Side
from tests.intake.cells.likely import domains, numbers, vins, zips

VIN_A, VIN_B = "1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064"
SIDES = st.sampled_from([DEALER, VEHICLE])


def cells(block: Block, side: Side) -> list[tuple[str, ...]]:
    return [tuple(row.get(name, "") for name in side.names) for row in block.rows]


def dealers(text: str, at: int = 0) -> list[tuple[str, ...]]:
    return cells(read_block(text, DEALER, at), DEALER)


def vehicles(text: str, at: int = 0) -> list[tuple[str, ...]]:
    return cells(read_block(text, VEHICLE, at), VEHICLE)


TWO_VEHICLES = [(VIN_A, "13790", "73592"), (VIN_B, "20000", "3000")]
TWO_DEALERS = [("a.com", "30907", ""), ("b-c.com", "02139", "")]


@pytest.mark.parametrize(
    "text",
    [
        f"{VIN_A}\t13790\t73592\r\n{VIN_B}\t20000\t3000\r\n",
        f"{VIN_A}\t13790\t73592\n{VIN_B}\t20000\t3000",
        f"VIN\tPrice\tMiles\r\n{VIN_A}\t13790\t73592\r\n{VIN_B}\t20000\t3000\r\n\r\n\r\n",
        f"Odometer\tVehicle VIN\tAsking Price\r\n73592\t{VIN_A}\t13790\r\n3000\t{VIN_B}\t20000\r\n",
        f"Stock No\tYear\tMake\tVIN\tPrice\tMileage\tSold\n1\t2018\tFord\t{VIN_A}\t13790\t73592\t\n"
        f"2\t2023\tPorsche\t{VIN_B}\t20000\t3000\t\n",
        f"1\t2018\tFord\t{VIN_A}\t13790\t73592\n2\t2023\tPorsche\t{VIN_B}\t20000\t3000\n",
        f"{VIN_A}\t2018\tFord\t13790\t73592\n{VIN_B}\t2023\tPorsche\t20000\t3000\n",
        f"13790\t73592\t{VIN_A}\n20000\t3000\t{VIN_B}",
        f"10{VIN_A[:3]}\t{VIN_A}\t13790\t73592\tclean\n10{VIN_B[:3]}\t{VIN_B}\t20000\t3000\tclean\n",
        f"{VIN_A},13790,73592\n{VIN_B},20000,3000\n",
        f"vin;price;miles\n{VIN_A};13790;73592\n{VIN_B};20000;3000\n",
        f'"vin","price","miles"\n"{VIN_A}","13790","73592"\n"{VIN_B}","20000","3000"\n',
        f"{VIN_A} 13790 73592\n{VIN_B}   20000  3000\n",
        f"VIN Price Miles\n{VIN_A} 13790 73592\n{VIN_B} 20000 3000\n",
        f"\xa0{VIN_A}\xa0\t13790\xa0\t73592\r\n\r\n{VIN_B}\t20000\t3000\r\n\t\t\r\n",
        f"\ufeffApril cars\t\t\nVIN\tPrice\tMiles\n{VIN_A}\t13790\t73592\n{VIN_B}\t20000\t3000",
        f"VIN\tPrice\tMilage\n{VIN_A}\t13790\t73592\n{VIN_B}\t20000\t3000",  # codespell:ignore
        f'Note\tVIN\tPrice\tMiles\n"two\nlines"\t{VIN_A}\t13790\t73592\n"a\t""tab"""\t{VIN_B}\t20000\t3000',
    ],
)
def test_vehicles_come_from_wherever_people_copy_them(text: str) -> None:
    assert vehicles(text) == TWO_VEHICLES


@pytest.mark.parametrize(
    "text",
    [
        "a.com\t30907\nb-c.com\t02139",
        "Name\tDealer Website\tZIP\nMB of Augusta\ta.com\t30907\nJoe's\tb-c.com\t02139",
        "MB of Augusta\ta.com\t30907\r\nJoe's\tb-c.com\t02139\r\n",
        "30907\ta.com\n02139\tb-c.com",
        "MB of Augusta\ta.com\tAugusta\tGA\t30907\nJoe's\tb-c.com\tCambridge\tMA\t02139",
        "a.com,30907\nb-c.com,02139\n",
        "source;zip\na.com;30907\nb-c.com;02139",
        "a.com  30907\nb-c.com  02139",
        "MB of Augusta   a.com   30907\nJoe's Cars   b-c.com   02139",
        "Who\tSeite\tPLZ\nx\ta.com\t30907\ny\tb-c.com\t02139",
        "a.com|30907\nb-c.com|02139",
    ],
)
def test_dealers_come_from_wherever_people_copy_them(text: str) -> None:
    assert dealers(text) == TWO_DEALERS


@pytest.mark.parametrize(
    "text",
    [
        "a.com\nb-c.com",
        "a.com\r\n\r\nb-c.com\r\n\r\n\r\n",
        "a.com, b-c.com",
        "a.com,\nb-c.com,\n",
        "a.com; b-c.com",
        "a.com b-c.com",
        "Dealer\na.com\nb-c.com",
        "Website\na.com\nb-c.com",
    ],
)
def test_sites_alone_may_be_listed_in_any_way(text: str) -> None:
    for at in range(3):
        assert dealers(text, at) == [("a.com", "", ""), ("b-c.com", "", "")]


@pytest.mark.parametrize(
    "text",
    [
        f'{VIN_A},"$13,790","3,592"',
        f"{VIN_A}, $13,790, 3,592 mi",
        f"{VIN_A},$13,790,3,592",
        f"{VIN_A},13,790,3,592",
        f"{VIN_A},13790,3592\n",
        f"{VIN_A},$13790,3592 mi",
    ],
)
def test_commas_between_thousands_part_no_cells(text: str) -> None:
    (row,) = sendable(VEHICLE, vehicles(text))
    assert row == (0, (VIN_A, "13790", "3592"))


def test_a_low_number_behind_a_high_one_is_a_number_of_its_own() -> None:
    assert vehicles(f"{VIN_A},13790,735") == [(VIN_A, "13790", "735")]
    assert vehicles(f"{VIN_A},13790,735 mi") == [(VIN_A, "13790", "735 mi")]


def test_a_vin_a_line_is_a_row_each_wherever_it_is_pasted() -> None:
    for at in range(3):
        assert vehicles(f"{VIN_A}\n{VIN_B}\n", at) == [(VIN_A, "", ""), (VIN_B, "", "")]


def test_a_location_id_is_told_from_a_zip() -> None:
    assert dealers("a.com\t30907\t1048271") == [("a.com", "30907", "1048271")]
    assert dealers("a.com\t1048271") == [("a.com", "", "1048271")]
    assert dealers("source\tlocation id\na.com\t20817") == [("a.com", "", "20817")]
    assert dealers("source\tlocation\na.com\tBoston") == [("a.com", "", "")]


def test_a_single_column_fills_the_column_that_it_is_pasted_at() -> None:
    assert dealers("30907\n02139", at=1) == [("", "30907", ""), ("", "02139", "")]
    assert dealers("30907\n02139", at=2) == [("", "", "30907"), ("", "", "02139")]
    assert dealers("30907\n02139", at=0) == [("", "30907", ""), ("", "02139", "")]
    assert vehicles("$20,000\n$21,500", at=1) == [("", "$20,000", ""), ("", "$21,500", "")]
    assert vehicles("20,000\n21,500", at=2) == [("", "", "20,000"), ("", "", "21,500")]
    assert vehicles("9,393 mi\n12 mi", at=1) == [("", "", "9,393 mi"), ("", "", "12 mi")]


def test_two_columns_of_numbers_are_price_and_miles() -> None:
    for at in (0, 1):
        assert vehicles("20000\t3000\n21500\t9393", at) == [("", "20000", "3000"), ("", "21500", "9393")]


def test_gaps_in_a_column_stay_so_that_it_fits_beside_the_rows_that_are_there() -> None:
    assert dealers("\r\n30907\r\n\r\n02139\r\n\r\n", at=1) == [
        ("", "", ""),
        ("", "30907", ""),
        ("", "", ""),
        ("", "02139", ""),
    ]


def test_what_is_damaged_lands_where_the_user_sees_it() -> None:
    assert vehicles("1.23E+16\t20000\t3000") == [("1.23E+16", "20000", "3000")]
    assert dealers("Joe's Motors\nMB of Augusta") == [("Joe's Motors", "", ""), ("MB of Augusta", "", "")]
    assert dealers("sales@a.com\t30907") == [("sales@a.com", "30907", "")]
    assert vehicles("?\t!") == [("?", "!", "")]


def test_a_row_that_lacks_cells_is_a_row_all_the_same() -> None:
    assert vehicles(f"vin\tprice\tmiles\n{VIN_A}\n{VIN_B}\t20000") == [(VIN_A, "", ""), (VIN_B, "20000", "")]


def test_a_single_cell_is_never_taken_for_a_heading() -> None:
    assert dealers("Website") == [("Website", "", "")]
    assert read_block("vin\tprice", VEHICLE) == Block((), True, ("vin", "price"), ())


def test_kilometres_say_so_in_the_cell_and_miles_stay_as_they_are() -> None:
    assert vehicles(f"VIN\tOdometer (km)\n{VIN_A}\t12,000\n{VIN_B}\t5 mi") == [
        (VIN_A, "", "12,000 km"),
        (VIN_B, "", "5 mi"),
    ]


def test_a_quote_that_is_never_closed_costs_no_other_row() -> None:
    assert dealers('a.com\t30907\t\t"17 inch\nb-c.com\t02139\t\tx') == TWO_DEALERS


def test_what_nobody_wants_is_named() -> None:
    block = read_block(f"Stock\tVIN\tPrice\t\n7\t{VIN_A}\t13790\t\n", VEHICLE)
    assert (block.has_header, block.columns) == (True, ("", "vin", "price", ""))
    assert block.ignored == ("Stock",)
    assert set(block.rows[0]) == {"vin", "price"}
    block = read_block("Augusta\ta.com\t30907", DEALER)
    assert (block.has_header, block.columns, block.ignored) == (False, ("", "source", "zip"), ("Augusta",))


def test_nothing_gives_nothing() -> None:
    for text in ("", "\n", "\r\n\r\n", "\t\t\n", "\ufeff", "  "):
        assert read_block(text, DEALER).rows == ()


LIKELY = st.one_of(
    st.text(max_size=12), vins, numbers, zips, domains, st.sampled_from(["vin", "ZIP", "km", ""])
)


@given(
    st.one_of(
        st.text(),
        st.lists(st.lists(LIKELY, max_size=5), max_size=6).flatmap(
            lambda rows: st.sampled_from("\t,; ").map(lambda sep: "\n".join(sep.join(row) for row in rows))
        ),
    ),
    SIDES,
    st.integers(-1, 4),
)
@example('"', DEALER, 0)
@example('"\n"\t"', VEHICLE, 2)
@example("\x00\t\x00", DEALER, 1)
def test_no_text_is_too_odd_to_be_read(text: str, side: Side, at: int) -> None:
    block = read_block(text, side, at)
    named = [name for name in block.columns if name]
    assert len(named) == len(set(named))
    assert set(named) <= set(side.names)
    for row in block.rows:
        assert set(row) == set(named)
        assert not any(set(cell) & set("\r\n\t") for cell in row.values())


SITES = st.from_regex(r"[a-z]{2,8}-[a-z]{1,8}\.(com|net)", fullmatch=True)
ROWS = st.lists(st.tuples(SITES, st.integers(501, 99950).map("{:05}".format)), min_size=1, max_size=8)


@given(ROWS, st.permutations(["source", "zip", "Dealer name"]), st.sampled_from("\t,;|"), st.booleans())
def test_columns_are_found_in_any_order_by_their_headings(
    rows: list[tuple[str, str]], order: list[str], separator: str, has_crlf: bool
) -> None:
    told = [{"source": site, "zip": zip_code, "Dealer name": "Joe's"} for site, zip_code in rows]
    lines = [separator.join(order), *(separator.join(row[name] for name in order) for row in told)]
    assert dealers(("\r\n" if has_crlf else "\n").join(lines)) == [(*row, "") for row in rows]


def test_twelve_thousand_lines_take_no_time_worth_a_word() -> None:
    text = "Name\tWebsite\tZIP\tPhone\r\n" + "".join(
        f"Dealer {n}\thttps://www.dealer{n}.com/used\t{10000 + n}\t706 555\r\n" for n in range(12_000)
    )
    began = time.process_time()
    block = read_block(text, DEALER)
    assert time.process_time() - began < 1.0
    assert len(block.rows) == 12_000


@pytest.mark.parametrize("piece", ["1,", "$1,", "a.com ", f"{VIN_A} ", "\n", '"a\t', '"a\tb\n', "(", "- "])
def test_a_large_text_of_anything_takes_no_time(piece: str) -> None:
    began = time.process_time()
    for side in (DEALER, VEHICLE):
        read_block(piece * 20_000, side)
    assert time.process_time() - began < 2


def test_files_are_read_as_far_as_wanted(tmp_path: Path) -> None:
    lines = [f"dealer-{n}.com,{10000 + n}" for n in range(500)]
    plain = tmp_path / "dealers.csv"
    plain.write_text("Web site,Zip code\n" + "\n".join(lines))
    packed = tmp_path / "dealers.csv.gz"
    packed.write_bytes(gzip.compress(plain.read_bytes()))
    for path in (plain, packed):
        block = read_form_file(path, DEALER, 101)
        assert (block.has_header, block.columns) == (True, ("source", "zip"))
        assert len(block.rows) == 101
        assert block.rows[100] == {"source": "dealer-100.com", "zip": "10100"}


def test_a_file_without_headings_loses_no_row(tmp_path: Path) -> None:
    path = tmp_path / "dealers.txt"
    path.write_text("a.com\nb-c.com\n")
    assert cells(read_form_file(path, DEALER, 9), DEALER) == [("a.com", "", ""), ("b-c.com", "", "")]
    path.write_text("a.com,30907\nb-c.com,02139\n")
    assert cells(read_form_file(path, DEALER, 1), DEALER) == [("a.com", "30907", "")]
    path.write_text(f"{VIN_A}\n{VIN_B}\n")
    assert cells(read_form_file(path, VEHICLE, 9), VEHICLE) == [(VIN_A, "", ""), (VIN_B, "", "")]


def test_workbooks_and_old_encodings_are_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Dealer", "Website", "ZIP"])
    sheet.append(["Müller", "a.com", "02139"])
    book.save(tmp_path / "dealers.xlsx")
    assert cells(read_form_file(tmp_path / "dealers.xlsx", DEALER, 9), DEALER) == [("a.com", "02139", "")]
    old = tmp_path / "old.csv"
    old.write_bytes(
        b"Dealer,Website,ZIP\n" + b"Joe,a.com,30907\n" * 20_000 + "Müller,b.com,02139\n".encode("cp1252")
    )
    assert read_form_file(old, DEALER, 30_000).rows[-1] == {"source": "b.com", "zip": "02139"}


def test_rows_that_do_not_fit_the_header_keep_their_place(tmp_path: Path) -> None:
    path = tmp_path / "dealers.csv"
    path.write_text("source,zip,name\na.com,30907,Joe\nb.com\nc.com,02139,Jim,more\n")
    assert cells(read_form_file(path, DEALER, 9), DEALER) == [
        ("a.com", "30907", ""),
        ("b.com", "", ""),
        ("c.com", "02139", ""),
    ]


def test_what_is_no_table_is_refused_in_words(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4")
    with pytest.raises(InputFileError, match="is a PDF"):
        read_form_file(tmp_path / "a.pdf", DEALER, 9)
    with pytest.raises(InputFileError, match="is not there"):
        read_form_file(tmp_path / "gone.csv", DEALER, 9)
