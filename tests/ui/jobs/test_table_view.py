"""What the user sees and holds on to: the chosen row, the place scrolled to, the columns."""

import json
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcdesk.model.rows import RowState
from mcdesk.ui.jobs.columns import COLUMN_OF
from mcdesk.ui.jobs.job_filter import JobFilter, StateGroup
from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.jobs.table_view import JobTableView
from mcdesk.ui.theme.theme import Theme
from tests.ui.jobs.samples import row

UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


@pytest.fixture
def view(qtbot: QtBot, theme: Theme, model: JobTableModel) -> JobTableView:
    model.replace_all([row(f"job-{n:03}", ago=n * 60.0, items=n) for n in range(200)])
    made = JobTableView(theme, model)
    qtbot.addWidget(made)
    made.resize(1100, 400)
    made.show()
    return made


def chosen_on_screen(view: JobTableView) -> list[str]:
    return [view._jobs.row_at(index.row()).key for index in view.selectionModel().selectedRows()]


def test_the_chosen_row_survives_sort_and_refresh(
    qtbot: QtBot, view: JobTableView, model: JobTableModel
) -> None:
    with qtbot.waitSignal(view.row_chosen) as told:
        view.choose("job-007")
    assert told.args == ["job-007"]
    with qtbot.assertNotEmitted(view.row_chosen):
        model.sort(COLUMN_OF["items"], DOWN)
        model.apply([row("new", ago=0)], ["job-003"])
        model.apply([row(f"n-{n}", ago=n) for n in range(300)])
    assert chosen_on_screen(view) == ["job-007"]
    assert view.chosen_key == "job-007"


def test_the_chosen_row_comes_back_with_the_filter(
    qtbot: QtBot, view: JobTableView, model: JobTableModel
) -> None:
    view.choose("job-007")
    with qtbot.waitSignal(view.row_chosen) as told:
        model.set_filter(JobFilter(text="job-19"))
    assert told.args == [""]
    assert chosen_on_screen(view) == []
    assert view.chosen_key == ""
    with qtbot.assertNotEmitted(view.remove_asked):
        qtbot.keyClick(view, Qt.Key.Key_Delete)
    with qtbot.waitSignal(view.row_chosen) as told:
        model.set_filter(JobFilter())
    assert told.args == ["job-007"]
    assert chosen_on_screen(view) == ["job-007"]
    assert view.chosen_key == "job-007"


def test_the_next_row_is_chosen_when_the_chosen_one_is_gone(
    qtbot: QtBot, view: JobTableView, model: JobTableModel
) -> None:
    view.choose("job-007")
    with qtbot.waitSignal(view.row_chosen) as told:
        model.apply([], ["job-007"])
    assert told.args == ["job-008"]
    assert chosen_on_screen(view) == ["job-008"]


def test_the_first_row_is_chosen_at_the_start_and_among_other_rows(
    view: JobTableView, model: JobTableModel
) -> None:
    model.replace_all([])
    assert view.chosen_key == ""
    model.replace_all([row(f"job-{n:03}", ago=n * 60.0) for n in range(200)])
    assert chosen_on_screen(view) == [view.chosen_key] == ["job-000"]
    view.choose("job-100")
    model.replace_all([row(f"other-{n}", ago=n * 60.0) for n in range(150)])
    assert chosen_on_screen(view) == [view.chosen_key] == ["other-0"]


def test_rows_above_do_not_push_what_is_read(
    view: JobTableView, model: JobTableModel, qapp: QApplication
) -> None:
    view.verticalScrollBar().setValue(1010)
    before = view.rowAt(0)
    key, offset = model.row_at(before).key, view.rowViewportPosition(before)
    model.apply([row("fresh", ago=0), row("fresher", RowState.PROCESSING)])
    place = model.place_of(key)
    assert place == before + 2
    assert view.rowViewportPosition(place) == offset


def test_at_the_top_new_rows_come_into_view(view: JobTableView, model: JobTableModel) -> None:
    model.apply([row("fresh", ago=-1)])
    assert view.verticalScrollBar().value() == 0
    assert model.row_at(view.rowAt(0)).key == "fresh"


def test_keys_ask_for_what_they_stand_for(qtbot: QtBot, view: JobTableView) -> None:
    view.choose("job-001")
    for key, signal in (
        (Qt.Key.Key_Return, view.row_activated),
        (Qt.Key.Key_Delete, view.remove_asked),
        (Qt.Key.Key_Space, view.inspector_asked),
    ):
        with qtbot.waitSignal(signal) as told:
            qtbot.keyClick(view, key)
        assert told.args in (["job-001"], [])
    with qtbot.waitSignal(view.row_chosen) as told:
        qtbot.keyClick(view, Qt.Key.Key_Down)
    assert told.args == ["job-002"]
    qtbot.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text().startswith("job-002\tRank\tCompleted")


