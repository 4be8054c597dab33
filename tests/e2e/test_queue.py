"""What an analyst does with files that wait: order, hold, later, now, and lanes that trouble has stopped."""

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QRadioButton

from mcdesk.model.events import Ask
from mcdesk.model.rows import CopyState, RowState
from mcdesk.ui.sheets.time_field import TimeField
from tests.e2e.house import KEY, House, until
from tests.sandbox_fixtures import Sandbox
from tests.ui.inspector.probes import buttons

ALT = Qt.KeyboardModifier.AltModifier
WAITING, HELD = RowState.WAITING, RowState.HELD


async def _queue(house: House, sandbox: Sandbox, pairs, *names: str, seconds: float = 60.0) -> None:
    """One job that runs for long, and files that wait behind it."""
    sandbox.fault(KEY, "slow_job", seconds=seconds)
    await house.send(pairs("running"))
    await house.reaches("running", RowState.PROCESSING)
    for name in names:
        await house.send(pairs(name))
        await house.reaches(name, WAITING)


async def _choose(house: House, reference: str) -> None:
    await house.focus(house.window.page.table)
    house.window.show_row(house.row(reference).key)
    await until(lambda: house.says(reference, house.window.inspector), "the details")


def _order(house: House) -> list[str]:
    return [row.reference for row in house.rows if row.state is WAITING]


def _entries(house: House) -> list[str]:
    menu = house.window.inspector.findChild(QMenu)
    assert menu is not None
    return [entry.text().partition("\t")[0] for entry in menu.actions()]


