"""Form and answer together: counts, the button, and what fits where."""

import time

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from mcdesk.model.errors import RankRefusedError
from mcdesk.model.landing import landed
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells
from mcdesk.model.rankings import Mention
from mcdesk.ui.rank.board import Part, RankBoard
from mcdesk.ui.theme.theme import Theme
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
    assert "One row is set aside until it is mended" in said(board.form)
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
