"""The sheet before quitting: it names what is under way, says what each way costs, and can be taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from mcdesk.ui.sheets.leaving import LeavingSheet
from mcdesk.ui.sheets.leaving_words import choice_words, lines_of, title_words
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.sheets.values import Leaving, UnderWay
from tests.ui.inspector.probes import buttons, press, press_key, said, shown

WAY_OUT = ("Wait, then quit", "Quit, go on next time", "Stop and quit")
BUSY = UnderWay(
    ("may-auction · 1 of 3",), ("april-decode",), waiting=(("Rank", 2), ("Decode", 1)), unsent="june.csv"
)


@pytest.fixture
def below(qtbot):
    return shown(qtbot, QWidget(), 1024, 640)


@pytest.fixture
def opened(qtbot, theme, below):
    def opened(under_way: UnderWay) -> LeavingSheet:
        sheet = LeavingSheet(theme, below, under_way)
        qtbot.addWidget(sheet)
        sheet.open()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is sheet)
        return sheet

    return opened


def test_everything_is_named_with_what_it_costs(opened):
    words = said(opened(BUSY)).split("\n")
    assert "Uploading may-auction · 1 of 3" in words
    assert "Downloading april-decode: its slot is spent either way" in words
    assert "june.csv is not submitted; the source file stays as it is" in words
    assert "2 files wait in the Rank lane" in words
    assert "1 file waits in the Decode lane" in words
    assert any("Jobs that were submitted run on without mcdesk." in line for line in words)


def test_more_than_six_are_counted(opened):
    words = said(opened(UnderWay(tuple(f"file-{n}" for n in range(1, 10)))))
    assert "Uploading file-6" in words
    assert "file-7" not in words
    assert "and 3 more" in words
    assert "Quit while 9 transfers are under way?" in words


def test_long_names_keep_their_ends_and_the_cost():
    line = lines_of(UnderWay(downloads=("a" * 200 + "-w19",)))[0][0].words
    assert len(line) < 90
    assert "-w19: its slot is spent either way" in line


@pytest.mark.parametrize(
    ("words", "answer"),
    [("Quit, go on next time", Leaving.GO_ON), ("Stop and quit", Leaving.STOP), ("Stay", Leaving.STAY)],
)
def test_each_way_is_one_press(opened, words, answer):
    sheet = opened(BUSY)
    press(sheet, words)
    assert sheet.answer is answer
    assert not sheet.isVisible()


def test_escape_stays_and_enter_loses_nothing(opened):
    sheet = opened(BUSY)
    press_key(sheet.focusWidget() or sheet, Qt.Key.Key_Return)
    assert sheet.isVisible()
    assert "mcdesk quits when this has ended" in said(sheet)
    press_key(sheet, Qt.Key.Key_Escape)
    assert sheet.answer is Leaving.STAY
    assert not sheet.isVisible()


def test_it_waits_until_nothing_would_break_off(opened):
    sheet = opened(BUSY)
    press(sheet, "Wait, then quit")
    assert not set(WAY_OUT) & set(buttons(sheet))
    sheet.show_under_way(UnderWay(downloads=("april-decode",), waiting=(("Rank", 2),)))
    assert "Uploading" not in said(sheet)
    assert sheet.isVisible()
    sheet.show_under_way(UnderWay(waiting=(("Rank", 2),)))  # these are not waited for
    assert not sheet.isVisible()
    assert sheet.answer is Leaving.GO_ON


def test_waiting_can_be_cut_short_or_taken_back(opened):
    sheet = opened(BUSY)
    press(sheet, "Wait, then quit")
    press(sheet, "Do not wait…")
    sheet.show_under_way(UnderWay(waiting=(("Rank", 2),)))
    assert sheet.isVisible()  # it is a question again
    sheet.show_under_way(BUSY)
    press(sheet, "Wait, then quit")
    press(sheet, "Stay open")
    assert sheet.answer is Leaving.STAY


@pytest.mark.parametrize(
    ("under_way", "title"),
    [
        (UnderWay(waiting=(("Rank", 1),)), "Quit while 1 file waits?"),
        (UnderWay(waiting=(("Rank", 2), ("Decode", 1))), "Quit while 3 files wait?"),
        (UnderWay(unsent="june.csv"), "Quit without submitting june.csv?"),
    ],
)
def test_where_nothing_breaks_off_two_choices_suffice(opened, under_way, title):
    sheet = opened(under_way)
    assert title in said(sheet)
    assert set(buttons(sheet)) == {"Stay", "Quit", "Close"}
    press(sheet, "Quit")
    assert sheet.answer is Leaving.GO_ON


def test_one_thing_is_called_by_its_name():
    assert title_words(UnderWay(("may-auction",))) == "Quit while may-auction is uploading?"
    assert title_words(UnderWay(downloads=("april",))) == "Quit while april is downloading?"
    assert title_words(UnderWay(is_packing=True)) == "Quit while a file is being prepared?"


def test_each_way_says_what_it_costs():
    upload, download = UnderWay(("a",)), UnderWay(downloads=("a",))
    assert "same submit key: no second job" in choice_words(Leaving.GO_ON, upload)
    assert "goes on hold until you start it" in choice_words(Leaving.STOP, upload)
    assert "its slot is spent" in choice_words(Leaving.STOP, download)
    assert "asks before it tries again" in choice_words(Leaving.GO_ON, download)
    both = UnderWay(("a", "b"), ("c", "d"))
    assert choice_words(Leaving.STOP, both).startswith("The 2 uploads go on hold until you start them.")
    assert "their slots are spent" in choice_words(Leaving.STOP, both)
    for choice in (Leaving.WAIT, Leaving.STOP, Leaving.GO_ON):
        assert choice_words(choice, UnderWay(is_packing=True))


def test_nothing_under_way_is_nothing_to_ask():
    assert UnderWay().is_nothing
    assert not UnderWay(unsent="june.csv").is_nothing
    assert UnderWay(unsent="june.csv").is_quiet
    assert not UnderWay(is_packing=True).is_quiet


def test_it_comes_over_a_sheet_that_is_open(opened, theme, below, qtbot):
    other = Sheet(theme, below, "New batch")
    qtbot.addWidget(other)
    other.open()
    sheet = opened(BUSY)
    below.activateWindow()  # as a click on the title bar does
    qtbot.waitUntil(lambda: QApplication.activeWindow() is sheet)
    press(sheet, "Stay")
    assert other.isVisible()


def test_a_window_below_a_sheet_still_hears_that_it_is_to_close(opened, below):
    sheet = opened(BUSY)
    assert sheet.isModal()
    assert sheet.windowHandle().modality() is Qt.WindowModality.NonModal
