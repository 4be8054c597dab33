"""When a batch starts, as the user said in its sheet: on hold, or after a time of day."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QRadioButton

from mcdesk.model.rows import RowState
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from mcdesk.ui.sheets.start_button import StartButton
from mcdesk.ui.sheets.start_popup import StartPopup
from tests.e2e.house import KEY, House, until
from tests.sandbox_fixtures import Sandbox
from tests.ui.inspector.probes import buttons


async def wished(house: House, choice: str) -> StartButton:
    """The button that submits, once a way to start was chosen beside it."""
    (sheet,) = house.dialogs(NewBatchSheet)
    (start,) = sheet.findChildren(StartButton)
    await until(start.submit.isEnabled, "the check of the file")
    (caret,) = [each for words, each in buttons(start).items() if words.startswith("When it starts")]
    house.key(Qt.Key.Key_Down, on=caret)
    (popup,) = sheet.findChildren(StartPopup)
    next(way for way in popup.findChildren(QRadioButton) if way.text().startswith(choice)).click()
    popup.close()
    return start


@pytest.mark.parametrize(
    ("choice", "words", "state"),
    [("On hold", "Keep on hold", RowState.HELD), ("After", "Queue for", RowState.WAITING)],
)
def test_it_waits_as_was_wished(play, sandbox: Sandbox, pairs, choice: str, words: str, state: RowState):
    async def story(house: House) -> None:
        await house.drop(pairs("may-auction"))
        start = await wished(house, choice)
        assert start.submit.text().startswith(words)
        start.submit.click()
        await until(lambda: house.state("may-auction") is state, f"{state}")
        before = house.desk.poll_status.checked_at
        await until(lambda: house.desk.poll_status.checked_at != before, "another look")
        assert sandbox.jobs(KEY) == []
        submission = house.details("may-auction").submission
        assert submission is not None
        assert (submission.not_before is None) is (state is RowState.HELD)
        assert submission.not_before is None or submission.not_before > time.time()

    play(story, url=sandbox.url)
