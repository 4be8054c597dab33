"""What a dropped file must be, and what is made of it."""

import csv
import gzip
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.prepare import prepare
from mcdesk.intake.reading import is_gzip
from mcdesk.model.errors import DeskError, InputFileError
from mcdesk.model.file_names import base_name
from mcdesk.model.operations import DECODE, OPERATIONS, RANK

HEADER = b"vin,price,miles,source,zip\n"
ROW = b"1FMCU0GD0JUD56190,13790,73592,carvana.com,02139\n"


def quiet(done: int, total: int | None) -> None:
    """A progress report that nobody reads."""


def written(folder: Path, content: bytes, name: str = "april.csv") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_a_plain_csv_is_compressed_for_a_rank(tmp_path: Path) -> None:
    source = written(tmp_path, HEADER + ROW)
    prepared = prepare(source, RANK, tmp_path / "out", quiet)
    assert prepared.packed.path.name == "april.csv.gz"
    assert gzip.decompress(prepared.packed.path.read_bytes()) == HEADER + ROW
    assert (prepared.rows, prepared.unique_values) == (1, 1)


def test_a_gzip_csv_is_unpacked_for_a_decode(tmp_path: Path) -> None:
    source = written(tmp_path, gzip.compress(b"vin\n1FMCU0GD0JUD56190\n"), "lot.csv.gz")
    prepared = prepare(source, DECODE, tmp_path / "out", quiet)
    assert prepared.packed.path.name == "lot.csv"
    assert prepared.packed.path.read_bytes() == b"vin\n1FMCU0GD0JUD56190\n"


def test_what_is_already_right_is_sent_byte_for_byte(tmp_path: Path) -> None:
    packed = gzip.compress(HEADER + ROW)
    prepared = prepare(written(tmp_path, packed, "a.csv.gz"), RANK, tmp_path / "out", quiet)
    assert prepared.packed.path.read_bytes() == packed
    assert prepared.packed.sha256 == prepared.source.sha256


def test_the_bytes_decide_what_is_gzip_not_the_name(tmp_path: Path) -> None:
    prepared = prepare(written(tmp_path, gzip.compress(HEADER + ROW)), RANK, tmp_path / "out", quiet)
    assert is_gzip(prepared.packed.path)


def test_the_same_file_gives_the_same_bytes_each_time(tmp_path: Path) -> None:
    source = written(tmp_path, HEADER + ROW * 5000)
    first, second = (prepare(source, RANK, tmp_path / name, quiet) for name in ("one", "two"))
    assert first.packed.sha256 == second.packed.sha256


def test_required_columns_get_the_services_names_and_the_mark_goes(tmp_path: Path) -> None:
    source = written(
        tmp_path,
        b'\xef\xbb\xbf"Lot, no.", VIN ,Zip,PRICE,miles,Source\r\n'
        + b"A1,1FMCU0GD0JUD56190,02139,1,2,a.com\r\n",
    )
    prepared = prepare(source, RANK, tmp_path / "out", quiet)
    sent = gzip.decompress(prepared.packed.path.read_bytes())
    assert sent == b'"Lot, no.",vin,zip,price,miles,source\nA1,1FMCU0GD0JUD56190,02139,1,2,a.com\r\n'
    assert source.read_bytes().startswith(b"\xef\xbb\xbf")


