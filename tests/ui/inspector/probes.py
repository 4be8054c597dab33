"""How a test looks at a panel and touches it: by what can be read, not by names of fields."""

from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget

from mcdesk.ui.theme.theme import Choice, Theme

W = TypeVar("W", bound=QWidget)


@pytest.fixture(scope="session")
def theme(qapp: QApplication) -> Theme:
    """The light look."""
    return Theme(qapp, Choice.LIGHT)


def said(widget: QWidget) -> str:
    """Everything that can be read on a widget, in the order of its parts."""
    return "\n".join(
        part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget) and part.text()
    )


def buttons(widget: QWidget) -> dict[str, QAbstractButton]:
    """The buttons in sight, by their words."""
    return {
        button.text() or button.accessibleName(): button
        for button in widget.findChildren(QAbstractButton)
        if button.isVisibleTo(widget)
    }


def press(widget: QWidget, words: str) -> None:
    """Clicks the button with these words, as a hand would."""
    found = buttons(widget)
    assert words in found, f"no button {words!r} among {sorted(found)}"
    QTest.mouseClick(found[words], Qt.MouseButton.LeftButton)


def press_key(widget: QWidget, key: Qt.Key) -> None:
    """Presses a key on a widget."""
    QTest.keyClick(widget, key)


def shown(qtbot, widget: W, width: int = 1086, height: int = 240) -> W:
    """Puts a widget on the screen and hands it to the test's end."""
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()
    return widget
