"""Every single request of the window is kept: found, opened, edited, asked again, compared, taken out."""

import asyncio

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from mcdesk.model.lookups import RANK_VEHICLES
from mcdesk.model.past_requests import RequestState
from mcdesk.ui.history.history_sheet import HistorySheet
from tests.e2e.house import KEY, House, until
from tests.e2e.preflight_hands import CONTROL, press_keys
from tests.e2e.rank_hands import (
    CARVANA,
    DEALERS,
    OTHER_VIN,
    PORSCHE,
    THIRD_VIN,
    VEHICLE,
    VIN,
    Ranker,
    in_front,
    pick,
    sentences_of,
    type_keys,
)
from tests.sandbox_fixtures import Sandbox
from tests.ui.inspector.probes import buttons


class History:
    """The sheet with what was asked before."""

    def __init__(self, house: House) -> None:
        self.house = house

    async def open(self) -> None:
        """Ctrl+H, and waits for its rows."""
        await in_front(self.house)
        self.house.key(Qt.Key.Key_H, CONTROL)
        await until(lambda: self.house.dialogs(HistorySheet), "the history")
        await until(lambda: self.rows or self.says("Nothing"), "its rows")

    @property
    def sheet(self) -> HistorySheet:
        return self.house.dialogs(HistorySheet)[0]

    @property
    def rows(self) -> list[str]:
        return sentences_of(self.sheet.list_view)

    def says(self, words: str) -> bool:
        return self.house.says(words, self.sheet)

    async def search(self, text: str, number: int) -> None:
        """Types into the search, where the keyboard is from the start, and waits for that many rows."""
        await press_keys(Qt.Key.Key_A, held=CONTROL)
        await type_keys(text)
        await until(lambda: len(self.rows) == number, f"{number} rows for {text!r}")

    async def choose(self, place: int) -> None:
        self.sheet.list_view.setFocus()
        await press_keys(Qt.Key.Key_Home, *[Qt.Key.Key_Down] * place)

    async def press(self, words: str) -> None:
        await self.house.press_when_ready(words, self.sheet)

    async def closed(self) -> None:
        await until(lambda: not self.house.dialogs(HistorySheet), "the history to close")


async def _asked_three(house: House) -> Ranker:
    """Two rankings, of which one differs, and a refusal."""
    ranker = Ranker(house)
    await ranker.begin()
    await ranker.rank()
    await ranker.fill_one(OTHER_VIN, "41000", "22000")
    ranker.grid.set_rows([])
    await ranker.fill_grid(*DEALERS[2:])
    await ranker.rank()
    ranker.grid.set_rows([])
    await ranker.fill_grid((CARVANA, ""))
    await ranker.refused(f"{CARVANA} has several locations.")
    await press_keys(Qt.Key.Key_Escape)
    return ranker


