"""One theme for the folder's tests: the offscreen platform has no colour scheme of its own."""

import pytest
from PySide6.QtWidgets import QApplication

from mcdesk.ui.theme.theme import Choice, Theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Choice.LIGHT)
