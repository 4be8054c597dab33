"""Trouble on the way is told where it belongs, and never makes a job a failed one."""

from pathlib import Path

import pytest

from mcdesk.model.rows import RowState
from mcdesk.sandbox.faults import PARAMETERS
from mcdesk.sandbox.server import SandboxServer
from tests.e2e.house import KEY, House, until
from tests.sandbox_fixtures import Sandbox


def test_a_server_that_goes_and_comes_back(play, tmp_path: Path, pairs):
    first = SandboxServer(tmp_path / "service", speed=2)
    url = first.start()

    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.PROCESSING)
        first.stop()
        await until(lambda: "Offline" in house.status_words(), "the status line to say so")
        assert house.state("may-auction") is RowState.PROCESSING
        assert "failed" not in house.notice
        again = SandboxServer(tmp_path / "service", port=int(url.rpartition(":")[2]), speed=100)
        again.start()
        try:
            await until(lambda: "Online" in house.status_words(), "the connection")
            await house.verified("may-auction")
        finally:
            await house.close()
            again.stop()

    play(story, url=url)


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("unavailable", "Service in trouble"),
        ("unauthorized", "Key refused"),
        ("rate_limited", "Slowed down by the service"),
        ("quota_exhausted", "Month's requests used up"),
    ],
)
def test_trouble_while_watching_is_in_the_status_line(play, sandbox: Sandbox, pairs, kind, words):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow_job", seconds=1.0)
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.PROCESSING)
        soon = {"retry_after": 1} if kind in ("rate_limited", "quota_exhausted") else {}
        sandbox.fault(KEY, kind, on="list", count=6, **soon)
        await until(lambda: words in house.status_words(), "the status line to say so")
        assert house.state("may-auction") in (RowState.PROCESSING, RowState.COMPLETED)
        await house.verified("may-auction")
        await until(lambda: "Online" in house.status_words(), "the connection")

    play(story, url=sandbox.url)


def test_a_failed_job_says_why_in_words(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "fail_job", at=55)
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.FAILED)
        await until(lambda: house.says("The service could not process the file"), "the words")
        assert house.says("processing_failed")
        assert house.says("Nothing was returned, and no download was spent.")
        await until(lambda: "may-auction failed" in house.notice, "the notice")
        house.press("Send again…")
        await house.press_when_ready("Submit")
        await until(lambda: len(house.rows) == 2, "the second job")
        states = (RowState.FAILED, RowState.COMPLETED)
        await until(lambda: sorted(row.state for row in house.rows) == sorted(states), "its end")

    play(story, url=sandbox.url)


@pytest.mark.parametrize("kind", sorted(PARAMETERS))
def test_no_fault_leaves_a_traceback_or_the_key(play, sandbox: Sandbox, pairs, kind):
    """What the log and the folders hold is looked at when the house closes."""

    async def story(house: House) -> None:
        quick = {"seconds": 0.3, "retry_after": 1}
        sandbox.fault(KEY, kind, **{name: quick[name] for name in PARAMETERS[kind] if name in quick})
        await house.send(pairs("may-auction"))
        ends = (RowState.COMPLETED, RowState.FAILED)
        await until(
            lambda: house.state("may-auction") in ends or any(lane.is_stopped for lane in house.desk.lanes),
            "the job to end, or the lane to stop",
        )
        checks = house.desk.poll_status.checked_at
        await until(lambda: house.desk.poll_status.checked_at != checks, "one more check")
        assert house.window.isVisible()
        assert (house.home / "logs" / "mcdesk.log").exists()

    play(story, url=sandbox.url)


def test_a_setting_that_can_not_be_kept_is_no_trouble(play, sandbox: Sandbox):
    """Looks are not worth a window: the disk may be full."""
    from mcdesk.model.errors import StorageError

    async def story(house: House) -> None:
        async def refuse(name: str, value: str) -> None:
            raise StorageError("The disk is full.", "Free some space.")

        house.front._memory._put = refuse
        house.window.page.table.columns.set_shown("finished_at", False)
        await house.front._memory.keep()
        assert house.window.isVisible()
        assert house.notice == ""

    play(story, url=sandbox.url)
