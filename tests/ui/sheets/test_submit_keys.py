"""Ctrl+Enter on the sheet of a new batch: one press submits once, and not the press that opened it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest

from mcdesk.ui.sheets.new_batch import NewBatchSheet
from tests.ui.preflight import samples
from tests.ui.sheets.bench import DRAFT, NOON, PRODUCTION, SIZE, field

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


def test_the_press_that_opened_the_sheet_does_not_submit_it(theme, below, qtbot):
    """Ctrl+Enter in a form with more rows than fit opens the sheet, and may be held for a while."""
    QTest.keyPress(below.windowHandle(), Qt.Key.Key_Control, CONTROL)
    sheet = NewBatchSheet(theme, below, PRODUCTION, DRAFT, lambda: NOON)
    qtbot.addWidget(sheet)
    asked: list[str] = []
    sheet.submit_asked.connect(lambda reference, _: asked.append(reference))
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    sheet.show_report(samples.mixed(), SIZE)
    QTest.keyPress(field(sheet), Qt.Key.Key_Return, CONTROL)
    assert asked == []
    QTest.keyRelease(sheet.windowHandle(), Qt.Key.Key_Control, NONE)
    QTest.keyClick(field(sheet), Qt.Key.Key_Return, CONTROL)
    assert asked == ["june-auction"]


def test_a_held_key_submits_once(sheet):
    keys = {each.key().toString(): each.autoRepeat() for each in sheet.findChildren(QShortcut)}
    assert (keys["Ctrl+Return"], keys["Ctrl+Enter"]) == (False, False)
