"""What the job table's model announces: what differs, and nothing else."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPersistentModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import CopyState, RowState
from mcdesk.ui.jobs.columns import COLUMN_OF, COLUMNS
from mcdesk.ui.jobs.job_filter import JobFilter, StateGroup
from mcdesk.ui.jobs.table_model import ROW, JobTableModel
from tests.ui.jobs.samples import NOW, Clock, cell, keys, row

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def filled(model: JobTableModel) -> JobTableModel:
    model.replace_all(
        [
            row("may", RowState.PROCESSING, 1080, progress=55, items=12_000, finished_at=None),
            row("june", RowState.WAITING, 60, is_submitted=False, lane_place=1, finished_at=None),
            row("April", ago=7200, operation="decode", failed=3, slots=DownloadSlots(2, 3)),
            row("march", RowState.FAILED, 90_000, progress=40, items=5, finished_at=None, job_id="770a"),
        ]
    )
    return model


def test_qt_finds_no_fault(qtmodeltester: ModelTester, filled: JobTableModel) -> None:
    qtmodeltester.check(filled)
    filled.sort(COLUMN_OF["items"], DOWN)
    filled.set_filter(JobFilter(operation="rank"))
    filled.apply([row("new"), row("may", RowState.COMPLETED)], ["june"])
    filled.set_filter(JobFilter())
    filled.apply([row(f"n{n}") for n in range(300)], ["new"])


def test_the_natural_order_is_running_waiting_newest(filled: JobTableModel) -> None:
    assert keys(filled) == ["may", "june", "April", "march"]


@pytest.mark.parametrize("place", range(len(COLUMNS)))
def test_every_column_sorts_both_ways(filled: JobTableModel, place: int) -> None:
    filled.sort(place, UP)
    values = [COLUMNS[place].sort_value(filled.row_at(n)) for n in range(filled.rowCount())]
    assert values == sorted(values, key=lambda value: value)
    upward = keys(filled)
    filled.sort(place, DOWN)
    assert keys(filled) == upward[::-1]


def test_names_sort_whatever_their_case(filled: JobTableModel) -> None:
    filled.sort(COLUMN_OF["reference"], UP)
    assert keys(filled) == ["April", "june", "march", "may"]


def test_parts_stand_in_their_order_behind_their_name(model: JobTableModel) -> None:
    names = {"other": "june-auction-2", "whole": "june", "longer": "June auction"}
    model.apply([row(key, reference=name, ago=1.0) for key, name in names.items()])
    parts = [row(f"p{n}", reference="June-auction", part=n, parts=12, ago=n * 7 % 12) for n in (2, 12, 1, 10)]
    model.apply(parts)
    model.sort(COLUMN_OF["reference"], UP)
    assert keys(model) == ["whole", "longer", "p1", "p2", "p10", "p12", "other"]
    model.sort(COLUMN_OF["reference"], DOWN)
    assert keys(model) == ["other", "p12", "p10", "p2", "p1", "longer", "whole"]


def test_a_part_is_told_wherever_its_name_is(model: JobTableModel) -> None:
    model.apply([row("p1", RowState.WAITING, reference="june-auction", part=1, parts=3, items=9)])
    name = model.index(0, COLUMN_OF["reference"])
    assert name.data() == name.data(Qt.ItemDataRole.ToolTipRole) == "june-auction · 1 of 3"
    words = name.data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "june-auction, part 1 of 3, Rank, Waiting, Waiting for the Rank lane, 9 items"
    model.set_filter(JobFilter(text="june-AUCTION"))
    assert keys(model) == ["p1"]


def test_progress_announces_its_own_cell_only(qtbot: QtBot, filled: JobTableModel) -> None:
    told = []
    filled.dataChanged.connect(
        lambda first, last, _: told.append((first.row(), first.column(), last.column()))
    )
    filled.apply([replace(filled.row_at(0), progress=56)])
    assert told == [(0, COLUMN_OF["progress"], COLUMN_OF["progress"])]


def test_neighbouring_columns_are_announced_together(filled: JobTableModel) -> None:
    told = []
    filled.sort(COLUMN_OF["reference"])
    filled.dataChanged.connect(lambda first, last, _: told.append((first.column(), last.column())))
    before = filled.row_at(filled.place_of("may"))
    changed = replace(before, items=1, succeeded=1, failed=1, copy=CopyState.FETCHING)
    filled.apply([changed])
    assert told == [(COLUMN_OF["items"], COLUMN_OF["failed"]), (COLUMN_OF["slots"], COLUMN_OF["slots"])]


def test_the_same_rows_again_announce_nothing(qtbot: QtBot, filled: JobTableModel) -> None:
    signals = (
        filled.dataChanged, filled.rowsInserted, filled.rowsRemoved, filled.rowsMoved,
        filled.layoutChanged, filled.modelReset, filled.settled, filled.counts_changed,
    )  # fmt: skip
    seen = []
    for signal in signals:
        signal.connect(lambda *_: seen.append(1))
    filled.apply([filled.row_at(n) for n in range(4)], ["nobody"])
    filled.replace_all([filled.row_at(n) for n in range(4)])
    filled.set_filter(JobFilter())
    filled.sort(-1)
    assert seen == []


def test_a_row_that_moves_is_announced_as_moving(qtbot: QtBot, filled: JobTableModel) -> None:
    filled.sort(COLUMN_OF["items"], UP)
    assert keys(filled)[0] == "march"
    with (
        qtbot.waitSignals([filled.rowsMoved, filled.dataChanged]),
        qtbot.assertNotEmitted(filled.layoutChanged),
    ):
        filled.apply([replace(filled.row_at(0), items=99_999)])
    assert keys(filled)[-1] == "march"


@pytest.mark.parametrize("many", [1, 300])
def test_a_refresh_never_resets(qtbot: QtBot, filled: JobTableModel, many: int) -> None:
    with qtbot.assertNotEmitted(filled.modelReset):
        filled.apply([row(f"n{n}", ago=n) for n in range(many)], ["april"])
    assert filled.rowCount() == 4 + many


@pytest.mark.parametrize("many", [0, 300])
def test_persistent_indexes_keep_their_row(filled: JobTableModel, many: int) -> None:
    held = QPersistentModelIndex(filled.index(filled.place_of("April"), 2))
    filled.sort(COLUMN_OF["state"], DOWN)
    filled.apply([row(f"n{n}", RowState.PROCESSING, ago=n) for n in range(many)], ["may"])
    filled.sort(COLUMN_OF["items"], UP)
    assert held.data(ROW).key == "April"
    assert held.column() == 2


def test_filters_combine(filled: JobTableModel) -> None:
    filled.set_filter(JobFilter(StateGroup.ACTIVE))
    assert keys(filled) == ["may", "june"]
    filled.set_filter(JobFilter(operation="decode"))
    assert keys(filled) == ["April"]
    filled.set_filter(JobFilter(text=" MA"))
    assert keys(filled) == ["may", "march"]
    filled.set_filter(JobFilter(StateGroup.FAILED, "rank", "770a"))
    assert keys(filled) == ["march"]


def test_a_row_enters_and_leaves_the_filter(qtbot: QtBot, filled: JobTableModel) -> None:
    filled.set_filter(JobFilter(StateGroup.COMPLETED))
    with qtbot.waitSignal(filled.rowsInserted):
        filled.apply([row("may")])
    assert keys(filled) == ["may", "April"]
    with qtbot.waitSignal(filled.rowsRemoved):
        filled.apply([row("may", RowState.FAILED)])
    assert keys(filled) == ["April"]
    assert filled.place_of("may") == -1


def test_counts_are_of_all_rows(filled: JobTableModel) -> None:
    filled.set_filter(JobFilter(operation="decode"))
    assert filled.counts() == {"all": 4, "active": 2, "completed": 1, "failed": 1}
    filled.apply([row("may")], ["march"])
    assert filled.counts() == {"all": 3, "active": 1, "completed": 2, "failed": 0}


def test_a_row_is_one_sentence(filled: JobTableModel) -> None:
    words = filled.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert words == "may, Rank, Processing, Ranking records, 55 percent, 12,000 items"
    assert filled.index(2, COLUMN_OF["failed"]).data(Qt.ItemDataRole.AccessibleTextRole) == "Failed: 3"


def test_words_of_the_cells(filled: JobTableModel) -> None:
    assert cell(filled, "may", "submitted_at") == "18 min ago"
    assert cell(filled, "june", "submitted_at") == "not sent yet"
    assert cell(filled, "june", "progress") == "Waiting for the Rank lane  ·  next"
    assert cell(filled, "April", "progress") == "Took 2 h"
    assert cell(filled, "April", "slots") == "2 of 3"
    assert cell(filled, "march", "progress") == "Stopped at 40 %"
    assert cell(filled, "may", "succeeded") == "–"
    assert filled.index(0, COLUMN_OF["submitted_at"]).data(Qt.ItemDataRole.ToolTipRole)


def test_an_unsure_upload_is_never_called_unsent(model: JobTableModel) -> None:
    model.apply([row("a", RowState.UNSURE, 40, is_submitted=False)])
    assert cell(model, "a", "submitted_at") == "40 s ago"
    assert cell(model, "a", "progress") == "Checking whether this arrived"


def test_a_held_file_says_why(model: JobTableModel) -> None:
    model.apply([row("a", RowState.HELD, is_submitted=False, refusal_title="The key was refused")])
    assert cell(model, "a", "progress") == "The key was refused"


def test_a_tick_touches_only_times_that_read_differently(filled: JobTableModel, clock: Clock) -> None:
    filled.apply([row("fresh", ago=10)])
    told = []
    filled.dataChanged.connect(
        lambda first, *_: told.append((filled.row_at(first.row()).key, first.column()))
    )
    clock.time = NOW + 1
    filled.tick(0, 99)
    assert told == [("fresh", COLUMN_OF["submitted_at"])]
    told.clear()
    clock.time = NOW + 2
    filled.tick(0, 0)
    assert told == []


def test_only_rows_have_cells(filled: JobTableModel) -> None:
    inside = filled.index(0, 0)
    assert filled.rowCount(inside) == filled.columnCount(inside) == 0
    assert filled.headerData(0, Qt.Orientation.Horizontal) == "Reference"
    assert filled.headerData(0, Qt.Orientation.Vertical) is None
