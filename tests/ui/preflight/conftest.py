"""The look that every test here needs, and a preview to look at."""

import pytest
from pytestqt.qtbot import QtBot

from mcdesk.model.operations import RANK
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.theme.theme import Theme
from tests.ui.inspector.probes import shown, theme
from tests.ui.preflight import samples

__all__ = ["theme"]


@pytest.fixture
def grid(qtbot: QtBot, theme: Theme) -> PreviewGrid:
    return shown(qtbot, PreviewGrid(theme), 1112, 250)


@pytest.fixture
def filled(grid: PreviewGrid) -> PreviewGrid:
    grid.show_report(samples.mixed(), RANK)
    return grid
