"""What a user can read in the sheet between a file and its submission, and how it is sent."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QLabel, QWidget

from mcdesk.model.errors import InputFileError, StorageError
from mcdesk.model.preflight import Encoding, ReadingWish, Separator
from mcdesk.ui.preflight.wish_state import Wishes
from mcdesk.ui.sheets.batch_words import AT_ONCE, blocked_words, start_words, submit_words
from mcdesk.ui.sheets.forecast_strip import ForecastStrip
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from mcdesk.ui.sheets.values import BatchDraft
from tests.ui.inspector.probes import buttons, press, press_key, said
from tests.ui.preflight import samples
from tests.ui.preflight.hands import choose, opener
from tests.ui.sheets.bench import BUSY, DRAFT, NOON, PRODUCTION, SIZE, can_submit, field

# -- reading and the report ------------------------------------------------------------------------------


def test_while_the_file_is_read_nothing_can_be_submitted(sheet, qtbot):
    sheet.show_progress(310_000, 668_000)
    assert "Checking every row · 310 of 668 KB" in said(sheet)
    sheet.show_report(samples.running(), SIZE)
    assert "74,000 rows so far" in said(sheet)
    assert "310 of 668 KB" in said(sheet)
    assert not can_submit(sheet)
    with qtbot.assertNotEmitted(sheet.submit_asked):
        press_key(field(sheet), Qt.Key.Key_Return)


def test_a_report_tells_what_to_expect(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    words = said(sheet)
    for part in ("12,000", "11,640", "about 310 KB", "after compression", "12,004", "668 KB"):
        assert part in words
    assert "expect successful_count ≈ 11,640" in words
    assert "360 rows repeat a VIN: expected, nothing is missing." in words
    assert "4 of 12,004 rows left out · source file untouched" in words
    assert opener(sheet, "vin, filled from VIN_NUMBER").isVisible()
    assert opener(sheet, "Encoding: UTF-8, BOM removed").isVisible()


def test_submit_tells_the_reference(sheet, qtbot):
    sheet.show_report(samples.mixed(), SIZE)
    field(sheet).setText("  june  ")
    with qtbot.waitSignal(sheet.submit_asked) as asked:
        press(sheet, "Submit")
    assert asked.args == ["june", AT_ONCE]


def test_ctrl_enter_submits_once_the_file_is_checked(sheet, qtbot):
    sheet.show_report(samples.mixed(), SIZE)
    with qtbot.waitSignal(sheet.submit_asked) as asked:
        QTest.keyClick(field(sheet), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["june-auction", AT_ONCE]


def test_enter_submits_but_not_before_the_report_can_have_been_seen(sheet, qtbot):
    asked: list[str] = []
    sheet.submit_asked.connect(lambda reference, _: asked.append(reference))
    sheet.show_report(samples.mixed(), SIZE)
    press_key(field(sheet), Qt.Key.Key_Return)  # pressed twice where the operation was chosen
    assert asked == []

    def enter_submits() -> bool:
        QTest.keyClick(field(sheet), Qt.Key.Key_Return)
        return bool(asked)

    qtbot.waitUntil(enter_submits)
    assert asked == ["june-auction"]


@pytest.mark.parametrize(
    ("report", "words"),
    [
        (samples.constants(), "Choose a column for miles"),
        (samples.undecided(), "Decide on 4 problems first"),
        (replace(samples.calm(), forecast=samples.forecast(0, 0, 0)), "Nothing to send"),
        (replace(samples.calm(), missing=("source", "zip")), "Choose a column for source and zip"),
        (replace(samples.calm(), missing=("vin", "price", "zip")), "Choose a column for vin and 2 more"),
    ],
)
def test_what_is_in_the_way_is_said_beside_the_button(sheet, report, words):
    sheet.show_report(report, SIZE)
    assert words in said(sheet)
    assert buttons(sheet)["Submit"].toolTip() == words
    assert not can_submit(sheet)
    sheet.show_report(samples.calm(), SIZE)
    assert words not in said(sheet)
    assert can_submit(sheet)


def test_a_reference_is_needed_and_bounded(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    field(sheet).setText(" ")
    assert not can_submit(sheet)
    assert "Enter a reference" in said(sheet)
    assert field(sheet).maxLength() == 255


# -- trouble ---------------------------------------------------------------------------------------------


def test_a_file_that_cannot_be_read_says_what_to_do_and_can_be_read_otherwise(sheet, wishes):
    sheet.show_report(samples.mixed(), SIZE)
    sheet.show_problem(InputFileError("This is no UTF-8.", "Choose another.", code="bad", instance="req-9"))
    words = said(sheet)
    assert "This is no UTF-8." in words
    assert "Choose another." in words
    assert "req-9" in words
    assert "successful_count" not in words
    assert "Columns" not in words.split("\n")
    assert not can_submit(sheet)
    choose(sheet, "Encoding", "Windows-1252")
    assert wishes == [Wishes(reading=ReadingWish(encoding=Encoding.WINDOWS_1252))]
    sheet.show_report(samples.mixed(), SIZE)
    assert "This is no UTF-8." not in said(sheet)
    assert can_submit(sheet)


def test_a_file_that_was_not_taken_can_be_submitted_again(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    sheet.show_sending()
    sheet.show_problem(StorageError("The disk is full.", "Free some space."))
    assert "The disk is full." in said(sheet)
    assert "successful_count ≈ 11,640" in said(sheet)
    assert can_submit(sheet)


def test_trouble_instead_of_an_answer_does_not_free_what_was_not_shown(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    choose(sheet, "zip", "lot")
    sheet.show_problem(StorageError("The disk is full.", "Free some space."))
    assert not can_submit(sheet)
    sheet.show_report(samples.mixed(), SIZE)
    assert can_submit(sheet)


def test_while_it_is_handed_over_nothing_can_be_changed(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    sheet.show_sending()
    assert not can_submit(sheet, "Handing over…")
    assert not field(sheet).isEnabled()
    assert not opener(sheet, "vin").isEnabled()
    assert not opener(sheet, "Encoding").isEnabled()
    sheet.show_problem(InputFileError("No."))
    assert field(sheet).isEnabled()
    assert opener(sheet, "Encoding").isEnabled()


# -- another file or operation ---------------------------------------------------------------------------


def test_another_operation_or_file_is_asked_for(sheet, qtbot):
    with qtbot.waitSignal(sheet.operation_chosen) as chosen:
        press(sheet, "Decode")
    assert chosen.args == ["decode"]
    with qtbot.waitSignal(sheet.change_file_asked):
        press(sheet, "Change…")


def test_another_file_starts_anew(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    choose(sheet, "Delimiter", "Pipe")
    sheet.set_draft(BatchDraft(Path("/home/ann/other.csv"), "decode", "other"))
    assert sheet.wishes == Wishes()
    assert "other.csv" in said(sheet)
    assert "12,004" not in said(sheet)
    assert field(sheet).text() == "other"
    assert not can_submit(sheet)


def test_the_same_file_again_is_another_file(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    choose(sheet, "Delimiter", "Pipe")
    sheet.set_draft(DRAFT)
    assert sheet.wishes == Wishes()


def test_another_operation_keeps_reference_and_reading(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    field(sheet).setText("mine")
    sheet.findChild(QCheckBox).click()
    choose(sheet, "Delimiter", "Pipe")
    sheet.set_draft(replace(DRAFT, operation="decode"))
    assert sheet.wishes == Wishes(reading=ReadingWish(separator=Separator.PIPE))
    assert field(sheet).text() == "mine"
    assert not sheet.findChild(QCheckBox).isChecked()
    assert not can_submit(sheet)


# -- the frame -------------------------------------------------------------------------------------------


def test_escape_says_no_once(sheet):
    times = []
    sheet.cancelled.connect(lambda: times.append(1))
    press_key(sheet, Qt.Key.Key_Escape)
    assert times == [1]
    assert not sheet.isVisible()


def test_the_account_is_named(sheet):
    assert any("Northlake Auto" in each.accessibleName() for each in sheet.findChildren(QWidget))


@pytest.mark.parametrize("size", [(1280, 800), (1024, 640), (640, 400)])
@pytest.mark.parametrize("report", samples.REPORTS.values())
def test_foot_and_forecast_stay_in_sight(sheet, below, qtbot, size, report):
    below.resize(*size)
    sheet.show_report(report(), SIZE)
    submit = buttons(sheet)["Submit"]
    qtbot.waitUntil(lambda: sheet.panel.rect().contains(_place(submit, sheet.panel)))
    assert sheet.size() == below.size()
    assert sheet.rect().contains(sheet.panel.geometry())
    assert sheet.sheet_body.viewport().height() > 60
    assert not sheet.grab().isNull()


def test_nothing_scrolls_in_a_window_of_the_usual_size(sheet, qtbot):
    sheet.show_report(samples.undecided(), SIZE)
    qtbot.waitUntil(lambda: sheet.sheet_body.verticalScrollBar().maximum() == 0)


def test_tab_goes_in_the_order_of_reading(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    stops, widget = [], sheet.close_button
    while (widget := widget.nextInFocusChain()) is not sheet.close_button:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isVisibleTo(sheet):
            stops.append(widget.accessibleName() or getattr(widget, "text", str)())
    wanted = ["Change…", "Encoding: UTF-8, BOM removed", "Header: Row 1", "vin, filled from VIN_NUMBER"]
    wanted += ["zip, filled from Dealer Zip", "Undo all fixes", "Reference", "Cancel", "Submit"]
    assert [stop for stop in stops if stop in wanted] == wanted


def test_a_busy_lane_is_named(theme, below, qtbot):
    sheet = NewBatchSheet(theme, below, PRODUCTION, BUSY, lambda: NOON)
    qtbot.addWidget(sheet)
    sheet.open()
    sheet.show_report(samples.mixed(), SIZE)
    assert "may-auction is" in said(sheet)
    assert can_submit(sheet, "Queue after may-auction")
    assert buttons(sheet)["Queue after may-auction"].toolTip() == "Starts by itself after may-auction."


def test_lanes_in_words():
    assert submit_words(DRAFT, AT_ONCE, NOON) == "Submit"
    assert submit_words(BUSY, AT_ONCE, NOON) == "Queue after may-auction"
    assert submit_words(replace(DRAFT, lane_waiting=2), AT_ONCE, NOON) == "Queue"
    assert submit_words(DRAFT, AT_ONCE, NOON, is_trial=True) == "Submit trial"
    assert submit_words(BUSY, AT_ONCE, NOON, is_trial=True) == "Queue trial"
    assert len(submit_words(replace(DRAFT, lane_running="x" * 255), AT_ONCE, NOON)) < 40
    assert start_words(DRAFT, AT_ONCE, NOON) == "Rank lane is free: starts at once."
    assert start_words(BUSY, AT_ONCE, NOON) == "Starts by itself after may-auction."
    assert (
        start_words(replace(BUSY, lane_waiting=2), AT_ONCE, NOON)
        == "Starts by itself after may-auction and 2 waiting."
    )
    assert blocked_words(None, "") == ""


def _place(widget, frame):
    return widget.rect().translated(widget.mapTo(frame, widget.rect().topLeft()))


def test_before_every_column_is_filled_no_numbers_are_foretold(sheet):
    sheet.show_report(replace(samples.constants(), forecast=samples.forecast(0, 0, 0)), SIZE)
    assert "known once every needed column is filled" in said(sheet)
    assert "every row is sent" not in said(sheet)
    assert "successful_count" not in said(sheet)


def test_pasted_cells_do_not_tell_of_a_folder_that_nobody_knows(sheet):
    path = Path("/home/ann/mcdesk/pasted/4dc3dde2-2bc0-481b-bd69-60b09cab78ff/pasted-cells.tsv")
    sheet.set_draft(replace(DRAFT, path=path))
    assert "4dc3dde2" not in said(sheet)
    assert "copied from a spreadsheet" in said(sheet)


def test_a_broken_line_of_numbers_leaves_no_point_at_its_end(sheet):
    strip = sheet.findChild(ForecastStrip)
    sheet.show_report(samples.mixed(), SIZE)
    strip.setParent(None)
    strip.resize(420, 120)
    strip.show()
    strip.layout().activate()
    points = [each for each in strip.findChildren(QLabel) if each.width() <= 8]
    assert {each.text() for each in points} == {"·", ""}
    strip.close()
