"""Keeps an interpreter that has loaded everything, and runs each task that it is handed in a fork of it.

`python -m tests.crash.children.nursery MODULE`: one task a line on stdin, one answer a line on stdout, both
JSON. The module's `main(arguments)` does the task. Nothing runs here beside the main thread, so a fork is as
good as a start, and takes a hundredth of the time.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from tests.crash.children.watch import Watch, killer_at
from tests.crash.points import Point

_PATIENCE = 40.0
"""Seconds after which a task that hangs tells where, and ends."""

Main = Callable[[list[str]], None]


def serve(main: Main) -> None:
    """Does tasks until stdin ends."""
    for line in sys.stdin:
        task: dict[str, Any] = json.loads(line)
        if threading.active_count() > 1:
            raise RuntimeError(f"threads were started while loading: {threading.enumerate()}")
        if (child := os.fork()) == 0:
            _do(main, task)
        _, status = os.waitpid(child, 0)
        sys.stdout.write(json.dumps({"code": os.waitstatus_to_exitcode(status)}) + "\n")
        sys.stdout.flush()


def _do(main: Main, task: dict[str, Any]) -> NoReturn:
    folder = Path(task["folder"])
    for name, stream in (("stdout", sys.stdout), ("stderr", sys.stderr)):
        with (folder / name).open("wb") as file:
            os.dup2(file.fileno(), stream.fileno())
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    faulthandler.dump_traceback_later(_PATIENCE, exit=True)
    os.environ |= task["environment"]
    code = 1
    try:
        code = _watched(main, task)
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _watched(main: Main, task: dict[str, Any]) -> int:
    passed: list[Point] = []
    on_point = killer_at(Point.parse(task["kill"])) if task["kill"] else passed.append
    watch = Watch(on_point)
    if task["kill"] or task["record"]:
        watch.install()
    try:
        main(task["arguments"])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    finally:
        watch.remove()
        if task["record"]:
            Path(task["record"]).write_text("\n".join(map(str, passed)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    serve(importlib.import_module(sys.argv[1]).main)
