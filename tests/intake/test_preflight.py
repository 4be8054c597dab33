"""What preflight finds in a file, what it mends, and what it writes."""

import gzip
import random
from pathlib import Path

import pytest

from mcdesk.model.errors import InputFileError, StorageError
from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Constant, Decision, Edit, Fix, FromColumn, Limits
from tests.intake.kitchen import HEADER, ROW, VINS, Kitchen

SAMPLE = Path(__file__).parents[1] / "data" / "auction-sales.csv"


def test_a_clean_file_has_no_problems_and_goes_as_it_is(kitchen: Kitchen) -> None:
    prepared = kitchen.run(HEADER + ROW)
    assert kitchen.report.problems == ()
    assert kitchen.report.can_be_sent
    (part,) = prepared.parts
    assert part.packed.path.name == "april.csv.gz"
    assert gzip.decompress(part.packed.path.read_bytes()).decode() == HEADER + ROW
    assert (kitchen.report.rows, kitchen.report.unique_values, part.rows) == (1, 1, 1)
    assert kitchen.changes() == []
    assert kitchen.rejects() == []


def test_a_compressed_file_that_is_right_is_sent_byte_for_byte(kitchen: Kitchen) -> None:
    source = kitchen.file(gzip.compress((HEADER + ROW).encode()), "april.csv.gz")
    prepared = kitchen.run(source)
    assert prepared.parts[0].packed.sha256 == prepared.source.sha256


def test_the_same_file_gives_the_same_bytes_each_time(kitchen: Kitchen) -> None:
    source = kitchen.file(HEADER + ROW * 50_000)
    first, second = kitchen.run(source), kitchen.run(source)
    assert first.parts[0].packed.sha256 == second.parts[0].packed.sha256
    assert first.folder != second.folder


DIRTY = {
    "vin-case": (f"{VINS[0].lower()},1,2,a.com,02139", f"{VINS[0]},1,2,a.com,02139"),
    "vin-spaces": (f" {VINS[0]}* ,1,2,a.com,02139", f"{VINS[0]},1,2,a.com,02139"),
    "price-format": (f"{VINS[0]},10900.00,2,a.com,02139", f"{VINS[0]},10900,2,a.com,02139"),
    "miles-format": (f"{VINS[0]},1,50404.0mi,a.com,02139", f"{VINS[0]},1,50404,a.com,02139"),
    "zip-leading-zero": (f"{VINS[0]},1,2,a.com,2139", f"{VINS[0]},1,2,a.com,02139"),
    "zip-plus-four": (f"{VINS[0]},1,2,a.com,02139-1234", f"{VINS[0]},1,2,a.com,02139"),
    "source-url": (f"{VINS[0]},1,2,https://www.A.com/x,02139", f"{VINS[0]},1,2,a.com,02139"),
}


@pytest.mark.parametrize(("rule", "row", "mended"), [(rule, *rows) for rule, rows in DIRTY.items()])
def test_what_can_be_mended_safely_is_mended_and_written_down(
    kitchen: Kitchen, rule: str, row: str, mended: str
) -> None:
    kitchen.run(f"{HEADER}{ROW}{row}\n")
    assert kitchen.counts == {rule: 1}
    problem = kitchen.problems[rule]
    assert problem.lines == (3,)
    assert problem.is_mended
    assert not problem.is_open
    assert kitchen.sent()[1] == mended.split(",")
    (change,) = kitchen.changes()
    assert change["line"] == "3"
    assert change["rule"] == problem.rule.name
    assert change["before"] in row
    assert change["after"] in mended.split(",")
    assert kitchen.report.changed_cells == 1


def test_a_fix_that_is_switched_off_leaves_the_cell_and_asks_for_a_decision(kitchen: Kitchen) -> None:
    content = f"{HEADER}{ROW}{VINS[1]},1,2,a.com,2139\n"
    kitchen.run(content, switches={"zip-leading-zero": False})
    assert [p.rule.id for p in kitchen.report.open_problems] == ["zip-leading-zero"]
    assert not kitchen.report.can_be_sent
    kitchen.run(content, switches={"zip-leading-zero": False}, decisions={"zip-leading-zero": Decision.SEND})
    assert not kitchen.report.open_problems
    assert kitchen.sent()[1][4] == "2139"


