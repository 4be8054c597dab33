"""The window as a whole: Enter on what has the focus, where the focus goes, and its first size."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton

from mcdesk.model.accounts import MARKETCHECK_URL, Account, AccountKind
from mcdesk.model.errors import KeyRefusedError
from mcdesk.model.events import LaneStatus, PollStatus
from mcdesk.ui.front_desk import FocusKeeper
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.window import MainWindow
from tests.ui.inspector import samples
from tests.ui.inspector.probes import buttons, press_key, theme

__all__ = ["theme"]

ACCOUNT = Account("p", "Northlake Auto", AccountKind.PRODUCTION, MARKETCHECK_URL)
WAITING = samples.waiting()


@pytest.fixture
def window(qtbot, theme):
    window = MainWindow(theme, lambda: samples.NOW, lambda _: (), ())
    qtbot.addWidget(window)
    window.may_close = True
    FocusKeeper(window)
    window.show_account(ACCOUNT, (ACCOUNT,), (WAITING.row,))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.page.table.choose(WAITING.row.key)
    window.inspector.show_details(WAITING, PollStatus())
    return window


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_enter_presses_the_button_that_has_the_focus(window, qtbot, key):
    for words, told in (
        ("New batch", window.page.filters.new_batch_asked),
        ("Put on hold", window.inspector.asked),
        ("Check now", window.status.check_now_asked),
    ):
        each = buttons(window)[words]
        each.setFocus()
        with qtbot.waitSignal(told):
            press_key(each, key)


def test_a_button_that_goes_away_gives_the_focus_back_to_the_table(window, qtbot):
    stop = buttons(window)["Put on hold"]
    stop.setFocus()
    held = samples.put_on_hold()
    window.inspector.show_details(held, PollStatus(), NO_PLACE)
    qtbot.waitUntil(window.page.table.hasFocus)


def test_a_button_that_stays_keeps_the_focus(window, qtbot):
    buttons(window)["Put on hold"].setFocus()
    window.inspector.show_details(samples.waiting(2), PollStatus(), QueuePlace(has_next=True))
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    QApplication.processEvents()
    assert QApplication.focusWidget() is buttons(window)["Put on hold"]


def test_a_lane_that_goes_on_gives_the_focus_back_to_the_table(window, qtbot):
    stopped = LaneStatus(
        "rank", waiting=1, trouble=KeyRefusedError("The key was refused.", "Enter it again.")
    )
    window.status.show_lanes((stopped,))
    buttons(window)["Let it go on"].setFocus()
    window.status.show_lanes((LaneStatus("rank", waiting=1),))
    qtbot.waitUntil(window.page.table.hasFocus)


def test_another_account_begins_in_the_table(window):
    buttons(window)["Put on hold"].setFocus()
    window.show_account(ACCOUNT, (ACCOUNT,), (WAITING.row,))
    assert window.focusWidget() is window.page.table


def test_the_first_window_fits_on_the_screen(window):
    room, size = window.screen().availableSize(), window.size()
    least = window.minimumSize()
    assert size.height() < max(room.height(), least.height() + 1)
    assert size.width() <= max(room.width(), least.width())
