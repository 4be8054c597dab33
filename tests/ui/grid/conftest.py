"""The look that every test here needs, and a grid of dealers on the screen."""

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from mcdesk.model.lookups import DEALER, VEHICLE
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.theme.theme import Theme
from tests.ui.grid import samples
from tests.ui.inspector.probes import shown, theme

__all__ = ["theme"]


@pytest.fixture
def grid(qtbot: QtBot, theme: Theme) -> EntryGrid:
    """Empty, with the focus."""
    made = shown(qtbot, EntryGrid(theme, DEALER, 100), 460, 480)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    QGuiApplication.clipboard().clear()
    return made


@pytest.fixture
def filled(grid: EntryGrid) -> EntryGrid:
    grid.set_rows(samples.DEALERS)
    return grid


@pytest.fixture
def vehicles(qtbot: QtBot, theme: Theme) -> EntryGrid:
    made = shown(qtbot, EntryGrid(theme, VEHICLE, 20), 460, 480)
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.table.hasFocus)
    return made
