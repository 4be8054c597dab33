"""What a user can read and do in the inspector."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QMenu

from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import KeyRefusedError
from mcdesk.model.events import PollStatus
from mcdesk.model.rows import Retry
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.inspector.acts import Act
from mcdesk.ui.inspector.facts import facts_of
from mcdesk.ui.inspector.header import InspectorHeader
from mcdesk.ui.inspector.inspector import Inspector
from mcdesk.ui.inspector.queue_place import QueuePlace
from tests.ui.inspector import samples
from tests.ui.inspector.probes import buttons, press, said, shown
from tests.ui.inspector.samples import NOW

POLL = PollStatus(checked_at=NOW - 14, next_at=NOW + 46)


def wish(asked):
    """The row's key and the act of what was asked for."""
    key, offer = asked.args
    return key, offer.act


class Clock:
    def __init__(self):
        self.now = NOW

    def __call__(self):
        return self.now


@pytest.fixture
def inspector(qtbot, theme):
    return shown(qtbot, Inspector(theme, Clock()))


def test_without_a_job_it_says_what_to_do(inspector):
    inspector.show_details(None, POLL)
    assert "Select a job" in said(inspector)
    assert buttons(inspector) == {}


def test_a_verified_job_can_be_opened_without_cost(inspector, qtbot):
    inspector.show_details(samples.completed(samples.download()), POLL)
    assert "Checksum verified" in said(inspector)
    with qtbot.waitSignal(inspector.asked) as asked:
        press(inspector, "Open results")
    assert wish(asked) == ("s1", Act.OPEN)


def test_the_price_of_a_download_is_read_with_the_button(inspector, qtbot):
    inspector.show_details(samples.completed(samples.download()), POLL)
    button = buttons(inspector)["Download again…"]
    assert button.accessibleName() == "Download again…, uses 1 of 2 left"
    with qtbot.waitSignal(inspector.asked) as asked:
        press(inspector, "Download again…")
    assert wish(asked) == ("s1", Act.DOWNLOAD)


def test_folders_are_told_by_path(inspector, qtbot):
    inspector.show_details(samples.completed(samples.download()), POLL)
    with qtbot.waitSignal(inspector.asked) as asked:
        press(inspector, "Show in folder")
    assert wish(asked) == ("s1", Act.SHOW_RESULT)
    assert asked.args[1].path.endswith("april-ranked.csv.gz")
    with qtbot.waitSignal(inspector.folder_asked) as asked:
        press(inspector, "Show april-lots.csv in its folder")
    assert asked.args[0].endswith("april-lots.csv")


def test_an_id_is_copied_whole(inspector):
    inspector.show_details(samples.completed(samples.download()), POLL)
    press(inspector, "Copy job id")
    assert QGuiApplication.clipboard().text() == samples.JOB_ID


def test_seldom_wishes_are_in_the_menu(inspector, qtbot):
    inspector.show_details(samples.completed(samples.download()), POLL)
    entries = {entry.text(): entry for entry in inspector.findChild(QMenu).actions()}
    for words, act in (
        ("Check the saved copy again", Act.CHECK_AGAIN),
        ("Send again as a new job…", Act.SEND_AGAIN),
    ):
        with qtbot.waitSignal(inspector.asked) as asked:
            entries[words].trigger()
        assert wish(asked) == ("s1", act)


def test_places_in_the_lane_are_in_the_menu_with_their_keys(inspector, qtbot):
    inspector.show_details(samples.waiting(2), POLL, QueuePlace(has_next=True))
    entries = {entry.text(): entry for entry in inspector.findChild(QMenu).actions()}
    for words, act in (("Move up\tAlt+Up", Act.MOVE_UP), ("Move down\tAlt+Down", Act.MOVE_DOWN)):
        with qtbot.waitSignal(inspector.asked) as asked:
            entries[words].trigger()
        assert wish(asked) == ("s1", act)


def test_the_menu_opens_without_a_loop_of_its_own(inspector, qtbot):
    inspector.show_details(samples.completed(samples.download()), POLL)
    press(inspector, "More actions")
    menu = inspector.findChild(QMenu)
    qtbot.waitUntil(menu.isVisible)
    menu.hide()


@pytest.mark.parametrize(
    ("details", "words", "act"),
    [
        (samples.held(), "Try again now", Act.RELEASE),
        (samples.held(), "Remove…", Act.REMOVE),
        (samples.unsure(), "Ask again now", Act.TRY_NOW),
        (samples.waiting(), "Remove from the queue", Act.REMOVE),
        (samples.waiting(), "Put on hold", Act.HOLD),
        (samples.waiting(), "Start after…", Act.START_AFTER),
        (samples.failed(), "Send again…", Act.SEND_AGAIN),
    ],
)
def test_each_state_offers_its_way_on(inspector, qtbot, details, words, act):
    inspector.show_details(details, POLL)
    with qtbot.waitSignal(inspector.asked) as asked:
        press(inspector, words)
    assert wish(asked) == ("s1", act)


def test_a_stopped_lane_says_what_to_do_and_can_go_on(inspector, qtbot):
    trouble = KeyRefusedError("The service does not know this key.", "Enter it again.")
    inspector.show_details(samples.waiting(), POLL, QueuePlace(trouble))
    for words in ("The Rank lane is stopped", "The service does not know this key.", "Enter it again."):
        assert words in said(inspector)
    with qtbot.waitSignal(inspector.asked) as asked:
        press(inspector, "Let the Rank lane go on")
    assert wish(asked) == ("s1", Act.RESUME_LANE)


