"""A row of a verified batch result is ranked right away, from the job's own menu."""

import gzip
from pathlib import Path

from PySide6.QtCore import Qt

from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES
from mcdesk.ui.results_pick.sheet import ResultRowSheet
from tests.e2e.house import House, until
from tests.e2e.preflight_hands import press_keys
from tests.e2e.rank_hands import DEALERS, Ranker, in_front, pick, sentences_of, type_keys
from tests.sandbox_fixtures import Sandbox

SITE, ZIP = "mbofaugusta.com", "30907"
THIRD = "WBSFV9C55ED593080"


async def _opened(house: House, path: Path) -> ResultRowSheet:
    """Sends a file, waits for its result, and opens its rows from the menu of the inspector."""
    await house.send(path)
    await house.verified(path.stem)
    return await _open_rows(house)


async def _open_rows(house: House) -> ResultRowSheet:
    await in_front(house)
    house.press("More actions", house.window.inspector)
    await pick("Rank a row of it…")
    await until(lambda: house.dialogs(ResultRowSheet), "the rows")
    return house.dialogs(ResultRowSheet)[0]


def test_a_row_is_ranked_against_other_dealers(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        sheet = await _opened(house, pairs("may-auction"))
        await until(lambda: len(sentences_of(sheet.table)) == 4, "the rows")
        assert "Rank a row of may-auction" in sheet.windowTitle()
        await type_keys(THIRD[:6])
        await until(lambda: len(sentences_of(sheet.table)) == 1, "the row that is looked for")
        row = sentences_of(sheet.table)[0]
        assert THIRD in row
        assert "vin_rank" in row
        await house.press_when_ready("Rank dealers for this vehicle", sheet)
        await until(lambda: ranker.board.isVisible(), "the form")
        assert ranker.form.ranking is RANK_DEALERS
        await until(lambda: ranker.one[0] == THIRD, "the vehicle of the row")
        assert ranker.one[2] == "1002"
        assert [row[:2] for row in ranker.many] == [(SITE, ZIP)]
        ranker.grid.table.go(1, 0)
        await ranker.fill_grid(*DEALERS[1:])
        await ranker.rank()
        assert len(ranker.ranks) == 4
        assert SITE in ranker.names

    play(story, url=sandbox.url)


def test_vehicles_are_ranked_for_the_dealer_of_a_row(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        sheet = await _opened(house, pairs("may-auction"))
        await house.press_when_ready("Rank vehicles for this dealer", sheet)
        await until(lambda: ranker.board.isVisible(), "the form")
        assert ranker.form.ranking is RANK_VEHICLES
        await until(lambda: ranker.one[:2] == (SITE, ZIP), "the dealer of the row")
        assert len(ranker.many) == 1
        await ranker.fill_one()
        await ranker.rank()
        assert len(ranker.ranks) == 1

    play(story, url=sandbox.url)


def test_keys_alone_pick_a_row(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        sheet = await _opened(house, pairs("may-auction"))
        await until(lambda: sheet.search.hasFocus() and len(sentences_of(sheet.table)) == 4, "the rows")
        await press_keys(Qt.Key.Key_Down)
        await until(sheet.table.hasFocus, "the rows to have the keyboard")
        await press_keys(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Return)
        await until(lambda: not house.sheets() and ranker.board.isVisible(), "the form")
        await until(lambda: ranker.one[0] == THIRD, "the vehicle of the row")

    play(story, url=sandbox.url)


def test_a_row_that_nobody_has_says_so(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sheet = await _opened(house, pairs("may-auction"))
        await until(lambda: sentences_of(sheet.table), "the rows")
        await type_keys("nowhere")
        await until(lambda: house.says("No row matches", sheet), "that there is none")
        await press_keys(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
        await until(lambda: not house.sheets(), "the sheet to close")
        await _open_rows(house)

    play(story, url=sandbox.url)


def test_a_result_that_is_damaged_is_told(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        saved = await house.verified("may-auction")
        assert saved.path is not None
        _damage(saved.path)
        sheet = await _open_rows(house)
        await until(lambda: house.says("The saved result is damaged.", sheet), "the trouble")
        assert sentences_of(sheet.table) == []

    play(story, url=sandbox.url)


def _damage(path: Path) -> None:
    path.unlink()
    path.write_bytes(gzip.compress(bytes(range(256)) * 9)[:100])
