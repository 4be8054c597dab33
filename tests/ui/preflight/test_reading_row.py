"""How a file is read can be seen and changed."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from mcdesk.model.preflight import Dialect, Encoding, Quoting, ReadingWish, Separator
from mcdesk.ui.preflight.fact_button import FactButton
from mcdesk.ui.preflight.reading_row import ReadingRow
from tests.ui.inspector.probes import press_key, said, shown
from tests.ui.preflight.hands import choose, editor, held, offered, opened, opener

DIALECT = Dialect(has_mark=True, separator=Separator.SEMICOLON)
BOOK = Dialect(sheets=("June", "July"), sheet="June", header_line=3)


@pytest.fixture
def row(qtbot, theme):
    row = shown(qtbot, ReadingRow(theme), 700, 40)
    row.show_file(Path("june.csv"))
    return row


@pytest.fixture
def wishes(row):
    told: list[ReadingWish] = []
    row.reading_wished.connect(told.append)
    return told


def facts(row):
    return [each.accessibleName() for each in row.findChildren(FactButton) if each.isVisibleTo(row)]


def test_a_text_file_has_encoding_delimiter_and_header(row):
    assert facts(row) == []
    row.show_amounts(12_004, 668_000)
    row.show_dialect(DIALECT)
    assert facts(row) == ["Encoding: UTF-8, BOM removed", "Delimiter: Semicolon", "Header: Row 1"]
    assert said(row).split("\n") == ["Rows", "12,004", "Size", "668 KB"]


def test_a_workbook_has_sheets_instead(row, wishes):
    row.show_file(Path("june.xlsx"))
    row.show_dialect(BOOK)
    assert facts(row) == ["Sheet: June", "Header: Row 3"]
    choose(row, "Sheet", "July")
    assert wishes == [ReadingWish(sheet="July")]


@pytest.mark.parametrize(
    ("fact", "words", "wish"),
    [
        ("Encoding", "Windows-1252", ReadingWish(encoding=Encoding.WINDOWS_1252)),
        ("Delimiter", "Tab", ReadingWish(separator=Separator.TAB)),
        ("Delimiter", "None", ReadingWish(quoting=Quoting.NONE)),
        ("Header", "Row 4", ReadingWish(header_line=4)),
        ("Header", "No header", ReadingWish(header_line=0)),
    ],
)
def test_a_choice_is_told_and_shown_at_once(row, wishes, fact, words, wish):
    row.show_dialect(DIALECT)
    choose(row, fact, words)
    assert wishes == [wish]
    assert (words if words != "None" else "Semicolon, no quotes") in opener(row, fact).text()


def test_choices_add_up_and_can_be_left_to_mcdesk_again(row, wishes):
    row.show_dialect(DIALECT)
    choose(row, "Encoding", "Latin-1")
    choose(row, "Delimiter", "Pipe")
    assert wishes[-1] == ReadingWish(encoding=Encoding.LATIN_1, separator=Separator.PIPE)
    choose(row, "Encoding", "Detected")
    assert wishes[-1] == ReadingWish(separator=Separator.PIPE)


def test_the_same_choice_again_tells_nothing(row, wishes):
    row.show_dialect(DIALECT)
    choose(row, "Encoding", "Detected")
    assert wishes == []


def test_each_encoding_shows_how_the_text_would_read(row):
    row.show_dialect(DIALECT)
    row.show_encoding_samples({Encoding.UTF_8: "Müller", Encoding.LATIN_1: "MÃ¼ller"})
    popup = opened(row, "Encoding")
    assert offered(popup) == {
        "Detected": "UTF-8",
        "UTF-8": "Müller",
        "UTF-16 LE": "",
        "UTF-16 BE": "",
        "Windows-1252": "",
        "Latin-1": "MÃ¼ller",
    }
    assert held(popup) == ["Detected"]
    popup.close()


def test_any_row_can_be_the_header(row, wishes):
    row.show_dialect(DIALECT)
    choose(row, "Header", "Other row…")
    line = editor(row, "Row of the header")
    assert line.isVisible()
    QTest.keyClicks(line, "12")
    press_key(line, Qt.Key.Key_Return)
    assert wishes == [ReadingWish(header_line=12)]
    assert opener(row, "Header").text() == "Row 12"
    popup = opened(row, "Header")
    assert "Row 12" in held(popup)
    popup.close()


@pytest.mark.parametrize("typed", ["", "0"])
def test_a_row_that_is_none_changes_nothing(row, wishes, typed):
    row.show_dialect(DIALECT)
    choose(row, "Header", "Other row…")
    line = editor(row, "Row of the header")
    QTest.keyClicks(line, typed)
    press_key(line, Qt.Key.Key_Return)
    assert wishes == []
    assert opener(row, "Header").text() == "Row 1"


def test_a_file_that_could_not_be_read_can_be_read_otherwise(row, wishes):
    row.show_unreadable()
    assert facts(row) == ["Encoding: Choose…", "Delimiter: Choose…", "Header: Choose…"]
    choose(row, "Encoding", "Windows-1252")
    assert wishes == [ReadingWish(encoding=Encoding.WINDOWS_1252)]
    assert facts(row)[0] == "Encoding: Windows-1252"


def test_another_file_brings_no_old_wishes(row, wishes):
    row.show_dialect(DIALECT)
    choose(row, "Delimiter", "Pipe")
    row.show_file(Path("other.csv"))
    row.show_dialect(DIALECT)
    choose(row, "Header", "Row 2")
    assert wishes[-1] == ReadingWish(header_line=2)


def test_the_list_goes_by_keys(row, wishes):
    row.show_dialect(DIALECT)
    button = opener(row, "Delimiter")
    button.setFocus()
    press_key(button, Qt.Key.Key_Down)
    view = button.choice_popup.list_view
    assert view.currentIndex().data() == "Semicolon"
    press_key(view, Qt.Key.Key_Down)
    press_key(view, Qt.Key.Key_Return)
    assert wishes == [ReadingWish(separator=Separator.TAB)]
    press_key(button, Qt.Key.Key_Return)
    assert button.choice_popup.isVisible()
    press_key(view, Qt.Key.Key_Escape)
    assert not button.choice_popup.isVisible()
    assert len(wishes) == 1
    assert view.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) == "Tab, chosen"
