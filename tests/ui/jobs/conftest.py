"""A theme, a clock that stands, and rows that are short to write."""

import pytest
from PySide6.QtWidgets import QApplication

from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.jobs.samples import Clock


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, Choice.LIGHT)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def model(qapp: QApplication, clock: Clock) -> JobTableModel:
    return JobTableModel(clock)
