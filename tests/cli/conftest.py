"""What tests of the command line share."""

from pathlib import Path

import pytest

from tests.cli.asks import Asker
from tests.cli.runs import KEY, Desk
from tests.sandbox_fixtures import Sandbox


@pytest.fixture
def desk(
    tmp_path: Path, sandbox: Sandbox, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.setenv("MCDESK_API_KEY", KEY)
    return Desk(tmp_path, sandbox, capfd)


@pytest.fixture
def asker(
    tmp_path: Path, sandbox: Sandbox, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Asker:
    monkeypatch.setenv("MCDESK_API_KEY", KEY)
    return Asker(tmp_path, sandbox, capfd)
