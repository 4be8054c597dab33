"""What a user does on the Decode page, with the keyboard and with the mouse."""

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from mcdesk.model.errors import AnswerLostError, KeyRefusedError, RateLimitedError
from mcdesk.ui.decode.page import DecodePage
from mcdesk.ui.theme.theme import Theme
from tests.ui.decode.samples import BODY, NOW, VIN, bare_specs, past, remarked_specs, specs
from tests.ui.inspector.probes import buttons, press, said, shown

TOLD = 1000


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> DecodePage:
    return shown(qtbot, DecodePage(theme, lambda: NOW), 1086, 700)


def type_vin(page: DecodePage, text: str) -> None:
    page.field.line.setFocus()
    page.field.line.selectAll()
    QTest.keyClicks(page.field.line, text)


def rows(page: DecodePage) -> list[str]:
    """The attributes' labels in sight."""
    model = page.answer.table.model()
    heads = [model.index(row, 0, QModelIndex()) for row in range(model.rowCount())]
    open_heads = [head for head in heads if page.answer.table.isExpanded(head)]
    return [model.index(row, 0, head).data() for head in open_heads for row in range(model.rowCount(head))]


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_at_first_it_says_what_it_does_and_what_that_costs(page: DecodePage) -> None:
    assert "Decode a VIN" in said(page)
    assert "counts as one request" in said(page)


def test_enter_asks_for_the_vin_as_it_goes_out(qtbot: QtBot, page: DecodePage) -> None:
    type_vin(page, f" {VIN.lower()} ")
    assert "check digit matches" in page.field.words
    with qtbot.waitSignal(page.decode_asked, timeout=TOLD) as told:
        QTest.keyClick(page.field.line, Qt.Key.Key_Return)
    assert told.args == [VIN]


def test_a_vin_that_is_too_short_is_not_asked_for(qtbot: QtBot, page: DecodePage) -> None:
    type_vin(page, "WP1BE2AY5")
    assert page.field.words.endswith("9 of 17 characters")
    with qtbot.assertNotEmitted(page.decode_asked):
        press(page, "Decode")
    assert "8 are missing" in page.field.words
    assert page.field.line.hasFocus()
    assert page.field.line.accessibleDescription() == page.field.words
    QTest.keyClicks(page.field.line, "P")
    assert "missing" not in page.field.words


@pytest.mark.parametrize("way", ["button", "escape"])
def test_waiting_can_be_cancelled(qtbot: QtBot, page: DecodePage, way: str) -> None:
    type_vin(page, VIN)
    page.show_waiting(VIN)
    assert f"Decoding {VIN}" in said(page)
    with qtbot.waitSignal(page.cancel_asked, timeout=TOLD):
        if way == "button":
            press(page, "Cancel")
        else:
            QTest.keyClick(page.field.line, Qt.Key.Key_Escape)
    assert page.field.vin == VIN


def test_an_answer_is_told_with_its_age(page: DecodePage) -> None:
    page.show_specs(specs(), past())
    assert page.answer.head.words == f"2023 Porsche Cayenne {VIN} 0.4 s · 12 min ago"
    assert page.answer.count_said == "16 attributes"
    assert rows(page)[:3] == ["Year", "Make", "Model"]
    assert page.answer.remark == ""


def test_time_passes_over_an_answer(qtbot: QtBot, theme: Theme) -> None:
    moments = [NOW]
    page = shown(qtbot, DecodePage(theme, lambda: moments[-1]))
    page.show_specs(specs(), past(ago=0))
    assert page.answer.head.words.endswith("just now")
    moments.append(NOW + 130)
    page.tick()
    assert page.answer.head.words.endswith("2 min ago")


def test_an_answer_from_the_history_brings_its_vin(page: DecodePage) -> None:
    page.show_specs(specs(), past())
    assert page.field.vin == VIN


def test_what_is_typed_while_an_answer_comes_stays(qtbot: QtBot, page: DecodePage) -> None:
    type_vin(page, VIN)
    QTest.keyClick(page.field.line, Qt.Key.Key_Return)
    page.show_waiting(VIN)
    page.field.line.selectAll()
    QTest.keyClicks(page.field.line, "1FMCU0GD5")
    page.show_specs(specs(), past())
    assert page.field.line.text() == "1FMCU0GD5"


def test_the_observation_is_explained(page: DecodePage) -> None:
    page.show_specs(remarked_specs(), past())
    assert "check it with the seller" in page.answer.remark
    assert "UNDETERMINED TRIM|VALID VIN|TRUCK" in page.answer.remark
    page.show_specs(specs(), past())
    assert page.answer.remark == ""


def test_an_answer_without_attributes_says_so(page: DecodePage) -> None:
    page.show_specs(bare_specs(), None)
    assert "told no attribute" in said(page)