BAD = {
    "vin-length": "1FMCU0GD0JUD5619,1,2,a.com,02139",
    "vin-characters": "1FMCU0GD0JUD5619O,1,2,a.com,02139",
    "vin-excel-damage": "1.23E+16,1,2,a.com,02139",
    "vin-missing": ",1,2,a.com,02139",
    "price-unreadable": f"{VINS[1]},call us,2,a.com,02139",
    "price-range": f"{VINS[1]},0,2,a.com,02139",
    "miles-range": f"{VINS[1]},1,-5,a.com,02139",
    "zip-format": f"{VINS[1]},1,2,a.com,K1A 0B1",
    "source-format": f"{VINS[1]},1,2,Augusta Motors,02139",
    "malformed-row": f"{VINS[1]},1,2,a.com",
}


@pytest.mark.parametrize(("rule", "row"), BAD.items())
def test_rows_beyond_mending_wait_for_the_users_word_and_then_go_to_the_rejects(
    kitchen: Kitchen, rule: str, row: str
) -> None:
    content = f"{HEADER}{row}\n{ROW}"
    kitchen.run(content)
    assert kitchen.counts == {rule: 1}
    assert [problem.rule.id for problem in kitchen.report.open_problems] == [rule]
    assert not kitchen.report.can_be_sent
    kitchen.run(content, decisions={rule: Decision.LEAVE_OUT})
    assert not kitchen.report.open_problems
    assert kitchen.sent() == [ROW.strip().split(",")]
    ((line, reason, *cells),) = kitchen.rejects()
    assert (line, reason) == ("2", kitchen.problems[rule].rule.name)
    assert ",".join(cells) == row
    assert kitchen.report.left_out == 1


def test_a_wrong_check_digit_is_worth_a_word_and_kept(kitchen: Kitchen) -> None:
    kitchen.run(f"{HEADER}1FMCU0GD1JUD56190,1,2,a.com,02139\n")
    assert kitchen.counts == {"vin-check-digit": 1}
    assert kitchen.report.can_be_sent
    assert len(kitchen.sent()) == 1


def test_repeats_are_told_and_kept_unless_they_are_to_be_left_out(kitchen: Kitchen) -> None:
    other = f"{VINS[0]},12000,73592,carvana.com,02139\n"
    content = HEADER + ROW + other + ROW + f"{VINS[1]},1,2,a.com,02139\n" + ROW
    kitchen.run(content)
    assert kitchen.counts == {"duplicate-row": 2, "duplicate-pair": 1}
    assert kitchen.problems["duplicate-row"].lines == (4, 6)
    assert kitchen.problems["duplicate-pair"].lines == (3,)
    assert len(kitchen.sent()) == 5
    assert (kitchen.report.rows, kitchen.report.unique_values) == (5, 2)
    assert [row.line for row in kitchen.report.preview if "duplicate-row" in row.rules] == [4, 6]
    kitchen.run(content, switches={"duplicate-row": True})
    assert kitchen.counts == {"duplicate-row": 2, "duplicate-pair": 1}
    assert [row[1] for row in kitchen.sent()] == ["13790", "12000", "1"]
    assert [line for line, *_ in kitchen.rejects()] == ["4", "6"]
    assert {reason for _, reason, *_ in kitchen.rejects()} == {"duplicate-row"}


def test_rows_that_become_the_same_by_mending_are_repeats(kitchen: Kitchen) -> None:
    kitchen.run(HEADER + ROW + ROW.replace("13790", "$13790").replace("02139", "2139"))
    assert kitchen.counts == {"price-format": 1, "zip-leading-zero": 1, "duplicate-row": 1}


def test_other_separators_encodings_and_column_names_are_understood(kitchen: Kitchen) -> None:
    content = (
        "VIN_NUMBER;Ask Price;Odometer;Dealer Site;Dealer Zip;Händler\r\n"
        f"{VINS[0]};$23,450.00;34307;https://www.mbofaugusta.com;7030;Café\r\n"
    ).encode("cp1252")
    kitchen.run(content)
    assert kitchen.report.dialect.encoding == "cp1252"
    assert kitchen.report.dialect.separator == ";"
    assert kitchen.sent_header() == ["vin", "price", "miles", "source", "zip", "Händler"]
    assert kitchen.sent() == [[VINS[0], "23450", "34307", "mbofaugusta.com", "07030", "Café"]]
    renamed = {c["column"]: c["after"] for c in kitchen.changes() if c["rule"] == "column-matched"}
    assert renamed["Ask Price"] == "price"


def test_cells_stay_text(kitchen: Kitchen) -> None:
    kitchen.run(f"vin,price,miles,source,zip,lot,note\n{ROW.strip()},007,1e5\n")
    assert kitchen.sent()[0][4:] == ["02139", "007", "1e5"]


