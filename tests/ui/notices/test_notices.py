"""Ends are shown for a while and said aloud; trouble stays."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from mcdesk.model.events import Ask, Notice, NoticeKind
from mcdesk.ui.notices.notice_bar import NoticeBar
from mcdesk.ui.notices.words import is_said_aloud, look_of, sentence, stays
from tests.ui.inspector.probes import buttons, press, press_key, said, shown

DONE = Notice(NoticeKind.COMPLETED, "may-auction is completed.", "11,640 results.", "s1")
LOST = Notice(NoticeKind.TROUBLE, "The download broke off.", "2 are left.", "s1", Ask.DOWNLOAD_AGAIN)
STOPPED = Notice(NoticeKind.TROUBLE, "The Rank lane is stopped.", "", "s2", Ask.RESUME_LANE, "rank")
TROUBLE = Notice(NoticeKind.TROUBLE, "The disk is full.", "Free some space.")


@pytest.fixture
def page(qtbot):
    return shown(qtbot, QWidget(), 1000, 700)


@pytest.fixture
def bar(theme, page):
    return NoticeBar(theme, page, linger_ms=40)


def test_an_end_is_shown_for_a_while(bar, qtbot):
    assert not bar.isVisible()
    bar.show_notice(DONE)
    assert bar.isVisible()
    assert "11,640 results." in said(bar)
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_it_keeps_to_the_lower_edge_of_the_page(bar, page):
    bar.show_notice(TROUBLE)
    assert bar.geometry().top() > page.height() / 2
    page.resize(500, 400)
    assert page.rect().contains(bar.geometry())


def test_the_buttons_at_the_foot_of_a_page_stay_free(theme, page):
    foot = QWidget(page)
    foot.setGeometry(0, page.height() - theme.px(56), page.width(), theme.px(56))
    foot.show()
    elsewhere = QWidget()  # what the notice keeps off is of another page, and that is not seen
    for bar in (NoticeBar(theme, page), NoticeBar(theme, page, above=elsewhere)):
        bar.show_notice(TROUBLE)
        assert not bar.geometry().intersects(foot.geometry())
        bar.dismiss()


def test_what_lies_at_the_lower_edge_stays_free(theme, page):
    facts = QWidget(page)
    facts.setGeometry(0, 300, 1000, 400)
    facts.show()
    bar = NoticeBar(theme, page, above=facts)
    bar.show_notice(TROUBLE)
    assert bar.geometry().bottom() < 300


def test_trouble_waits_for_the_user_and_ends_queue_behind_it(bar, qtbot):
    bar.show_notice(TROUBLE)
    bar.show_notice(DONE)
    assert bar.notice is TROUBLE
    press(bar, "Close this notice")
    assert bar.notice is DONE
    qtbot.waitUntil(lambda: not bar.isVisible())


def test_newer_trouble_is_shown_at_once(bar):
    bar.show_notice(DONE)
    bar.show_notice(TROUBLE)
    assert bar.notice is TROUBLE


def test_escape_closes(bar):
    bar.show_notice(TROUBLE)
    press_key(bar, Qt.Key.Key_Escape)
    assert not bar.isVisible()


def test_a_notice_leads_to_its_job(bar, qtbot):
    bar.show_notice(DONE)
    with qtbot.waitSignal(bar.row_asked) as asked:
        press(bar, "Show job")
    assert asked.args == ["s1"]
    bar.show_notice(TROUBLE)
    assert "Show job" not in buttons(bar)


@pytest.mark.parametrize("kind", list(NoticeKind))
def test_only_ends_are_said_aloud_and_only_trouble_stays(kind):
    notice = Notice(kind, "a", "b")
    assert stays(notice) is not is_said_aloud(notice)
    assert stays(notice) is (kind is NoticeKind.TROUBLE)
    assert len(look_of(notice)) == 2
    assert sentence(notice) == "a b"


def test_what_waits_about_a_row_gives_way_to_what_is_newer(bar):
    bar.show_notice(TROUBLE)
    bar.show_notice(DONE)
    newer = Notice(NoticeKind.VERIFIED, "may-auction is on this computer.", "", "s1")
    bar.show_notice(newer)
    bar.dismiss()
    assert bar.notice is newer
    bar.dismiss()
    assert bar.notice is None


def test_nobody_is_led_to_the_row_that_is_chosen(bar):
    bar.set_chosen("s1")
    bar.show_notice(DONE)
    assert "Show job" not in buttons(bar)
    bar.set_chosen("s2")
    assert "Show job" in buttons(bar)


@pytest.mark.parametrize(
    ("notice", "words", "signal", "told"),
    [
        (LOST, "Download again…", "download_again_asked", "s1"),
        (STOPPED, "Let the lane go on", "resume_lane_asked", "rank"),
    ],
)
def test_what_asks_is_answered_by_a_button_that_the_keyboard_reaches(bar, qtbot, notice, words, signal, told):
    bar.show_notice(notice)
    answer = buttons(bar)[words]
    assert answer.focusPolicy() & Qt.FocusPolicy.TabFocus
    with qtbot.waitSignal(getattr(bar, signal)) as asked:
        press(bar, words)
    assert asked.args == [told]
    assert not bar.isVisible()


def test_what_asks_nothing_has_no_answer(bar):
    bar.show_notice(TROUBLE)
    assert not {"Download again…", "Let the lane go on"} & buttons(bar).keys()


def test_a_question_does_not_go_by_itself_nor_get_lost(bar):
    kind_that_goes = replace(LOST, kind=NoticeKind.VERIFIED)
    assert stays(kind_that_goes)
    bar.show_notice(LOST)
    bar.show_notice(TROUBLE)
    bar.show_notice(STOPPED)
    assert bar.notice is STOPPED
    bar.dismiss()
    assert bar.notice is LOST


def test_a_question_about_a_row_gives_way_to_what_came_of_it(bar):
    bar.show_notice(LOST)
    bar.show_notice(DONE)
    assert bar.notice is DONE


def test_nobody_is_asked_about_a_lane_that_goes(bar):
    bar.show_notice(LOST)
    bar.show_notice(STOPPED)
    bar.withdraw("decode")
    assert bar.notice is STOPPED
    bar.withdraw("rank")
    assert bar.notice is LOST
    bar.show_notice(STOPPED)
    bar.show_notice(TROUBLE)
    bar.withdraw("rank")
    bar.dismiss()
    assert bar.notice is LOST


def test_another_word_about_the_same_lane_replaces_the_first(bar):
    bar.show_notice(STOPPED)
    again = replace(STOPPED, title="The Rank lane is stopped: the month is used up.", row_key="s3")
    bar.show_notice(again)
    assert bar.notice is again
    bar.dismiss()
    assert bar.notice is None


def has_room(bar) -> bool:
    QApplication.processEvents()
    lines = [each for each in bar.findChildren(QLabel) if each.isVisible() and each.wordWrap()]
    return len(lines) == 2 and all(each.height() >= each.heightForWidth(each.width()) for each in lines)


def test_one_that_follows_another_has_room_for_all_of_its_lines(bar):
    long = replace(TROUBLE, advice="It lies in the folder of results. " * 9)
    bar.show_notice(TROUBLE)
    assert has_room(bar)
    bar.show_notice(long)
    assert bar.notice is long
    assert has_room(bar)
