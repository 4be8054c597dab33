"""Rows are counted as a form reads them, whatever the file is."""

import gzip
from pathlib import Path

import pytest
from xlsxwriter import Workbook

from mcdesk.intake.forms.blocks import read_form_file
from mcdesk.intake.forms.counting import rows_in
from mcdesk.model.errors import InputFileError
from mcdesk.model.lookups import DEALER

ROWS = [f"dealer{number}.com" for number in range(3_000)]
TEXT = "source,note\n" + "".join(f'{row},"one, two\nthree"\n' for row in ROWS)


def test_a_text_with_cells_of_several_lines(tmp_path: Path) -> None:
    path = tmp_path / "dealers.csv"
    path.write_text(TEXT)
    assert rows_in(path) == len(read_form_file(path, DEALER, 10_000).rows) == 3_000


def test_rows_that_do_not_fit_count_too(tmp_path: Path) -> None:
    path = tmp_path / "dealers.csv"
    path.write_text("source,zip\na.com,30907\nb.com\nc.com,30907,more\n")
    assert rows_in(path) == 3


def test_a_packed_text_and_one_that_turns_out_to_be_in_another_encoding(tmp_path: Path) -> None:
    packed, other = tmp_path / "dealers.csv.gz", tmp_path / "other.csv"
    packed.write_bytes(gzip.compress(TEXT.encode()))
    other.write_bytes((TEXT * 20 + "caf\u00e9.com,x\n").encode("cp1252"))
    assert rows_in(packed) == 3_000
    assert rows_in(other) == len(read_form_file(other, DEALER, 100_000).rows)


def test_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "dealers.xlsx"
    with Workbook(path) as book:
        book.add_worksheet().write_column(0, 0, ["source", *ROWS])
    assert rows_in(path) == 3_000


def test_what_is_no_table_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "picture.csv"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    with pytest.raises(InputFileError):
        rows_in(path)
