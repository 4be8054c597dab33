"""The problem list: what it says, what its keys and controls ask for, and what a report leaves alone."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mcdesk.model import rules
from mcdesk.model.fields import MILES
from mcdesk.model.preflight import Decision
from mcdesk.ui.preflight.problem_example import ExamplePair
from mcdesk.ui.preflight.problem_list import ProblemList
from mcdesk.ui.preflight.problem_row import ProblemRow
from mcdesk.ui.preflight.problem_words import sentence, summary_words
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.inspector.probes import buttons, press, press_key, said
from tests.ui.preflight import samples
from tests.ui.preflight.list_hands import group, groups, titles, with_


def choices(row: ProblemRow) -> dict[str, QAction]:
    menu = row.remedy.decide.popup_menu
    return {each.text(): each for each in menu.actions() if each.isVisible() and each.text()}


def test_what_must_be_decided_comes_first_and_what_is_only_worth_knowing_last(listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    assert titles(listed) == [
        "VIN does not have 17 characters",
        "Price has $, commas or .00",
        "ZIP lost its leading zero",
        "Dealer site is a full web address",
        "Row repeats an earlier row",
        "VIN check digit does not match",
    ]


def test_the_line_above_sums_up(listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    assert "1,411 cells fixed or left out · 0 open" in said(listed)
    assert summary_words(samples.undecided()) == "1,438 cells fixed or left out · 18 open"


def test_a_group_reads_as_one_sentence(listed: ProblemList) -> None:
    listed.show_report(samples.undecided())
    names = {row.head.accessibleName() for row in groups(listed)}
    assert "ZIP lost its leading zero, 214, fix on: Pad to 5 digits" in names
    assert "Price has cents, 9, fix off: Round to whole dollars, to be decided" in names
    assert "VIN check digit does not match, 41, Kept: common outside North America" in names
    assert (
        sentence(replace(samples.VIN_LENGTH, decision=Decision.LEAVE_OUT))
        == "VIN does not have 17 characters, 4, Leave out 4 rows"
    )


def test_a_switch_tells_what_is_wanted(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    switch = group(listed, "ZIP lost its leading zero").remedy.switch
    assert switch.isChecked()
    with qtbot.waitSignal(listed.fix_switched) as told:
        qtbot.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert told.args == ["zip-leading-zero", False]
    with qtbot.waitSignal(listed.fix_switched) as told:
        press_key(switch, Qt.Key.Key_Space)
    assert told.args == ["zip-leading-zero", True]


def test_a_report_turns_switches_without_telling_anybody(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    with qtbot.assertNotEmitted(listed.fix_switched):
        listed.show_report(with_(samples.mixed(), "zip-leading-zero", is_mended=False))
    assert not group(listed, "ZIP lost its leading zero").remedy.switch.isChecked()


def test_rows_are_decided_on_by_a_menu(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.undecided())
    row = group(listed, "VIN does not have 17 characters")
    assert row.remedy.decide.text() == "Decide…"
    assert list(choices(row)) == ["Leave out 4 rows", "Send them as they are", "Show these rows"]
    for words, decision in (("Leave out 4 rows", "leave-out"), ("Send them as they are", "send")):
        with qtbot.waitSignal(listed.decided) as told:
            choices(row)[words].trigger()
        assert told.args == ["vin-length", decision]
    with qtbot.waitSignal(listed.rows_asked) as told:
        choices(row)["Show these rows"].trigger()
    assert told.args == ["vin-length"]


def test_what_can_not_be_sent_is_not_offered(listed: ProblemList) -> None:
    listed.show_report(samples.undecided())
    assert list(choices(group(listed, "Row does not fit the columns"))) == [
        "Leave out 2 rows",
        "Show these rows",
    ]


@pytest.mark.parametrize(
    ("decision", "words"), [(Decision.LEAVE_OUT, "Leave out 4 rows"), (Decision.SEND, "Send as they are")]
)
def test_the_button_says_what_is_decided(listed: ProblemList, decision: Decision, words: str) -> None:
    listed.show_report(with_(samples.undecided(), "vin-length", decision=decision))
    row = group(listed, "VIN does not have 17 characters")
    assert row.remedy.decide.text() == words
    assert [each.text() for each in choices(row).values() if each.isChecked()] == [
        "Leave out 4 rows" if decision is Decision.LEAVE_OUT else "Send them as they are"
    ]


def test_one_row_is_spoken_of_as_one(listed: ProblemList) -> None:
    one = samples.problem(rules.VIN_LENGTH, 1, (4, "1FTFW1E5", None))
    listed.show_report(replace(samples.mixed(), problems=(one,)))
    row = group(listed, "VIN does not have 17 characters")
    assert list(choices(row)) == ["Leave out 1 row", "Send it as it is", "Show this row"]
    assert "Show this row" in buttons(row)


def test_a_fix_that_is_off_must_be_decided_and_keeps_its_place(listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    before = titles(listed)
    listed.show_report(with_(samples.mixed(), "zip-leading-zero", is_mended=False))
    row = group(listed, "ZIP lost its leading zero")
    assert titles(listed) == before
    assert not row.remedy.switch.isHidden()
    assert row.remedy.decide.isVisibleTo(listed)
    assert "214 open" in said(listed)
    listed.show_report(samples.mixed())
    assert not row.remedy.decide.isVisibleTo(listed)


def test_a_warning_without_a_fix_says_what_is_kept(listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    row = group(listed, "VIN check digit does not match")
    assert "Kept: common outside North America" in said(row)
    assert not row.remedy.switch.isVisibleTo(listed)
    assert not row.remedy.decide.isVisibleTo(listed)


def test_one_group_is_open_at_a_time(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    assert listed.open_rule == "price-format"
    qtbot.mouseClick(group(listed, "ZIP lost its leading zero").head, Qt.MouseButton.LeftButton)
    assert listed.open_rule == "zip-leading-zero"
    assert [row.is_open for row in groups(listed)].count(True) == 1
    head = group(listed, "VIN check digit does not match").head
    press_key(head, Qt.Key.Key_Return)
    assert listed.open_rule == "vin-check-digit"
    assert head.accessibleDescription() == "open"
    press_key(head, Qt.Key.Key_Space)
    assert listed.open_rule == ""
    assert head.accessibleDescription() == "closed"


def test_what_waits_for_a_decision_is_open_at_first(listed: ProblemList) -> None:
    listed.show_report(samples.undecided())
    assert listed.open_rule == "malformed-row"


def test_an_open_group_shows_examples_advice_and_the_way_to_all(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    row = group(listed, "ZIP lost its leading zero")
    qtbot.mouseClick(row.head, Qt.MouseButton.LeftButton)
    pairs = [pair.accessibleName() for pair in row.findChildren(ExamplePair) if pair.isVisibleTo(listed)]
    assert pairs[:2] == ["line 3: 7030 becomes 07030", "line 7: 8540 becomes 08540"]
    assert rules.ZIP_LEADING_ZERO.advice in said(row)
    with qtbot.waitSignal(listed.rows_asked) as told:
        press(row, "Show all 214")
    assert told.args == ["zip-leading-zero"]


def test_examples_without_room_are_left_out_but_the_first(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    row = group(listed, "Price has $, commas or .00")

    def in_sight() -> int:
        return sum(pair.isVisibleTo(listed) for pair in row.findChildren(ExamplePair))

    listed.resize(900, 420)
    qtbot.waitUntil(lambda: in_sight() == 3)
    listed.resize(300, 420)
    qtbot.waitUntil(lambda: in_sight() == 1)


def test_rows_of_a_workbook_are_called_rows(listed: ProblemList) -> None:
    listed.show_report(samples.workbook())
    names = [pair.accessibleName() for pair in listed.findChildren(ExamplePair)]
    assert "row 2: $23,450.00 becomes 23450" in names


def test_an_empty_value_is_called_empty(listed: ProblemList) -> None:
    listed.show_report(samples.undecided())
    names = [pair.accessibleName() for pair in listed.findChildren(ExamplePair)]
    assert "line 77: empty" in names
    assert "line 12: ·1HGCY1F30PA012345· becomes 1HGCY1F30PA012345" in names


def test_another_file_is_begun_with_anew(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    qtbot.mouseClick(group(listed, "Row repeats an earlier row").head, Qt.MouseButton.LeftButton)
    off = with_(samples.mixed(), "source-url", is_mended=False)
    listed.show_report(replace(off, header=("a", "b")))
    assert titles(listed)[:2] == ["VIN does not have 17 characters", "Dealer site is a full web address"]
    assert listed.open_rule == "source-url"


def test_no_problem_is_said_plainly(listed: ProblemList) -> None:
    listed.show_report(samples.calm())
    assert "0 problems in 12,000 rows" in said(listed)
    assert "Undo all fixes" not in buttons(listed)


def test_nothing_is_called_well_before_all_was_read(listed: ProblemList) -> None:
    listed.show_report(samples.calm_so_far())
    assert "No problem so far in the first 74,000 rows" in said(listed)
    assert "0 problems" not in said(listed)
    listed.show_report(samples.running())
    assert "in the first 74,000 rows" in said(listed)
    listed.show_report(replace(samples.calm_so_far(), rows=0))
    assert "Reading the first rows…" in said(listed)


def test_what_no_column_is_matched_to_is_not_called_checked(listed: ProblemList) -> None:
    listed.show_report(replace(samples.calm(), missing=("price", "zip")))
    assert "0 problems in 12,000 rows, as far as they can be checked" in said(listed)
    assert "Not checked yet, no column is chosen: price, zip" in said(listed)
    listed.show_report(replace(samples.calm(), rows=0))
    assert "There are no rows to check" in said(listed)


def test_a_running_check_is_hinted_at_and_the_numbers_stay(listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    listed.set_busy(True)
    assert "checking…" in said(listed)
    assert "1,411 cells" in said(listed)
    listed.set_busy(False)
    assert "checking…" not in said(listed)


def test_all_fixes_are_undone_and_brought_back(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    with qtbot.waitSignal(listed.undo_all_asked):
        press(listed, "Undo all fixes")
    off = tuple(replace(each, is_mended=False) for each in samples.mixed().problems)
    listed.show_report(replace(samples.mixed(), problems=off))
    with qtbot.waitSignal(listed.proposed_asked):
        press(listed, "Use proposed fixes")
    listed.show_report(replace(samples.mixed(), problems=(samples.CENTS,)))
    assert not {"Undo all fixes", "Use proposed fixes"} & set(buttons(listed))


def test_a_narrow_list_sets_what_is_done_below_the_title(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    row = group(listed, "ZIP lost its leading zero")
    assert row.remedy.y() < row.head.geometry().bottom()
    listed.resize(380, 420)
    qtbot.waitUntil(lambda: row.remedy.y() >= row.head.geometry().bottom())
    assert row.head.width() > 300


def test_a_title_without_room_is_told_by_its_tool_tip(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.undecided())
    head = group(listed, rules.DUPLICATE_PAIR.title).head
    listed.resize(500, 420)
    qtbot.waitUntil(lambda: head.toolTip() == rules.DUPLICATE_PAIR.title)
    listed.resize(1100, 420)
    qtbot.waitUntil(lambda: head.toolTip() == "")


@pytest.mark.parametrize("name", list(samples.REPORTS))
def test_every_report_can_be_drawn_in_both_looks(
    qtbot: QtBot, theme: Theme, listed: ProblemList, name: str
) -> None:
    listed.show_report(samples.REPORTS[name]())
    for choice in (Choice.DARK, Choice.LIGHT):
        theme.choose(choice)
        assert not listed.grab().isNull()


def test_a_field_without_a_column_is_no_problem_of_every_row(listed: ProblemList) -> None:
    unfilled = samples.problem(MILES.missing, 12_004)
    report = samples.constants()
    listed.show_report(replace(report, problems=(unfilled, *report.problems)))
    assert MILES.missing.title not in titles(listed)
    assert "1,411 cells fixed or left out · 0 open" in said(listed)
    listed.show_report(replace(report, problems=(unfilled,)))
    assert titles(listed) == []
    assert "no column is chosen: miles" in said(listed)


def test_without_an_example_the_way_to_the_rows_stands_beside_the_advice(listed: ProblemList) -> None:
    listed.show_report(replace(samples.calm(), problems=(samples.problem(rules.DUPLICATE_ROW, 360),)))
    (row,) = groups(listed)
    link = row.body.all_link
    advice = next(each for each in row.body.findChildren(QLabel) if each.text() == rules.DUPLICATE_ROW.advice)
    assert link.isVisible()
    assert abs(link.geometry().top() - advice.geometry().top()) < advice.height()
