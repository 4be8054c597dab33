"""Form and answer together: counts, the button, and what fits where."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication, QShortcut
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mcdesk.model.errors import RankRefusedError
from mcdesk.model.landing import landed
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells, Ranking
from mcdesk.model.rankings import Mention
from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.grid.judging import Tally
from mcdesk.ui.rank.board import Part, RankBoard
from mcdesk.ui.rank.form_words import foot_words
from mcdesk.ui.rank.one_words import OneState
from mcdesk.ui.theme.theme import Theme
from tests.ui.grid.hands import SOURCE, choose, editor, here, pick, press, to_clipboard, write
from tests.ui.grid.hands import said as row_words
from tests.ui.inspector.probes import buttons, said, shown

VEHICLE: Cells = ("WP1BE2AY5PDA28064", "20000", "3000")
DEALERS: list[Cells] = [
    ("mbofaugusta.com", "30907", ""),
    ("carvana.com", "", ""),
    ("jmlexus.com", "33063", ""),
]


@pytest.fixture
def board(qtbot: QtBot, theme: Theme) -> RankBoard:
    return shown(qtbot, RankBoard(theme, RANK_DEALERS, time.time), 1086, 700)


def go(board: RankBoard) -> QPushButton:
    found = [each for text, each in buttons(board.form).items() if text.startswith(("Rank", "Send"))]
    assert len(found) == 1
    assert isinstance(found[0], QPushButton)
    return found[0]


def test_the_button_counts_what_goes(board: RankBoard) -> None:
    assert (go(board).text(), go(board).isEnabled()) == ("Rank dealers", False)
    board.form.set_cells(
        VEHICLE, [*DEALERS, ("https://www.jmlexus.com/used", "33063", ""), ("no site", "", "")]
    )
    assert (go(board).text(), go(board).isEnabled()) == ("Rank 3 dealers", True)
    assert "5 of 100" in said(board.form)
    assert "Row 5 is set aside until it is mended" in said(board.form)
    request = board.form.request
    assert request is not None
    assert request.many == tuple(DEALERS)


def test_more_than_fit_go_as_a_batch(qtbot: QtBot, board: RankBoard) -> None:
    board.form.set_cells(VEHICLE, [(f"dealer-{number}.com", "30907", "") for number in range(150)])
    assert go(board).text() == "Send 150 as batch…"
    with qtbot.waitSignal(board.form.batch_asked):
        go(board).click()
    batch = board.form.batch
    assert batch is not None
    assert len(batch.many) == 150


def test_refused_rows_stay_behind_until_they_are_changed(qtbot: QtBot, board: RankBoard) -> None:
    board.form.set_cells(VEHICLE, DEALERS)
    request, asked = board.form.request, board.form.sendable
    assert request is not None
    error = RankRefusedError("carvana.com has several locations.")
    error.multi_location_sources = (Mention("carvana.com", source="carvana.com"),)
    board.form.set_troubles(landed(request, error), asked)
    assert go(board).text() == "Rank 2 dealers"
    assert "Row 2 is set aside until it is mended, or sent all the same from its menu" in said(board.form)
    board.form.grid.set_rows([DEALERS[0], ("carvana.com", "95765", ""), DEALERS[2]])
    assert go(board).text() == "Rank 3 dealers"


def test_what_is_missing_above_is_gone_to(qtbot: QtBot, board: RankBoard) -> None:
    board.form.set_cells((VEHICLE[0], "", "3000"), DEALERS)
    assert not go(board).isEnabled()
    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow)
    board.form.grid.activated.emit()
    assert board.form.one.fields[1].hasFocus()


def test_a_form_that_can_ask_nobody_says_why(board: RankBoard) -> None:
    board.form.set_cells(VEHICLE, DEALERS)
    board.form.set_why_not("Add a key first")
    assert not go(board).isEnabled()
    assert "Add a key first" in said(board.form)


def test_a_vin_in_the_grid_tells_of_itself(qtbot: QtBot, theme: Theme) -> None:
    board = shown(qtbot, RankBoard(theme, RANK_VEHICLES, time.time), 1086, 700)
    board.form.grid.set_rows([VEHICLE])
    board.form.grid.table.go(0, 0)
    assert "Row 1: Porsche · 2023 · check digit matches" in said(board.form)


def test_a_narrow_window_shows_one_half_at_a_time(qtbot: QtBot, board: RankBoard) -> None:
    assert board.form.isVisible()
    assert board.answer.isVisible()
    board.resize(600, 500)
    assert board.form.isVisible()
    assert not board.answer.isVisible()
    board.turn_to(Part.ANSWER)
    assert board.answer.isVisible()
    assert not board.form.isVisible()
    board.resize(1086, 700)
    assert board.form.isVisible()
    assert board.answer.isVisible()


def test_a_double_click_asks_once(qtbot: QtBot, board: RankBoard) -> None:
    told: list[bool] = []
    board.form.rank_asked.connect(lambda: told.append(True))
    board.form.set_cells(VEHICLE, DEALERS)
    go(board).click()
    go(board).click()
    assert told == [True]

    def asks_again() -> bool:
        go(board).click()
        return len(told) == 2

    qtbot.waitUntil(asks_again)


def test_a_click_that_meets_the_answer_asks_nothing(board: RankBoard) -> None:
    told: list[bool] = []
    board.form.rank_asked.connect(lambda: told.append(True))
    board.form.set_cells(VEHICLE, DEALERS)
    board.form.set_busy(True)
    go(board).click()
    board.form.set_busy(False)
    go(board).click()
    assert told == []


def test_the_keyboard_asks_again_at_once(board: RankBoard) -> None:
    told: list[bool] = []
    board.form.rank_asked.connect(lambda: told.append(True))
    board.form.set_cells(VEHICLE, DEALERS)
    for _ in range(2):
        board.form.go()
        board.form.set_busy(True)
        board.form.set_busy(False)
    assert told == [True, True]


def test_no_key_of_the_page_asks_again_while_it_is_held(board: RankBoard) -> None:
    keys = {each.key().toString(): each.autoRepeat() for each in board.findChildren(QShortcut)}
    assert (keys["Ctrl+Return"], keys["Ctrl+Enter"]) == (False, False)


def refuse(board: RankBoard, *sites: str) -> None:
    """The service answers that it does not know these dealers."""
    request, asked = board.form.request, board.form.sendable
    assert request is not None
    error = RankRefusedError("The service does not know the dealers.")
    error.missing_dealers = tuple(Mention(site, source=site) for site in sites)
    board.form.set_troubles(landed(request, error), asked)


def test_where_all_were_refused_the_button_asks_again(qtbot: QtBot, board: RankBoard) -> None:
    board.form.set_cells(VEHICLE, DEALERS[:1])
    before = board.form.request
    refuse(board, "mbofaugusta.com")
    assert (go(board).text(), go(board).isEnabled()) == ("Rank 1 dealer again", True)
    assert "The service refused the dealer: mend, or ask again" in said(board.form)
    with qtbot.waitSignal(board.form.rank_asked):
        board.form.go()
    assert board.form.request == before
    board.form.grid.add_rows(DEALERS[1:])
    assert go(board).text() == "Rank 2 dealers"


def test_a_refused_row_can_be_sent_all_the_same(board: RankBoard) -> None:
    board.form.set_cells(VEHICLE, DEALERS)
    refuse(board, "mbofaugusta.com")
    assert go(board).text() == "Rank 2 dealers"
    board.form.grid.table.go(0, 0)
    pick(board.form.grid, "Send it all the same")
    assert go(board).text() == "Rank 3 dealers"
    refuse(board, "mbofaugusta.com", "jmlexus.com")
    choose(board.form.grid, 0, 0, 2, 0)
    press(board.form.grid, Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert go(board).text() == "Rank 3 dealers"


@pytest.fixture
def waiting(qtbot: QtBot, board: RankBoard) -> RankBoard:
    """An answer is awaited, the cursor is below the rows."""
    board.activateWindow()
    qtbot.waitUntil(board.isActiveWindow)
    board.form.set_cells(VEHICLE, DEALERS)
    board.form.set_busy(True)
    board.form.grid.setFocus()
    return board


def test_a_refusal_opens_the_cell_to_mend(waiting: RankBoard) -> None:
    refuse(waiting, "carvana.com")
    assert here(waiting.form.grid) == (1, SOURCE)
    assert waiting.form.grid.is_typed_in


def test_a_refusal_leaves_the_cell_alone_that_is_typed_in(waiting: RankBoard) -> None:
    grid = waiting.form.grid
    write(grid, "new")
    refuse(waiting, "carvana.com")
    assert editor(grid).text() == "new"
    assert here(grid) == (3, SOURCE)
    assert "does not know this dealer" in row_words(grid, 1)


def test_a_refusal_does_not_move_who_went_on_typing(waiting: RankBoard) -> None:
    grid = waiting.form.grid
    write(grid, "new.com")
    press(grid, Qt.Key.Key_Return)
    refuse(waiting, "carvana.com")
    assert here(grid) == (4, SOURCE)
    assert not grid.is_typed_in
    assert "does not know this dealer" in row_words(grid, 1)


def test_a_refusal_opens_nothing_where_the_form_is_out_of_sight(waiting: RankBoard) -> None:
    waiting.form.setVisible(False)
    refuse(waiting, "carvana.com")
    assert not waiting.form.grid.is_typed_in
    assert "does not know this dealer" in row_words(waiting.form.grid, 1)


def test_the_foot_tells_what_is_missing_from_what_is_wrong(board: RankBoard) -> None:
    board.form.set_cells((VEHICLE[0], "", "3000"), DEALERS)
    assert "The vehicle above is not complete yet" in said(board.form)
    board.form.set_cells((VEHICLE[0], "cheap", "3000"), DEALERS)
    assert "The vehicle above has something to mend" in said(board.form)


@pytest.mark.parametrize(
    ("ranking", "words"),
    [
        (
            RANK_DEALERS,
            "One request takes 100 dealers. A batch takes more; compare its scores, as vin_rank may be "
            "counted within each dealer",
        ),
        (RANK_VEHICLES, "One request takes 20 vehicles. A batch takes more"),
    ],
)
def test_the_foot_says_what_a_batch_is_for(ranking: Ranking, words: str) -> None:
    found = foot_words(ranking, OneState.READY, Tally(filled=150, in_order=150), "")
    assert found.text == words


def test_cells_from_the_menu_are_added_below(board: RankBoard) -> None:
    board.form.set_cells(VEHICLE, DEALERS)
    board.form.grid.table.go(0, 0)
    to_clipboard("new.com\t30907")
    board.form.one.fields[0].setFocus()
    board.form.paste()
    assert board.form.cells[1] == (*DEALERS, ("new.com", "30907", ""))


def test_a_file_on_the_clipboard_is_handed_on(qtbot: QtBot, board: RankBoard) -> None:
    copied = QMimeData()
    copied.setUrls([QUrl.fromLocalFile("/lots/dealers.csv")])
    copied.setText("file:///lots/dealers.csv")
    QGuiApplication.clipboard().setMimeData(copied)
    with qtbot.waitSignal(board.form.file_given) as told:
        board.form.paste()
    QGuiApplication.clipboard().clear()
    assert told.args == [Path("/lots/dealers.csv")]
    assert board.form.cells[1] == ()


def test_nothing_can_be_saved_before_there_is_a_row(qtbot: QtBot, board: RankBoard) -> None:
    menu = next(each for each in board.form.findChildren(MenuButton) if "dealers" in each.text()).popup_menu
    entries = {each.text(): each for each in menu.actions()}
    savers = [entries["Save these in the dealer book…"], entries["Save as a list…"]]
    assert [each.isEnabled() for each in savers] == [False, False]
    board.form.grid.set_rows([("no site", "", "")])
    assert [each.isEnabled() for each in savers] == [False, False]
    board.form.grid.set_rows(DEALERS)
    assert [each.isEnabled() for each in savers] == [True, True]
    with qtbot.waitSignal(board.form.save_list_asked):
        savers[1].trigger()
