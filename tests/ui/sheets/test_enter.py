"""Enter presses what has the focus: it never spends, removes or ends anything while the ring is on a no."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QRadioButton

from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.submissions import Refusal
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.confirm import ConfirmSheet
from mcdesk.ui.sheets.leaving import LeavingSheet
from mcdesk.ui.sheets.start_after import StartAfterSheet
from mcdesk.ui.sheets.values import Question, UnderWay
from tests.ui.inspector.probes import buttons, press_key
from tests.ui.sheets.bench import NOON

QUESTIONS = (
    confirm_texts.download("may-auction", DownloadSlots(2, 3)),
    confirm_texts.download("may-auction", DownloadSlots(1, 3)),
    confirm_texts.remove_waiting("may-auction"),
    confirm_texts.remove_held("may-auction", Refusal("The service did not take the file", "Mend it.")),
    confirm_texts.cancel_download("may-auction", DownloadSlots(2, 3)),
    confirm_texts.remove_account("Northlake Auto", 3, is_practice=False),
)
ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


@pytest.fixture
def opened(qtbot):
    def opened(sheet):
        qtbot.addWidget(sheet)
        sheet.open()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is sheet)
        return sheet

    return opened


@pytest.mark.parametrize("key", ENTERS)
@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title)
def test_enter_on_the_safe_answer_is_that_answer(opened, theme, below, qtbot, question: Question, key):
    sheet = opened(ConfirmSheet(theme, below, question))
    safe = buttons(sheet)[question.cancel]
    safe.setFocus()
    with qtbot.assertNotEmitted(sheet.confirmed), qtbot.waitSignal(sheet.rejected):
        press_key(safe, key)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.title)
def test_tab_and_enter_reach_every_answer(opened, theme, below, qtbot, question: Question):
    sheet = opened(ConfirmSheet(theme, below, question))
    if question.second:
        sheet.findChild(QCheckBox).click()
    verb = buttons(sheet)[question.confirm]
    verb.setFocus()
    with qtbot.waitSignal(sheet.confirmed):
        press_key(verb, Qt.Key.Key_Return)


@pytest.mark.parametrize("under_way", [UnderWay(("may",)), UnderWay(waiting=(("Rank", 1),))])
@pytest.mark.parametrize("words", ["Stay", "Close"])
def test_enter_on_stay_stays(opened, theme, below, qtbot, under_way, words):
    sheet = opened(LeavingSheet(theme, below, under_way))
    safe = buttons(sheet)[words]
    safe.setFocus()
    with qtbot.assertNotEmitted(sheet.accepted), qtbot.waitSignal(sheet.rejected):
        press_key(safe, Qt.Key.Key_Return)


def test_a_key_that_is_held_down_answers_nothing(opened, theme, below, qtbot):
    sheet = opened(ConfirmSheet(theme, below, QUESTIONS[0]))
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=True
    )
    buttons(sheet)[QUESTIONS[0].cancel].setFocus()
    with qtbot.assertNotEmitted(sheet.rejected), qtbot.assertNotEmitted(sheet.confirmed):
        QApplication.sendEvent(sheet.focusWidget(), held)
    assert sheet.isVisible()


def test_a_choice_that_was_reached_is_confirmed_by_enter(opened, theme, below, qtbot):
    sheet = opened(StartAfterSheet(theme, below, "june", None, lambda: NOON))
    prompt = next(each for each in sheet.findChildren(QRadioButton) if each.text().startswith("As soon"))
    prompt.setFocus()
    QTest.keyClick(prompt, Qt.Key.Key_Space)
    with qtbot.waitSignal(sheet.accepted):
        press_key(prompt, Qt.Key.Key_Return)
    assert sheet.chosen is None
