"""When a batch starts: chosen beside the button that submits, with mouse or keyboard, and told with it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QRadioButton, QWidget

from mcdesk.ui.sheets.batch_words import AT_ONCE, start_words, submit_words
from mcdesk.ui.sheets.start_popup import StartPopup
from mcdesk.ui.sheets.time_field import TimeField
from mcdesk.ui.sheets.values import BatchDraft, StartWish
from tests.ui.inspector.probes import buttons, press, press_key, said
from tests.ui.preflight import samples
from tests.ui.sheets.bench import BUSY, DRAFT, NOON, SIZE, can_submit, field

EVENING = NOON + 6 * 3600
MORNING = datetime(2026, 6, 13, 6, 30).astimezone().timestamp()
HELD = StartWish(is_held=True)


def caret(sheet) -> QAbstractButton:
    return next(b for words, b in buttons(sheet).items() if words.startswith("When it starts"))


@pytest.fixture
def popup(sheet, qtbot):
    """The choice, opened from the keyboard."""
    sheet.show_report(samples.mixed(), SIZE)
    qtbot.waitUntil(lambda: QApplication.activeWindow() is sheet)
    press_key(caret(sheet), Qt.Key.Key_Down)
    popup = sheet.findChild(StartPopup)
    assert popup.isVisible()
    yield popup
    popup.close()


def way(popup: QWidget, words: str) -> QRadioButton:
    return next(each for each in popup.findChildren(QRadioButton) if each.text().startswith(words))


def typed(popup: QWidget, text: str) -> TimeField:
    (time,) = popup.findChildren(TimeField)
    time.setFocus()
    time.selectAll()
    QTest.keyClicks(time, text)
    return time


def submitted(sheet, qtbot, words: str) -> list[Any]:
    with qtbot.waitSignal(sheet.submit_asked) as asked:
        press(sheet, words)
    return list(asked.args)


def test_at_first_it_starts_as_soon_as_the_lane_is_free(sheet, popup, qtbot):
    assert way(popup, "As soon").isChecked()
    press_key(popup, Qt.Key.Key_Escape)
    assert caret(sheet).accessibleName() == "When it starts: As soon as the lane is free"
    assert submitted(sheet, qtbot, "Submit") == ["june-auction", AT_ONCE]


def test_the_arrow_keys_reach_every_choice_and_enter_keeps_it(sheet, popup, qtbot):
    press_key(popup.focusWidget(), Qt.Key.Key_Down)
    assert can_submit(sheet, "Queue for after 18:00")
    assert popup.isVisible()
    press_key(popup.focusWidget(), Qt.Key.Key_Down)
    assert can_submit(sheet, "Keep on hold")
    press_key(popup.focusWidget(), Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert "You start it" in said(sheet)
    assert caret(sheet).accessibleName() == "When it starts: On hold, you start it"
    assert submitted(sheet, qtbot, "Keep on hold") == ["june-auction", HELD]


def test_a_time_that_is_past_means_tomorrow_and_says_so(sheet, popup, qtbot):
    typed(popup, "06:30")
    assert way(popup, "After").isChecked()
    assert "Starts tomorrow after 06:30" in said(popup)
    press_key(popup.focusWidget(), Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert "Starts tomorrow after 06:30" in said(sheet)
    assert submitted(sheet, qtbot, "Queue for tomorrow after 06:30") == ["june-auction", StartWish(MORNING)]


def test_a_click_on_after_leads_to_the_time(popup):
    after = way(popup, "After")
    QTest.mouseClick(after, Qt.MouseButton.LeftButton, pos=QPoint(10, after.height() // 2))
    assert popup.isVisible()
    assert popup.focusWidget() is popup.findChild(TimeField)


def test_a_click_on_hold_is_all_it_takes(sheet, popup):
    held = way(popup, "On hold")
    QTest.mouseClick(held, Qt.MouseButton.LeftButton, pos=QPoint(10, held.height() // 2))
    assert not popup.isVisible()
    assert can_submit(sheet, "Keep on hold")


def test_escape_takes_everything_back(sheet, popup):
    typed(popup, "1900")
    assert can_submit(sheet, "Queue for after 19:00")
    press_key(popup.focusWidget(), Qt.Key.Key_Escape)
    assert not popup.isVisible()
    assert sheet.isVisible()
    assert can_submit(sheet, "Submit")


def test_what_is_no_time_is_never_taken(sheet, popup):
    typed(popup, "25:00")
    assert "Type a time such as 18:00" in said(popup)
    press_key(popup.focusWidget(), Qt.Key.Key_Return)
    assert popup.isVisible()
    popup.close()
    assert can_submit(sheet, "Submit")


def click_beside(popup: QWidget) -> None:
    """As Qt tells a popup of a click anywhere else."""
    spot = QPointF(-40, -40)
    left, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    press = QMouseEvent(QEvent.Type.MouseButtonPress, spot, popup.mapToGlobal(spot), left, left, held)
    QApplication.sendEvent(popup, press)


def submit(sheet: QWidget) -> QAbstractButton:
    return next(b for words, b in buttons(sheet).items() if words.startswith(("Submit", "Queue")))


def test_a_mistyped_time_never_turns_tonight_into_now(sheet, popup, qtbot):
    way(popup, "After").click()
    typed(popup, "25:99")
    assert not submit(sheet).isEnabled()
    with qtbot.assertNotEmitted(sheet.submit_asked):
        QTest.mouseClick(submit(sheet), Qt.MouseButton.LeftButton)
    click_beside(popup)
    assert popup.isVisible()
    assert popup.focusWidget() is popup.findChild(TimeField)
    popup.close()  # as when another window comes in front
    assert submitted(sheet, qtbot, "Queue for after 18:00") == ["june-auction", StartWish(EVENING)]


def test_what_was_typed_whole_holds_while_it_is_typed_over(sheet, popup):
    typed(popup, "19:30")
    assert can_submit(sheet, "Queue for after 19:30")
    typed(popup, "25")
    assert not can_submit(sheet, "Queue for after 19:30")
    click_beside(popup)
    typed(popup, "20")
    click_beside(popup)
    assert not popup.isVisible()
    assert can_submit(sheet, "Queue for after 20:00")


def test_another_choice_frees_the_button_again(sheet, popup):
    typed(popup, "25:99")
    way(popup, "On hold").click()
    assert can_submit(sheet, "Keep on hold")
    press_key(popup, Qt.Key.Key_Escape)
    assert can_submit(sheet, "Submit")


def test_it_is_opened_with_what_holds(sheet, popup):
    typed(popup, "19:30")
    popup.close()
    press_key(caret(sheet), Qt.Key.Key_Space)
    assert way(popup, "After").isChecked()
    assert popup.findChild(TimeField).text() == "19:30"


def test_another_operation_keeps_it_another_file_does_not(sheet, popup):
    way(popup, "On hold").click()
    popup.close()
    sheet.set_draft(replace(DRAFT, operation="decode"))
    sheet.show_report(samples.mixed(), SIZE)
    assert can_submit(sheet, "Keep on hold")
    sheet.set_draft(BatchDraft(DRAFT.path.with_name("other.csv"), "rank", "other"))
    sheet.show_report(samples.mixed(), SIZE)
    assert can_submit(sheet, "Submit")


def test_enter_submits_as_was_wished(sheet, popup, qtbot):
    way(popup, "On hold").click()
    popup.close()
    with qtbot.waitSignal(sheet.submit_asked) as asked:
        QTest.keyClick(field(sheet), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == ["june-auction", HELD]


def test_nothing_is_chosen_while_nothing_can_be_submitted(sheet):
    assert not caret(sheet).isEnabled()
    sheet.show_report(samples.mixed(), SIZE)
    assert caret(sheet).isEnabled()
    sheet.show_sending()
    assert not caret(sheet).isEnabled()


@pytest.mark.parametrize("draft", [DRAFT, BUSY])
@pytest.mark.parametrize(
    ("wish", "is_trial", "words"),
    [
        (HELD, False, "Keep on hold"),
        (HELD, True, "Keep trial on hold"),
        (StartWish(EVENING), False, "Queue for after 18:00"),
        (StartWish(EVENING), True, "Queue trial for after 18:00"),
        (StartWish(MORNING), False, "Queue for tomorrow after 06:30"),
    ],
)
def test_the_button_says_what_it_does(draft, wish, is_trial, words):
    assert submit_words(draft, wish, NOON, is_trial=is_trial) == words


def test_a_stopped_lane_promises_nothing():
    stopped = replace(DRAFT, is_lane_stopped=True)
    words = "The Rank lane is stopped: it starts after you let the lane go on."
    assert start_words(stopped, AT_ONCE, NOON) == words
    assert start_words(stopped, StartWish(EVENING), NOON) == words
    assert submit_words(stopped, AT_ONCE, NOON) == "Queue"
    assert start_words(stopped, HELD, NOON) == "Stays on hold until you start it."
    free = "Starts after 18:00, once the Rank lane is free."
    assert start_words(DRAFT, StartWish(EVENING), NOON) == free
