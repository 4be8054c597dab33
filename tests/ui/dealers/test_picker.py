"""How dealers are taken from the book into a form."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcdesk.model.dealers import DealerBook
from mcdesk.ui.dealers.picker import DealerPicker
from mcdesk.ui.theme.theme import Theme
from tests.ui.dealers.samples import DEALERS, book
from tests.ui.inspector.probes import buttons, press, said, shown

TOLD = 1000


@pytest.fixture
def opener(qtbot: QtBot) -> QWidget:
    return shown(qtbot, QWidget(), 300, 60)


@pytest.fixture
def picker(theme: Theme, opener: QWidget) -> DealerPicker:
    made = DealerPicker(theme, opener)
    made.open_below(opener, book())
    return made


def lines(picker: DealerPicker) -> list[str]:
    model = picker.list_view.model()
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_lists_come_first_and_empty_ones_are_left_out(picker: DealerPicker) -> None:
    assert lines(picker)[:3] == ["Florida", "Weekly buyers", "Augusta"]
    spoken = picker.list_view.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Add list: Florida, 4 dealers, not chosen"


def test_enter_adds_the_first_that_is_found(qtbot: QtBot, picker: DealerPicker) -> None:
    QTest.keyClicks(picker.search, "lexus")
    assert lines(picker) == ["JM Lexus"]
    with qtbot.waitSignal(picker.chosen, timeout=TOLD) as told:
        QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert told.args == [(DEALERS[5],)]
    assert not picker.isVisible()


def test_enter_adds_a_whole_list(qtbot: QtBot, picker: DealerPicker) -> None:
    assert "Add 4 dealers" in buttons(picker)
    with qtbot.waitSignal(picker.chosen, timeout=TOLD) as told:
        QTest.keyClick(picker.search, Qt.Key.Key_Return)
    assert told.args == [book().of_list("Florida")]


def test_ticks_add_up_and_nobody_is_added_twice(qtbot: QtBot, picker: DealerPicker) -> None:
    view = picker.list_view
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    assert view.hasFocus()
    QTest.keyClick(view, Qt.Key.Key_Space)
    QTest.keyClicks(view, "estero")
    assert picker.search.text() == "estero"
    assert picker.search.hasFocus()
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    picker.search.setText("augusta")
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(view.model().index(0, 0)).center()
    )
    with qtbot.waitSignal(picker.chosen, timeout=TOLD) as told:
        press(picker, "Add 5 dealers")
    assert told.args == [(*book().of_list("Florida"), DEALERS[0])]


def test_a_second_space_unticks(picker: DealerPicker) -> None:
    view, role = picker.list_view, Qt.ItemDataRole.CheckStateRole
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.model().index(0, 0).data(role) == Qt.CheckState.Checked
    QTest.keyClick(view, Qt.Key.Key_Space)
    assert view.model().index(0, 0).data(role) == Qt.CheckState.Unchecked


def test_escape_first_empties_the_search_then_closes(qtbot: QtBot, picker: DealerPicker) -> None:
    picker.search.setText("x")
    with qtbot.assertNotEmitted(picker.chosen):
        QTest.keyClick(picker.search, Qt.Key.Key_Escape)
        assert picker.isVisible()
        QTest.keyClick(picker.search, Qt.Key.Key_Escape)
        assert not picker.isVisible()


def test_nothing_found_and_no_book_are_told(picker: DealerPicker, opener: QWidget) -> None:
    picker.search.setText("zzz")
    assert "No list and no dealer matches." in said(picker)
    assert not buttons(picker)["Add"].isEnabled()
    picker.open_below(opener, DealerBook())
    assert "No dealer is in the book yet." in said(picker)


def test_it_leads_to_the_book(qtbot: QtBot, picker: DealerPicker) -> None:
    with qtbot.waitSignal(picker.manage_asked, timeout=TOLD):
        press(picker, "Manage dealers…")
    assert not picker.isVisible()


def test_it_opens_anew_with_nothing_ticked(picker: DealerPicker, opener: QWidget) -> None:
    QTest.keyClick(picker.search, Qt.Key.Key_Down)
    QTest.keyClick(picker.list_view, Qt.Key.Key_Space)
    picker.close()
    picker.open_below(opener, book())
    states = [
        picker.list_view.model().index(row, 0).data(Qt.ItemDataRole.CheckStateRole)
        for row in range(len(lines(picker)))
    ]
    assert set(states) == {Qt.CheckState.Unchecked}
