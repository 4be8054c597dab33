"""What a user finds in the history and can do with it."""

import time
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtGui import Qt as GuiQt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from mcdesk.model.lookups import DECODE_VIN, RANK_DEALERS
from mcdesk.model.past_requests import PastRequest, RequestState
from mcdesk.model.rankings import RankAnswer
from mcdesk.ui.controls.segment import Segment
from mcdesk.ui.history.history_sheet import HistorySheet
from mcdesk.ui.history.list_model import HistoryModel
from mcdesk.ui.history.looks import STATE_LOOKS, can_compare, kind_words, outcome_words, sentence
from tests.ui.answer import samples
from tests.ui.answer.samples import NOW

HISTORY = samples.history()


def words_on(sheet: HistorySheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(QLabel) if label.isVisible())


def button(sheet: HistorySheet, words: str) -> QPushButton:
    return next(each for each in sheet.findChildren(QPushButton) if each.text() == words)


def field(sheet: HistorySheet) -> QLineEdit:
    found = sheet.findChild(QLineEdit)
    assert isinstance(found, QLineEdit)
    return found


def choose(sheet: HistorySheet, *places: int) -> None:
    sheet.list_view.clearSelection()
    for place in places:
        flag = sheet.list_view.selectionModel().SelectionFlag.Select
        sheet.list_view.selectionModel().setCurrentIndex(sheet.list_view.model().index(place, 0), flag)


def said(sheet: HistorySheet, place: int, role: Qt.ItemDataRole = Qt.ItemDataRole.AccessibleTextRole) -> str:
    return str(sheet.list_view.model().index(place, 0).data(role))


def test_every_row_is_one_sentence(sheet: HistorySheet) -> None:
    assert said(sheet, 0) == (
        f"{samples.VIN}, 2023 Porsche, $20,000, 3,000 miles, 12 dealers, 40 s ago, "
        "Answered, 10 ranked, 2 not ranked"
    )
    assert said(sheet, 1) == f"{samples.VIN}, Decode, 2023 Porsche, 31 min ago, Answered"
    assert said(sheet, 2).startswith("mbofaugusta.com 30907, Ranking, 4 vehicles")
    assert said(sheet, 3).endswith("Refused, Some dealers have several locations")
    assert said(sheet, 4).endswith("yesterday, No answer, No answer within 30 s")


def test_the_exact_time_and_the_request_id_are_there_for_the_mouse(sheet: HistorySheet) -> None:
    tip = said(sheet, 0, Qt.ItemDataRole.ToolTipRole)
    assert "Asked " in tip
    assert "Request id req-c0ffee12" in tip
    assert "2023 Porsche · $20,000 · 3,000 miles · 12 dealers" in tip


def test_words_of_the_service_are_no_markup(sheet: HistorySheet) -> None:
    words = 'Nothing was ranked. The service says: <h1>Bad</h1><img src="file:///etc/hostname"> Request'
    subject = "<b>VIN</b>"
    sheet.show_requests(
        [replace(HISTORY[3], subject=subject, title="<i>Refused</i> (HTTP 400).", advice=words)]
    )
    told = said(sheet, 0, Qt.ItemDataRole.ToolTipRole)
    assert not any(GuiQt.mightBeRichText(line) for line in (told, *told.splitlines()))
    assert max(map(len, told.splitlines())) <= 60


def test_two_requests_about_a_vehicle_tell_what_they_were_asked_with(sheet: HistorySheet) -> None:
    cheaper = replace(samples.request(12), one=(samples.VIN, "8900", "45000"))
    sheet.show_requests([HISTORY[0], samples.past(cheaper, "cheaper", 60)])
    assert "$20,000, 3,000 miles, 12 dealers" in said(sheet, 0)
    assert "$8,900, 45,000 miles, 12 dealers" in said(sheet, 1)


def test_what_can_not_be_read_says_so() -> None:
    kept = HISTORY[0]
    assert outcome_words(kept, None) == "The answer can't be read"
    assert outcome_words(kept, RankAnswer()) == "0 ranked"
    assert kind_words(replace(kept, kind="unheard-of"), NOW) == ("unheard-of",)
    assert kind_words(replace(kept, request="no JSON"), NOW) == ("Ranking", "12 dealers")
    assert all(sentence(replace(kept, state=state), (), "", NOW) for state in RequestState)
    assert set(STATE_LOOKS) == set(RequestState)


def test_only_answered_rankings_can_be_compared() -> None:
    assert can_compare(HISTORY[0])
    assert not can_compare(replace(HISTORY[0], state=RequestState.REFUSED))
    assert not can_compare(replace(HISTORY[0], kind=DECODE_VIN.id))


@pytest.mark.parametrize(
    ("words", "wish"),
    [("Open", "open_asked"), ("Run again", "run_again_asked"), ("Compare", "compare_asked")],
)
def test_buttons_tell_the_request_that_is_chosen(
    sheet: HistorySheet, qtbot: QtBot, words: str, wish: str
) -> None:
    choose(sheet, 2)
    with qtbot.waitSignal(getattr(sheet, wish)) as told:
        button(sheet, words).click()
    assert told.args == ["2"]
    choose(sheet, 1, 2)
    assert not button(sheet, words).isEnabled()


def test_enter_opens_and_delete_removes(sheet: HistorySheet, qtbot: QtBot) -> None:
    sheet.list_view.setFocus()
    choose(sheet, 3)
    with qtbot.waitSignal(sheet.open_asked) as told:
        qtbot.keyClick(sheet.list_view, Qt.Key.Key_Return)
    assert told.args == ["3"]
    choose(sheet, 1, 4)
    assert button(sheet, "Remove 2").isEnabled()
    with qtbot.waitSignal(sheet.remove_asked) as told:
        qtbot.keyClick(sheet.list_view, Qt.Key.Key_Delete)
    assert told.args == [("d", "4")]