def test_the_next_try_is_counted_down(qtbot, theme):
    clock = Clock()
    inspector = shown(qtbot, Inspector(theme, clock))
    inspector.show_details(samples.waiting(retry=Retry("The service can't be reached.", NOW + 40)), POLL)
    assert "Next try in 40 s" in said(inspector)
    clock.now += 3
    inspector.tick()
    assert "Next try in 37 s" in said(inspector)


def test_a_running_job_offers_no_cancel_and_says_why(inspector):
    inspector.show_details(samples.processing(), POLL)
    assert "A submitted job cannot be cancelled" in said(inspector)
    assert not any("cancel" in words.lower() for words in buttons(inspector))


def test_the_same_facts_leave_the_button_in_the_hand(inspector):
    inspector.show_details(samples.completed(samples.download()), POLL)
    held = buttons(inspector)["Open results"]
    inspector.show_details(samples.completed(samples.download()), PollStatus(checked_at=NOW))
    assert buttons(inspector)["Open results"] is held


def test_the_focus_stays_on_an_act_that_still_exists(inspector, qtbot):
    inspector.show_details(samples.completed(samples.download()), POLL)
    inspector.activateWindow()
    buttons(inspector)["Open results"].setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(buttons(inspector)["Open results"].hasFocus)
    inspector.show_details(samples.completed(samples.download(), left=1), POLL)
    qtbot.waitUntil(buttons(inspector)["Open results"].hasFocus)


def test_relative_words_move_with_the_clock(qtbot, theme):
    clock = Clock()
    inspector = shown(qtbot, Inspector(theme, clock))
    inspector.show_details(samples.processing(), POLL)
    assert "Checked 14 s ago" in said(inspector)
    clock.now += 10
    inspector.tick()
    assert "Checked 24 s ago" in said(inspector)


def test_what_was_left_out_or_mended_is_told_below_the_counts(inspector):
    mended = samples.submission(left_out=4, changed_cells=1_411)
    inspector.show_details(samples.details(samples.job(), mended), POLL)
    assert "4 rows were left out, 1,411 cells mended before sending." in said(inspector)
    inspector.show_details(samples.completed(), POLL)
    assert "before sending" not in said(inspector)


@pytest.mark.parametrize("width", [420, 620, 1086])
def test_a_long_name_is_cut_but_never_the_part(qtbot, theme, width):
    header = shown(qtbot, InspectorHeader(theme), width, 60)
    name = "a-very-long-name-of-a-file-" * 5
    part = samples.submission(reference=name, part=2, parts=3)
    header.show_facts(facts_of(samples.details(None, part), POLL, NOW))
    label = next(each for each in header.findChildren(QLabel) if each.text() == "· 2 of 3")
    title = next(each for each in header.findChildren(ElidedLabel) if each.text() == name)

    def is_whole() -> bool:
        right = label.mapTo(header, label.rect().bottomRight()).x()
        return label.isVisible() and label.width() >= label.sizeHint().width() and right < width

    qtbot.waitUntil(is_whole)
    assert 0 < title.width() < title.fontMetrics().horizontalAdvance(name)
    header.show_facts(facts_of(samples.completed(), POLL, NOW))
    assert not label.isVisible()


@pytest.mark.parametrize("state", list(DownloadState))
def test_every_state_of_a_download_can_be_shown(inspector, state):
    inspector.show_details(samples.completed(samples.download(state)), POLL)
    assert "Saved copy" in said(inspector)
    assert not inspector.grab().isNull()


def test_beside_the_table_everything_stands_in_one_column(qtbot, theme):
    inspector = shown(qtbot, Inspector(theme, Clock()), 420, 700)
    inspector.show_details(samples.completed(samples.download()), POLL)
    assert inspector.width() == 420
    assert {"Open results", "Show in folder", "Download again…"} <= set(buttons(inspector))
    qtbot.waitUntil(
        lambda: all(
            button.mapTo(inspector, button.rect().bottomRight()).x() <= 420
            for button in buttons(inspector).values()
        )
    )


@pytest.mark.parametrize("width", [420, 620, 780, 880, 944, 1086, 1500])
def test_at_any_width_no_button_is_cut_off(qtbot, theme, width):
    inspector = shown(qtbot, Inspector(theme, Clock()), width, 400)
    inspector.show_details(samples.completed(samples.download()), POLL)

    def all_in_sight():
        return all(
            button.width() >= button.minimumSizeHint().width()
            and button.mapTo(inspector, button.rect().bottomRight()).x() <= width
            for button in buttons(inspector).values()
        )

    qtbot.waitUntil(all_in_sight)


def test_folded_it_keeps_its_title_row(inspector):
    inspector.show_details(samples.completed(samples.download()), POLL)
    inspector.set_folded(True)
    assert "ranking-batch-2026-04" in said(inspector)
    assert "For support" not in said(inspector)


def test_a_long_name_does_not_keep_its_room_from_the_next(qtbot, theme):
    header = shown(qtbot, InspectorHeader(theme), 900, 60)
    facts = facts_of(samples.completed(samples.download()), POLL, NOW)

    def room_of(title: str) -> int:
        header.show_facts(replace(facts, title=title))
        return next(each for each in header.findChildren(ElidedLabel) if each.text() == title).minimumWidth()

    short = room_of("may")
    assert room_of("a-very-long-name-of-a-file-of-the-may-auction") > short
    assert room_of("may") == short
