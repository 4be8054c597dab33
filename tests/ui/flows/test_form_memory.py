"""What was typed is never lost: not by a slow or broken ledger, not by quitting at once, not by typing on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QPushButton

from mcdesk.desk.scope import TaskScope
from mcdesk.model.errors import LedgerError
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES
from mcdesk.ui.flows.form_memory import FormMemory
from mcdesk.ui.flows.form_state import FormState, state_from_text, state_to_text
from mcdesk.ui.flows.stage import Stage
from mcdesk.ui.rank.page import RankPage
from mcdesk.ui.window import MainWindow
from tests.e2e.house import until
from tests.ui.inspector.probes import buttons

VEHICLE, OTHER = ("1N4AL3AP4FN313644", "20000", "13000"), ("WBSFV9C55ED593080", "41000", "22000")
ROWS = (("mbofaugusta.com", "30907", ""), ("northlakeauto.com", "28216", ""))
FORM, OTHER_FORM, SHOWN = f"form {RANK_DEALERS.id}", f"form {RANK_VEHICLES.id}", "ranking that is seen"


class Shelf:
    """Settings as the ledger keeps them; it can be slow and it can break."""

    def __init__(self, kept: dict[str, str]) -> None:
        self.kept = kept
        self.reads, self.writes = asyncio.Event(), asyncio.Event()
        self.reads.set()
        self.writes.set()
        self.is_broken = False

    async def setting(self, name: str) -> str | None:
        await self._turn(self.reads)
        return self.kept.get(name)

    async def set_setting(self, name: str, value: str) -> None:
        await self._turn(self.writes)
        self.kept[name] = value

    async def _turn(self, gate: asyncio.Event) -> None:
        await gate.wait()
        if self.is_broken:
            raise LedgerError("The ledger is locked.", "Close what holds it.")


class Desk:
    """A Rank page with its memory."""

    def __init__(self, theme: Any, kept: dict[str, str]) -> None:
        self.shelf = Shelf(kept)
        self.scope = TaskScope(lambda name, error: pytest.fail(f"{name}: {error!r}"))
        self.window = MainWindow(theme, lambda: 0.0, lambda _: (), ())
        self.page = RankPage(theme, lambda: 0.0)
        stage = Stage(self.window, theme, self.scope)
        self.memory = FormMemory(self.page, stage, self.shelf)  # type: ignore[arg-type]  # settings are enough
        self.form = self.page.boards[RANK_DEALERS.id].form

    def kept(self) -> tuple[object, object]:
        state = state_from_text(RANK_DEALERS.id, self.shelf.kept[FORM])
        assert state is not None
        return state.one, state.many

    async def close(self) -> None:
        await self.scope.aclose()
        self.page.deleteLater()
        self.window.deleteLater()


Story = Callable[[Desk], Awaitable[None]]


@pytest.fixture
def play(run_in_qt, theme) -> Callable[..., None]:
    def begin(story: Story, kept: dict[str, str] | None = None) -> None:
        async def whole() -> None:
            desk = Desk(theme, {FORM: text_of()} if kept is None else kept)
            try:
                await story(desk)
            finally:
                await desk.close()

        run_in_qt(whole())

    return begin


def text_of(wishes: tuple[frozenset[str], ...] = ()) -> str:
    return state_to_text(FormState(RANK_DEALERS, VEHICLE, ROWS, wishes))


def test_what_was_kept_comes_back_and_is_no_step_to_be_undone(play):
    async def story(desk: Desk) -> None:
        await desk.memory.restore()
        assert desk.form.cells == (VEHICLE, ROWS)
        assert desk.form.grid.wishes == (frozenset(), frozenset({"zip-format"}))
        desk.form.grid.undo()
        assert desk.form.cells == (VEHICLE, ROWS)

    play(story, {FORM: text_of((frozenset(), frozenset({"zip-format"})))})


def test_nothing_is_written_over_what_was_not_read_yet(play):
    async def story(desk: Desk) -> None:
        before = dict(desk.shelf.kept)
        desk.shelf.reads.clear()
        assert desk.scope.start("restore forms", desk.memory.restore())
        await asyncio.sleep(0)
        keeping = asyncio.ensure_future(desk.memory.keep())  # as quitting does, which also ends the tasks
        await desk.scope.aclose()
        await keeping
        assert desk.shelf.kept == before

    play(story, {FORM: text_of(), SHOWN: RANK_VEHICLES.id})


def test_a_form_that_could_not_be_read_is_not_kept_until_it_can(play):
    async def story(desk: Desk) -> None:
        desk.shelf.is_broken = True
        with pytest.raises(LedgerError):
            await desk.memory.restore()
        desk.form.one.set_cells(OTHER)
        desk.shelf.is_broken = False
        await desk.memory.keep()
        assert desk.kept() == (VEHICLE, ROWS)
        await until(lambda: desk.kept() == (OTHER, ROWS), "both to be brought together")
        assert desk.form.cells == (OTHER, ROWS)

    play(story)


def test_what_was_typed_meanwhile_stays_and_the_way_back_is_offered(play):
    async def story(desk: Desk) -> None:
        desk.form.grid.add_rows([("typed.com", "10001", "")])
        await desk.memory.restore()
        assert desk.form.cells == (VEHICLE, (("typed.com", "10001", ""),))
        await until(lambda: "Undo" in buttons(desk.window.notices), "the offer")
        undo = buttons(desk.window.notices)["Undo"]
        assert isinstance(undo, QPushButton)
        undo.click()
        await until(lambda: desk.form.cells == (VEHICLE, ROWS), "the form of last time")

    play(story)


def test_what_fills_a_form_waits_until_it_is_back(play):
    async def story(desk: Desk) -> None:
        desk.shelf.reads.clear()
        desk.scope.start("restore forms", desk.memory.restore())
        desk.memory.when_restored(lambda: desk.form.one.set_cells(OTHER))
        assert desk.form.cells[0] == ("", "", "")
        desk.shelf.reads.set()
        await until(lambda: desk.form.cells == (OTHER, ROWS), "both")
        desk.memory.when_restored(lambda: desk.form.one.set_cells(VEHICLE))
        assert desk.form.cells == (VEHICLE, ROWS), "at once from now on"

    play(story)


def test_it_does_not_wait_for_a_ledger_that_can_not_be_read(play):
    async def story(desk: Desk) -> None:
        desk.shelf.is_broken = True
        desk.memory.when_restored(lambda: desk.form.one.set_cells(OTHER))
        with pytest.raises(LedgerError):
            await desk.memory.restore()
        assert desk.form.cells[0] == OTHER

    play(story)


def test_the_ranking_of_last_time_is_shown_unless_one_was_chosen(play):
    async def story(desk: Desk) -> None:
        await desk.memory.restore()
        assert desk.page.current.form.ranking is RANK_VEHICLES

    async def chosen(desk: Desk) -> None:
        desk.shelf.reads.clear()
        desk.scope.start("restore forms", desk.memory.restore())
        await asyncio.sleep(0)
        desk.page.show_ranking(RANK_DEALERS.id)
        desk.shelf.reads.set()
        await until(lambda: desk.form.cells == (VEHICLE, ROWS), "the form")
        await until(lambda: not desk.scope.is_running("restore forms"), "all of it")
        assert desk.page.current.form.ranking is RANK_DEALERS

    play(story, {SHOWN: RANK_VEHICLES.id})
    play(chosen, {SHOWN: RANK_VEHICLES.id, FORM: text_of()})


def test_a_change_while_another_is_written_is_kept_too(play):
    async def story(desk: Desk) -> None:
        await desk.memory.restore()
        desk.shelf.writes.clear()
        desk.form.one.set_cells(OTHER)
        await until(lambda: desk.scope.is_running("keep forms"), "the first to be written")
        desk.form.grid.add_rows([("more.com", "10001", "")])
        fired: list[bool] = []
        (pause,) = desk.memory.findChildren(QTimer)
        pause.timeout.connect(lambda: fired.append(True))
        await until(lambda: fired, "its pause to be over while the first is still at it")
        desk.shelf.writes.set()
        await until(lambda: desk.kept() == (OTHER, (*ROWS, ("more.com", "10001", ""))), "the second")

    play(story)
