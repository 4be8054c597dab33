"""Whatever is dropped is a table with its text as it stands, or is refused with what to do."""

import codecs
import csv
import gzip
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from mcdesk.intake.encodings import WrongEncodingError, next_encoding
from mcdesk.intake.tables import Table, opened_table
from mcdesk.model.errors import InputFileError
from mcdesk.model.preflight import NO_HEADER, Dialect, Encoding, ReadingWish, Separator

DATA = Path(__file__).parent / "data"
ROW = "1FMCU0GD0JUD56190,13790,02139\n"
TEXT = "vin,price,zip\n" + ROW * 3
STARTS = [
    b"",
    b"\x1f\x8b",
    b"\x1f\x8b\x08\0\0\0\0\0\0\0",
    b"PK\x03\x04",
    b"\xff\xfe",
    b"\xfe\xff",
    b"\xef\xbb\xbf",
]
MARKS = {
    "utf-8": b"",
    "utf-8-sig": codecs.BOM_UTF8,
    "utf-16-le": codecs.BOM_UTF16_LE,
    "utf-16-be": codecs.BOM_UTF16_BE,
    "cp1252": b"",
}
CELLS = st.text(st.characters(codec="cp1252", exclude_categories=["Cc"]) | st.sampled_from('\n\r",;|\t'))


def quiet() -> None:
    """Nobody stops it."""


@contextmanager
def table_of(
    folder: Path, content: bytes, name: str = "april.csv", wish: ReadingWish | None = None
) -> Iterator[Table]:
    path = folder / name
    path.write_bytes(content)
    with opened_table(path, wish or ReadingWish(), folder / "work", quiet) as table:
        yield table


def rest_of(table: Table, size: int = 100) -> str:
    return b"".join(iter(lambda: table.content.read(size), b"")).decode()


def refusal_of(folder: Path, content: bytes, name: str = "april.csv") -> InputFileError:
    with pytest.raises(InputFileError) as refusal, table_of(folder, content, name):
        pass
    assert refusal.value.advice
    return refusal.value


def test_a_plain_text_is_open_at_its_first_row(tmp_path: Path) -> None:
    with table_of(tmp_path, TEXT.encode()) as table:
        assert table.dialect == Dialect()
        assert table.header == ("vin", "price", "zip")
        assert (table.first_line, table.counts_records) == (2, False)
        assert (table.position(), table.size) == (14, len(TEXT))
        assert rest_of(table) == ROW * 3
        assert table.position() == table.size


def test_a_gzip_is_known_by_its_bytes_and_its_size_is_not(tmp_path: Path) -> None:
    with table_of(tmp_path, gzip.compress(TEXT.encode("utf-16"))) as table:
        assert table.dialect == Dialect(Encoding.UTF_16_LE, has_mark=True)
        assert table.size is None
        assert rest_of(table) == ROW * 3


def test_a_list_without_header_is_open_at_its_start(tmp_path: Path) -> None:
    with table_of(tmp_path, codecs.BOM_UTF8 + ROW.encode()) as table:
        assert table.dialect == Dialect(has_mark=True, header_line=NO_HEADER)
        assert table.header == ("Column 1", "Column 2", "Column 3")
        assert table.first_line == 1
        assert rest_of(table) == ROW


def test_only_the_head_of_a_large_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.write(TEXT.encode() + ROW.encode() * 20_000)
        file.truncate(1 << 40)
    with opened_table(path, ReadingWish(), tmp_path, quiet) as table:
        assert table.size == 1 << 40
        assert table.content.read(len(ROW)).decode().startswith(ROW)


def test_zeros_far_down_are_passed_on(tmp_path: Path) -> None:
    with table_of(tmp_path, TEXT.encode() + b"a,b,c\n" * 50_000 + b"\0\0,1,2\n") as table:
        assert rest_of(table, 1 << 20).endswith("\0\0,1,2\n")


