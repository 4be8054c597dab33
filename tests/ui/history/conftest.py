"""A theme, a window to lie over, and the sheet with what samples have."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcdesk.ui.history.history_sheet import HistorySheet
from mcdesk.ui.theme.theme import Theme
from tests.ui.answer import samples
from tests.ui.inspector.probes import theme

__all__ = ["page", "sheet", "theme"]


@pytest.fixture
def page(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1024, 640)
    made.show()
    return made


@pytest.fixture
def sheet(qtbot: QtBot, theme: Theme, page: QWidget) -> HistorySheet:
    made = HistorySheet(theme, page, samples.Clock(), samples.answer_of)
    made.open()
    made.activateWindow()
    qtbot.waitUntil(made.isVisible)
    made.show_requests(samples.history(), has_more=True)
    return made
