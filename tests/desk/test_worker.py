"""Blocking work in a thread of its own: progress on the loop, errors to the awaiter, an end on cancelling."""

import asyncio
import threading
import time

import pytest

from mcdesk.desk.worker import Report, StoppedError, in_worker

Figures = list[tuple[int, int | None]]


def nothing(done: int, total: int | None) -> None:
    """A report that nobody reads."""


async def test_it_runs_elsewhere_and_gives_its_result() -> None:
    thread = await in_worker(lambda tell: threading.current_thread(), nothing, name="some work")
    assert thread is not threading.main_thread()
    assert (thread.name, thread.daemon) == ("some work", True)


@pytest.mark.parametrize("error", [ValueError("a bug"), OSError(28, "full"), SystemExit(3)])
async def test_an_error_reaches_the_awaiter(error: BaseException) -> None:
    def work(tell: Report) -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        await in_worker(work, nothing, name="work")
    assert caught.value is error


@pytest.mark.parametrize("total", [50_000, None])
async def test_progress_is_told_on_the_loop_now_and_then_and_at_the_end(total: int | None) -> None:
    told: Figures = []
    threads = set()

    def report(done: int, of: int | None) -> None:
        told.append((done, of))
        threads.add(threading.current_thread())

    def work(tell: Report) -> None:
        for done in range(1, 50_001):
            tell(done, total)

    began = time.monotonic()
    await in_worker(work, report, name="work")
    passed = time.monotonic() - began
    assert threads == {threading.main_thread()}
    assert told[-1] == (50_000, total)
    assert told == sorted(told, key=lambda figures: figures[0])
    assert len(told) <= 3 + passed / 0.05


async def test_cancelling_ends_the_thread_at_its_next_report() -> None:
    begun, ended = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()
    caught: list[BaseException] = []

    def work(tell: Report) -> None:
        loop.call_soon_threadsafe(begun.set)
        try:
            while True:
                tell(1, 2)
        except BaseException as error:
            caught.append(error)
            raise
        finally:
            ended.set()

    waiting = asyncio.ensure_future(in_worker(work, nothing, name="work"))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended.is_set()
    assert isinstance(caught[0], StoppedError)


async def test_nothing_is_told_after_a_cancellation() -> None:
    told: Figures = []
    begun = asyncio.Event()

    def report(done: int, total: int | None) -> None:
        told.append((done, total))
        begun.set()

    def work(tell: Report) -> None:
        for done in range(10_000_000):
            tell(done, None)

    waiting = asyncio.ensure_future(in_worker(work, report, name="work"))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    heard = len(told)
    await asyncio.sleep(0)
    assert len(told) == heard


async def test_work_that_ends_as_it_is_cancelled_is_not_called_forgotten() -> None:
    begun, go = asyncio.Event(), threading.Event()
    loop = asyncio.get_running_loop()

    def work(tell: Report) -> None:
        loop.call_soon_threadsafe(begun.set)
        go.wait(5)
        raise ValueError("nobody waits for this any more")

    waiting = asyncio.ensure_future(in_worker(work, nothing, name="work"))
    await begun.wait()
    waiting.cancel()
    go.set()
    with pytest.raises(asyncio.CancelledError):
        await waiting
