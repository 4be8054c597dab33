"""Tables on stdout: aligned for people, plain for programs, and safe from what comes from outside."""

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mcdesk.cli.tables import Cell, CellTable, Heading, plain_lines

HEADINGS = (Heading("vin_rank", "Rank"), Heading("source", "Dealer site"), Heading("zip", "ZIP"))


def test_numbers_stand_at_the_right_and_text_at_the_left() -> None:
    rows: tuple[tuple[Cell, ...], ...] = ((1, "a.com", "02139"), (1200, "longer.com", None))
    assert plain_lines(CellTable("Ranked", HEADINGS, rows)) == [
        "Ranked",
        "vin_rank  source      zip",
        "       1  a.com       02139",
        "    1200  longer.com  –",
    ]


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    table = CellTable("", HEADINGS, ((1, "a.com", None), (2, "b.com", "")))
    assert plain_lines(table.without_empty())[0].split() == ["vin_rank", "source"]


def test_a_table_may_have_no_headings() -> None:
    assert plain_lines(CellTable("Engine", (), (("Fuel", "gas"),))) == ["Engine", "Fuel  gas"]


def test_what_moves_the_cursor_is_blanked() -> None:
    (line,) = plain_lines(CellTable("", (), (("a\n\x1b[2Jb", "c"),)))
    assert line == "a  [2Jb  c"


CELLS = st.one_of(st.none(), st.text(max_size=8), st.integers(), st.floats())


@given(st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=5))
def test_every_row_is_one_line_with_its_columns_aligned(rows: list[tuple[Cell, ...]]) -> None:
    table = CellTable("", HEADINGS, tuple(rows))
    lines = plain_lines(table)
    assert len(lines) == len(rows) + 1
    assert all(line.isprintable() for line in lines)
    widest = max(cell_len(line) for line in lines)
    assert widest >= len("vin_rank  source  zip")
    is_bare = all(cell in (None, "") for row in rows for cell in row)
    assert len(plain_lines(table.without_empty())) == (0 if is_bare else len(lines))