def test_a_needed_column_can_be_a_constant(kitchen: Kitchen) -> None:
    fillings = {
        **{name: FromColumn(at) for at, name in enumerate(("vin", "price", "miles"))},
        "source": Constant("www.mbofaugusta.com"),
        "zip": Constant("30907"),
    }
    kitchen.run(f"vin,price,miles\n{VINS[0]},1,2\n{VINS[1]},$3,4\n", fillings=fillings)
    assert kitchen.report.fillings["source"] == Constant("mbofaugusta.com")
    assert kitchen.sent_header() == ["vin", "price", "miles", "source", "zip"]
    assert kitchen.sent() == [
        [VINS[0], "1", "2", "mbofaugusta.com", "30907"],
        [VINS[1], "3", "4", "mbofaugusta.com", "30907"],
    ]


def test_a_needed_column_that_nothing_fills_is_missing_in_every_row(kitchen: Kitchen) -> None:
    prepared = kitchen.run(f"vin,price,miles\n{VINS[0]},1,2\n{VINS[1]},3,4\n")
    assert kitchen.report.missing == ("source", "zip")
    assert kitchen.counts == {"source-missing": 2, "zip-missing": 2}
    assert not kitchen.report.can_be_sent
    assert prepared.parts == ()


def test_columns_that_the_service_does_not_take_are_kept_for_joining(kitchen: Kitchen) -> None:
    prepared = kitchen.run(f"lot,vin,note\nA1,{VINS[0].lower()},x\nA2,{VINS[1]},y\n", DECODE)
    assert kitchen.sent_header() == ["vin"]
    assert kitchen.sent() == [[VINS[0]], [VINS[1]]]
    whole = gzip.decompress((prepared.folder / "all-columns.csv.gz").read_bytes()).decode()
    assert whole == f"lot,vin,note\nA1,{VINS[0]},x\nA2,{VINS[1]},y\n"


def test_a_second_column_of_a_needed_name_gets_another_one(kitchen: Kitchen) -> None:
    fillings = {name: FromColumn(at) for at, name in enumerate(RANK.columns)} | {"price": FromColumn(5)}
    kitchen.run(f"{HEADER.strip()},ask\n{ROW.strip()},500\n", fillings=fillings)
    assert kitchen.sent_header() == ["vin", "price 2", "miles", "source", "zip", "price"]


def test_a_ranked_result_is_known_and_sent_without_its_ranking(kitchen: Kitchen) -> None:
    kitchen.run(f"{HEADER.strip()},vin_score,dealer_ymm_score,vin_rank\n{ROW.strip()},1,2,3\n")
    assert kitchen.report.is_result
    assert kitchen.sent_header() == list(RANK.columns)


def test_cells_can_be_written_anew(kitchen: Kitchen) -> None:
    content = f"{HEADER}{ROW}1FMCU0GD0JUD5619,1,2,a.com,02139\n"
    kitchen.run(content, edits=(Edit(2, 0, VINS[1].lower()), Edit(1, 3, 'a "b", c')))
    assert kitchen.counts == {"vin-case": 1, "source-format": 1}
    assert kitchen.sent() == [[VINS[1], "1", "2", "a.com", "02139"]]
    assert {(c["line"], c["before"], c["after"], c["rule"]) for c in kitchen.changes()} == {
        ("3", "1FMCU0GD0JUD5619", VINS[1], "edited-by-hand vin-case")
    }
    assert kitchen.rejects()[0][2:] == ROW.strip().split(",")
    shown = {row.row: row for row in kitchen.report.preview}
    assert shown[2].cells[0] == VINS[1].lower()
    assert shown[2].sent[0] == VINS[1]


def test_kilometres_are_asked_about_and_converted_on_wish(kitchen: Kitchen) -> None:
    content = f"vin,price,km,source,zip\n{VINS[0]},1,100000,a.com,02139\n"
    kitchen.run(content)
    assert [problem.rule.id for problem in kitchen.report.open_problems] == ["miles-kilometres"]
    kitchen.run(content, fix=Fix.ALL)
    assert kitchen.sent()[0][2] == "62137"
    kitchen.run(content, decisions={"miles-kilometres": Decision.SEND})
    assert kitchen.sent()[0][2] == "100000"


def test_none_of_the_fixes_means_no_cell_differs(kitchen: Kitchen) -> None:
    rows = [row for row, _ in DIRTY.values()]
    kitchen.run(HEADER + "\n".join(rows) + "\n", fix=Fix.NONE, bad_rows=Decision.SEND)
    assert kitchen.sent() == [row.split(",") for row in rows]
    assert kitchen.changes() == []


