"""What the table says of files that wait, retries, stopped lanes, lost copies and vanished jobs."""

from datetime import datetime
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import CopyState, RowState
from mcdesk.model.words import due, exact
from mcdesk.ui.jobs.columns import COLUMN_OF
from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.jobs.table_view import JobTableView
from mcdesk.ui.theme.theme import Theme
from tests.ui.jobs.samples import NOW, Clock, cell, keys, row

WAITING, UNSURE, HELD = RowState.WAITING, RowState.UNSURE, RowState.HELD
OFFLINE = "The service can't be reached."
STOPPED = {"rank": "The key was refused. Enter it again."}
LATER = datetime(2026, 5, 21, 18, 0).timestamp()  # noqa: DTZ001 - local time is what is shown


def tip(model: JobTableModel, key: str, column: str) -> str | None:
    words: str | None = model.index(model.place_of(key), COLUMN_OF[column]).data(Qt.ItemDataRole.ToolTipRole)
    return words


def aloud(model: JobTableModel, key: str, column: str = "reference") -> str:
    index = model.index(model.place_of(key), COLUMN_OF[column])
    words: str = index.data(Qt.ItemDataRole.AccessibleTextRole)
    return words


@pytest.mark.parametrize(
    ("state", "more", "words"),
    [
        (WAITING, {"not_before": LATER}, f"Starts after {due(LATER, NOW)}"),
        (WAITING, {"not_before": NOW - 1}, "Waiting for the Rank lane"),
        (WAITING, {"next_try_at": NOW + 40, "trouble": OFFLINE}, f"Next try in 40 s: {OFFLINE}"),
        (WAITING, {"next_try_at": NOW + 0.4, "trouble": OFFLINE}, f"Next try now: {OFFLINE}"),
        (UNSURE, {"next_try_at": NOW + 120, "trouble": OFFLINE}, f"Next try in 2 min: {OFFLINE}"),
        (UNSURE, {}, "Checking whether this arrived"),
        (HELD, {}, "On hold: you decide when it goes"),
        (RowState.PROCESSING, {"gone_at": NOW - 60}, "The service no longer lists this job"),
        (RowState.PROCESSING, {"progress": 55, "moved_at": NOW - 900}, "Ranking records, 55 percent"),
    ],
)
def test_progress_says_what_a_file_waits_for(
    model: JobTableModel, state: RowState, more: dict[str, Any], words: str
) -> None:
    model.apply([row("a", state, is_submitted=False, finished_at=None, **more)])
    assert cell(model, "a", "progress") == words
    assert words in aloud(model, "a")


def test_the_day_is_named_where_it_is_not_today(model: JobTableModel, clock: Clock) -> None:
    model.apply([row("a", WAITING, not_before=LATER)])
    clock.time = LATER - 600
    assert cell(model, "a", "progress") == "Starts after 18:00"
    clock.time = LATER - 86_400
    assert cell(model, "a", "progress") == "Starts after Thu 18:00"


def test_exact_moments_are_in_the_tooltip(model: JobTableModel) -> None:
    model.apply(
        [
            row("retry", WAITING, next_try_at=NOW + 40, trouble=OFFLINE),
            row("later", WAITING, not_before=LATER),
            row("slow", RowState.PROCESSING, progress=55, moved_at=NOW - 900),
            row("gone", RowState.COMPLETED, gone_at=NOW - 60),
            row("lost", copy=CopyState.LOST, slots=DownloadSlots(2, 3)),
            row("plain", WAITING),
        ]
    )
    assert tip(model, "retry", "progress") == f"{OFFLINE}\nNext try {exact(NOW + 40)}"
    assert tip(model, "later", "state") == f"Others go first until {exact(LATER)}"
    assert tip(model, "slow", "progress") == f"At 55 % since {exact(NOW - 900)}"
    assert tip(model, "gone", "state") == f"The service no longer lists this job\nSince {exact(NOW - 60)}"
    assert tip(model, "lost", "slots") == "Saved copy gone or changed"
    assert tip(model, "plain", "state") is None


