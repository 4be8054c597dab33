"""Runs the soak against a sandbox of its own, each in its own process, and judges what came of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

_SPEED = "500"
_NONE_OF = (
    "jobs without intent",
    "intents without job",
    "completed, no result, slots left",
    "slots not on record",
    "left over",
)


def soaked(folder: Path) -> dict[str, Any]:
    """What became of the jobs, as `tests.benchmarks.soak` tells it."""
    folder.mkdir()
    command = [
        sys.executable,
        "-m",
        "mcdesk",
        "sandbox",
        "--speed",
        _SPEED,
        "--data",
        str(folder / "sandbox"),
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as sandbox:
        try:
            assert sandbox.stdout is not None
            url = sandbox.stdout.readline().removeprefix("ready ").strip()
            soak = [sys.executable, "-m", "tests.benchmarks.soak", url, str(folder)]
            told: dict[str, Any] = json.loads(subprocess.check_output(soak, text=True))
        finally:
            sandbox.terminate()
    return told


def lost(told: dict[str, Any]) -> int:
    """How many intents, jobs, results, slots and tasks are not where they must be."""
    forgotten = told["asked"] - told["intents"]
    twice = told["jobs"] - told["intents"]
    damaged = told["verified"] - told["verified and intact"]
    return int(sum(told[name] for name in _NONE_OF) + abs(forgotten) + abs(twice) + damaged)


def growth(told: dict[str, Any]) -> float:
    """By what share memory grew after the first quarter, at its highest."""
    first, *later = told["memory"]
    return float(max(later) / first - 1)
