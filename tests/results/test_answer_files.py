"""Tables to take along: what Excel and scripts find in them, and that none is overwritten."""

import csv
import io
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from mcdesk.model.errors import StorageError
from mcdesk.results.answer_files import dated_name, write_csv, write_xlsx

HEADER = ("vin", "price", "zip", "vin_score", "reason")
ROWS = [
    ("WP1BE2AY5PDA28064", 20000, "02139", 2104.5, ""),
    ("1FMCU0GD0JUD56190", 13790, "95765", None, '=HYPERLINK("http://a.com")'),
]


def test_a_csv_has_the_header_and_every_cell(tmp_path: Path) -> None:
    written = write_csv(tmp_path / "answer.csv", HEADER, ROWS)
    assert written == tmp_path / "answer.csv"
    rows = list(csv.reader(io.StringIO(written.read_text(encoding="utf-8"))))
    assert rows[0] == list(HEADER)
    assert rows[1] == ["WP1BE2AY5PDA28064", "20000", "02139", "2104.5", ""]
    assert rows[2][3:] == ["", '\'=HYPERLINK("http://a.com")']
    assert not written.read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "text", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", " =1", "\t=1", "\r=1", "\n=1", "-", "+"]
)
def test_no_text_of_a_csv_is_a_formula(tmp_path: Path, text: str) -> None:
    written = write_csv(tmp_path / "answer.csv", [text], [(text, -5, -0.5, "-5", "+1.25", "a=b", "02139")])
    header, row = csv.reader(io.StringIO(written.read_bytes().decode(), newline=""))
    assert header == [f"'{text}"]
    assert row == [f"'{text}", "-5", "-0.5", "-5", "+1.25", "a=b", "02139"]


def test_a_name_tells_what_it_is_and_of_which_day() -> None:
    noon = datetime(2026, 11, 25, 12).astimezone().timestamp()
    assert dated_name("WP1BE2AY5PDA28064", "ranking", noon, ".xlsx") == (
        "WP1BE2AY5PDA28064-ranking-2026-11-25.xlsx"
    )
    assert dated_name("a/b.com", "ranking", noon, ".csv") == "a-b-com-ranking-2026-11-25.csv"


def test_a_workbook_has_numbers_as_numbers_and_all_else_as_text(tmp_path: Path) -> None:
    written = write_xlsx(tmp_path / "answer.xlsx", HEADER, ROWS)
    sheet = load_workbook(written).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [
        list(HEADER),
        ["WP1BE2AY5PDA28064", 20000, "02139", 2104.5, None],
        ["1FMCU0GD0JUD56190", 13790, "95765", None, '=HYPERLINK("http://a.com")'],
    ]
    assert sheet["E3"].data_type == "s"
    assert sheet["E3"].hyperlink is None
    assert sheet["C2"].number_format == "@"
    assert all(cell.font.bold for cell in sheet[1])
    assert not sheet["A2"].font.bold
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize(("write", "ending"), [(write_csv, ".csv"), (write_xlsx, ".xlsx")])
def test_nothing_is_overwritten(tmp_path: Path, write: object, ending: str) -> None:
    assert callable(write)
    wanted = tmp_path / "new" / f"answer{ending}"
    first = write(wanted, HEADER, ROWS)
    before = first.read_bytes()
    second = write(wanted, HEADER, ROWS[:1])
    assert second == wanted.with_name(f"answer (2){ending}")
    assert first.read_bytes() == before
    assert sorted(path.name for path in wanted.parent.iterdir()) == [f"answer (2){ending}", f"answer{ending}"]


def test_where_a_file_stands_no_folder_can_be(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(StorageError):
        write_xlsx(tmp_path / "file" / "answer.xlsx", HEADER, ROWS)


def test_a_table_wider_than_any_sheet_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="CSV"):
        write_xlsx(tmp_path / "answer.xlsx", ["name"] * 16_385, [])
    assert list(tmp_path.iterdir()) == []


CELLS = st.one_of(st.none(), st.text(max_size=20), st.integers(), st.floats(), st.booleans())


@given(st.lists(st.lists(CELLS, max_size=5), max_size=5))
def test_any_cells_can_be_written(tmp_path_factory: pytest.TempPathFactory, rows: list[list[object]]) -> None:
    folder = tmp_path_factory.mktemp("any")
    write_csv(folder / "a.csv", HEADER, rows)
    sheet = load_workbook(write_xlsx(folder / "a.xlsx", HEADER, rows)).worksheets[0]
    assert all(cell.data_type in ("s", "n") for row in sheet.iter_rows() for cell in row)