def test_the_mouse_chooses_and_opens(qtbot: QtBot, view: JobTableView) -> None:
    spot = view.visualRect(view.model().index(2, 0)).center()
    with qtbot.waitSignal(view.row_chosen) as told:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == ["job-002"]
    with qtbot.waitSignal(view.row_activated):
        qtbot.mouseDClick(view.viewport(), Qt.MouseButton.LeftButton, pos=spot)


def test_a_menu_is_asked_for_at_the_row(qtbot: QtBot, view: JobTableView) -> None:
    spot = view.visualRect(view.model().index(2, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, spot, view.viewport().mapToGlobal(spot))
    with qtbot.waitSignal(view.context_requested) as told:
        view.contextMenuEvent(event)
    assert told.args == ["job-002", view.viewport().mapToGlobal(spot)]
    view.choose("job-001")
    with qtbot.waitSignal(view.context_requested) as told:
        view.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    assert told.args is not None
    assert told.args[0] == "job-001"


@pytest.mark.parametrize(
    ("width", "missing"),
    [
        (1250, set()),
        (1080, {"finished_at"}),
        (1000, {"finished_at", "operation"}),
        (900, {"finished_at", "operation", "succeeded"}),
    ],
)
def test_columns_go_in_turn_when_it_gets_narrow(view: JobTableView, width: int, missing: set[str]) -> None:
    view.columns.fit(width)
    assert {ident for ident in COLUMN_OF if not view.columns.is_shown(ident)} == missing


def test_columns_come_back(view: JobTableView) -> None:
    for width in (800, 1300):
        view.columns.fit(width)
    assert all(view.columns.is_shown(ident) for ident in COLUMN_OF)


def test_a_layout_is_remembered(qtbot: QtBot, view: JobTableView, theme: Theme, model: JobTableModel) -> None:
    header = view.horizontalHeader()
    header.moveSection(header.visualIndex(COLUMN_OF["state"]), 0)
    header.resizeSection(COLUMN_OF["items"], 111)
    view.columns.set_shown("failed", False)
    header.setSortIndicator(COLUMN_OF["items"], DOWN)
    text = view.layout_state()
    other = JobTableView(theme, model)
    qtbot.addWidget(other)
    other.resize(1300, 400)
    other.restore_layout(text)
    assert other.layout_state() == text
    assert other.horizontalHeader().logicalIndex(0) == COLUMN_OF["state"]
    assert not other.columns.is_shown("failed")
    assert model.row_at(0).items == 199


def test_a_layout_of_another_time_does_no_harm(view: JobTableView) -> None:
    before = view.layout_state()
    for text in ("", "[]", "{}", "null", '{"version": 99}', '{"version": 1, "order": 3}'):
        view.restore_layout(text)
    assert view.layout_state() == before
    told = json.loads(before)
    told["order"] = ["gone", "slots", "reference"]  # written before most columns existed
    told["widths"] = {"gone": 9, "slots": 140, "items": -4}
    view.restore_layout(json.dumps(told))
    header = view.horizontalHeader()
    assert sorted(header.logicalIndex(n) for n in range(header.count())) == list(range(header.count()))
    assert header.sectionSize(COLUMN_OF["slots"]) == 140


def test_a_third_click_goes_back_to_the_natural_order(
    qtbot: QtBot, view: JobTableView, model: JobTableModel
) -> None:
    header = view.horizontalHeader()
    spot = QPoint(header.sectionViewportPosition(COLUMN_OF["items"]) + 40, 10)
    firsts = []
    for _ in range(3):
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
        firsts.append((model.row_at(0).key, header.sortIndicatorSection()))
    assert firsts[2] == ("job-000", -1)
    assert {firsts[0][0], firsts[1][0]} == {"job-000", "job-199"}


def test_every_state_can_be_painted(view: JobTableView, model: JobTableModel, theme: Theme) -> None:
    model.apply([row(f"a-{state}", state, ago=-5, is_elsewhere=True, progress=40) for state in RowState])
    model.apply([replace(row("b", ago=-9), operation="unheard-of")])
    view.choose("b")
    view._hover(1)
    view.setFocus()
    assert not view.grab().isNull()
    assert view.visible_rows()[0] == 0
    view.tick()
    model.set_filter(JobFilter(StateGroup.FAILED, text="nothing"))
    assert view.visible_rows() == (0, -1)
    view.set_compact(True)
    assert view.verticalHeader().defaultSectionSize() == 32
