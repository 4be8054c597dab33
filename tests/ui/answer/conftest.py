"""A theme, a clock that stands, and a panel on the screen."""

import pytest
from pytestqt.qtbot import QtBot

from mcdesk.ui.answer.answer_panel import AnswerPanel
from mcdesk.ui.theme.theme import Theme
from tests.ui.answer.samples import Clock
from tests.ui.inspector.probes import theme

__all__ = ["clock", "panel", "theme"]


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def panel(qtbot: QtBot, theme: Theme, clock: Clock) -> AnswerPanel:
    made = AnswerPanel(theme, clock)
    qtbot.addWidget(made)
    made.resize(620, 700)
    made.show()
    made.activateWindow()
    return made
