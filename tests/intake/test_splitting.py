"""Text becomes rows as Python's csv module reads it, fast where nothing is quoted, and never lost."""

import csv
import io

from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.intake.block import Block
from mcdesk.intake.plain_rows import split_plain
from mcdesk.intake.quoted_rows import split_quoted

PLAIN = st.text(st.characters(exclude_characters='"\r\n', exclude_categories=["Cs"]), max_size=12)
LINES = st.lists(st.lists(PLAIN, min_size=1, max_size=5), max_size=20)


def cells_of(block: Block) -> list[list[str]]:
    return [[cell.decode() for cell in block.cells(place)] for place in range(len(block))]


@given(lines=LINES, width=st.integers(1, 5), separator=st.sampled_from(",;\t|"))
@example(lines=[["a", "b"], [""], ["c"]], width=2, separator=",")
@example(lines=[[""], ["x"]], width=1, separator=",")
def test_plain_text_is_split_as_csv_splits_it(lines: list[list[str]], width: int, separator: str) -> None:
    text = "".join(separator.join(cells) + "\n" for cells in lines)
    records = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    block, count = split_plain(text.encode(), separator.encode(), width, 1, 2)
    assert count == len(lines)
    assert cells_of(block) == [cells for cells in records if len(cells) == width]
    rows = [cells for cells in records if cells]
    assert [misfit.row for misfit in block.misfits] == [
        row for row, cells in enumerate(rows, start=1) if len(cells) != width
    ]
    assert sorted([*block.rows.tolist(), *(misfit.row for misfit in block.misfits)]) == list(
        range(1, len(rows) + 1)
    )
    numbered = [line for line, cells in enumerate(records, start=2) if len(cells) == width]
    assert block.lines.tolist() == numbered


@given(
    records=st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), min_size=2, max_size=4),
        max_size=20,
    ),
    cut=st.integers(0, 10),
)
def test_quoted_text_is_split_as_it_was_written_wherever_it_is_cut(
    records: list[list[str]], cut: int
) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(records)
    lines = list(io.StringIO(out.getvalue(), newline=""))
    pieces = ["".join(lines[:cut]), "".join(lines[cut:])]
    found = []
    while pieces:
        text = pieces.pop(0)
        found += list(split_quoted(text, ",", lambda: pieces.pop(0) if pieces else ""))
    assert [record.cells for record in found] == records
    assert sum(record.lines for record in found) == len(lines)


@given(st.text(st.sampled_from('a",\n\r '), max_size=60))
def test_whatever_is_quoted_no_line_is_lost(text: str) -> None:
    found = list(split_quoted(text, ",", lambda: ""))
    assert "".join(record.text for record in found) == text


def test_reading_goes_on_behind_a_quote_that_is_never_closed() -> None:
    text = 'a,b\n"c,d\ne,f\n' + "g,h\n" * 3
    found = list(split_quoted(text, ",", lambda: ""))
    assert [record.cells for record in found] == [["a", "b"], None, ["e", "f"], *[["g", "h"]] * 3]
    assert found[1].text == '"c,d\n'
