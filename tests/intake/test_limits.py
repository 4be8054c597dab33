"""The edges of what is taken in: sizes, disks, files that change under one's hands, odd but lawful CSV."""

import gzip
from dataclasses import replace
from pathlib import Path

import pytest

from mcdesk.intake.prepare import check, packed_name, prepare
from mcdesk.model.errors import InputFileError, StorageError
from mcdesk.model.operations import DECODE, RANK

HEADER = b"vin,price,miles,source,zip\n"
ROW = b"1FMCU0GD0JUD56190,13790,73592,carvana.com,02139\n"


def quiet(done: int, total: int | None) -> None:
    """A progress report that nobody reads."""


def written(folder: Path, content: bytes, name: str = "april.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_file_that_is_too_large_as_it_is_sent_is_refused_and_not_kept(tmp_path: Path) -> None:
    small = replace(DECODE, max_bytes=100)
    with pytest.raises(InputFileError, match="100 bytes at most") as refused:
        prepare(written(tmp_path, b"vin\n" + b"1FMCU0GD0JUD56190\n" * 20), small, tmp_path / "out", quiet)
    assert "Split" in refused.value.advice
    assert list((tmp_path / "out").iterdir()) == []


def test_what_counts_is_the_size_after_packing(tmp_path: Path) -> None:
    small = replace(RANK, max_bytes=2_000)
    source = written(tmp_path, HEADER + ROW * 1_000)
    assert source.stat().st_size > 2_000
    assert prepare(source, small, tmp_path / "out", quiet).packed.size < 2_000


def test_exactly_as_many_rows_as_allowed_pass(tmp_path: Path) -> None:
    rows = b"vin\n" + b"A\n" * 3_000
    assert prepare(written(tmp_path, rows), DECODE, tmp_path / "out", quiet).rows == 3_000


def test_a_folder_that_takes_nothing_is_told(tmp_path: Path) -> None:
    blocked = written(tmp_path, b"a file", "blocked")
    with pytest.raises(StorageError) as refused:
        prepare(written(tmp_path, HEADER + ROW), RANK, blocked / "out", quiet)
    assert refused.value.advice


def test_a_file_that_changes_while_it_is_read_is_not_sent(tmp_path: Path) -> None:
    source = written(tmp_path, HEADER + ROW * 30_000)

    def meddle(done: int, total: int | None) -> None:
        with source.open("ab") as file:
            file.write(ROW)

    with pytest.raises(InputFileError, match="changed while it was read"):
        prepare(source, RANK, tmp_path / "out", meddle)
    assert list((tmp_path / "out").iterdir()) == []


@pytest.mark.parametrize("packed", [False, True])
def test_progress_tells_how_much_has_been_read(tmp_path: Path, packed: bool) -> None:
    content = HEADER + ROW * 60_000
    source = written(tmp_path, gzip.compress(content, 1) if packed else content)
    told: list[tuple[int, int | None]] = []
    check(source, RANK, lambda done, total: told.append((done, total)))
    assert len(told) >= 3
    assert [done for done, _ in told] == sorted(done for done, _ in told)
    assert {total for _, total in told} == ({None} if packed else {len(content)})


@pytest.mark.parametrize(
    ("content", "rows", "uniques"),
    [
        (b"vin\r\nA\r\nB\r\n", 2, 2),
        (b"vin\nA\nB", 2, 2),
        (b'vin,note\nA,"two\nlines"\nB,"a ""quote"""\n', 2, 2),
        (b"\xef\xbb\xbfvin\nA\n", 1, 1),
        (b"\n\nvin\nA\n", 1, 1),
        (b"note,vin\nx,A\ny\nz,A\n", 3, 1),
        (b"vin,vin \n", 0, 0),
    ],
)
def test_lawful_csv_is_counted_as_a_spreadsheet_would(
    tmp_path: Path, content: bytes, rows: int, uniques: int
) -> None:
    source = written(tmp_path, content)
    if not rows:
        with pytest.raises(InputFileError):
            check(source, DECODE, quiet)
        return
    checked = check(source, DECODE, quiet)
    assert (checked.rows, checked.unique_values) == (rows, uniques)


def test_a_line_without_an_end_is_refused_before_it_fills_the_memory(tmp_path: Path) -> None:
    with pytest.raises(InputFileError) as refused:
        check(written(tmp_path, b"vin" + b"x" * 3_000_000), DECODE, quiet)
    assert refused.value.advice


def test_an_unpacked_gzip_bomb_is_read_without_being_kept(tmp_path: Path) -> None:
    bomb = gzip.compress(b"vin\n" + b"A" * 5_000_000, 9)
    with pytest.raises(InputFileError):
        prepare(written(tmp_path, bomb, "bomb.csv.gz"), DECODE, tmp_path / "out", quiet)


@pytest.mark.parametrize(
    ("name", "ranked", "decoded"),
    [("a.csv", "a.csv.gz", "a.csv"), ("a.CSV.GZ", "a.csv.gz", "a.csv"), ("a", "a.csv.gz", "a.csv")],
)
def test_the_service_sees_a_name_that_fits_the_bytes(name: str, ranked: str, decoded: str) -> None:
    assert packed_name(Path(name), RANK) == ranked
    assert packed_name(Path(name), DECODE) == decoded