def test_a_stopped_lane_is_told_in_all_its_files_and_in_no_other(model: JobTableModel) -> None:
    model.apply(
        [
            row("waits", WAITING, lane_place=1, not_before=LATER),
            row("open", UNSURE, next_try_at=NOW + 9),
            row("other", WAITING, operation="decode", lane_place=1),
            row("held", HELD),
        ]
    )
    model.set_stopped(STOPPED)
    for key in ("waits", "open"):
        assert cell(model, key, "progress").startswith("The Rank lane is stopped")
        assert tip(model, key, "progress") == STOPPED["rank"]
        assert STOPPED["rank"] in aloud(model, key)
    assert cell(model, "other", "progress") == "Waiting for the Decode lane  ·  next"
    assert cell(model, "held", "progress") == "On hold: you decide when it goes"
    model.set_stopped({})
    assert cell(model, "open", "progress") == "Next try in 9 s"


def test_stopping_a_lane_announces_progress_alone_and_once(model: JobTableModel) -> None:
    model.apply([row("a", WAITING), row("b", WAITING)])
    told = []
    model.dataChanged.connect(lambda first, last, _: told.append((first.row(), last.row(), first.column())))
    model.set_stopped(STOPPED)
    model.set_stopped(dict(STOPPED))
    assert told == [(0, 1, COLUMN_OF["progress"])]


def test_the_next_try_is_counted_down_by_the_tick(model: JobTableModel, clock: Clock) -> None:
    model.apply([row("a", WAITING, ago=0, next_try_at=NOW + 40), row("b", WAITING, is_submitted=False)])
    told = []
    model.dataChanged.connect(lambda first, *_: told.append((model.row_at(first.row()).key, first.column())))
    clock.time = NOW + 1
    model.tick(0, 9)
    assert told == [("a", COLUMN_OF["progress"])]
    assert cell(model, "a", "progress") == "Next try in 39 s"


def test_a_job_that_is_gone_is_unsure_only_while_nobody_knows_its_end(model: JobTableModel) -> None:
    model.apply(
        [
            row("ran", RowState.PROCESSING, gone_at=NOW),
            row("done", gone_at=NOW),
            row("on", RowState.PROCESSING),
        ]
    )
    assert [cell(model, key, "state") for key in ("ran", "done", "on")] == [
        "Unsure",
        "Completed",
        "Processing",
    ]


def test_lanes_come_first_then_what_starts_later_then_what_is_on_hold(model: JobTableModel) -> None:
    model.apply(
        [
            row("done", ago=1),
            row("held", HELD, ago=9),
            row("thursday", WAITING, ago=8, not_before=LATER),
            row("tonight", WAITING, ago=7, not_before=NOW + 60),
            row("second", WAITING, ago=6, lane_place=2),
            row("next", WAITING, ago=5, lane_place=1),
            row("running", RowState.PROCESSING, ago=4),
        ]
    )
    assert keys(model) == ["running", "next", "second", "tonight", "thursday", "held", "done"]


def test_whether_a_file_stands_behind_is_known_whatever_the_filter(model: JobTableModel) -> None:
    model.apply([row("a", WAITING, lane_place=1), row("b", WAITING, lane_place=2)])
    assert model.has_at("rank", 2)
    assert not model.has_at("rank", 3)
    assert not model.has_at("decode", 2)


@pytest.mark.parametrize(("key", "is_up"), [(Qt.Key.Key_Up, True), (Qt.Key.Key_Down, False)])
def test_alt_and_an_arrow_ask_to_move_the_chosen_row(
    qtbot: QtBot, theme: Theme, model: JobTableModel, key: Qt.Key, is_up: bool
) -> None:
    model.apply([row(name, WAITING, lane_place=place) for place, name in enumerate("abc", start=1)])
    view = JobTableView(theme, model)
    qtbot.addWidget(view)
    view.show()
    view.choose("b")
    with qtbot.waitSignal(view.move_asked) as asked, qtbot.assertNotEmitted(view.row_chosen):
        qtbot.keyClick(view, key, Qt.KeyboardModifier.AltModifier)
    assert asked.args == ["b", is_up]
    assert view.chosen_key == "b"


def test_without_a_chosen_row_nothing_is_to_be_moved(
    qtbot: QtBot, theme: Theme, model: JobTableModel
) -> None:
    view = JobTableView(theme, model)
    qtbot.addWidget(view)
    with qtbot.assertNotEmitted(view.move_asked):
        qtbot.keyClick(view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