@pytest.mark.parametrize("rows", [1, 2, 3, 7])
def test_too_many_rows_for_one_job_become_as_few_as_possible(kitchen: Kitchen, rows: int) -> None:
    content = "vin\n" + "".join(f"{vin}\n" for vin in VINS * 2)
    prepared = kitchen.run(content, DECODE, limits=Limits(rows, 10**6))
    assert len(prepared.parts) == -(-8 // rows)
    assert all(part.rows <= rows for part in prepared.parts)
    assert [row[0] for row in kitchen.sent()] == list(VINS * 2)
    assert prepared.parts[0].packed.path.name == f"april-1-of-{len(prepared.parts)}.csv"
    assert prepared.parts[0].first == 1
    assert prepared.parts[-1].last == 8
    forecast = kitchen.report.forecast
    assert forecast is not None
    assert forecast.unique_values == 4
    assert forecast.successful_count == sum(len({*VINS} & {*p}) for p in _cut(list(VINS * 2), rows))


def _cut(values: list[str], size: int) -> list[list[str]]:
    return [values[at : at + size] for at in range(0, len(values), size)]


def test_too_many_bytes_for_one_job_become_as_few_as_possible(kitchen: Kitchen) -> None:
    dice = random.Random(7)
    rows = [
        f"{vin},{dice.randrange(1, 99999)},{dice.randrange(199999)},dealer-{dice.randrange(10**9)}.com,02139"
        for vin in VINS
        for _ in range(2_000)
    ]
    content = HEADER + "".join(f"{row}\n" for row in rows)
    whole = kitchen.run(content).parts[0].packed.size
    limit = whole // 3
    prepared = kitchen.run(content, limits=Limits(None, limit))
    assert all(part.packed.size <= limit for part in prepared.parts)
    assert len(prepared.parts) == -(-sum(part.packed.size for part in prepared.parts) // limit)
    assert all(part.packed.size > limit * 0.95 for part in prepared.parts[:-1])
    assert [",".join(row) for row in kitchen.sent()] == rows


def test_a_trial_takes_the_first_rows_that_can_be_sent(kitchen: Kitchen) -> None:
    content = HEADER + "bad,1,2,a.com,02139\n" + ROW * 10
    kitchen.run(content, first_rows=3, bad_rows=Decision.LEAVE_OUT)
    assert len(kitchen.sent()) == 3
    assert kitchen.report.rows == 4
    assert kitchen.report.left_out == 1


def test_problems_are_told_while_the_file_is_still_read(kitchen: Kitchen) -> None:
    kitchen.run(HEADER + ROW.replace("02139", "2139") * 100_000)
    first = kitchen.looks[0]
    assert first.report.forecast is None
    assert 0 < first.report.rows < 100_000
    assert first.report.problems[0].rule.id == "zip-leading-zero"
    assert first.total is not None
    assert first.done < first.total


def test_stopping_leaves_no_copy(kitchen: Kitchen, tmp_path: Path) -> None:
    from mcdesk.intake.preflight import preflight
    from mcdesk.model.preflight import PreflightWish

    class EnoughError(Exception):
        pass

    def enough() -> None:
        raise EnoughError

    out = tmp_path / "stopped"
    source = kitchen.file(HEADER + ROW * 10)
    with pytest.raises(EnoughError):
        preflight(source, PreflightWish(RANK), out, lambda look: None, enough)
    assert [path for path in out.rglob("*") if path.is_file()] == []


def test_a_folder_that_can_not_be_written_is_told(kitchen: Kitchen) -> None:
    blocked = kitchen.file("x", "blocked")
    from mcdesk.intake.preflight import preflight
    from mcdesk.model.preflight import PreflightWish

    with pytest.raises(StorageError):
        preflight(kitchen.file(HEADER + ROW), PreflightWish(RANK), blocked, lambda look: None, lambda: None)


@pytest.mark.parametrize("content", [HEADER, HEADER + "\n\n"])
def test_a_header_alone_is_refused(kitchen: Kitchen, content: str) -> None:
    with pytest.raises(InputFileError, match="no rows"):
        kitchen.run(content)


def test_line_numbers_count_lines_of_the_file(kitchen: Kitchen) -> None:
    content = (
        f'{HEADER}\n"{VINS[0]}",1,2,a.com,02139\n\n{VINS[1]},1,2,"a.com\n",2139\n{VINS[2]},0,2,a.com,02139\n'
    )
    kitchen.run(content)
    assert kitchen.problems["zip-leading-zero"].lines == (5,)
    assert kitchen.problems["price-range"].lines == (7,)
