"""The grid as it is seen: every icon exists, rows with a message stand out, in both moods."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QColor, QHelpEvent
from PySide6.QtWidgets import QToolTip
from pytestqt.qtbot import QtBot

from mcdesk.model.lookups import DEALER, VEHICLE
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.grid import samples
from tests.ui.grid.hands import menu_entries
from tests.ui.inspector.probes import shown


@pytest.fixture(params=[Choice.LIGHT, Choice.DARK])
def mood(request: pytest.FixtureRequest, theme: Theme) -> Iterator[Theme]:
    theme.choose(request.param)
    yield theme
    theme.choose(Choice.LIGHT)


def ground(grid: EntryGrid, row: int) -> QColor:
    """The colour at the right end of a row, below its text."""
    table = grid.table
    picture = table.viewport().grab().toImage()
    spot = table.visualRect(table.model().index(row, table.model().columnCount() - 1))
    return picture.pixelColor(spot.right() - 2, spot.bottom() - 3)


def test_rows_with_a_message_stand_out(qtbot: QtBot, mood: Theme) -> None:
    grid = shown(qtbot, EntryGrid(mood, DEALER, 8), 460, 480)
    grid.set_rows((*samples.DEALERS, samples.DEALERS[0], ("x.com", "", "")))
    grid.set_troubles([samples.several(6)])
    assert ground(grid, 0) == mood.color("surface")
    assert ground(grid, 6) == mood.color("warn.soft")
    assert ground(grid, 8) == mood.color("idle.soft")


def test_a_name_that_is_cut_is_told_whole_on_hover(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, EntryGrid(theme, DEALER, 100), 320, 480)
    grid.set_rows(samples.DEALERS)
    table, model = grid.table, grid.table.model()
    index = model.index(2, 0)
    spot = table.visualRect(index).center()
    help_asked = QHelpEvent(QEvent.Type.ToolTip, spot, table.viewport().mapToGlobal(spot))
    QCoreApplication.sendEvent(table.viewport(), help_asked)
    qtbot.waitUntil(lambda: QToolTip.text() == samples.DEALERS[2][0])
    QToolTip.hideText()
    assert table.delegate.cut_words(model.index(7, 0), table.columnWidth(0)) == ""


def test_every_state_can_be_painted(qtbot: QtBot, mood: Theme) -> None:
    for side, rows in ((VEHICLE, samples.VEHICLES), (DEALER, (*samples.LONG, *samples.many(6)))):
        grid = shown(qtbot, EntryGrid(mood, side, 4), 330, 480)
        assert not grid.grab().isNull()
        grid.set_rows(rows)
        grid.table.go(0, 1)
        assert menu_entries(grid)
        assert not grid.grab().isNull()


def test_columns_take_the_width_and_scroll_where_it_is_too_small(qtbot: QtBot, theme: Theme) -> None:
    grid = shown(qtbot, EntryGrid(theme, DEALER, 100), 320, 480)
    grid.set_rows(samples.DEALERS)
    header = grid.table.horizontalHeader()
    assert header.length() == grid.table.viewport().width()
    grid.resize(180, 480)
    qtbot.waitUntil(lambda: header.length() > grid.table.viewport().width())
    grid.set_rows(samples.LONG)
    assert grid.table.columnWidth(2) > grid.table.columnWidth(1)
