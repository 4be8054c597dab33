"""The one vehicle or dealer above the grid: what it says while it is typed, and what goes out."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from mcdesk.model.landing import Landed, Trouble
from mcdesk.model.lookups import DEALER, VEHICLE
from mcdesk.ui.rank.one_form import OneForm
from mcdesk.ui.rank.one_words import OneState
from mcdesk.ui.theme.theme import Theme
from tests.ui.inspector.probes import press, shown

VIN = "WP1BE2AY5PDA28064"


@pytest.fixture
def vehicle(qtbot: QtBot, theme: Theme) -> OneForm:
    made = shown(qtbot, OneForm(theme, VEHICLE), 440, 120)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def test_a_vin_tells_of_itself_with_every_key(qtbot: QtBot, vehicle: OneForm) -> None:
    field = vehicle.fields[0]
    field.setFocus()
    said = []
    for sign in VIN.lower():
        qtbot.keyClicks(field, sign)
        said.append(vehicle.words)
    assert said[8] == "Porsche · 9 of 17 characters"
    assert said[-1] == "Porsche · 2023 · check digit matches"
    assert vehicle.cells[0] == VIN.lower()


def test_a_cell_shows_what_is_sent_once_the_cursor_is_elsewhere(qtbot: QtBot, vehicle: OneForm) -> None:
    vehicle.fields[1].setFocus()
    qtbot.keyClicks(vehicle.fields[1], "$20,000")
    assert vehicle.cells[1] == "$20,000"
    qtbot.keyClick(vehicle.fields[1], Qt.Key.Key_Tab)
    assert vehicle.cells[1] == "20000"
    vehicle.fields[1].undo()
    assert vehicle.cells[1] == "$20,000"


def test_nothing_goes_out_before_all_is_there(qtbot: QtBot, vehicle: OneForm) -> None:
    assert vehicle.sends is None
    assert vehicle.words == "Needs VIN, price and miles"
    vehicle.set_cells((VIN, "20000", ""))
    assert vehicle.sends is None
    assert vehicle.first_gap is vehicle.fields[2]
    vehicle.set_cells((VIN.lower(), "$20,000", "3,000 mi"))
    assert vehicle.sends == (VIN, "20000", "3000")


def test_a_fix_that_changes_the_meaning_is_offered_and_never_assumed(vehicle: OneForm) -> None:
    vehicle.set_cells((VIN, "20000", "100 km"))
    assert vehicle.sends is None
    assert vehicle.words.startswith("Distance is in kilometres.")
    press(vehicle, "Convert to miles")
    assert vehicle.sends == (VIN, "20000", "62")


def test_cells_that_were_copied_side_by_side_go_where_they_belong(qtbot: QtBot, vehicle: OneForm) -> None:
    QGuiApplication.clipboard().setText(f"{VIN}\t$20,000\t3,000\n")
    vehicle.fields[0].setFocus()
    qtbot.keyClick(vehicle.fields[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    assert vehicle.sends == (VIN, "20000", "3000")


def test_enter_goes_from_field_to_field_and_then_out(qtbot: QtBot, vehicle: OneForm) -> None:
    vehicle.fields[0].setFocus()
    qtbot.keyClick(vehicle.fields[0], Qt.Key.Key_Return)
    assert vehicle.fields[1].hasFocus()
    qtbot.keyClick(vehicle.fields[1], Qt.Key.Key_Return)
    with qtbot.waitSignal(vehicle.entered):
        qtbot.keyClick(vehicle.fields[2], Qt.Key.Key_Enter)


def test_the_service_s_word_stands_until_something_is_typed(qtbot: QtBot, theme: Theme) -> None:
    dealer = shown(qtbot, OneForm(theme, DEALER), 440, 120)
    dealer.set_cells(("carvana.com", "", ""))
    assert dealer.words == "A dealer with several locations also needs a ZIP or a location id"
    dealer.set_trouble(Landed(None, Trouble.SEVERAL_LOCATIONS, "zip", "Add a ZIP or location id"))
    assert dealer.words == "Add a ZIP or location id"
    assert dealer.fields[1].accessibleDescription() == "Add a ZIP or location id"
    dealer.fields[1].setText("95765")
    assert dealer.words == "This dealer can be ranked"
    assert dealer.sends == ("carvana.com", "95765", "")


def test_a_vin_that_is_too_short_is_a_fault_once_it_is_left(qtbot: QtBot, vehicle: OneForm) -> None:
    field = vehicle.fields[0]
    field.setFocus()
    qtbot.keyClicks(field, VIN[:9])
    seen = [vehicle.state]
    assert field.accessibleDescription() == ""
    with qtbot.waitSignal(vehicle.state_changed):
        vehicle.fields[1].setFocus()
    seen.append(vehicle.state)
    assert vehicle.words.startswith("VIN does not have 17 characters.")
    with qtbot.waitSignal(vehicle.state_changed):
        field.setFocus()
    assert [*seen, vehicle.state] == [OneState.INCOMPLETE, OneState.WRONG, OneState.INCOMPLETE]


def test_every_field_explains_what_is_wrong_with_it(vehicle: OneForm) -> None:
    vehicle.fields[1].setFocus()
    vehicle.set_cells((VIN[:16], "cheap", "far"))
    assert vehicle.words.startswith("VIN does not have 17 characters.")
    for field, title in zip(vehicle.fields, ("VIN does not", "Price is not", "Miles are not"), strict=True):
        assert field.accessibleDescription().startswith(title)
        assert title in field.toolTip()
    assert "row" not in " ".join([vehicle.words, *(field.toolTip() for field in vehicle.fields)])
    vehicle.set_cells((VIN, "20000", "3000"))
    assert [field.toolTip() for field in vehicle.fields[1:]] == ["", ""]


def test_a_doubtful_vin_goes_and_says_so(vehicle: OneForm) -> None:
    vehicle.set_cells(("1n4al3ap5fn313644", "20000", "3000"))
    assert vehicle.state is OneState.READY
    assert vehicle.fields[0].accessibleDescription().startswith("VIN check digit does not match.")


def test_a_field_that_was_left_shows_how_its_text_begins(qtbot: QtBot, vehicle: OneForm) -> None:
    field = vehicle.fields[1]
    field.setFocus()
    qtbot.keyClicks(field, "20500 dollars or so, to be talked about")
    vehicle.fields[0].setFocus()
    assert field.cursorPosition() == 0
    field.setFocus()
    assert field.cursorPosition() == len(field.text())


def test_of_several_rows_it_is_said_that_only_the_first_was_taken(qtbot: QtBot, vehicle: OneForm) -> None:
    QGuiApplication.clipboard().setText(f"{VIN}\t$20,000\t3,000\n1N4AL3AP4FN313644\t1\t2\n")
    vehicle.fields[0].setFocus()
    qtbot.keyClick(vehicle.fields[0], Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    QGuiApplication.clipboard().clear()
    assert vehicle.words.startswith("Only the first of 2 rows was taken: this is about one vehicle. Porsche")
    vehicle.fields[1].setText("20001")
    assert vehicle.words == "Porsche · 2023 · check digit matches"
