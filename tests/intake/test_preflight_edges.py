"""Preflight where it is easily wrong: trials, repeats, odd names and signs, wishes made for another table."""

import gzip
import time

import pytest

from mcdesk.intake.quoted_rows import split_quoted
from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Constant, Decision, Edit, FromColumn
from tests.intake.kitchen import HEADER, ROW, VINS, Kitchen, table_of

REST = ",1,2,carvana.com,02139\n"


def test_a_trial_of_a_packed_file_sends_no_more_than_the_trial(kitchen: Kitchen) -> None:
    packed = gzip.compress((HEADER + "".join(vin + REST for vin in VINS)).encode())
    kitchen.run(kitchen.file(packed, "april.csv.gz"), first_rows=2)
    assert [row[0] for row in kitchen.sent()] == list(VINS[:2])


def test_a_trial_without_repeats_is_filled_up_with_other_rows(kitchen: Kitchen) -> None:
    rows = [vin + REST for vin in (VINS[0], VINS[0], VINS[1], VINS[1], VINS[2], VINS[3], VINS[3])]
    kitchen.run(HEADER + "".join(rows), first_rows=3, switches={"duplicate-row": True})
    assert [row[0] for row in kitchen.sent()] == list(VINS[:3])
    assert kitchen.counts["duplicate-row"] == 2


def test_a_trial_ends_with_its_last_row_wherever_the_file_ends(kitchen: Kitchen) -> None:
    kitchen.run(HEADER + ROW + "SHORT" + REST, first_rows=1)
    assert kitchen.report.rows == 1
    assert kitchen.counts == {}


def test_a_lone_carriage_return_in_a_cell_makes_no_new_row(kitchen: Kitchen) -> None:
    kitchen.run(f'vin,price,miles,source,zip,note\n{VINS[0]},1,2,carvana.com,02139,"a\rb"\n')
    assert kitchen.sent() == [[VINS[0], "1", "2", "carvana.com", "02139", "a\rb"]]


def test_what_the_records_tell_of_carriage_returns_can_be_read_back(kitchen: Kitchen) -> None:
    kitchen.run(f'vin,note\n"{VINS[0]}\r",x\nSHORT,"a\rb"\n', DECODE, bad_rows=Decision.LEAVE_OUT)
    assert [change["before"] for change in kitchen.changes() if change["line"] == "2"] == [f"{VINS[0]}\r"]
    assert kitchen.rejects() == [["4", "vin-length", "SHORT", "a\rb"]]


def test_rejects_stand_in_the_order_of_the_file(kitchen: Kitchen) -> None:
    kitchen.run(f"{HEADER}SHORT{REST}too,few\n{VINS[0]},0,2,carvana.com,02139\n")
    assert [reject[0] for reject in kitchen.rejects()] == ["2", "3", "4"]


@pytest.mark.parametrize("name", ["changes.csv", "Rejects.CSV"])
def test_a_source_called_like_a_record_does_not_overwrite_it(kitchen: Kitchen, name: str) -> None:
    prepared = kitchen.run(kitchen.file(f"vin\n{VINS[0].lower()}\nSHORT\n", name), DECODE)
    assert kitchen.sent() == [[VINS[0]]]
    assert [change["after"] for change in kitchen.changes()] == [VINS[0]]
    assert [reject[2] for reject in kitchen.rejects()] == ["SHORT"]
    assert len({path.name.casefold() for path in prepared.folder.iterdir()}) == 3


def test_a_name_that_leaves_no_room_for_an_ending_is_cut(kitchen: Kitchen) -> None:
    kitchen.run(kitchen.file(HEADER + ROW, "ü" * 120 + ".csv"))
    assert len(kitchen.sent()) == 1


def test_a_constant_is_told_of_as_it_is_sent(kitchen: Kitchen) -> None:
    fillings = {name: FromColumn(at) for at, name in enumerate(RANK.columns)}
    kitchen.run(HEADER + ROW, fillings=fillings | {"source": Constant("https://www.Carvana.com/")})
    told = [change["after"] for change in kitchen.changes() if change["rule"] == "constant"]
    assert told == [kitchen.sent()[0][-1]] == ["carvana.com"]


def test_a_constant_is_blamed_for_what_keeps_it_and_for_nothing_else(kitchen: Kitchen) -> None:
    fillings = {name: FromColumn(at) for at, name in enumerate(RANK.columns)}
    kitchen.run(HEADER + ROW, fillings=fillings | {"price": Constant("$10,900.50")})
    assert kitchen.counts == {"price-cents": 1}


