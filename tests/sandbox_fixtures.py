"""The real sandbox over a real socket, and what orders its faults."""

import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mcdesk.sandbox.server import SandboxServer


class Sandbox:
    """A running sandbox. Faults are ordered per account, that is per key."""

    def __init__(self, url: str) -> None:
        self.url = url

    def fault(self, key: str, kind: str, **parameters: Any) -> None:
        body = json.dumps({"kind": kind, **parameters}).encode()
        request = urllib.request.Request(
            f"{self.url}/sandbox/faults?api_key={key}",
            body,
            {"Content-Type": "application/json"},
            method="POST",
        )
        with urllib.request.urlopen(request) as answer:
            assert answer.status < 300

    def clear(self, key: str) -> None:
        url = f"{self.url}/sandbox/faults?api_key={key}"
        with urllib.request.urlopen(urllib.request.Request(url, method="DELETE")) as answer:
            assert answer.status < 300

    def jobs(self, key: str, operation: str = "marketmatch/rank") -> list[dict[str, Any]]:
        url = f"{self.url}/v2/batch/{operation}/jobs?api_key={key}&rows=100"
        with urllib.request.urlopen(url) as answer:
            jobs: list[dict[str, Any]] = json.load(answer)["jobs"]
            return jobs


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[Sandbox]:
    server = SandboxServer(tmp_path / "sandbox", speed=100)
    yield Sandbox(server.start())
    server.stop()
