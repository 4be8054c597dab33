"""Rows of a verified result, found again: in both formats, by search, and whatever the file looks like."""

import csv
import gzip
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.errors import StorageError
from mcdesk.results.rank_rows import COLUMNS, ResultRow, dealers_in, rows_of

RANKED = (
    "lot,vin,price,miles,source,zip,vin_score,dealer_ymm_score,vin_rank\n"
    "A1,WP1BE2AY5PDA28064,20000,3000,mbofaugusta.com,30907,2104,1800,1\n"
    'A2,1FMCU0GD0JUD56190,13790,73592,carvana.com,02139,"",,\n'
    "A3,WP1BE2AY5PDA28064,20000,3000,Carvana.com,02139,2104,900,2\n"
)


def packed(folder: Path, text: str, name: str = "april-ranked.csv.gz") -> Path:
    path = folder / name
    path.write_bytes(gzip.compress(text.encode()))
    return path


def test_a_row_has_the_cells_that_a_ranking_needs_and_gave(tmp_path: Path) -> None:
    first, second, third = rows_of(packed(tmp_path, RANKED))
    assert first == ResultRow(
        2,
        {
            "vin": "WP1BE2AY5PDA28064",
            "price": "20000",
            "miles": "3000",
            "source": "mbofaugusta.com",
            "zip": "30907",
            "vin_score": "2104",
            "dealer_ymm_score": "1800",
            "vin_rank": "1",
        },
    )
    assert (second.line, second.values["zip"], second.values["vin_score"]) == (3, "02139", "")
    assert third.line == 4


@pytest.mark.parametrize(
    ("search", "lines"),
    [
        ("", [2, 3, 4]),
        ("carvana", [3, 4]),
        ("wp1be CARVANA", [4]),
        ("A1", []),
        ("vin_score", []),
    ],
)
def test_every_word_must_occur_in_what_is_shown(tmp_path: Path, search: str, lines: list[int]) -> None:
    assert [row.line for row in rows_of(packed(tmp_path, RANKED), search)] == lines


def test_no_more_rows_than_wished_are_read(tmp_path: Path) -> None:
    assert [row.line for row in rows_of(packed(tmp_path, RANKED), most=2)] == [2, 3]
    assert rows_of(packed(tmp_path, RANKED), most=0) == ()


def test_a_cell_with_line_breaks_counts_its_lines(tmp_path: Path) -> None:
    text = 'note,vin\n"two\nlines",AAA\nplain,BBB\n'
    found = rows_of(packed(tmp_path, text))
    assert [(row.line, row.values) for row in found] == [(2, {"vin": "AAA"}), (4, {"vin": "BBB"})]


def test_a_decode_has_its_vins(tmp_path: Path) -> None:
    lines = [
        {"vin": "WP1BE2AY5PDA28064", "year": 2023, "miles": 12},
        {"vin": "BAD", "observation": "INVALID VIN", "price": None},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines) + 'half a line {"vin"\n[1]\n'
    found = rows_of(packed(tmp_path, text, "april-decoded.jsonl.gz"))
    assert [(row.line, dict(row.values)) for row in found] == [
        (1, {"vin": "WP1BE2AY5PDA28064", "miles": "12"}),
        (2, {"vin": "BAD", "price": ""}),
    ]


def test_an_unpacked_copy_reads_the_same(tmp_path: Path) -> None:
    plain = tmp_path / "april-ranked.csv"
    plain.write_text("\ufeff" + RANKED, encoding="utf-8")
    assert rows_of(plain) == rows_of(packed(tmp_path, RANKED))


def test_dealers_come_once_each_in_their_order(tmp_path: Path) -> None:
    path = packed(tmp_path, RANKED + "A4,X,1,1,,99999,,,\nA5,X,1,1,mbofaugusta.com,30907,,,\n")
    assert dealers_in(path) == (("mbofaugusta.com", "30907"), ("carvana.com", "02139"))
    assert dealers_in(path, most=1) == (("mbofaugusta.com", "30907"),)
    assert dealers_in(packed(tmp_path, "vin\nX\n", "d.csv.gz")) == ()


def test_what_can_not_be_read_is_told(tmp_path: Path) -> None:
    whole = packed(tmp_path, RANKED * 500).read_bytes()
    cut = tmp_path / "cut.csv.gz"
    cut.write_bytes(whole[: len(whole) // 2])
    for path in (cut, tmp_path / "gone.csv.gz", tmp_path):
        with pytest.raises(StorageError) as told:
            rows_of(path, "nowhere")
        assert told.value.advice
    (tmp_path / "not.csv.gz").write_bytes(b"vin\nX\n")
    with pytest.raises(StorageError, match="damaged"):
        dealers_in(tmp_path / "not.csv.gz")


@given(
    st.lists(st.sampled_from([*COLUMNS, "lot", " ZIP "]), max_size=8),
    st.lists(st.lists(st.text(st.characters(codec="utf-8"), max_size=8), max_size=8), max_size=6),
)
def test_any_table_gives_its_cells(
    tmp_path_factory: pytest.TempPathFactory, header: list[str], rows: list[list[str]]
) -> None:
    text = io.StringIO(newline="")
    csv.writer(text).writerows([header, *rows])
    path = packed(tmp_path_factory.mktemp("any"), text.getvalue())
    found = rows_of(path)
    assert len(found) == sum(bool(row) for row in rows)
    assert all(set(row.values) <= set(COLUMNS) for row in found)
    dealers = dealers_in(path)
    assert len(set(dealers)) == len(dealers)


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_are_told(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("any")
    for name in ("a.csv", "a.jsonl"):
        path = folder / name
        path.write_bytes(data)
        assert isinstance(rows_of(path), tuple)
        assert isinstance(dealers_in(path), tuple)
