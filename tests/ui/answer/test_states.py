"""The panel's other states: before, meanwhile, and when nothing came back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from mcdesk.model.errors import DeskError, RankRefusedError
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, RankRequest
from mcdesk.model.rankings import Mention
from mcdesk.ui.answer.answer_panel import AnswerPanel
from mcdesk.ui.panels.word_box import WordBox
from mcdesk.ui.regions import Regions
from tests.ui.answer import samples
from tests.ui.answer.hands import words_on
from tests.ui.answer.samples import Clock

ERRORS = samples.errors()


def buttons(panel: AnswerPanel) -> dict[str, QPushButton]:
    found = [each for each in panel.findChildren(QPushButton) if each.isVisible()]
    return {each.text() or each.accessibleName(): each for each in found}


def test_before_the_first_answer_it_says_how_to_get_one(panel: AnswerPanel) -> None:
    panel.show_nothing(RANK_DEALERS)
    assert "one vehicle and up to 100 dealers" in words_on(panel)
    assert "market position" in words_on(panel)
    assert set(buttons(panel)) == {"Send as batch…"}
    panel.show_nothing(RANK_VEHICLES)
    assert "one dealer and up to 20 vehicles" in words_on(panel)


def test_a_request_under_way_counts_seconds_and_can_be_broken_off(
    panel: AnswerPanel, qtbot: QtBot, clock: Clock
) -> None:
    panel.show_waiting(samples.request(11))
    assert "Ranking 11 dealers…" in words_on(panel)
    assert " s" not in words_on(panel)
    clock.now += 3.2
    panel.tick()
    assert "3 s" in words_on(panel)
    with qtbot.waitSignal(panel.cancel_asked):
        buttons(panel)["Cancel"].click()
    panel.setFocus()
    with qtbot.waitSignal(panel.cancel_asked):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)
    panel.show_answer(samples.view())
    with qtbot.assertNotEmitted(panel.cancel_asked):
        qtbot.keyClick(panel, Qt.Key.Key_Escape)


def test_seconds_go_on_by_themselves(panel: AnswerPanel, qtbot: QtBot, clock: Clock) -> None:
    panel.show_waiting(samples.request())
    clock.now += 2
    qtbot.waitUntil(lambda: "2 s" in words_on(panel))
    panel.hide()
    assert not panel._timer.isActive()


@pytest.mark.parametrize("error", ERRORS.values(), ids=ERRORS.keys())
def test_an_error_says_what_happened_and_what_to_do(panel: AnswerPanel, error: DeskError) -> None:
    panel.show_error(error, samples.request())
    box = panel.findChild(WordBox)
    assert isinstance(box, WordBox)
    assert error.title in box.words
    assert error.advice in (box.words if error is not ERRORS["several"] else box.toolTip().replace("\n", " "))
    assert error.code in box.words
    assert any(words.startswith("Try again") for words in buttons(panel)) == error.can_retry
    assert panel.view is None


def test_only_what_is_not_in_the_rows_is_said_above_them(panel: AnswerPanel) -> None:
    panel.show_error(ERRORS["offline"], samples.request())
    assert "What you typed is still in the form" in words_on(panel)
    refused = samples.errors()["several"]
    panel.show_error(refused, samples.request())
    assert "Row 7: This dealer has several locations" in words_on(panel)
    assert refused.advice not in words_on(panel)
    assert "What you typed" not in words_on(panel)
    assert isinstance(refused, RankRefusedError)
    refused.missing_dealers = (Mention("elsewhere.example", source="elsewhere.example"),)
    panel.show_error(refused, samples.request())
    assert refused.advice in words_on(panel)  # one of them is in no row


def test_a_refused_row_is_named_as_it_stands_in_the_form(panel: AnswerPanel, qtbot: QtBot) -> None:
    rows: dict[int, int | None] = {6: 2, 7: None}
    panel.set_rows(lambda place: rows[place])
    panel.show_error(ERRORS["several"], samples.request())
    assert "Row 3: This dealer has several locations" in words_on(panel)
    assert "harborimports.com: This dealer" in words_on(panel)
    with qtbot.waitSignal(panel.go_to_row) as led:
        buttons(panel)["Go to row 3"].click()
    assert led.args == [6, "zip"]
    assert sum(words.startswith("Go to") for words in buttons(panel)) == 1
    rows[7] = 4
    panel.set_is_current(False)
    assert buttons(panel)["Go to row 5"].isVisible()


def test_the_keyboard_comes_to_what_is_shown(panel: AnswerPanel) -> None:
    def comes_to() -> QWidget | None:
        Regions(lambda: (panel,)).go(1)
        return panel.focusWidget()

    panel.show_answer(samples.view())
    assert comes_to() is panel.answer_page.list_view
    panel.show_waiting(samples.request())
    assert comes_to() is buttons(panel)["Cancel"]
    panel.show_error(ERRORS["several"], samples.request())
    assert comes_to() is buttons(panel)["Go to row 7"]
    panel.show_error(ERRORS["offline"], samples.request())
    assert comes_to() is buttons(panel)["Try again"]
    panel.show_nothing(RANK_DEALERS)
    assert comes_to() is buttons(panel)["Send as batch…"]
    panel.show_answer(samples.view())
    assert panel.answer_page.list_view.focusPolicy() & Qt.FocusPolicy.ClickFocus


def test_the_request_id_can_be_copied(panel: AnswerPanel) -> None:
    panel.show_error(ERRORS["trouble"], samples.request())
    assert "req-77" in words_on(panel)
    buttons(panel)["Copy request id"].click()
    assert QGuiApplication.clipboard().text() == "req-77"
    panel.show_error(ERRORS["offline"], None)
    assert "Copy request id" not in buttons(panel)


def test_a_rate_limit_counts_down_and_then_lets_go(panel: AnswerPanel, qtbot: QtBot, clock: Clock) -> None:
    panel.show_error(ERRORS["limit"], samples.request())
    assert not buttons(panel)["Try again in 12 s"].isEnabled()
    clock.now += 11.8
    panel.tick()
    assert not buttons(panel)["Try again in 1 s"].isEnabled()
    clock.now += 0.2
    panel.tick()
    with qtbot.waitSignal(panel.retry_asked):
        buttons(panel)["Try again"].click()
    panel.show_error(ERRORS["offline"], samples.request())
    assert buttons(panel)["Try again"].isEnabled()


def test_a_refusal_leads_to_the_rows_that_it_names(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_error(ERRORS["several"], samples.request())
    assert "Row 7: This dealer has several locations" in words_on(panel)
    with qtbot.waitSignal(panel.go_to_row) as led:
        buttons(panel)["Go to row 7"].click()
    assert led.args == [6, "zip"]
    panel.show_error(ERRORS["offline"], samples.request())
    assert "Row 7" not in words_on(panel)


def test_a_refusal_of_the_one_leads_there(panel: AnswerPanel, qtbot: QtBot) -> None:
    error = RankRefusedError("One VIN could not be decoded.", "Check it, then rank again.")
    error.failed_vins = (Mention(samples.VIN, vin=samples.VIN),)
    panel.show_error(error, samples.request())
    assert "The vehicle: The service could not decode this VIN" in words_on(panel)
    with qtbot.waitSignal(panel.go_to_row) as led:
        buttons(panel)["Go to the vehicle"].click()
    assert led.args == [-1, "vin"]


def test_many_named_rows_are_counted(panel: AnswerPanel) -> None:
    error = samples.errors()["several"]
    named = [Mention(source, source=source) for source, *_ in samples.DEALERS]
    error.multi_location_sources = tuple(named)  # type: ignore[attr-defined]
    asked = RankRequest(RANK_DEALERS, samples.request().one, tuple((each.source, "", "") for each in named))
    panel.show_error(error, asked)
    assert "4 rows more, marked in the list at the left" in words_on(panel)


def test_the_way_to_a_batch_is_always_there(panel: AnswerPanel, qtbot: QtBot) -> None:
    for show in (
        lambda: panel.show_nothing(RANK_DEALERS),
        lambda: panel.show_waiting(samples.request()),
        lambda: panel.show_answer(samples.view()),
        lambda: panel.show_error(ERRORS["limit"], None),
    ):
        show()
        with qtbot.waitSignal(panel.batch_asked):
            buttons(panel)["Send as batch…"].click()