def test_fillings_of_another_table_are_missing_in_this_one(kitchen: Kitchen) -> None:
    kitchen.run(f"vin\n{VINS[0]}\n", DECODE, fillings={"vin": FromColumn(7)})
    assert kitchen.report.missing == ("vin",)


def test_no_column_fills_two_fields(kitchen: Kitchen) -> None:
    kitchen.run(HEADER + ROW, fillings={name: FromColumn(0) for name in RANK.columns})
    assert kitchen.report.missing == RANK.columns[1:]


def test_half_a_character_that_was_pasted_is_no_reason_to_fail(kitchen: Kitchen) -> None:
    kitchen.run(f"vin\n{VINS[0]}\n", DECODE, edits=(Edit(1, 0, "\ud83d"),))
    assert kitchen.counts == {"vin-length": 1}


def test_a_field_without_a_column_is_no_problem_of_rows_that_are_not_there(kitchen: Kitchen) -> None:
    kitchen.run("lot,note\n1,2,3\n", DECODE)
    assert kitchen.counts == {"malformed-row": 1}
    assert kitchen.report.missing == ("vin",)


def test_quotes_that_lines_hand_on_to_each_other_take_no_longer_than_others() -> None:
    count = 20_000
    began = time.process_time()
    records = list(split_quoted('",x","\n' * count, ",", lambda: ""))
    assert [record.cells for record in records] == [None] * count
    assert time.process_time() - began < 5  # each line read anew to the end would take a minute


def test_rows_behind_a_broken_quote_are_what_they_would_be_without_it() -> None:
    text = '"open,1\na,2\nb,"x\ny"\nc,3\n"d" d,4\ne,5\n'
    records = list(split_quoted(text, ",", lambda: ""))
    assert [record.cells for record in records] == [
        None,
        ["a", "2"],
        ["b", "x\ny"],
        ["c", "3"],
        None,
        ["e", "5"],
    ]
    assert "".join(record.text for record in records) == text


def test_a_quote_without_end_does_not_gather_the_file() -> None:
    line = '","\n'
    pieces = iter([line * 250_000] * 40)
    records = split_quoted('"\n', ",", lambda: next(pieces, ""))
    assert next(records).cells is None
    assert next(pieces, "")


def test_the_copy_can_be_read_back_whatever_the_line_ends(kitchen: Kitchen) -> None:
    kitchen.run(f'vin,note\r{VINS[0]},"1\r\n2"\r{VINS[1]},"3\r4"\r', DECODE)
    assert kitchen.prepared is not None
    whole = table_of(kitchen.prepared.folder / "all-columns.csv.gz")
    assert whole[1:] == [[VINS[0], "1\r\n2"], [VINS[1], "3\r4"]]


@pytest.mark.parametrize("field", RANK.columns)
@pytest.mark.parametrize("empty", ["", "  ", "''"])
def test_an_empty_needed_cell_is_never_sent_without_a_word(kitchen: Kitchen, field: str, empty: str) -> None:
    cells = dict(zip(RANK.columns, ROW.strip().split(","), strict=True)) | {field: empty}
    kitchen.run(HEADER + ROW + ",".join(cells.values()) + "\n" + ROW)
    assert kitchen.counts == {f"{field}-missing": 1, "duplicate-row": 1}
    assert not kitchen.report.can_be_sent


def test_long_cells_cost_neither_memory_nor_time(kitchen: Kitchen) -> None:
    long = "é" * 70_000
    kitchen.run(f"{HEADER.strip()},note\n" + f"{ROW.strip()},{long}\n" * 3 + f'{ROW.strip()},"{long}"\n')
    assert kitchen.counts == {"duplicate-row": 3}
    assert kitchen.sent()[3][5] == long


def test_two_spare_columns_of_a_needed_name_stay_apart(kitchen: Kitchen) -> None:
    fillings = {name: FromColumn(at) for at, name in enumerate(RANK.columns)} | {"price": FromColumn(7)}
    kitchen.run(f"{HEADER.strip()},price,price 2,ask\n{ROW.strip()},5,6,7\n", fillings=fillings)
    assert kitchen.sent_header() == [
        *("vin", "price 3", "miles", "source", "zip"),
        "price 4",
        "price 2",
        "price",
    ]
