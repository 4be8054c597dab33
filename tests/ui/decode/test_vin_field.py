"""The line for a VIN: one press of a key or of the button is one request."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcdesk.ui.decode.vin_field import VinField
from mcdesk.ui.theme.theme import Theme
from tests.ui.decode.samples import NOW, VIN
from tests.ui.inspector.probes import press, shown


@pytest.fixture
def field(qtbot: QtBot, theme: Theme) -> VinField:
    made = shown(qtbot, VinField(theme, lambda: NOW), 600, 120)
    made.line.setText(VIN)
    return made


def test_enter_held_down_asks_once(field: VinField) -> None:
    told: list[str] = []
    field.submitted.connect(told.append)
    for is_repeat in (False, True, True):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", autorep=is_repeat
        )
        QApplication.sendEvent(field.line, event)
    assert told == [VIN]


def test_a_double_click_asks_once(field: VinField) -> None:
    told: list[str] = []
    field.submitted.connect(told.append)
    press(field, "Decode")
    press(field, "Decode")
    assert told == [VIN]
