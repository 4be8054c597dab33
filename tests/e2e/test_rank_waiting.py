"""A ranking that is under way: how it is ended, and that the user's hands are not disturbed by its answer."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.house import KEY, House, until
from tests.e2e.preflight_hands import CONTROL, press_keys
from tests.e2e.rank_hands import CARVANA, DEALERS, Ranker, type_keys
from tests.sandbox_fixtures import Sandbox
from tests.ui.grid.hands import hold


def test_esc_ends_the_request_and_brings_back_what_was_there(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        sandbox.fault(KEY, "slow", on="rank", seconds=1.2)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 4 dealers…"), "the waiting")
        assert not ranker.go_button.isEnabled()
        ranker.answer.setFocus()
        await press_keys(Qt.Key.Key_Escape)
        await until(lambda: ranker.says("The answer appears here"), "the way back")
        await until(lambda: not _asks(), "the end of the request")
        await ranker.rank()
        before = ranker.ranks
        sandbox.fault(KEY, "slow", on="rank", seconds=1.2)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 4 dealers…"), "the waiting")
        house.press("Cancel", ranker.answer)
        await until(lambda: ranker.is_answered, "the answer of before")
        assert ranker.ranks == before
        await until(lambda: not _asks(), "the end of the request")
        found = await house.desk.lookups.history()
        assert [past.state.value for past in found] == ["cancelled", "answered", "cancelled"]

    play(story, url=sandbox.url)


def test_esc_in_the_form_cancels_too(play, sandbox: Sandbox):
    """The keyboard is in the form when Ctrl+Enter was pressed there, and stays there while waiting."""

    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        sandbox.fault(KEY, "slow", on="rank", seconds=1.2)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 4 dealers…"), "the waiting")
        await press_keys(Qt.Key.Key_Escape)
        await until(lambda: ranker.says("The answer appears here"), "the way back")
        await until(lambda: not _asks(), "the end of the request")

    play(story, url=sandbox.url)


def test_what_is_typed_while_waiting_stays(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(DEALERS[0], (CARVANA, "")))
        sandbox.fault(KEY, "slow", on="rank", seconds=0.4)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 2 dealers…"), "the waiting")
        ranker.grid.table.go(2, 0)
        await ranker.type_in_grid(*DEALERS[1])
        await until(lambda: ranker.says(f"{CARVANA} has several locations."), "the refusal")
        assert list(ranker.words_of_rows) == [2]
        assert len(ranker.many) == 3
        assert ranker.open_cell == "", "the cursor stays where the typing ended"
        assert ranker.grid.current == 3

    play(story, url=sandbox.url)


def test_a_cell_that_is_typed_in_keeps_the_cursor_when_a_refusal_comes(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.go()
        await ranker.fill(many=(DEALERS[0], (CARVANA, "")))
        sandbox.fault(KEY, "slow", on="rank", seconds=0.4)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 2 dealers…"), "the waiting")
        ranker.grid.table.go(2, 0)
        await type_keys("north")
        await until(lambda: ranker.says(f"{CARVANA} has several locations."), "the refusal")
        await type_keys("lakeauto.com")
        assert ranker.open_cell == "Dealer site, row 3"
        await press_keys(Qt.Key.Key_Return)
        assert ranker.many[2][0] == "northlakeauto.com"
        assert list(ranker.words_of_rows) == [2]

    play(story, url=sandbox.url)


def test_a_key_that_is_held_down_asks_once(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        ranker.grid.setFocus()
        hold(ranker.grid.table, Qt.Key.Key_Return, CONTROL)
        await ranker.answered()
        hold(ranker.grid.table, Qt.Key.Key_Return, CONTROL, is_new=False)
        await asyncio.sleep(0)
        assert not ranker.form.is_busy
        assert len(await house.desk.lookups.history()) == 1

    play(story, url=sandbox.url)


def test_a_field_that_is_clicked_while_a_cell_is_open_has_the_keyboard(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        ranker.grid.setFocus()
        ranker.grid.table.go(4, 0)
        await type_keys("lakesidemotors")
        QTest.mouseClick(ranker.form.one.fields[2], Qt.MouseButton.LeftButton)
        await until(lambda: not ranker.grid.is_typed_in, "the end of the typing")
        await asyncio.sleep(0.05)  # longer than whoever brings lost focus home waits
        assert ranker.focused_field == "Miles"
        assert ranker.many[4][0] == "lakesidemotors"

    play(story, url=sandbox.url)


def _asks() -> list[str]:
    """Requests that are still under way."""
    return [task.get_name() for task in asyncio.all_tasks() if task.get_name().startswith("ask ")]
