"""What the status line says of watching, lanes and connection."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from mcdesk.model.errors import (
    InputFileError,
    KeyRefusedError,
    QuotaExhaustedError,
    RateLimitedError,
    UnreachableError,
)
from mcdesk.model.events import LaneStatus, PollStatus
from mcdesk.ui.status.status_line import StatusLine
from mcdesk.ui.status.words import checked_tooltip, checked_words, connection_of, lane_tooltip, lane_words
from tests.ui.inspector.probes import buttons, press, press_key, said, shown

NOW = 1_779_460_000.0
POLL = PollStatus(checked_at=NOW - 14, next_at=NOW + 46)
REFUSED = KeyRefusedError("The key was refused.", "Enter it again.")
OFFLINE = UnreachableError("The service can't be reached.", "Check the connection.")


@pytest.mark.parametrize(
    ("poll", "words"),
    [
        (POLL, "Checked 14 s ago · next in 46 s"),
        (PollStatus(), "Not checked yet"),
        (PollStatus(next_at=NOW + 3), "Not checked yet · next in 3 s"),
        (PollStatus(checked_at=NOW - 61, next_at=NOW), "Checked 1 min ago · next now"),
        (PollStatus(checked_at=NOW - 14), "Checked 14 s ago"),
        (PollStatus(is_checking=True, checked_at=NOW - 60), "Checking…"),
        (PollStatus(checked_at=NOW - 200, has_stopped=True), "Checking has stopped · last checked 3 min ago"),
        (PollStatus(has_stopped=True), "Checking has stopped"),
        (PollStatus(checked_at=NOW - 1, next_at=NOW), "Checked just now · checking all the time"),
        (
            PollStatus(checked_at=NOW - 9, has_stopped=True, trouble=KeyRefusedError("No.")),
            "Nothing is sent or fetched until the key works",
        ),
        (
            PollStatus(checked_at=NOW - 9000, next_at=NOW - 8940, is_waking=True),
            "Back from sleep: waiting for the network",
        ),
        (PollStatus(checked_at=NOW - 250, next_at=NOW - 190), "No check for 4 min"),
        (PollStatus(is_checking=True, checked_at=NOW - 250, next_at=NOW - 190), "No check for 4 min"),
        (PollStatus(next_at=NOW - 200), "No check for 3 min"),
        (
            PollStatus(checked_at=NOW - 900, next_at=NOW + 120, trouble=OFFLINE),
            "Checked 15 min ago · next in 2 min",
        ),
    ],
)
def test_the_watching_in_words(poll, words):
    assert checked_words(poll, NOW) == words


@pytest.mark.parametrize(
    ("trouble", "words", "tone"),
    [
        (None, "Online", "ok"),
        (OFFLINE, "Offline: next try in 46 s", "warn"),
        (KeyRefusedError("The key was refused.", "Enter it again."), "Key refused", "bad"),
        (RateLimitedError("Too many requests."), "Slowed down by the service: next try in 46 s", "warn"),
        (QuotaExhaustedError("Used up."), "Month's requests used up", "bad"),
        (InputFileError("Something odd happened."), "Something odd happened", "warn"),
    ],
)
def test_the_connection_in_words(trouble, words, tone):
    poll = PollStatus(checked_at=NOW - 14, next_at=NOW + 46, trouble=trouble)
    connection = connection_of(poll, NOW)
    assert (connection.words, connection.tone) == (words, tone)


def test_trouble_carries_its_advice_and_spares_the_jobs():
    tip = connection_of(PollStatus(trouble=OFFLINE), NOW).tooltip
    assert "Check the connection." in tip
    assert "Your jobs are not affected" in tip
    assert "req-1" in connection_of(PollStatus(trouble=UnreachableError("a", instance="req-1")), NOW).tooltip


def test_before_the_first_answer_it_claims_nothing():
    assert connection_of(PollStatus(), NOW).words == "Connecting"


def test_after_a_sleep_nothing_is_claimed_of_the_connection():
    waking = PollStatus(checked_at=NOW - 9000, is_waking=True)
    assert connection_of(waking, NOW).words == "Connecting"


def test_exact_moments_are_in_the_tooltip():
    assert checked_tooltip(POLL).count("\n") == 1
    assert checked_tooltip(PollStatus()) == ""


@pytest.mark.parametrize(
    ("lane", "words"),
    [
        (LaneStatus("rank", "may-auction", 2), "Rank lane: may-auction, 2 waiting"),
        (LaneStatus("rank"), "Rank lane: free"),
        (LaneStatus("decode", None, 1), "Decode lane: 1 waiting"),
        (LaneStatus("other"), "other lane: free"),
        (LaneStatus("rank", None, 2, REFUSED), "Rank lane: stopped, 2 waiting"),
        (LaneStatus("rank", "may-auction", 0, REFUSED), "Rank lane: stopped"),
    ],
)
def test_lanes_in_words(lane, words):
    assert lane_words(lane) == words


def test_a_lane_explains_itself():
    assert "one job of Rank at a time" in lane_tooltip(LaneStatus("rank"))
    assert lane_tooltip(LaneStatus("other")) == ""
    stopped = lane_tooltip(LaneStatus("rank", trouble=REFUSED))
    assert stopped.startswith("The key was refused. Enter it again.\n")
    assert "nothing is sent until then" in stopped


class Clock:
    now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def line(qtbot, theme, clock):
    return shown(qtbot, StatusLine(theme, clock), 1086, 30)


def test_relative_words_move_with_the_clock(line, clock):
    line.show_poll(POLL)
    clock.now = NOW + 10
    line.tick()
    assert "Checked 24 s ago · next in 36 s" in said(line)


def test_check_now_is_asked_for_and_rests_while_it_runs(line, qtbot):
    line.show_poll(POLL)
    with qtbot.waitSignal(line.check_now_asked):
        press(line, "Check now")
    line.show_poll(PollStatus(is_checking=True))
    assert not buttons(line)["Check now"].isEnabled()


def test_a_stopped_watch_says_so_and_can_be_resumed(line, qtbot):
    line.show_poll(PollStatus(checked_at=NOW, has_stopped=True))
    assert "Checking has stopped" in said(line)
    assert "Check now" not in buttons(line)
    with qtbot.waitSignal(line.resume_asked):
        press(line, "Resume")


def test_lanes_are_told_once_and_then_anew(line):
    line.show_lanes((LaneStatus("rank", "may-auction", 2), LaneStatus("decode")))
    line.show_lanes((LaneStatus("rank"), LaneStatus("decode", "fleet")))
    words = said(line)
    assert "Rank lane: free" in words
    assert "Decode lane: fleet" in words
    assert words.count("Rank lane") == 1


def test_silence_is_noticed_by_the_clock_alone_and_can_be_ended(line, clock, qtbot):
    line.show_poll(POLL)
    clock.now = NOW + 300
    line.tick()
    assert "No check for 5 min" in said(line)
    assert "Check now" not in buttons(line)
    with qtbot.waitSignal(line.resume_asked):
        press(line, "Resume")
    line.show_poll(PollStatus(checked_at=clock.now, next_at=clock.now + 60))
    assert "Resume" not in buttons(line)


def test_after_a_sleep_the_network_is_waited_for(line):
    line.show_poll(PollStatus(checked_at=NOW - 9000, next_at=NOW - 8940, is_waking=True))
    assert "Back from sleep: waiting for the network" in said(line)
    assert "Resume" not in buttons(line)
    assert not buttons(line)["Check now"].isEnabled()


def test_a_stopped_lane_goes_on_by_a_click_or_a_key(line, qtbot):
    line.show_lanes((LaneStatus("rank", None, 2, REFUSED), LaneStatus("decode")))
    assert "Rank lane: stopped, 2 waiting" in said(line)
    way_on = buttons(line)["Let it go on"]
    assert way_on.accessibleName() == "Let the Rank lane go on"
    assert "The key was refused. Enter it again." in way_on.accessibleDescription()
    with qtbot.waitSignal(line.resume_lane_asked) as asked:
        press(line, "Let it go on")
    assert asked.args == ["rank"]
    with qtbot.waitSignal(line.resume_lane_asked):
        press_key(way_on, Qt.Key.Key_Return)
    words = next(each for each in line.findChildren(QLabel) if each.text().startswith("Rank lane"))
    with qtbot.waitSignal(line.resume_lane_asked):
        qtbot.mouseClick(words, Qt.MouseButton.LeftButton)


def test_a_lane_that_goes_asks_for_nothing(line, qtbot):
    line.show_lanes((LaneStatus("rank", None, 2, REFUSED),))
    line.show_lanes((LaneStatus("rank", "may-auction", 2),))
    assert "Let it go on" not in buttons(line)
    words = next(each for each in line.findChildren(QLabel) if each.text().startswith("Rank lane"))
    with qtbot.assertNotEmitted(line.resume_lane_asked):
        qtbot.mouseClick(words, Qt.MouseButton.LeftButton)
