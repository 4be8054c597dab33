"""The page: what is shown when, and that its parts are connected."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from mcdesk.model.rows import RowState
from mcdesk.ui.jobs.filters import JobFilters
from mcdesk.ui.jobs.job_filter import JobFilter, StateGroup
from mcdesk.ui.jobs.page import JobsPage
from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.theme.theme import Theme
from tests.ui.jobs.samples import keys, row


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, model: JobTableModel) -> JobsPage:
    made = JobsPage(theme, model)
    qtbot.addWidget(made)
    made.set_empty(QLabel("Start your first batch"))
    made.resize(1100, 700)
    made.show()
    return made


def words_on(widget: QWidget) -> set[str]:
    return {label.text() for label in widget.findChildren(QLabel) if label.isVisible()}


def test_without_jobs_there_is_nothing_to_filter(page: JobsPage, model: JobTableModel) -> None:
    assert "Start your first batch" in words_on(page)
    assert not page.filters.search.isVisible()
    model.apply([row("a")])
    assert page.filters.search.isVisible()
    assert page.table.isVisible()
    model.apply([], ["a"])
    assert "Start your first batch" in words_on(page)


def test_a_filter_without_a_match_offers_the_way_back(
    qtbot: QtBot, page: JobsPage, model: JobTableModel
) -> None:
    model.apply([row("a")])
    page.filters.search.setText("zebra")
    qtbot.waitUntil(lambda: model.rowCount() == 0)
    assert "No job matches" in words_on(page)
    page._no_match.clear_asked.emit()
    assert keys(model) == ["a"]
    assert page.table.isVisible()


def test_segments_count_and_filter(qtbot: QtBot, page: JobsPage, model: JobTableModel) -> None:
    model.apply([row("a"), row("b", RowState.FAILED), row("c", RowState.WAITING)])
    segments = {segment.ident: segment for segment in page.filters._segments._segments}
    assert segments["failed"].accessibleName() == "Failed, 1"
    qtbot.mouseClick(segments["failed"], Qt.MouseButton.LeftButton)
    assert keys(model) == ["b"]
    model.apply([row("b")])
    assert keys(model) == []
    assert segments["failed"].isEnabled()


def test_filters_tell_each_wish_once(qtbot: QtBot, theme: Theme) -> None:
    filters = JobFilters(theme)
    qtbot.addWidget(filters)
    told: list[JobFilter] = []
    filters.filter_changed.connect(told.append)
    filters._operations.popup_menu.actions()[2].trigger()
    assert filters._operations.text() == "Decode"
    filters.search.setText("may")
    qtbot.waitUntil(lambda: len(told) == 2)
    filters.clear()
    filters.search.setText("june")  # what comes last shows that nothing came twice before it
    qtbot.waitUntil(lambda: len(told) >= 4)
    assert told == [
        JobFilter(operation="decode"),
        JobFilter(StateGroup.ALL, "decode", "may"),
        JobFilter(),
        JobFilter(text="june"),
    ]
    with qtbot.waitSignal(filters.new_batch_asked):
        filters._new_batch.click()


def test_columns_are_switched(page: JobsPage, model: JobTableModel) -> None:
    model.apply([row("a")])
    page.filters.columns_asked.emit()
    assert page.filters._column_actions["failed"].isChecked()
    page.filters._column_actions["failed"].trigger()
    assert not page.table.columns.is_shown("failed")
    assert not page.filters._column_actions["failed"].isChecked()
    page.filters._column_actions["finished_at"].trigger()
    assert page.table.columns.is_shown("finished_at")


class Folding(QLabel):
    def set_folded(self, folded: bool) -> None:
        self.setEnabled(not folded)


def test_space_folds_the_inspector(qtbot: QtBot, page: JobsPage, model: JobTableModel) -> None:
    model.apply([row("a")])
    inspector = Folding("Inspector")
    page.set_inspector(inspector)
    assert inspector.isEnabled()
    with qtbot.waitSignal(page.inspector_toggled) as told:
        qtbot.keyClick(page.table, Qt.Key.Key_Space)
    assert told.args == [False]
    assert not inspector.isEnabled()
    assert inspector.isVisible()


def test_any_other_inspector_goes_away_and_comes_back(
    qtbot: QtBot, page: JobsPage, model: JobTableModel
) -> None:
    model.apply([row("a")])
    inspector = QLabel("Inspector")
    page.set_inspector(inspector)
    page.toggle_inspector()
    assert not inspector.isVisible()
    page.toggle_inspector()
    assert inspector.isVisible()


def test_the_inspector_stands_where_there_is_room(qtbot: QtBot, page: JobsPage, model: JobTableModel) -> None:
    model.apply([row("a")])
    inspector = Folding("Inspector")
    page.set_inspector(inspector)

    def left() -> int:
        return inspector.mapTo(page, inspector.rect().topLeft()).x()

    page.resize(1600, 700)
    qtbot.waitUntil(lambda: left() > 1000)
    page.resize(1000, 480)
    qtbot.waitUntil(lambda: left() == 0)
    assert not inspector.isEnabled()
