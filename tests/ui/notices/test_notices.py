"""Ends are shown for a while and said aloud; trouble stays."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from mcdesk.model.events import Notice, NoticeKind
from mcdesk.ui.notices.notice_bar import NoticeBar
from mcdesk.ui.notices.words import is_said_aloud, look_of, sentence, stays
from tests.ui.inspector.probes import buttons, press, press_key, said, shown

DONE = Notice(NoticeKind.COMPLETED, "may-auction is completed.", "11,640 results.", "s1")
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