def test_a_waiting_file_changes_places_by_key(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await _queue(house, sandbox, pairs, "first", "second", "third")
        await _choose(house, "third")
        assert "Move up" in _entries(house)
        assert "Move down" not in _entries(house)
        house.key(Qt.Key.Key_Up, ALT, on=house.window.page.table)
        await until(lambda: _order(house) == ["first", "third", "second"], "the new order")
        await until(lambda: "Move down" in _entries(house), "a neighbour behind")
        assert house.window.page.table.chosen_key == house.row("third").key
        house.key(Qt.Key.Key_Down, ALT, on=house.window.page.table)
        await until(lambda: _order(house) == ["first", "second", "third"], "the old order")
        house.key(Qt.Key.Key_Down, ALT, on=house.window.page.table)
        await until(lambda: not house.front.stage.scope._by_name, "the answer")
        assert _order(house) == ["first", "second", "third"]
        await house.restart()
        assert _order(house) == ["first", "second", "third"]

    play(story, url=sandbox.url)


def test_a_file_is_put_on_hold_and_goes_back_with_the_same_key(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await _queue(house, sandbox, pairs, "june", seconds=1.5)
        await _choose(house, "june")
        before = house.details("june").submission
        house.press("Put on hold")
        await house.reaches("june", HELD)
        await until(lambda: house.says("You decide when it goes"), "the words")
        await house.verified("running")
        assert house.state("june") is HELD
        await until(lambda: "Send now" in buttons(house.window.inspector), "the way on")
        house.press("Send now")
        await house.verified("june")
        after = house.details("june").submission
        assert before is not None
        assert after is not None
        assert after.idempotency_key == before.idempotency_key
        assert len(sandbox.jobs(KEY)) == 2

    play(story, url=sandbox.url)


def test_removing_what_is_on_hold_says_that_no_job_is_lost(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await _queue(house, sandbox, pairs, "june")
        await _choose(house, "june")
        house.press("Put on hold")
        await house.press_when_ready("Remove…")
        await until(lambda: house.sheets(), "the question")
        assert house.says("It has not been sent, so no job is lost.")
        house.press("Remove")
        await until(lambda: house.state("june") is None, "the row to go")

    play(story, url=sandbox.url)


def test_a_file_starts_after_a_time_and_lets_others_pass(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await _queue(house, sandbox, pairs, "first", "second")
        await _choose(house, "first")
        house.press("Start after…")
        await until(lambda: house.sheets(), "the sheet")
        field = house.top.findChildren(TimeField)[0]
        field.selectAll()
        hour = (datetime.now().astimezone().hour + 3) % 24
        QTest.keyClicks(field, f"{hour:02}:00")
        house.press(f"Start after {hour:02}:00")
        await until(lambda: house.row("first").not_before is not None, "the wish")
        assert _order(house) == ["second", "first"]
        assert house.row("second").lane_place == 1
        await until(lambda: house.says(f"{hour:02}:00", house.window.inspector), "the words")
        house.press("Start after…")
        await until(lambda: house.sheets(), "the sheet")
        prompt = [each for each in house.top.findChildren(QRadioButton) if "As soon" in each.text()]
        prompt[0].click()
        house.press("Start as soon as it can")
        await until(lambda: house.row("first").not_before is None, "the wish to be taken back")
        assert _order(house) == ["first", "second"]

    play(story, url=sandbox.url)


@pytest.mark.parametrize("kind", ["rate_limited", "unavailable"])
def test_a_retry_is_counted_down_and_asking_again_makes_no_second_job(play, sandbox: Sandbox, pairs, kind):
    async def story(house: House) -> None:
        sandbox.fault(KEY, kind, on="submit", count=10_000)
        await house.send(pairs("june"))
        await until(lambda: house.row("june").next_try_at is not None, "the pause before the next try")
        await _choose(house, "june")
        await until(lambda: house.says("Next try", house.window.inspector), "the words")
        words = {"rate_limited": "Try now", "unavailable": "Ask again now"}[kind]
        await house.press_when_ready(words)
        sandbox.clear(KEY)
        await house.verified("june")
        assert len(sandbox.jobs(KEY)) == 1
        assert house.sheets() == []

    play(story, url=sandbox.url)


def test_a_retry_can_be_stopped(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "rate_limited", on="submit", count=10_000)
        await house.send(pairs("june"))
        await until(lambda: house.row("june").next_try_at is not None, "the pause before the next try")
        await _choose(house, "june")
        await house.press_when_ready("Stop")
        await house.reaches("june", HELD)
        sandbox.clear(KEY)
        checks = house.desk.poll_status.checked_at
        await until(lambda: house.desk.poll_status.checked_at != checks, "one more check")
        assert house.state("june") is HELD
        assert sandbox.jobs(KEY) == []

    play(story, url=sandbox.url)


@pytest.mark.parametrize("where", ["inspector", "status", "notice"])
def test_a_stopped_lane_says_so_and_goes_on_at_a_word(play, sandbox: Sandbox, pairs, where):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "unauthorized", on="submit", count=1)
        await house.send(pairs("june"))
        await until(lambda: "Rank lane: stopped, 1 waiting" in house.status_words(), "the lane to stop")
        assert house.state("june") is WAITING
        asking = house.window.notices.notice
        assert asking is not None
        assert asking.ask is Ask.RESUME_LANE
        await _choose(house, "june")
        assert house.says("The Rank lane is stopped", house.window.inspector)
        words, part = {
            "inspector": ("Let the Rank lane go on", house.window.inspector),
            "status": ("Let it go on", house.window.status),
            "notice": ("Let the lane go on", house.window.notices),
        }[where]
        house.press(words, part)
        await house.verified("june")
        assert "stopped" not in house.status_words()
        notice = house.window.notices.notice
        assert notice is None or notice.ask is Ask.NOTHING

    play(story, url=sandbox.url)


def test_a_lost_copy_offers_another_download_and_names_its_price(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        download = await house.verified("may-auction")
        assert download.path is not None
        await until(lambda: house.left("may-auction") == 2, "two slots left")
        for path in (house.home / "results").rglob("*"):
            if path.is_file() and path.suffix == ".gz":
                path.unlink()
        await house.press_when_ready("Open results")
        await until(lambda: "is gone or has changed" in house.notice, "the notice")
        assert "uses 1 of 2 left" in house.notice
        assert house.outside.paths == []
        house.press("Download again…", house.window.notices)
        await until(lambda: house.sheets(), "the question")
        assert house.says("uses 1 of 2 downloads left")
        house.press("Cancel")
        await until(lambda: not house.sheets(), "the answer")
        assert house.left("may-auction") == 2
        assert house.row("may-auction").copy in (CopyState.VERIFIED, CopyState.LOST)

    play(story, url=sandbox.url)
