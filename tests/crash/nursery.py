"""Runs mcdesk in processes of its own, quickly: the test's end of `tests.crash.children.nursery`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.crash.points import Point

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended: its exit code, or minus the signal that killed it, and what it had said."""

    code: int
    stdout: str
    stderr: str


class Nursery:
    """A warm interpreter that forks a process for each task. One task at a time."""

    def __init__(self, module: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.crash.children.nursery", f"tests.crash.children.{module}"],
            cwd=ROOT,
            # A library with threads of its own must not be forked.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1", "QT_QPA_PLATFORM": "offscreen"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def run(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        *,
        kill: Point | None = None,
        record: Path | None = None,
    ) -> Ended:
        """Runs one process to its end.

        Args:
            arguments: For the module's `main`.
            environment: Beside what this process has.
            folder: Takes what it says.
            kill: Where it is killed; it ends by itself if it never comes there.
            record: A file for the points it passed, one a line.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        task = {
            "arguments": list(arguments),
            "environment": dict(environment),
            "folder": str(folder),
            "kill": str(kill) if kill else None,
            "record": str(record) if record else None,
        }
        self._process.stdin.write(json.dumps(task) + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the nursery has ended; stderr tells why"
        said = {name: (folder / name).read_text(errors="replace") for name in ("stdout", "stderr")}
        return Ended(json.loads(answer)["code"], **said)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.communicate()
