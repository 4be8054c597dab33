"""Pages in the panel: built when they are gone to, with the keyboard where it was."""

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mcdesk.ui.shell.pages import PageParts, Pages


def page_of(*fields: QLineEdit) -> PageParts:
    page = QWidget()
    lines = QVBoxLayout(page)
    for field in fields:
        lines.addWidget(field)
    return PageParts(page, lambda: fields[0], lambda: fields)


def test_each_page_keeps_its_place_and_is_built_once(qtbot: QtBot) -> None:
    pages = Pages()
    qtbot.addWidget(pages)
    first, second, other = QLineEdit(), QLineEdit(), QLineEdit()
    built = []

    def build() -> PageParts:
        built.append("other")
        return page_of(other)

    pages.offer("first", lambda: page_of(first, second))
    pages.offer("other", build)
    pages.go("first")
    pages.show()
    pages.activateWindow()
    qtbot.waitUntil(pages.isActiveWindow)
    assert built == []
    second.setFocus()
    with qtbot.waitSignal(pages.gone_to) as told:
        pages.go("other")
    assert told.args == ["other"]
    assert (pages.current, other.hasFocus()) == ("other", True)
    pages.go("first")
    assert second.hasFocus()
    pages.go("first")
    assert first.hasFocus()
    pages.go("other")
    assert built == ["other"]
