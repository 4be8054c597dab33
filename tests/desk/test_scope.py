"""Tasks have an owner: none is lost, none outlives it, and no error goes into the void."""

import asyncio

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.desk.scope import TaskScope
from mcdesk.model.events import DeskEvent, PollStatus
from tests.desk.bench import breathe


class Work:
    """Runs until it is let go; remembers how it ended."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.ended = ""

    async def run(self, error: Exception | None = None) -> None:
        self.ended = "never began"
        try:
            await self.go.wait()
            if error is not None:
                raise error
        except asyncio.CancelledError:
            self.ended = "cancelled"
            raise
        else:
            self.ended = "done"


@pytest.fixture
def errors() -> list[tuple[str, Exception]]:
    return []


@pytest.fixture
def scope(errors: list[tuple[str, Exception]]) -> TaskScope:
    return TaskScope(lambda name, error: errors.append((name, error)))


async def test_a_name_runs_once_at_a_time(scope: TaskScope) -> None:
    first, second, other = Work(), Work(), Work()
    assert scope.start("a", first.run())
    assert not scope.start("a", second.run())
    assert scope.start("b", other.run())
    assert scope.is_running("a")
    first.go.set()
    await breathe()
    assert not scope.is_running("a")
    assert scope.start("a", second.run())
    second.go.set()
    await breathe()
    assert (first.ended, second.ended) == ("done", "done")
    await scope.aclose()


async def test_cancelling_ends_the_one_of_that_name(scope: TaskScope) -> None:
    first, other = Work(), Work()
    scope.start("a", first.run())
    scope.start("b", other.run())
    await breathe()
    scope.cancel("a")
    scope.cancel("nobody")
    await breathe()
    assert first.ended == "cancelled"
    assert scope.is_running("b")
    await scope.aclose()


async def test_an_error_is_told_with_the_name_of_its_task(
    scope: TaskScope, errors: list[tuple[str, Exception]]
) -> None:
    work, bug = Work(), RuntimeError("a bug")
    scope.start("a", work.run(bug))
    work.go.set()
    await breathe()
    assert errors == [("a", bug)]
    assert not scope.is_running("a")
    await scope.aclose()


async def test_closing_ends_all_and_lets_nothing_begin(
    scope: TaskScope, errors: list[tuple[str, Exception]]
) -> None:
    works = [Work(), Work()]
    for number, work in enumerate(works):
        scope.start(str(number), work.run())
    await breathe()
    await scope.aclose()
    assert [work.ended for work in works] == ["cancelled", "cancelled"]
    late = Work()
    assert not scope.start("late", late.run())
    await breathe()
    assert late.ended == ""
    assert errors == []
    await scope.aclose()


async def test_closing_waits_for_what_is_still_being_put_away(scope: TaskScope) -> None:
    put_away = []

    async def careful() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            await breathe()
            put_away.append(True)

    scope.start("careful", careful())
    await breathe()
    await scope.aclose()
    assert put_away == [True]


async def test_an_error_while_closing_is_told_too(
    scope: TaskScope, errors: list[tuple[str, Exception]]
) -> None:
    async def clumsy() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise ValueError("clumsy")

    scope.start("clumsy", clumsy())
    await breathe()
    await scope.aclose()
    await breathe()
    assert [name for name, _ in errors] == ["clumsy"]


def test_the_hub_tells_all_in_order_and_forgets_who_leaves() -> None:
    hub = Hub()
    heard: list[tuple[int, DeskEvent]] = []
    leave = hub.subscribe(lambda event: heard.append((1, event)))
    hub.subscribe(lambda event: heard.append((2, event)))
    hub.tell(one := PollStatus())
    leave()
    hub.tell(two := PollStatus(is_checking=True))
    assert heard == [(1, one), (2, one), (2, two)]
