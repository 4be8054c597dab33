"""The window, killed while it works and opened again: it goes on, and asks before a second slot."""

import json
import signal
from pathlib import Path
from typing import Any

import pytest

from tests.crash.aftermath import Aftermath
from tests.crash.errand import ROWS
from tests.crash.nursery import Nursery
from tests.crash.points import Point
from tests.e2e.house import KEY
from tests.sandbox_fixtures import Sandbox


class Sitting:
    """A user before one window, who opens it again whenever it has gone."""

    def __init__(self, folder: Path, sandbox: Sandbox, nursery: Nursery) -> None:
        self.home = folder / "home"
        self._folder, self._url, self._nursery = folder, sandbox.url, nursery
        self._answer = folder / "answer"
        self._file = folder / "april.csv"
        self._file.write_text(ROWS)

    def killed(self, at: Point) -> None:
        """Opens the window, submits a file, and loses the window at a point."""
        ended = self._nursery.run(self._arguments(str(self._file)), {}, self._folder, kill=at)
        assert ended.code == -signal.SIGKILL, f"it never came to {at}: {ended}"

    def opened_again(self) -> dict[str, Any]:
        """Waits for the result; tells where it is, its checksum, and whether a slot needed a word."""
        ended = self._nursery.run(self._arguments(""), {}, self._folder)
        assert ended.code == 0, ended.stderr
        answer: dict[str, Any] = json.loads(self._answer.read_text())
        return answer

    def _arguments(self, file: str) -> list[str]:
        return [str(self.home), self._url, file, str(self._answer)]


@pytest.fixture
def sitting(tmp_path: Path, sandbox: Sandbox, window_nursery: Nursery) -> Sitting:
    return Sitting(tmp_path, sandbox, window_nursery)


@pytest.mark.parametrize(
    ("point", "needs_word"),
    [
        pytest.param("ledger.ledger.Ledger.add_submissions return", False, id="the intent is on record"),
        pytest.param("desk.transfers.TransferMeter.__call__ call", False, id="bytes are on their way"),
        pytest.param("ledger.ledger.Ledger.mark_accepted call", False, id="accepted, not on record"),
        pytest.param("services.batch._headers_of return", True, id="the result arrives"),
        pytest.param("ledger.ledger.Ledger.update_download call", False, id="renamed, not on record"),
    ],
)
def test_a_killed_window_goes_on_where_it_was(
    sitting: Sitting, sandbox: Sandbox, tmp_path: Path, point: str, needs_word: bool
) -> None:
    sitting.killed(Point.parse(point))
    answer = sitting.opened_again()
    assert answer["needs_word"] is needs_word
    after = Aftermath(sitting.home, sandbox, tmp_path / "sandbox", KEY)
    after.require_one_job_each(1)
    after.require_slots_on_record(most=1 + needs_word)
    after.require_nothing_left_open()
    after.require_no_halves(sitting.home)
    after.require_true_result(answer["job_id"], Path(answer["path"]), answer["sha256"])
