"""Which column fills which field can be seen and changed, by hand and by keys."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mcdesk.model.dealers import Dealer
from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Constant, Filling, FromColumn
from mcdesk.ui.preflight.mapping_panel import MappingPanel
from mcdesk.ui.preflight.pick_button import PickButton
from tests.ui.inspector.probes import buttons, press, press_key, said, shown
from tests.ui.preflight import samples
from tests.ui.preflight.hands import choose, editor, held, offered, opened, opener

COLUMNS = tuple(zip(*(row.cells for row in samples.preview()), strict=True))
REPORT = replace(samples.mixed(), samples=COLUMNS)
AUGUSTA = Dealer("Augusta", "mbofaugusta.com", "02139")
DEALT = {**samples.FILLINGS, "source": Constant("mbofaugusta.com"), "zip": Constant("02139")}


@pytest.fixture
def panel(qtbot, theme):
    panel = shown(qtbot, MappingPanel(theme), 420, 300)
    panel.show_report(REPORT, RANK)
    return panel


@pytest.fixture
def told(panel):
    changes: list[dict[str, Filling]] = []
    panel.fillings_changed.connect(changes.append)
    return changes


def names(panel):
    return [each.accessibleName() for each in panel.findChildren(PickButton) if each.isVisibleTo(panel)]


def test_every_field_says_what_fills_it(panel):
    assert names(panel) == [
        "vin, filled from VIN_NUMBER",
        "price, filled from Ask Price",
        "miles, filled from Odometer",
        "source, filled from Dealer Site",
        "zip, filled from Dealer Zip",
    ]
    assert "7YAKN4DA6SY777820" in said(panel)
    assert "3 more columns stay in your file" in said(panel)


def test_another_operation_has_other_fields(panel):
    panel.show_report(replace(REPORT, fillings={"vin": FromColumn(0)}), DECODE)
    assert names(panel) == ["vin, filled from VIN_NUMBER"]
    assert "7 more columns are not sent" in said(panel)


def test_a_field_without_filling_asks_for_one(panel):
    panel.show_report(samples.constants(), RANK)
    assert "miles, nothing fills it yet" in names(panel)
    assert "Choose a column or type one value" in said(panel)
    assert opener(panel, "miles").accessibleDescription() == "Choose a column or type one value"


def test_choosing_a_column_tells_all_fillings(panel, told):
    choose(panel, "zip", "lot")
    assert told == [{**samples.FILLINGS, "zip": FromColumn(5)}]
    assert "zip, filled from lot" in names(panel)


def test_a_second_choice_before_the_answer_keeps_the_first(panel, told):
    choose(panel, "zip", "lot")
    choose(panel, "source", "seller")
    assert told[-1] == {**samples.FILLINGS, "zip": FromColumn(5), "source": FromColumn(7)}


def test_the_same_choice_again_tells_nothing(panel, told):
    choose(panel, "vin", "VIN_NUMBER")
    assert told == []


def test_a_field_can_be_left_without_filling(panel, told):
    choose(panel, "zip", "Nothing")
    assert "zip" not in told[0]
    assert "zip, nothing fills it yet" in names(panel)


def test_columns_are_offered_with_their_first_value(panel):
    popup = opened(panel, "price")
    assert offered(popup)["Dealer Zip"] == "30907"
    assert held(popup) == ["Ask Price"]
    tips = [popup.list_view.model().index(row, 0).data(Qt.ItemDataRole.ToolTipRole) for row in range(3)]
    assert "$23,450.00\n18990\n$31,200" in tips
    popup.close()


@pytest.mark.parametrize("leaves", [False, True])
def test_a_constant_is_written_in_place(panel, told, leaves):
    choose(panel, "zip", "The same in every row…")
    line = editor(panel, "zip, the same in every row")
    assert line.hasFocus()
    QTest.keyClicks(line, "02139")
    if leaves:
        opener(panel, "vin").setFocus(Qt.FocusReason.TabFocusReason)
    else:
        press_key(line, Qt.Key.Key_Return)
    assert told == [{**samples.FILLINGS, "zip": Constant("02139")}]
    assert "zip, 02139 in every row" in names(panel)
    assert not line.isVisible()


def test_a_constant_can_be_given_up(panel, told):
    choose(panel, "zip", "The same in every row…")
    line = editor(panel, "zip, the same in every row")
    QTest.keyClicks(line, "02139")
    press_key(line, Qt.Key.Key_Escape)
    assert told == []
    assert opener(panel, "zip").hasFocus()


def test_a_saved_dealer_fills_all_its_fields_at_once(panel, told):
    panel.show_dealers([AUGUSTA])
    choose(panel, "source", "Saved dealer: Augusta")
    assert told == [DEALT]
    popup = opened(panel, "zip")
    assert held(popup) == ["Saved dealer: Augusta"]
    popup.close()


def test_keeping_a_dealer_leaves_the_keyboard_among_the_columns(panel):
    panel.show_report(replace(REPORT, fillings=DEALT), RANK)
    press(panel, "Save as dealer…")
    line = editor(panel, "Name of the dealer")
    QTest.keyClicks(line, "Augusta")
    press_key(line, Qt.Key.Key_Return)
    panel.show_dealers([AUGUSTA])
    assert opener(panel, "zip").hasFocus()


def test_dealers_are_offered_where_a_field_describes_one(panel):
    panel.show_dealers([AUGUSTA])
    for name, is_offered in (("vin", False), ("source", True), ("zip", True)):
        popup = opened(panel, name)
        assert ("Saved dealer: Augusta" in offered(popup)) is is_offered
        popup.close()


def test_a_dealer_of_constants_can_be_saved(panel, qtbot):
    assert "Save as dealer…" not in buttons(panel)
    panel.show_report(replace(REPORT, fillings=DEALT), RANK)
    press(panel, "Save as dealer…")
    line = editor(panel, "Name of the dealer")
    QTest.keyClicks(line, "Augusta")
    with qtbot.waitSignal(panel.dealer_saved) as saved:
        press_key(line, Qt.Key.Key_Return)
    assert saved.args == [AUGUSTA]
    panel.show_dealers([AUGUSTA])
    assert "Save as dealer…" not in buttons(panel)


def test_kilometres_are_said_and_can_be_turned_round(panel, told):
    fillings = {**samples.FILLINGS, "miles": FromColumn(2, is_kilometres=True)}
    panel.show_report(replace(REPORT, fillings=fillings), RANK)
    assert "km" in said(panel).split("\n")
    choose(panel, "miles", "These are miles")
    assert told == [samples.FILLINGS]
    assert "km" not in said(panel).split("\n")
    choose(panel, "miles", "These are kilometres")
    assert told[-1] == fillings


def test_a_column_that_names_kilometres_is_taken_for_them(panel, told):
    header = (*REPORT.header[:7], "Odometer km")
    panel.show_report(replace(REPORT, header=header), RANK)
    choose(panel, "miles", "Odometer km")
    assert told[-1]["miles"] == FromColumn(7, is_kilometres=True)
    choose(panel, "price", "Odometer km")
    assert told[-1]["price"] == FromColumn(7)


def test_what_was_matched_before_is_said(panel):
    assert "remembered for these headers" not in said(panel)
    panel.set_remembered(True)
    assert "remembered for these headers" in said(panel)