def test_a_sheet_is_open_below_its_header_and_its_text_goes_at_the_end(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.title = "April"
    for row in (["Auction\nrun list"], [], ["vin", "zip"], ["A", "02139"], [], ["B", 2139]):
        workbook.active.append(row)
    workbook.create_sheet("May").append(["x"])
    file = io.BytesIO()
    workbook.save(file)
    with table_of(tmp_path, file.getvalue()) as table:
        assert table.dialect == Dialect(header_line=3, sheets=("April", "May"), sheet="April")
        assert table.header == ("vin", "zip")
        assert (table.first_line, table.counts_records) == (4, True)
        assert rest_of(table) == "A,02139\n\nB,2139\n"
        assert table.position() == table.size
    assert list((tmp_path / "work").iterdir()) == []
    with table_of(tmp_path, file.getvalue(), wish=ReadingWish(sheet="May", header_line=NO_HEADER)) as table:
        assert (table.dialect.sheet, table.header) == ("May", ("Column 1",))


def test_an_encoding_that_breaks_far_down_is_tried_anew_in_the_next(tmp_path: Path) -> None:
    text = TEXT + ROW * 20_000 + "Citroën,1,02139\n"
    with pytest.raises(WrongEncodingError) as wrong, table_of(tmp_path, text.encode("cp1252")) as table:
        rest_of(table, 1 << 20)
    wish = ReadingWish(encoding=next_encoding(wrong.value.encoding))
    with table_of(tmp_path, text.encode("cp1252"), wish=wish) as table:
        assert rest_of(table, 1 << 20).endswith("Citroën,1,02139\n")


def test_an_encoding_that_the_head_is_not_in_is_said_to_be_wrong(tmp_path: Path) -> None:
    wish = ReadingWish(encoding=Encoding.UTF_8)
    with pytest.raises(WrongEncodingError), table_of(tmp_path, b"vin,d\nA,Citro\xebn\n", wish=wish):
        pass


@pytest.mark.parametrize(
    ("content", "title"),
    [
        (b"", "april.csv is empty."),
        (codecs.BOM_UTF8 + b" \r\n\n", "april.csv is empty."),
        (gzip.compress(b"", mtime=0), "april.csv is empty."),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "april.csv is not a text file."),
        (b"vin,price\nA\x01,1\n", "april.csv is not a text file."),
        (b"%PDF-1.7\n1 0 obj\n", "april.csv is a PDF."),
        (b"<!DOCTYPE html>\n<table>", "april.csv is a web page or XML, not a table."),
        (b"<table><tr><td>vin", "april.csv is a web page or XML, not a table."),
        (b'[{"vin": 1}]', "april.csv is JSON, not a table."),
        (b'{\n"vin": 1\n}', "april.csv is JSON, not a table."),
        (
            gzip.compress((DATA / "lots.xls").read_bytes(), mtime=0),
            "april.csv is a packed workbook or archive.",
        ),
        (b"\xff\xfev\0i\0n\0\x00\xd8a\0", "april.csv is UTF-16 text and damaged."),
        (
            gzip.compress(TEXT.encode(), mtime=0)[:-12],
            "april.csv is damaged: it can't be unpacked to its end.",
        ),
        (b'vin,"price\nA,1\n', "The header of april.csv has a quote that is never closed."),
    ],
)
def test_what_can_not_be_a_table_is_refused(content: bytes, title: str, tmp_path: Path) -> None:
    assert refusal_of(tmp_path, content).title == title


def test_a_result_is_not_taken_for_a_list(tmp_path: Path) -> None:
    lines = "".join(json.dumps({"vin": "1FMCU0GD0JUD56190", "n": n}) + "\n" for n in range(3))
    refusal = refusal_of(tmp_path, gzip.compress(lines.encode()), "april-decoded.jsonl.gz")
    assert refusal.title == "april-decoded.jsonl.gz is a result, not a list to send."


def test_a_folder_and_a_file_that_is_gone_are_refused(tmp_path: Path) -> None:
    for path, said in ((tmp_path, "is a folder"), (tmp_path / "gone.csv", "is not there")):
        with pytest.raises(InputFileError, match=said), opened_table(path, ReadingWish(), tmp_path, quiet):
            pass


def test_a_gzip_that_breaks_among_the_rows_is_refused_while_they_are_read(tmp_path: Path) -> None:
    rows = "".join(f"{number * 7919 % 1_000_003},{number},x\n" for number in range(400_000))
    content = gzip.compress(("vin,price,zip\n" + rows).encode(), 1)[:-1000]
    with pytest.raises(InputFileError, match="damaged"), table_of(tmp_path, content) as table:
        rest_of(table, 1 << 20)


@given(st.sampled_from(STARTS), st.binary() | st.text().map(str.encode), st.booleans())
def test_any_bytes_are_a_table_or_refused(tmp_path: Path, start: bytes, rest: bytes, is_packed: bool) -> None:
    content = gzip.compress(start + rest, 1) if is_packed else start + rest
    with suppress(InputFileError, WrongEncodingError), table_of(tmp_path, content) as table:
        assert table.header
        assert isinstance(rest_of(table, 10), str)


@settings(max_examples=200)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=3, max_size=12),
    st.sampled_from(Separator),
    st.sampled_from(sorted(MARKS)),
    st.booleans(),
)
def test_the_text_of_any_table_comes_through(
    tmp_path: Path, rows: list[tuple[str, ...]], separator: Separator, encoding: str, is_packed: bool
) -> None:
    text = io.StringIO()
    csv.writer(text, delimiter=separator.value).writerows([("vin", "asking price", "zip"), *rows])
    plain = encoding.removesuffix("-sig")
    content = MARKS[encoding] + text.getvalue().encode(plain)
    with table_of(tmp_path, gzip.compress(content, 1) if is_packed else content) as table:
        assert table.header == ("vin", "asking price", "zip")
        assert table.dialect.separator is separator
        if encoding != "cp1252" or text.getvalue().isascii() or table.dialect.encoding.value == "cp1252":
            assert rest_of(table, 11) == text.getvalue().split("\r\n", 1)[1]
