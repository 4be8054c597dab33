"""Closing: what is under way is named, the user decides, the end comes soon, and the next start goes on."""

import random
import time
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from mcdesk.model.downloads import DownloadState
from mcdesk.model.rows import RowState
from mcdesk.ui.sheets.leaving import LeavingSheet
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from tests.e2e.house import KEY, House, until
from tests.e2e.network import Network
from tests.sandbox_fixtures import Sandbox

_AT_ONCE = 2.0
_LETTERS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A file that does not fit into the buffers of a connection, however well it is compressed."""
    dice = random.Random(1)
    rows = (
        "".join(dice.choices(_LETTERS, k=17)) + ",20000,1000,mbofaugusta.com,30907" for _ in range(90_000)
    )
    path = tmp_path / "large.csv"
    path.write_text("\n".join(["vin,price,miles,source,zip", *rows]) + "\n")
    return path


async def asked(house: House) -> LeavingSheet:
    """The sheet that asks, once the window was closed."""
    await house.quit()
    (sheet,) = house.dialogs(LeavingSheet)
    return sheet


async def ended(house: House, sheet: LeavingSheet, words: str) -> float:
    """Seconds from a press on the sheet's button to the end of everything."""
    began = time.monotonic()
    house.press(words, sheet)
    await until(house.front.done.is_set, "the end")
    assert not house.window.isVisible()
    await house.close()
    return time.monotonic() - began


def test_an_idle_window_closes_without_a_word(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        await house.quit()
        assert house.front.done.is_set()
        assert await house.close() < _AT_ONCE

    play(story, url=sandbox.url)


def test_an_upload_goes_on_next_time_as_one_job(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow", on="submit", seconds=4.0)
        await house.send(pairs("may-auction"))
        await until(lambda: house.desk.uploads_under_way, "the upload")
        sheet = await asked(house)
        assert house.says("Quit while may-auction is uploading?", sheet)
        house.press("Stay", sheet)
        await until(lambda: not house.front.stage.scope.is_running("quit"), "the answer")
        assert house.window.isVisible()
        assert await ended(house, await asked(house), "Quit, go on next time") < _AT_ONCE
        await house.open()
        await house.verified("may-auction")
        assert len(sandbox.jobs(KEY)) == 1

    play(story, url=sandbox.url)


def test_an_upload_that_is_stopped_stays_on_hold(play, sandbox: Sandbox, large: Path):
    with Network(sandbox.url) as network:

        async def story(house: House) -> None:
            network.hang()
            await house.send(large)
            await until(lambda: house.desk.uploads_under_way, "the upload")
            await until(lambda: network.stuck.acquire(blocking=False), "the network to hang")
            assert await ended(house, await asked(house), "Stop and quit") < _AT_ONCE
            network.flow()
            await house.open()
            await house.checked()
            assert house.state("large") is RowState.HELD
            assert sandbox.jobs(KEY) == []

        play(story, url=network.url)


def test_an_upload_without_an_answer_ends_in_time_and_waits_for_the_user(play, sandbox: Sandbox, pairs):
    """All of it has been sent: nobody can take that back, and nobody sends it as a second job."""
    with Network(sandbox.url) as network:

        async def story(house: House) -> None:
            network.hang()
            await house.send(pairs("may-auction"))
            await until(lambda: house.desk.uploads_under_way, "the upload")
            await until(lambda: network.stuck.acquire(blocking=False), "the network to hang")
            assert await ended(house, await asked(house), "Stop and quit") < _AT_ONCE
            network.flow()
            await house.open()
            await house.checked()
            held = next(row for row in house.rows if row.state is RowState.HELD)
            assert held.may_have_arrived
            await house.desk.send_again(held.key)
            await until(lambda: len(house.rows) == 1, "the two to be one")
            await house.verified("may-auction")
            assert len(sandbox.jobs(KEY)) == 1

        play(story, url=network.url)


def test_waiting_ends_by_itself(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow", on="submit", seconds=1.0)
        sandbox.fault(KEY, "slow_job", seconds=60.0)
        await house.send(pairs("may-auction"))
        await house.send(pairs("june-preview"))
        await until(lambda: house.desk.uploads_under_way, "the upload")
        sheet = await asked(house)
        assert house.says("1 file waits in the Rank lane", sheet)
        house.press("Wait, then quit", sheet)
        assert house.says("mcdesk quits when this has ended", sheet)
        assert house.window.isVisible()
        await until(house.front.done.is_set, "the end")
        await house.close()
        assert len(sandbox.jobs(KEY)) == 1

    play(story, url=sandbox.url)


def test_waiting_can_be_taken_back(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow", on="submit", seconds=1.0)
        await house.send(pairs("may-auction"))
        await until(lambda: house.desk.uploads_under_way, "the upload")
        sheet = await asked(house)
        house.press("Wait, then quit", sheet)
        house.press("Stay open", sheet)
        await house.verified("may-auction")
        assert house.window.isVisible()
        assert not house.front.done.is_set()

    play(story, url=sandbox.url)


def test_a_download_names_its_slot_and_is_not_repeated(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow", on="download", seconds=2.0)
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.COMPLETED)
        await until(lambda: house.desk.downloads_under_way, "the download")
        sheet = await asked(house)
        assert house.says("Quit while may-auction is downloading?", sheet)
        assert house.says("Downloading may-auction: its slot is spent either way", sheet)
        assert await ended(house, sheet, "Quit, go on next time") < _AT_ONCE
        await house.open()
        await house.checked()
        attempts = house.details("may-auction").downloads
        assert [attempt.state for attempt in attempts] != [DownloadState.VERIFIED]
        assert len(attempts) == 1

    play(story, url=sandbox.url)


def test_files_that_only_wait_need_two_choices(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        sandbox.fault(KEY, "slow_job", seconds=60.0)
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.PROCESSING)
        await house.send(pairs("june-preview"), wanted="Queue after may-auction")
        sheet = await asked(house)
        assert house.says("Quit while 1 file waits?", sheet)
        assert not house.says("Stop and quit", sheet)
        assert await ended(house, sheet, "Quit") < _AT_ONCE
        await house.open()
        assert house.state("june-preview") is RowState.WAITING

    play(story, url=sandbox.url)


def test_a_file_that_is_not_submitted_is_asked_about(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.drop(pairs("may-auction"))
        await until(lambda: house.sheets(), "the sheet")
        await house.quit()
        await until(lambda: house.dialogs(LeavingSheet), "the question")
        (sheet,) = house.dialogs(LeavingSheet)
        assert house.says("Quit without submitting may-auction.csv?", sheet)
        house.key(Qt.Key.Key_Escape, on=sheet)
        await until(lambda: not house.front.stage.scope.is_running("quit"), "the answer")
        assert house.dialogs(NewBatchSheet)
        house.window.close()
        await until(lambda: house.dialogs(LeavingSheet), "the question")
        (sheet,) = house.dialogs(LeavingSheet)
        assert await ended(house, sheet, "Quit") < _AT_ONCE

    play(story, url=sandbox.url)
