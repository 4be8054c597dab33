"""How a row of a result is picked to be ranked at once."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcdesk.model.errors import StorageError
from mcdesk.results.rank_rows import ResultRow
from mcdesk.ui.results_pick.sheet import ResultRowSheet
from mcdesk.ui.theme.theme import Theme
from tests.ui.inspector.probes import buttons, press, said, shown
from tests.ui.results_pick.samples import rows

TOLD = 1000
FOR_VEHICLE, FOR_DEALER = "Rank dealers for this vehicle", "Rank vehicles for this dealer"


@pytest.fixture
def owner(qtbot: QtBot) -> QWidget:
    return shown(qtbot, QWidget(), 1086, 700)


@pytest.fixture
def sheet(theme: Theme, owner: QWidget) -> ResultRowSheet:
    made = ResultRowSheet(theme, owner, "april-ranked")
    made.open()
    return made


def able(sheet: ResultRowSheet) -> list[bool]:
    return [buttons(sheet)[words].isEnabled() for words in (FOR_VEHICLE, FOR_DEALER)]


def test_nothing_can_be_picked_before_there_are_rows(sheet: ResultRowSheet) -> None:
    assert "Rank a row of april-ranked" in said(sheet)
    assert able(sheet) == [False, False]
    assert sheet.search.hasFocus()


def test_enter_picks_the_chosen_row(qtbot: QtBot, sheet: ResultRowSheet) -> None:
    told = rows()
    sheet.show_rows(told, is_more=True)
    assert sheet.note == "The first 40 rows. Search to find others"
    QTest.keyClick(sheet.search, Qt.Key.Key_Down)
    QTest.keyClick(sheet.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(sheet.row_chosen, timeout=TOLD) as chosen:
        QTest.keyClick(sheet.table, Qt.Key.Key_Return)
    assert chosen.args == [told[1]]
    assert not sheet.isVisible()


@pytest.mark.parametrize("width", [1280, 1024])
def test_no_heading_is_cut_while_the_site_has_room_and_the_rank_is_in_sight(
    qtbot: QtBot, sheet: ResultRowSheet, theme: Theme, owner: QWidget, width: int
) -> None:
    owner.resize(width, 700)
    sheet.show_rows(rows())
    table = sheet.table
    columns = {column.name: place for place, column in enumerate(table._rows.columns)}
    qtbot.waitUntil(lambda: table.horizontalHeader().length() == table.viewport().width())
    assert list(columns)[:3] == ["", "vin_rank", "vin"]
    heading = QFontMetrics(theme.face(12, 500))
    for name, place in columns.items():
        assert table.columnWidth(place) >= heading.horizontalAdvance(name) + theme.px(24)


def test_a_row_can_be_picked_for_its_dealer(qtbot: QtBot, sheet: ResultRowSheet) -> None:
    sheet.show_rows(rows(3))
    with (
        qtbot.assertNotEmitted(sheet.row_chosen),
        qtbot.waitSignal(sheet.dealer_chosen, timeout=TOLD) as chosen,
    ):
        press(sheet, FOR_DEALER)
    assert chosen.args == [rows(3)[0]]


def test_what_a_row_does_not_tell_cannot_be_ranked(sheet: ResultRowSheet) -> None:
    sheet.show_rows([ResultRow(2, {"vin": "WP1BE2AY5PDA28064", "source": ""})])
    assert able(sheet) == [True, False]
    sheet.show_rows([ResultRow(2, {"source": "a.com"})])
    assert able(sheet) == [False, True]


def test_a_row_of_before_is_not_picked_while_another_is_looked_for(
    qtbot: QtBot, sheet: ResultRowSheet
) -> None:
    sheet.show_rows(rows())
    with qtbot.assertNotEmitted(sheet.row_chosen):
        with qtbot.waitSignal(sheet.search_changed, timeout=TOLD) as told:
            QTest.keyClicks(sheet.search, "28007")
            QTest.keyClick(sheet.search, Qt.Key.Key_Return)
        assert told.args == ["28007"]
        assert able(sheet) == [False, False]
    sheet.show_rows(rows()[7:8])
    with qtbot.waitSignal(sheet.row_chosen, timeout=TOLD) as chosen:
        QTest.keyClick(sheet.search, Qt.Key.Key_Return)
    assert chosen.args == [rows()[7]]


def test_no_row_and_a_result_that_cannot_be_read_are_told(sheet: ResultRowSheet) -> None:
    sheet.search.setText("zzz")
    sheet.show_rows(())
    assert "No row matches" in said(sheet)
    assert able(sheet) == [False, False]
    sheet.show_error(StorageError("The saved result is damaged.", "Open it from the job table."))
    assert "Open it from the job table." in said(sheet)


def test_only_columns_that_the_result_has_are_shown(sheet: ResultRowSheet) -> None:
    sheet.show_rows([ResultRow(1_234, {"vin": "A", "source": "a.com"})])
    model = sheet.table.model()
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    assert titles == ["Line", "vin", "source"]
    assert model.index(0, 0).data() == "1,234"
    role = Qt.ItemDataRole.AccessibleTextRole
    assert model.index(0, 0).data(role) == "Line 1,234, vin A, source a.com"


def test_escape_closes_it_once_the_search_is_empty(sheet: ResultRowSheet) -> None:
    sheet.search.setText("x")
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert sheet.isVisible()
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