def test_repeated_vins_are_counted_once(tmp_path: Path) -> None:
    rows = b"vin\nAAA\naaa\n AAA\nBBB\n\n"
    prepared = prepare(written(tmp_path, rows), DECODE, tmp_path / "out", quiet)
    assert (prepared.rows, prepared.unique_values) == (4, 2)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"\n\n", "is empty"),
        (HEADER, "no rows"),
        (HEADER + b"\n\n", "no rows"),
        (b"vin,price\nA,1\n", "lacks the columns “miles”, “source” and “zip”"),
        (b"vin,price,miles,source\nA,1,2,a.com\n", "lacks the column “zip”"),
        (b"vin,vin,price,miles,source,zip\n", "more than once"),
        (b"vin;price;miles;source;zip\nA;1;2;a.com;1\n", "separated by “;”"),
        (b"vin\tprice\tmiles\tsource\tzip\n", "separated by tabs"),
        ("vin,price".encode("utf-16"), "not UTF-8"),
        (HEADER + "\xe9".encode("latin-1") + ROW, "not UTF-8"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "not UTF-8"),
        (HEADER + b'"broken', "Line 2"),
        (gzip.compress(HEADER + ROW * 100, mtime=0)[:-20], "damaged"),
        (b"\x1f\x8b" + b"nonsense" * 20, "damaged"),
    ],
)
def test_a_file_that_can_not_be_sent_says_why_and_how_to_mend_it(
    tmp_path: Path, content: bytes, says: str
) -> None:
    with pytest.raises(InputFileError) as refused:
        prepare(written(tmp_path, content), RANK, tmp_path / "out", quiet)
    assert says in refused.value.title
    assert refused.value.advice
    assert list((tmp_path / "out").glob("*")) == []


def test_more_rows_than_a_decode_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="3,001 rows"):
        prepare(written(tmp_path, b"vin\n" + b"A\n" * 3001), DECODE, tmp_path / "out", quiet)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="is not there"):
        prepare(tmp_path / "gone.csv", RANK, tmp_path / "out", quiet)
    with pytest.raises(InputFileError, match="folder"):
        prepare(tmp_path, RANK, tmp_path / "out", quiet)


def test_stopping_leaves_nothing_behind(tmp_path: Path) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int | None) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        prepare(written(tmp_path, HEADER + ROW * 50_000), RANK, tmp_path / "out", stop)
    assert not (tmp_path / "out").exists()


@given(content=st.binary(max_size=400), operation=st.sampled_from(sorted(OPERATIONS)))
def test_whatever_bytes_come_in_it_ends_with_a_file_or_a_clear_no(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, operation: str
) -> None:
    folder = tmp_path_factory.mktemp("any")
    try:
        prepared = prepare(written(folder, content), OPERATIONS[operation], folder / "out", quiet)
        outcome = prepared.packed.path.stat().st_size == prepared.packed.size
    except DeskError as refused:
        outcome = bool(refused.title and refused.advice)
    assert outcome


_SIGNS = st.characters(codec="utf-8", exclude_characters="\x00", exclude_categories=["Cs"])
_ROW = st.lists(st.text(_SIGNS, max_size=12), min_size=5, max_size=5).filter(any)


@given(rows=st.lists(_ROW, min_size=1, max_size=8))
def test_no_cell_changes_on_the_way(tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]) -> None:
    folder = tmp_path_factory.mktemp("cells")
    text = io.StringIO()
    csv.writer(text).writerows([["VIN", "price", "miles", "source", "ZIP"], *rows])
    prepared = prepare(written(folder, text.getvalue().encode()), RANK, folder / "out", quiet)
    sent = gzip.decompress(prepared.packed.path.read_bytes()).decode()
    assert list(csv.reader(io.StringIO(sent, newline="")))[1:] == rows
    assert prepared.rows == len(rows)


@pytest.mark.parametrize(
    ("name", "base"),
    [("a.csv", "a"), ("a.CSV.GZ", "a"), ("a.b.csv.gz", "a.b"), (".csv", ".csv"), ("lots", "lots")],
)
def test_the_reference_is_the_name_without_its_endings(name: str, base: str) -> None:
    assert base_name(Path(name)) == base


def test_bytes_that_are_no_text_are_not_taken_for_odd_separators(tmp_path: Path) -> None:
    with pytest.raises(InputFileError, match="not a text file"):
        prepare(written(tmp_path, b"\x00\x01\tabc\x02\n"), RANK, tmp_path / "out", quiet)
