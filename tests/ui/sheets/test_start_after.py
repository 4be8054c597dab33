"""When a waiting file starts: what can be decided, by hand and by keyboard, and what the words promise."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QRadioButton

from mcdesk.ui.sheets.start_after import StartAfterSheet
from mcdesk.ui.sheets.start_times import moment_of, time_at, time_in, usual_time
from mcdesk.ui.sheets.time_field import TimeField
from tests.ui.inspector.probes import buttons, press, said

NOON = datetime(2026, 5, 12, 12).timestamp()  # noqa: DTZ001 - local time is what is shown
EVENING = datetime(2026, 5, 12, 18).timestamp()  # noqa: DTZ001
DAWN = datetime(2026, 5, 13, 6, 30).timestamp()  # noqa: DTZ001


@pytest.fixture
def opened(qtbot, theme, below):
    def open_sheet(at=None, now=NOON):
        sheet = StartAfterSheet(theme, below, "june-auction · 1 of 3", at, lambda: now)
        qtbot.addWidget(sheet)
        sheet.open()
        qtbot.waitUntil(sheet.isVisible)
        return sheet

    return open_sheet


def field(sheet):
    return sheet.findChild(TimeField)


def choice(sheet, words):
    return next(each for each in sheet.findChildren(QRadioButton) if each.text() == words)


def test_six_in_the_evening_is_proposed_and_taken_by_enter(opened, qtbot):
    sheet = opened()
    assert sheet.windowTitle().startswith("When does june-auction · 1 of 3 start?")
    assert buttons(sheet)["Start after 18:00"].isEnabled()
    with qtbot.waitSignal(sheet.accepted):
        QTest.keyClick(field(sheet), Qt.Key.Key_Return)
    assert sheet.chosen == EVENING


def test_a_time_that_is_past_means_tomorrow_and_says_so(opened):
    sheet = opened()
    field(sheet).selectAll()
    QTest.keyClicks(field(sheet), "6.30")
    assert "tomorrow after 06:30" in said(sheet)
    assert sheet.chosen == DAWN
    assert "Start after 06:30" in buttons(sheet)


def test_the_present_wish_is_shown_and_can_be_taken_back(opened, qtbot):
    sheet = opened(DAWN)
    assert field(sheet).text() == "06:30"
    choice(sheet, "As soon as the lane is free").click()
    with qtbot.waitSignal(sheet.accepted):
        press(sheet, "Start as soon as it can")
    assert sheet.chosen is None


def test_writing_a_time_chooses_it(opened):
    sheet = opened()
    choice(sheet, "As soon as the lane is free").click()
    QTest.keyClick(field(sheet), Qt.Key.Key_Up)
    assert choice(sheet, "After").isChecked()
    assert field(sheet).text() == "18:15"


def test_what_is_no_time_of_day_is_not_taken(opened):
    sheet = opened()
    field(sheet).selectAll()
    QTest.keyClicks(field(sheet), "25:00")
    assert not buttons(sheet)["Start after…"].isEnabled()
    assert "18:00" in said(sheet)
    choice(sheet, "As soon as the lane is free").click()
    assert buttons(sheet)["Start as soon as it can"].isEnabled()


def test_escape_changes_nothing(opened, qtbot):
    sheet = opened()
    with qtbot.waitSignal(sheet.rejected):
        QTest.keyClick(sheet, Qt.Key.Key_Escape)


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("18:00", "18:00"),
        ("18.05", "18:05"),
        ("1805", "18:05"),
        ("6", "06:00"),
        (" 6h30 ", "06:30"),
        ("24:00", None),
        ("18:60", None),
        ("six", None),
        ("", None),
        ("٦:٣٠", None),
    ],
)
def test_times_are_read_as_people_write_them(text, reads):
    at = time_in(text)
    assert (at and f"{at:%H:%M}") == reads


@given(st.text(max_size=8))
def test_any_text_is_a_time_or_none(text):
    at = time_in(text)
    assert at is None or time_in(f"{at:%H:%M}") == at


@given(st.times(), st.floats(0, 4e9))
def test_a_moment_to_come_lies_within_a_day_and_shows_the_time(at, now):
    at = at.replace(second=0, microsecond=0, tzinfo=None)
    moment = moment_of(at, now)
    assert now < moment <= now + 86_400 + 7_200  # clocks may be put back that day
    assert time_at(moment) == at or abs(moment - now) > 0


def test_in_the_evening_the_next_full_hour_is_proposed():
    assert f"{usual_time(NOON):%H:%M}" == "18:00"
    assert f"{usual_time(EVENING):%H:%M}" == "19:00"
    assert f"{usual_time(EVENING + 5.5 * 3600):%H:%M}" == "00:00"
