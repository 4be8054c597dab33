"""A sheet arrives as the text that its cells show, each row as the record with its number."""

import contextlib
import csv
import datetime
import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from mcdesk.intake.spreadsheets import WrittenSheet, is_workbook, write_sheet
from mcdesk.model.errors import InputFileError, StorageError

DATA = Path(__file__).parent / "data"
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]) | st.sampled_from('\n",;= ')
).map(lambda text: text if text.strip(" \n") else "")
"""The library takes a cell of blanks alone for an empty one."""


def quiet() -> None:
    """Nobody stops it."""


def put(sheet: Worksheet, place: str, text: str) -> None:
    """Writes a cell as text, also where it looks like a formula."""
    sheet[place] = text
    sheet[place].data_type = "s"


def saved(workbook: Workbook, folder: Path, name: str = "april.xlsx") -> Path:
    path = folder / name
    workbook.save(path)
    return path


def records_of(path: Path, folder: Path, sheet: str = "") -> list[list[str]]:
    target = folder / "sheet.csv"
    write_sheet(path, sheet, target, quiet)
    with target.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file, strict=True))


def shown(value: object, folder: Path) -> str:
    workbook = Workbook()
    workbook.active["A1"] = value
    return records_of(saved(workbook, folder), folder)[0][0]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (2139, "2139"),
        (13790.0, "13790"),
        (1.5, "1.5"),
        (0.1 + 0.2, "0.3"),
        (-12, "-12"),
        (12345678901234567, "1.23456789012346E+16"),
        (1234567890123456, "1.23456789012346E+15"),
        (True, "TRUE"),
        (False, "FALSE"),
        (datetime.date(2026, 4, 1), "2026-04-01"),
        (datetime.datetime(2026, 4, 1, 14, 6, 31), "2026-04-01 14:06:31"),  # noqa: DTZ001 - cells have no zone
        (datetime.time(14, 6), "14:06:00"),
        (datetime.timedelta(hours=30), "30:00:00"),
    ],
)
def test_a_cell_reads_as_a_person_would_write_it(value: object, text: str, tmp_path: Path) -> None:
    assert shown(value, tmp_path) == text


def test_errors_and_formulas_without_a_value_are_empty(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.append(["vin", "#N/A", "=1/0", "end"])
    assert records_of(saved(workbook, tmp_path), tmp_path) == [["vin", "", "", "end"]]


def test_records_are_numbered_as_the_rows_of_the_sheet(tmp_path: Path) -> None:
    workbook = Workbook()
    put(workbook.active, "C3", "vin")
    put(workbook.active, "D3", "a\nnote")
    put(workbook.active, "C6", "A")
    assert records_of(saved(workbook, tmp_path), tmp_path) == [[], [], ["vin", "a\nnote"], [], [], ["A", ""]]


def test_the_first_visible_sheet_with_cells_is_taken_unless_another_is_named(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active.title = "Blank"
    for name in ("Lookup", "April", "May"):
        workbook.create_sheet(name).append([name])
    workbook["Lookup"].sheet_state = "hidden"
    workbook.create_chartsheet("Chart")
    path = saved(workbook, tmp_path)
    assert write_sheet(path, "", tmp_path / "a.csv", quiet) == WrittenSheet(
        "April", ("Blank", "April", "May")
    )
    assert records_of(path, tmp_path, "May") == [["May"]]
    assert records_of(path, tmp_path, "Lookup") == [["Lookup"]]
    with pytest.raises(InputFileError) as refusal:
        write_sheet(path, "June", tmp_path / "a.csv", quiet)
    assert refusal.value.title == "april.xlsx has no sheet “June”."
    assert "“Blank”, “April”, “May”" in refusal.value.advice


@pytest.mark.parametrize("name", ["lots.xls", "lots.ods"])
def test_older_and_open_workbooks_are_read_too(name: str, tmp_path: Path) -> None:
    assert is_workbook(DATA / name)
    records = records_of(DATA / name, tmp_path)
    assert records[0] == []
    assert records[1][:2] == ["vin", "zip"]
    assert records[2][1] == "02139"


def test_the_bytes_decide_what_a_workbook_is_not_the_name(tmp_path: Path) -> None:
    workbook = Workbook()
    workbook.active["A1"] = "vin"
    path = saved(workbook, tmp_path).rename(tmp_path / "april.xls")
    assert is_workbook(path)
    assert records_of(path, tmp_path) == [["vin"]]
    text = tmp_path / "april.xlsx"
    text.write_text("vin\nA\n")
    assert not is_workbook(text)


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("protected.xlsx", "protected.xlsx is protected by a password."),
        ("damaged.xls", "damaged.xls can't be read: it is damaged, no workbook, or far too large."),
    ],
)
def test_a_workbook_that_can_not_be_read_is_refused(name: str, title: str, tmp_path: Path) -> None:
    """The damaged one claims a size that no memory holds."""
    assert is_workbook(DATA / name)
    with pytest.raises(InputFileError) as refusal:
        write_sheet(DATA / name, "", tmp_path / "a.csv", quiet)
    assert refusal.value.title == title
    assert refusal.value.advice


def test_a_cut_workbook_is_refused(tmp_path: Path) -> None:
    whole = saved(Workbook(), tmp_path)
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole.read_bytes()[:2000])
    with pytest.raises(InputFileError, match="damaged"):
        is_workbook(cut)


@pytest.mark.parametrize(
    ("entries", "title"),
    [
        (["april.csv"], "it.zip is a zip archive."),
        (["[Content_Types].xml", "word/document.xml"], "it.zip is a document, not a workbook."),
        (["Index/Document.iwa"], "it.zip is a Numbers document."),
    ],
)
def test_an_archive_that_is_no_workbook_is_refused(entries: list[str], title: str, tmp_path: Path) -> None:
    path = tmp_path / "it.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for entry in entries:
            archive.writestr(entry, "x")
    with pytest.raises(InputFileError) as refusal:
        is_workbook(path)
    assert refusal.value.title == title


def test_a_workbook_without_cells_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="no sheet with rows"):
        write_sheet(saved(Workbook(), tmp_path), "", tmp_path / "a.csv", quiet)


def test_whoever_watches_may_stop_it(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop() -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        write_sheet(DATA / "lots.xls", "", tmp_path / "a.csv", stop)


def test_a_place_that_can_not_be_written_is_no_fault_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(StorageError):
        write_sheet(DATA / "lots.xls", "", tmp_path / "gone" / "a.csv", quiet)


@settings(max_examples=25)
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=6))
def test_text_cells_arrive_as_they_are(tmp_path: Path, rows: list[list[str]]) -> None:
    rows = [["02139", "1e5", '=x, "y"'], *rows, ["12", "a\nb", " Citroën "]]
    workbook = Workbook()
    for number, row in enumerate(rows, 1):
        for column, text in zip("ABC", row, strict=True):
            put(workbook.active, f"{column}{number}", text)
    expected = [row if any(row) else [] for row in rows]
    assert records_of(saved(workbook, tmp_path), tmp_path) == expected


@settings(max_examples=200)
@given(st.sampled_from([8, 12, 14]), st.integers(0, 400), st.integers(0, 255), st.integers(0, 60))
def test_a_damaged_archive_is_refused_or_recognised(
    tmp_path: Path, method: int, place: int, octet: int, missing: int
) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "x" * 100)
    content = bytearray(packed.getvalue())
    content[4 + place % (len(content) - 4)] = octet
    del content[20 : 20 + missing]
    path = tmp_path / "damaged.ods"
    path.write_bytes(content)
    with contextlib.suppress(InputFileError):
        is_workbook(path)
