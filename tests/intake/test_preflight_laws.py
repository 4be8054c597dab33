"""What holds for every file: it ends in a result or a refusal, no row is lost, no cell changes unlogged."""

import csv
import io
import tempfile
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from mcdesk.intake.handing_out import hand_out_copy, join_parts
from mcdesk.intake.preflight import Prepared, preflight
from mcdesk.model.errors import InputFileError
from mcdesk.model.operations import DECODE, OPERATIONS, RANK, Operation
from mcdesk.model.preflight import Decision, Fix, Limits, PreflightWish, Quoting, ReadingWish
from tests.intake.kitchen import VINS, dicts_of, table_of

SIGNS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from("\t\n\r")
VIN = st.one_of(
    st.sampled_from([*VINS, VINS[0].lower(), f" {VINS[1]}", f"I{VINS[2]}", "1.23E+16", "", "SHORT"]),
    st.text(SIGNS, max_size=20),
)
PRICE = st.sampled_from(["1", "$10,900", "10900.00", "10900.50", "0", "-5", "abc", "", " 7 ", "9" * 12])
MILES = st.sampled_from(["0", "50404.0mi", "50,404", "100 km", "-1", "x", "", "12.5"])
SOURCE = st.sampled_from(
    ["a.com", "https://www.A.com/x", "www.b.org", "me@c.net", "Dealer", "", "a.com, Inc", 'a"b.com']
)
ZIP = st.sampled_from(["02139", "2139", "02139-1234", "501", "K1A", "", "1", "00000"])
EXTRA = st.text(SIGNS, max_size=6)
ROWS = st.lists(st.tuples(VIN, PRICE, MILES, SOURCE, ZIP, EXTRA), min_size=1, max_size=12)
HEADER = ("vin", "price", "miles", "source", "zip", "note")


def table(rows: list[tuple[str, ...]], separator: str) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=separator, lineterminator="\n")
    writer.writerow(HEADER)
    writer.writerows(rows)
    return out.getvalue().encode("utf-8", "replace")


def prepared_from(folder: Path, content: bytes, wish: PreflightWish, name: str = "a.csv") -> Prepared:
    path = folder / name
    path.write_bytes(content)
    return preflight(path, wish, folder / f"out-{name}", lambda look: None, lambda: None)


def rows_of(prepared: Prepared) -> list[list[str]]:
    return [row for part in prepared.parts for row in table_of(part.packed.path)[1:]]


@settings(max_examples=300)
@given(
    content=st.one_of(
        st.binary(max_size=300),
        st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")),
        st.text(st.sampled_from('vin,price;\t|"\n\r 1A\x00é'), max_size=200).map(str.encode),
        st.text(max_size=80).map(lambda text: ("vin,x\n" + text).encode("utf-16", "replace")),
    ),
    operation=st.sampled_from(list(OPERATIONS.values())),
    quoting=st.sampled_from([None, Quoting.NONE]),
)
def test_any_bytes_end_in_a_result_or_a_clear_refusal(
    content: bytes, operation: Operation, quoting: Quoting | None
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        wish = PreflightWish(operation, ReadingWish(quoting=quoting), bad_rows=Decision.LEAVE_OUT)
        try:
            report = prepared_from(Path(folder), content, wish).report
        except InputFileError as error:
            refusal = error
        else:
            assert report.forecast is not None
            assert report.rows >= 1
            return
        assert refusal.title
        assert refusal.advice


@settings(max_examples=150)
@given(
    rows=ROWS,
    separator=st.sampled_from(",;\t|"),
    fix=st.sampled_from(Fix),
    bad_rows=st.sampled_from([Decision.LEAVE_OUT, Decision.SEND]),
    operation=st.sampled_from([RANK, DECODE]),
)
def test_every_row_is_sent_or_rejected_and_every_changed_cell_is_logged(
    rows: list[tuple[str, ...]], separator: str, fix: Fix, bad_rows: Decision, operation: Operation
) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wish = PreflightWish(operation, ReadingWish(header_line=1), fix=fix, bad_rows=bad_rows)
        content = table(rows, separator)
        prepared = prepared_from(folder, content, wish)
        read = csv.reader(io.StringIO(content.decode(), newline=""), delimiter=separator)
        source = [row for row in read if row]  # a blank line is no row
        if not prepared.parts:
            return
        rejects = table_of(prepared.folder / "rejects.csv")[1:]
        sent = rows_of(prepared)
        assert prepared.report.rows == len(source) - 1 == len(sent) + len(rejects)
        assert prepared.report.left_out == len(rejects)
        _require_only_logged_changes(prepared, content.decode(), separator, sent)


def _require_only_logged_changes(
    prepared: Prepared, text: str, separator: str, sent: list[list[str]]
) -> None:
    """Applying the log to the source gives exactly what is sent."""
    numbered = _numbered(text, separator)
    log = {(int(c["line"]), c["column"]): c for c in dicts_of(prepared.folder / "changes.csv")}
    left_out = {int(line) for line, *_ in table_of(prepared.folder / "rejects.csv")[1:]}
    header = numbered.pop(0)[1]
    names = table_of(prepared.parts[0].packed.path)[0]
    renamed = {
        c["column"]: c["after"] for c in log.values() if c["rule"] in ("column-matched", "column-not-sent")
    }
    expected = []
    for line, cells in numbered:
        if line in left_out:
            continue
        row = {}
        for name, cell in zip(header, cells, strict=True):
            change = log.get((line, name))
            if change is not None:
                assert change["before"] == cell
                assert change["before"] != change["after"]
            row[renamed.get(name, name)] = change["after"] if change else cell
        expected.append([row[name] for name in names])
    assert sent == expected


def _numbered(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    found: list[tuple[int, list[str]]] = []
    before = 0
    for cells in reader:
        if cells:
            found.append((before + 1, cells))
        before = reader.line_num
    return found


@settings(max_examples=100)
@given(rows=ROWS, fix=st.sampled_from([Fix.SAFE, Fix.ALL]))
def test_mending_twice_is_mending_once(rows: list[tuple[str, ...]], fix: Fix) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wish = PreflightWish(RANK, ReadingWish(header_line=1), fix=fix, bad_rows=Decision.LEAVE_OUT)
        once = prepared_from(folder, table(rows, ","), wish)
        if not once.parts or not rows_of(once):
            return
        hand_out_copy(once, folder / "once.csv")
        twice = prepared_from(folder, (folder / "once.csv").read_bytes(), wish, "b.csv")
        assert rows_of(twice) == rows_of(once)
        assert twice.report.changed_cells == 0
        assert twice.report.left_out == 0
        on = [problem.rule.id for problem in twice.report.problems if problem.is_mended]
        assert on == []


@settings(max_examples=60)
@given(rows=ROWS, size=st.integers(1, 5))
def test_splitting_and_joining_gives_the_same_rows(rows: list[tuple[str, ...]], size: int) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        wish = PreflightWish(RANK, ReadingWish(header_line=1), bad_rows=Decision.SEND)
        whole = prepared_from(folder, table(rows, ","), wish)
        limited = PreflightWish(
            RANK, ReadingWish(header_line=1), bad_rows=Decision.SEND, limits=Limits(size, 10**6)
        )
        cut = prepared_from(folder, table(rows, ","), limited, "b.csv")
        if not whole.parts:
            return
        joined = io.BytesIO()
        join_parts([part.packed.path for part in cut.parts], cut.header_size, joined)
        reread = list(csv.reader(io.StringIO(joined.getvalue().decode(), newline="")))
        assert reread[1:] == rows_of(whole)
