"""The first hour: no account, the practice server, the first verified result."""

import hashlib

import pytest
from PySide6.QtCore import Qt

from mcdesk.model.rows import RowState
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from tests.e2e.house import House, readable, until


def test_without_an_account_nothing_looks_like_one(play):
    async def story(house: House) -> None:
        switcher = house.window.frame.rail.account
        assert switcher.text() == "No account yet"
        assert "Production" not in switcher.accessibleName()
        assert house.status_words() == "No account yet: nothing is sent and nothing is watched"
        assert house.says("Two ways to start")
        house.hover(house.program.samples[0].path)
        assert all(not target.isEnabled() for target in house.targets())
        house.key(Qt.Key.Key_Escape)
        assert not house.window.overlay.isVisible()

    play(story)


def test_from_the_first_start_to_a_verified_file(play):
    async def story(house: House) -> None:
        house.press("Practise in the sandbox")
        await house.checked()
        assert house.window.frame.rail.account.text() == "Sandbox: Practice server"
        sample = house.program.samples[0]
        await house.send(sample.path, on=sample.operation)
        download = await house.verified("vehicles-and-dealers")
        assert download.path is not None
        assert hashlib.sha256(download.path.read_bytes()).hexdigest() == download.expected_sha256
        row = house.row("vehicles-and-dealers")
        assert (row.items, row.succeeded, row.failed) == (206, 108, 0)
        words = (
            "98 rows repeat a VIN. The service counts each VIN once, so 108 is expected: nothing is missing."
        )
        await until(lambda: house.says(words), "the counts")
        house.press("Open results")
        await until(lambda: house.outside.paths == [readable(download)], "the result to be opened")

    play(story)


@pytest.mark.parametrize(("place", "words"), [(0, "Run the sample"), (1, "or decode 108 VINs")])
def test_a_sample_goes_straight_to_its_operation(play, place, words):
    async def story(house: House) -> None:
        house.press("Practise in the sandbox")
        await house.checked()
        sample = house.program.samples[place]
        house.press(words)
        await until(lambda: house.dialogs(NewBatchSheet), "the sheet")
        assert house.says(sample.path.name)
        await house.press_when_ready("Submit")
        await house.verified(sample.path.stem)
        assert house.row(sample.path.stem).operation == sample.operation

    play(story)


def test_impatience_does_nothing_twice(play):
    async def story(house: House) -> None:
        for _ in range(3):
            house.front.accounts.practise()
        await house.checked()
        assert len(await house.program.accounts()) == 1
        sample = house.program.samples[0]
        for _ in range(3):
            house.window.empty.run_sample_asked.emit(sample)
        await until(lambda: house.sheets(), "the sheet")
        assert len(house.sheets()) == 1
        await until(lambda: house.says("0 problems"), "the check")
        for _ in range(3):
            house.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, on=house.top)
        await house.verified(sample.path.stem)
        assert len(house.rows) == 1
        for _ in range(3):
            house.front.settings.show()
            house.front.settings.show_keys()
        await until(lambda: house.sheets(), "a sheet")
        assert len(house.sheets()) == 1

    play(story)


def test_the_first_run_is_the_first_run_only_once(play):
    async def story(house: House) -> None:
        house.press("Practise in the sandbox")
        await house.checked()
        await house.send(house.program.samples[1].path, on="decode")
        await house.verified("vins-to-decode")
        await house.restart()
        assert house.state("vins-to-decode") is RowState.COMPLETED
        await house.checked()
        assert house.window.windowTitle() == "Practice server · Sandbox – mcdesk"

    play(story)