def test_searching_leaves_what_matches_and_counts_it(qtbot: QtBot, page: DecodePage) -> None:
    page.show_specs(specs(), past())
    QTest.keyClick(page, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert page.answer.search.hasFocus()
    QTest.keyClicks(page.answer.search, "seat")
    qtbot.waitUntil(lambda: page.answer.count_said == "4 of 16 attributes")
    assert rows(page) == ["Front seats", "Rear seats", "Features", "Seat material"]
    QTest.keyClicks(page.answer.search, "xyz")
    qtbot.waitUntil(lambda: "No attribute matches" in said(page))
    press(page, "Clear search")
    assert page.answer.count_said == "16 attributes"
    assert len(rows(page)) == 16


def test_a_group_that_was_closed_stays_so_but_is_searched(qtbot: QtBot, page: DecodePage) -> None:
    page.show_specs(specs(), past())
    table = page.answer.table
    table.setFocus()
    table.setCurrentIndex(table.model().index(0, 0))
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert "Year" not in rows(page)
    page.answer.search.setText("year")
    page.answer.search.tell()
    assert rows(page) == ["Year"]
    page.answer.search.clear()
    page.answer.search.tell()
    assert "Year" not in rows(page)
    page.show_specs(specs(), past())
    assert "Year" not in rows(page)


def test_the_keyboard_reaches_a_row_and_copies_it(page: DecodePage) -> None:
    page.show_specs(specs(), past())
    page.answer.search.setFocus()
    QTest.keyClick(page.answer.search, Qt.Key.Key_Down)
    table = page.answer.table
    assert table.hasFocus()
    table.setCurrentIndex(table.model().index(0, 0, table.model().index(0, 0)))
    QTest.keyClick(table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert clipboard() == "year\t2023\nmake\tPorsche"


def test_a_chosen_group_is_copied_as_a_whole(page: DecodePage) -> None:
    page.show_specs(specs(), past())
    table = page.answer.table
    table.setCurrentIndex(table.model().index(3, 0))
    table.copy_selected()
    assert clipboard() == "x_new_field\t17\nsquish_vin\tWP1BE2AYPD"


def test_everything_and_the_json_can_be_copied(page: DecodePage) -> None:
    page.show_specs(specs(), past())
    page.answer.search.setText("seat")
    page.answer.search.tell()
    page.answer.head.copy_all_asked.emit()
    assert len(clipboard().split("\n")) == 16
    page.answer.head.copy_json_asked.emit()
    assert clipboard() == BODY


def test_the_answer_leads_to_a_ranking_a_file_and_the_history(qtbot: QtBot, page: DecodePage) -> None:
    page.show_specs(specs(), past())
    with qtbot.waitSignal(page.rank_asked, timeout=TOLD) as ranked:
        press(page, "Rank dealers for it")
    with qtbot.waitSignal(page.export_asked, timeout=TOLD) as exported:
        page.answer.head.export_menu.actions()[1].trigger()
    with qtbot.waitSignal(page.history_asked, timeout=TOLD):
        press(page, "History")
    assert ranked.args == [VIN]
    assert exported.args == [".xlsx"]


def test_an_error_says_what_to_do_and_can_be_tried_again(qtbot: QtBot, page: DecodePage) -> None:
    type_vin(page, VIN)
    page.show_waiting(VIN)
    page.show_error(AnswerLostError("No answer within 30 s.", "Asking again may count as another request."))
    assert "may count as another request" in said(page)
    with qtbot.waitSignal(page.decode_asked, timeout=TOLD) as told:
        press(page, "Try again")
    assert told.args == [VIN]
    assert page.field.vin == VIN


def test_a_refusal_names_the_request(page: DecodePage) -> None:
    page.show_waiting(VIN)
    page.show_error(KeyRefusedError("The key is not known.", "Check it.", code="401", instance="req-1"))
    assert "401 · request id req-1" in said(page)
    assert "Try again" not in buttons(page), "the same would be said again"


def test_a_pause_that_is_asked_for_is_kept(page: DecodePage) -> None:
    page.show_waiting(VIN)
    page.show_error(RateLimitedError("Fewer requests, it says.", "", retry_after=40.0))
    again = buttons(page)["Try again in 40 s"]
    assert not again.isEnabled()


def test_each_row_is_one_sentence(page: DecodePage) -> None:
    page.show_specs(specs(), past())
    model, role = page.answer.table.model(), Qt.ItemDataRole.AccessibleTextRole
    head = model.index(2, 0)
    assert head.data(role) == "Interior, group of 4 attributes"
    assert model.index(0, 0, head).data(role) == "Front seats: 2, heated, key seats.front"
    assert model.index(3, 0, head).data(role) == "Seat material: empty, key seat_material"


def test_values_are_never_read_as_markup(page: DecodePage) -> None:
    page.show_specs(specs(), past())
    head = page.answer.table.model().index(0, 0)
    tip = page.answer.table.model().index(0, 1, head).data(Qt.ItemDataRole.ToolTipRole)
    assert tip == "<qt>2023</qt>"


def test_the_smallest_window_shows_it(qtbot: QtBot, theme: Theme) -> None:
    page = shown(qtbot, DecodePage(theme, lambda: NOW), 880, 560)
    page.show_specs(remarked_specs(), past())
    assert (page.width(), page.height()) == (880, 560)
    assert page.answer.table.height() >= 100