def test_requests_are_found_by_a_dealer_and_opened_with_their_answer(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = await _asked_three(house), History(house)
        await history.open()
        assert [row.split(", ")[0] for row in history.rows] == [OTHER_VIN, OTHER_VIN, VIN]
        assert "Refused" in history.rows[0]
        assert f"{CARVANA} has several locations" in history.rows[0]
        assert "2 ranked" in history.rows[1]
        await history.search("northlakeauto", 1)
        assert history.rows[0].startswith(VIN)
        await press_keys(Qt.Key.Key_Return)
        await history.closed()
        await until(lambda: len(ranker.ranks) == 4, "the answer of then")
        assert ranker.one == VEHICLE
        assert tuple(row[:2] for row in ranker.many) == DEALERS
        await history.open()
        await history.choose(0)
        await history.press("Open")
        await history.closed()
        assert ranker.says(f"{CARVANA} has several locations.")
        assert ranker.many == ((CARVANA, "", ""),)

    play(story, url=sandbox.url)


def test_an_opened_request_is_edited_and_asked_anew(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = await _asked_three(house), History(house)
        await history.open()
        await history.choose(2)
        await history.press("Open")
        await history.closed()
        ranker.grid.table.go(4, 0)
        await ranker.type_in_grid("dealer5.com", "30005")
        await ranker.rank()
        assert len(ranker.ranks) == 5
        await history.open()
        assert len(history.rows) == 4
        assert "5 ranked" in history.rows[0]
        await history.choose(3)
        await history.press("Run again")
        await history.closed()
        await until(lambda: len(ranker.ranks) == 4, "the answer of now")
        await history.open()
        assert len(history.rows) == 5

    play(story, url=sandbox.url)


def test_a_ranking_is_compared_with_an_earlier_one(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.go(RANK_VEHICLES.title)
        same = (THIRD_VIN, "20000", "13000")
        await ranker.fill((*DEALERS[0], ""), ((OTHER_VIN, "500", "250000"), same, (VIN, "20000", "13000")))
        await ranker.rank()
        assert ranker.names == [f"VIN {vin}" for vin in (THIRD_VIN, VIN, OTHER_VIN)]
        ranker.grid.set_rows([])
        await ranker.fill_grid((OTHER_VIN, "95000", "10"), same, (PORSCHE, "500", "250000"))
        await ranker.rank()
        assert ranker.names == [f"VIN {vin}" for vin in (THIRD_VIN, OTHER_VIN, PORSCHE)]
        house.press("Compare…", ranker.answer)
        await pick("")
        await until(lambda: ranker.says("Compared with"), "the comparison")
        moves = ranker.moves
        assert moves == {
            f"VIN {THIRD_VIN}": "same place",
            f"VIN {OTHER_VIN}": "up 1 place",
            f"VIN {PORSCHE}": "new",
            f"VIN {VIN}": "gone",
        }
        assert ranker.says("1 up")
        assert ranker.says("1 new")
        assert ranker.says("1 gone")
        house.press("Stop comparing", ranker.answer)
        await until(lambda: not ranker.says("Compared with"), "the end of the comparison")
        await history.open()
        await history.choose(1)
        await history.press("Compare")
        await history.closed()
        await until(lambda: ranker.says("Compared with"), "the comparison from the history")
        assert ranker.moves == moves

    play(story, url=sandbox.url)


def test_the_first_answer_has_nothing_to_be_compared_with(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker = Ranker(house)
        await ranker.begin()
        await ranker.rank()
        house.press("Compare…", ranker.answer)
        await until(lambda: _disabled_entry() == "No earlier answer to compare with", "the menu")
        await press_keys(Qt.Key.Key_Escape)

    play(story, url=sandbox.url)


def test_requests_are_removed_after_the_question(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        await _asked_three(house)
        history = History(house)
        await history.open()
        await history.choose(1)
        await press_keys(Qt.Key.Key_Delete)
        await until(lambda: len(house.sheets()) == 2, "the question")
        question = next(sheet for sheet in house.sheets() if sheet is not history.sheet)
        house.press("Cancel", question)
        await until(lambda: len(house.sheets()) == 1, "the question to close")
        assert len(history.rows) == 3
        history.sheet.list_view.selectAll()
        await history.press("Remove 3")
        await until(lambda: len(house.sheets()) == 2, "the question")
        question = next(sheet for sheet in house.sheets() if sheet is not history.sheet)
        remove = next(words for words in _words(question) if words.startswith("Remove"))
        house.press(remove, question)
        await until(lambda: not history.rows, "the rows to go")
        assert await house.desk.lookups.history() == ()

    play(story, url=sandbox.url)


def test_the_history_outlives_the_window_and_has_no_key_in_it(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        await _asked_three(house)
        await house.restart()  # which looks for the key in every file
        await house.checked()
        ranker, history = Ranker(house), History(house)
        await ranker.go()
        await history.open()
        assert len(history.rows) == 3
        await history.search(VIN, 1)
        await press_keys(Qt.Key.Key_Return)
        await history.closed()
        await until(lambda: len(ranker.ranks) == 4, "the answer of then")
        kept = await house.desk.lookups.history()
        assert all(KEY not in f"{past}" for past in kept)
        assert KEY not in house.log

    play(story, url=sandbox.url)


def test_each_kind_can_be_looked_at_alone(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = await _asked_three(house), History(house)
        await ranker.go(RANK_VEHICLES.title)
        await ranker.fill(DEALERS[0] + ("",), ((VIN, "20000", "13000"),))
        await ranker.rank()
        await history.open()
        assert len(history.rows) == 4
        await history.press("Vehicles")
        await until(lambda: len(history.rows) == 1, "the ranking of vehicles")
        assert history.rows[0].startswith(" ".join(DEALERS[0]))
        await history.press("Open")
        await history.closed()
        assert ranker.form.ranking is RANK_VEHICLES
        assert ranker.names == [f"VIN {VIN}"]

    play(story, url=sandbox.url)


def test_running_one_again_takes_the_place_of_one_under_way(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = await _asked_three(house), History(house)
        await ranker.fill((THIRD_VIN, "35500", "8000"), DEALERS[1:2])
        sandbox.fault(KEY, "slow", on="rank", seconds=0.8)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 1 dealer…"), "the waiting")
        await history.open()
        await history.search(VIN, 1)
        await history.press("Run again")
        await history.closed()
        await until(lambda: len(ranker.ranks) == 4, "the answer of the one that was run again")
        assert ranker.one == VEHICLE

    play(story, url=sandbox.url)


def _words(sheet: QWidget) -> list[str]:
    return list(buttons(sheet))


def _disabled_entry() -> str:
    """The only entry of the menu that is open, which can't be chosen; "" for another menu."""
    menu = QApplication.activePopupWidget()
    entries = menu.actions() if isinstance(menu, QMenu) else []
    return entries[0].text() if len(entries) == 1 and not entries[0].isEnabled() else ""


def test_one_that_is_under_way_is_only_shown(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.begin()
        sandbox.fault(KEY, "slow", on="rank", seconds=1.5)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 4 dealers…"), "the waiting")
        for act in ("Open", "Run again"):
            await history.open()
            await history.press(act)
            await history.closed()
            await until(lambda: ranker.says("Ranking 4 dealers…"), "the waiting still")
        await until(lambda: len(ranker.ranks) == 4, "its answer")
        assert [past.state for past in await house.desk.lookups.history()] == [RequestState.ANSWERED]

    play(story, url=sandbox.url)


def test_one_that_ended_while_the_list_was_open_is_shown_as_it_is_now(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.begin()
        sandbox.fault(KEY, "slow", on="rank", seconds=1.0)
        await ranker.ask()
        await until(lambda: ranker.form.is_busy, "the request")
        await history.open()
        await until(lambda: not ranker.form.is_busy, "its end")
        ranker.form.one.set_cells(("", "", ""))
        await history.press("Open")
        await until(lambda: ranker.one == VEHICLE, "what was asked")
        assert len(ranker.ranks) == 4

    play(story, url=sandbox.url)


def test_running_one_again_asks_exactly_what_was_asked(play, sandbox: Sandbox):
    """Rows that a refusal set aside are asked about again: that is what was wished."""

    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.go()
        for rows in (((CARVANA, ""), DEALERS[0]), ((CARVANA, ""),)):
            ranker.grid.set_rows([])
            await ranker.fill(VEHICLE, rows)
            await ranker.refused(f"{CARVANA} has several locations.")
            asked = len(await house.desk.lookups.history())
            await history.open()
            await history.press("Run again")
            await history.closed()
            await until(lambda: not ranker.form.is_busy, "the answer of now")
            found = await house.desk.lookups.history()
            assert len(found) == asked + 1
            assert found[0].request == found[1].request
            ranker.form.clear_troubles()

    play(story, url=sandbox.url)


def test_the_newest_answer_is_compared_with_the_one_before(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.begin()
        await ranker.rank()
        await history.open()
        await history.press("Compare")
        await history.closed()
        await until(lambda: house.notice, "the notice")
        assert "There is no other answer about this vehicle." in house.notice
        assert len(ranker.ranks) == 4
        await in_front(house)
        ranker.grid.setFocus()
        await ranker.rank()
        await history.open()
        await history.choose(0)
        await history.press("Compare")
        await history.closed()
        await until(lambda: ranker.says("Compared with"), "the comparison")
        assert set(ranker.moves.values()) == {"same place"}

    play(story, url=sandbox.url)


def test_what_was_cancelled_says_so_when_it_is_opened(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        ranker, history = Ranker(house), History(house)
        await ranker.begin()
        sandbox.fault(KEY, "slow", on="rank", seconds=1.0)
        await ranker.ask()
        await until(lambda: ranker.says("Ranking 4 dealers…"), "the waiting")
        await press_keys(Qt.Key.Key_Escape)
        await until(lambda: not ranker.form.is_busy, "the end")
        await until(lambda: not _is_asked(), "its record")
        await history.open()
        await history.press("Open")
        await history.closed()
        assert ranker.says("This request was cancelled.")

    play(story, url=sandbox.url)


def _is_asked() -> bool:
    return any(task.get_name().startswith("ask rank") for task in asyncio.all_tasks())