def test_after_a_removal_the_next_one_is_chosen(sheet: HistorySheet) -> None:
    choose(sheet, 2)
    sheet.show_requests([past for past in HISTORY if past.id != "2"])
    assert [past.id for past in sheet.list_view.chosen] == ["3"]
    sheet.show_requests(HISTORY)
    assert [past.id for past in sheet.list_view.chosen] == ["3"]
    sheet.show_requests(HISTORY[:1])
    assert [past.id for past in sheet.list_view.chosen] == ["1"]


def test_a_search_is_told_once_the_typing_rests(sheet: HistorySheet, qtbot: QtBot) -> None:
    told: list[str] = []
    sheet.search_changed.connect(told.append)
    qtbot.keyClicks(field(sheet), "carvana ")
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["carvana"]
    sheet.show_requests(())
    assert "No request matches" in words_on(sheet)
    button(sheet, "Show all requests").click()
    assert told == ["carvana", ""]


def test_enter_in_the_search_opens_what_is_chosen_but_nothing_unseen(
    sheet: HistorySheet, qtbot: QtBot
) -> None:
    field(sheet).setFocus()
    qtbot.keyClicks(field(sheet), "porsche")
    with qtbot.assertNotEmitted(sheet.open_asked), qtbot.waitSignal(sheet.search_changed):
        qtbot.keyClick(field(sheet), Qt.Key.Key_Return)
    with qtbot.assertNotEmitted(sheet.open_asked):
        qtbot.keyClick(field(sheet), Qt.Key.Key_Return)
    sheet.show_requests(HISTORY[2:4])
    with qtbot.waitSignal(sheet.open_asked) as told:
        qtbot.keyClick(field(sheet), Qt.Key.Key_Return)
    assert told.args == ["2"]


def test_down_leads_from_the_search_to_the_first_row(sheet: HistorySheet, qtbot: QtBot) -> None:
    choose(sheet, 4)
    field(sheet).setFocus()
    qtbot.keyClick(field(sheet), Qt.Key.Key_Down)
    assert sheet.list_view.hasFocus()
    assert [past.id for past in sheet.list_view.chosen] == ["1"]
    qtbot.keyClick(sheet.list_view, Qt.Key.Key_Down)
    assert [past.id for past in sheet.list_view.chosen] == ["d"]


def test_a_kind_is_told_by_its_id(sheet: HistorySheet, qtbot: QtBot) -> None:
    segments = {each.text(): each for each in sheet.findChildren(Segment)}
    assert list(segments) == ["All", "Dealers", "Vehicles", "Decode"]
    with qtbot.waitSignal(sheet.kind_changed) as told:
        segments["Dealers"].click()
    assert told.args == [RANK_DEALERS.id]
    sheet.show_requests(())
    with qtbot.waitSignal(sheet.kind_changed) as told:
        button(sheet, "Show all requests").click()
    assert told.args == [""]


def test_without_a_request_it_says_what_will_be_here(sheet: HistorySheet) -> None:
    sheet.show_requests(())
    assert "No requests yet" in words_on(sheet)
    assert "never with the key" in words_on(sheet)
    assert not any(button(sheet, words).isEnabled() for words in ("Open", "Run again", "Compare", "Remove"))
    sheet.show_requests(HISTORY)
    assert "No requests yet" not in words_on(sheet)


def test_the_end_of_the_list_asks_for_more_once(sheet: HistorySheet, qtbot: QtBot) -> None:
    told: list[bool] = []
    sheet.more_asked.connect(lambda: told.append(True))
    bar = sheet.list_view.verticalScrollBar()
    bar.setValue(bar.maximum())
    bar.setValue(bar.maximum() - 10)
    assert told == [True]
    older = [samples.past(samples.request(), f"older-{n}", 1e7 + n) for n in range(20)]
    sheet.add_requests([HISTORY[-1], *older], has_more=False)
    assert sheet.list_view.model().rowCount() == len(HISTORY) + 20
    bar.setValue(bar.maximum())
    assert told == [True]


def test_the_menu_offers_what_the_buttons_do(sheet: HistorySheet, qtbot: QtBot) -> None:
    choose(sheet, 1)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint())
    sheet.list_view.contextMenuEvent(event)
    (menu,) = [
        each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()
    ]
    entries = {action.text(): action for action in menu.actions()}
    assert not entries["Compare"].isEnabled()
    with qtbot.waitSignal(sheet.run_again_asked) as told:
        entries["Run again"].trigger()
    assert told.args == ["d"]
    menu.close()


def test_an_answer_is_read_once_and_only_when_it_is_looked_at(qapp: QApplication) -> None:
    read: list[str] = []

    def answer_of(past: PastRequest) -> RankAnswer | None:
        read.append(past.id)
        return samples.answer_of(past)

    model = HistoryModel(samples.Clock(), answer_of)
    model.show_requests(HISTORY)
    assert read == []
    for _ in range(3):
        model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    model.show_requests(HISTORY)
    model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert read == ["1"]


def test_a_long_history_is_looked_through_once(qapp: QApplication) -> None:
    told = [samples.past(samples.request(), f"n{number}", number) for number in range(3_000)]
    model = HistoryModel(samples.Clock(), samples.answer_of)
    model.show_requests(told)
    for place in range(300):
        model.index(place).data(Qt.ItemDataRole.AccessibleTextRole)
    begun = time.process_time()
    model.show_requests(told)
    assert time.process_time() - begun < 0.1


def test_every_state_can_be_painted(sheet: HistorySheet) -> None:
    sheet.list_view.setFocus()
    assert not sheet.grab().isNull()
    assert sheet.list_view.chosen
