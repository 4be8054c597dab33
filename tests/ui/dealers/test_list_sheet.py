"""A name for a new list of dealers: what can be had, what can't, and what is told."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcdesk.ui.dealers.list_sheet import ListSheet
from mcdesk.ui.theme.theme import Theme
from tests.ui.inspector.probes import buttons, press, said, shown

TOLD = 1000


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    return shown(qtbot, QWidget(), 900, 600)


@pytest.fixture
def sheet(theme: Theme, owner: QWidget) -> ListSheet:
    made = ListSheet(theme, owner, 12, ["florida", "new list"])
    made.open()
    return made


def test_a_free_name_is_proposed_and_enter_takes_it(qtbot: QtBot, sheet: ListSheet) -> None:
    assert sheet.line.hasFocus()
    assert sheet.line.selectedText() == "New list (2)"
    assert "12 dealers" in sheet.line.accessibleDescription()
    QTest.keyClicks(sheet.line, "  Weekly  buyers ")
    with qtbot.waitSignal(sheet.accepted, timeout=TOLD):
        QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert sheet.name == "Weekly buyers"


@pytest.mark.parametrize(("name", "doubt"), [("FLORIDA", True), ("   ", False)])
def test_a_name_that_can_not_be_had_is_not_taken(
    qtbot: QtBot, sheet: ListSheet, name: str, doubt: bool
) -> None:
    QTest.keyClicks(sheet.line, name)
    with qtbot.assertNotEmitted(sheet.accepted):
        QTest.keyClick(sheet.line, Qt.Key.Key_Return)
    assert not buttons(sheet)["Save list"].isEnabled()
    assert ("There is a list of this name already" in said(sheet)) is doubt
    QTest.keyClicks(sheet.line, "x")
    assert "already" not in said(sheet)
    with qtbot.waitSignal(sheet.accepted, timeout=TOLD):
        press(sheet, "Save list")
