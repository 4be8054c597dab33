"""The look that every test here needs, a preview and a problem list to look at."""

import pytest
from pytestqt.qtbot import QtBot

from mcdesk.model.operations import RANK
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.problem_list import ProblemList
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


@pytest.fixture
def listed(qtbot: QtBot, theme: Theme) -> ProblemList:
    return shown(qtbot, ProblemList(theme), 660, 420)
