"""A sheet for a new batch, open over a window of the usual size, and how tests look at it."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.model.accounts import MARKETCHECK_URL, Account, AccountKind
from mcdesk.ui.preflight.wish_state import Wishes
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from mcdesk.ui.sheets.values import BatchDraft
from tests.ui.inspector.probes import buttons, shown

PRODUCTION = Account("p", "Northlake Auto", AccountKind.PRODUCTION, MARKETCHECK_URL)
DRAFT = BatchDraft(Path("/home/ann/lots/june-auction.csv"), "rank", "june-auction")
BUSY = replace(DRAFT, lane_running="may-auction")
SIZE = 668_000
NOON = datetime(2026, 6, 12, 12).astimezone().timestamp()
"""The moment at which the sheet is open: noon of a Friday, by the clock of whoever runs the tests."""


@pytest.fixture
def below(qtbot):
    """The window that the sheet stands over."""
    return shown(qtbot, QWidget(), 1280, 800)


@pytest.fixture
def sheet(qtbot, theme, below):
    sheet = NewBatchSheet(theme, below, PRODUCTION, DRAFT, lambda: NOON)
    qtbot.addWidget(sheet)
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    sheet.activateWindow()
    return sheet


@pytest.fixture
def wishes(sheet):
    """What the sheet tells of the user's wishes."""
    told: list[Wishes] = []
    sheet.wish_changed.connect(told.append)
    return told


def field(sheet: NewBatchSheet, name: str = "Reference") -> QLineEdit:
    return next(each for each in sheet.findChildren(QLineEdit) if each.accessibleName() == name)


def can_submit(sheet: NewBatchSheet, words: str = "Submit") -> bool:
    return buttons(sheet)[words].isEnabled()
