"""Slots are the user's money: what costs one asks, what is broken is never shown as a result."""

import hashlib

from PySide6.QtCore import Qt

from mcdesk.model.downloads import DownloadState
from mcdesk.model.rows import CopyState, RowState
from mcdesk.ui.panels.check_box import CheckBox
from tests.e2e.house import KEY, House, until
from tests.sandbox_fixtures import Sandbox
from tests.ui.inspector.probes import buttons


async def _broken(house: House, sandbox: Sandbox, path, kind: str, state: DownloadState) -> None:
    sandbox.fault(KEY, kind)
    await house.send(path)
    await until(lambda: house.state(path.stem) is RowState.COMPLETED, "the job")
    await until(lambda: house.fetched(path.stem, state), "the download to break")
    await until(lambda: house.left(path.stem) == 2, "the slots")
    await until(lambda: house.notice, "the notice")


def test_a_broken_download_asks_before_the_second_slot(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await _broken(house, sandbox, pairs("may-auction"), "drop_download", DownloadState.BROKEN)
        await until(lambda: "The download broke off" in house.notice, "the notice")
        await until(lambda: house.says("Download again…, uses 1 of 2 left"), "the offer with its price")
        checks = house.desk.poll_status.checked_at
        await until(lambda: house.desk.poll_status.checked_at != checks, "one more check")
        assert len(house.details("may-auction").downloads) == 1
        house.press("Download again…")
        await until(lambda: house.sheets(), "the question")
        assert house.says("uses 1 of 2 downloads left")
        house.press("Cancel")
        await until(lambda: not house.front.stage.scope._by_name, "the answer")
        assert len(house.details("may-auction").downloads) == 1
        await house.press_when_ready("Download again…")
        await until(lambda: house.sheets(), "the question")
        house.press("Download")
        download = await house.verified("may-auction")
        assert download.path is not None
        assert hashlib.sha256(download.path.read_bytes()).hexdigest() == download.expected_sha256
        await until(lambda: house.left("may-auction") == 1, "one slot left")

    play(story, url=sandbox.url)


def test_a_result_that_does_not_match_is_kept_aside(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await _broken(house, sandbox, pairs("may-auction"), "wrong_checksum", DownloadState.MISMATCH)
        await until(lambda: "does not match its checksum" in house.notice, "the notice")
        assert house.row("may-auction").copy is CopyState.DAMAGED
        await until(lambda: house.says("Download again…, uses 1 of 2 left"), "the offer with its price")
        assert house.says("Checksum does not match")
        house.window.page.table.row_activated.emit(house.row("may-auction").key)
        await until(lambda: house.sheets(), "the question instead of the file")
        assert house.outside.paths == []
        house.press("Download")
        await house.verified("may-auction")

    play(story, url=sandbox.url)


def test_the_last_download_asks_twice(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        await until(lambda: house.left("may-auction") == 2, "two slots left")
        await house.focus(house.window.page.table)
        control = Qt.KeyboardModifier.ControlModifier
        house.key(Qt.Key.Key_D, control)
        house.key(Qt.Key.Key_D, control)
        await until(lambda: house.sheets(), "the question")
        assert len(house.sheets()) == 1
        house.press("Download again")
        await until(lambda: house.left("may-auction") == 1, "one slot left")
        await until(lambda: house.says("uses the last one"), "the price")
        house.press("Download again…")
        await until(lambda: house.sheets(), "the question")
        assert house.says("Use the last download of may-auction?")
        assert house._button("Use the last download", None) is None
        house.top.findChildren(CheckBox)[0].click()
        house.press("Use the last download")
        await until(lambda: house.left("may-auction") == 0, "no slot left")
        await until(lambda: not house.front.results.downloading, "its end")
        await until(lambda: not _offers_one(house), "the offer to go")
        await house.focus(house.window.page.table)
        house.key(Qt.Key.Key_D, control)
        await until(lambda: "All downloads of this job are used" in house.notice, "the notice")
        house.key(Qt.Key.Key_Escape)
        assert house.notice == ""

    play(story, url=sandbox.url)


def test_nothing_is_fetched_by_itself_where_that_is_off(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.focus(house.window)
        house.key(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier, on=house.window)
        await until(lambda: house.sheets(), "the settings")
        house.press("Fetch results automatically")
        house.press("Done")
        await house.send(pairs("may-auction"))
        await house.reaches("may-auction", RowState.COMPLETED)
        await house.restart()
        await house.checked()
        assert house.details("may-auction").downloads == ()
        house.window.show_row(house.row("may-auction").key)
        await house.press_when_ready("Download…")
        await house.verified("may-auction")

    play(story, url=sandbox.url)


def test_a_copy_that_has_changed_is_not_opened(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        download = await house.verified("may-auction")
        assert download.path is not None
        download.path.write_bytes(b"something else")
        await house.press_when_ready("Open results")
        await until(lambda: "is gone or has changed" in house.notice, "the notice")
        assert house.outside.paths == []

    play(story, url=sandbox.url)


def _offers_one(house: House) -> bool:
    return any("Download" in words for words in buttons(house.window.inspector))
