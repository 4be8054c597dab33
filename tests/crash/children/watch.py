"""Sees every step of mcdesk in the process it is installed in: notes it, or kills the process at one of them.

It changes nothing in mcdesk and imports nothing of it: a profile function hears of all calls and returns.
"""

from __future__ import annotations

import opcode
import os
import signal
import sqlite3
import sys
import threading
from collections import Counter
from collections.abc import Callable
from types import CodeType, FrameType
from typing import Any

from tests.crash.points import CALL, RETURN, Point

_PACKAGE = os.sep + "mcdesk" + os.sep
_ROOMS = ("desk", "ledger", "services", "results")
_MODULES = ("intake.packer", "cli.run")
_FILE_ACTS = frozenset({"fsync", "link", "mkdir", "rename", "replace", "rmdir", "unlink"})
_RESUME = opcode.opmap["RESUME"]
_ENDS = {opcode.opmap[name] for name in ("RETURN_VALUE", "RETURN_CONST") if name in opcode.opmap}


class Watch:
    """Tells `on_point` of every point that is passed in any thread, before anything else happens."""

    def __init__(self, on_point: Callable[[Point], None]) -> None:
        self._on_point = on_point
        self._names: dict[CodeType, str | None] = {}
        self._passed: Counter[tuple[str, str]] = Counter()
        self._lock = threading.Lock()

    def install(self) -> None:
        """Watches this thread and all that will be started; threads that run already are not seen."""
        threading.setprofile(self._hear)
        sys.setprofile(self._hear)

    def remove(self) -> None:
        """Watches this thread no longer, and none that is started from now on."""
        sys.setprofile(None)
        threading.setprofile(None)

    def _hear(self, frame: FrameType, event: str, arg: Any) -> None:
        if event == "call" and (name := self._name_of(frame.f_code)) and _begins(frame):
            self._pass(name, CALL)
        elif event == "return" and (name := self._name_of(frame.f_code)) and _ends(frame):
            self._pass(name, RETURN)
        elif event == "c_call" and (name := _act(arg)):
            self._pass(name, CALL)
        elif event == "c_return" and (name := _act(arg)):
            self._pass(name, RETURN)

    def _pass(self, name: str, event: str) -> None:
        with self._lock:
            self._passed[name, event] += 1
            self._on_point(Point(name, event, self._passed[name, event]))

    def _name_of(self, code: CodeType) -> str | None:
        try:
            return self._names[code]
        except KeyError:
            return self._names.setdefault(code, _name(code))


def killer_at(wanted: Point) -> Callable[[Point], None]:
    """Ends the process at one point as a power cut would: no handler runs, nothing is written any more."""

    def on_point(point: Point) -> None:
        if point == wanted:
            os.kill(os.getpid(), signal.SIGKILL)

    return on_point


def _name(code: CodeType) -> str | None:
    """`desk.fetching.Fetcher.fetch`; None for what is not watched and for what has no name of its own."""
    _, found, path = code.co_filename.rpartition(_PACKAGE)
    module = path.removesuffix(".py").replace(os.sep, ".")
    is_watched = module.partition(".")[0] in _ROOMS or module in _MODULES
    is_named = not code.co_name.startswith("<")
    return f"{module}.{code.co_qualname}" if found and is_watched and is_named else None


def _begins(frame: FrameType) -> bool:
    """Whether a function is called, not a coroutine or generator resumed."""
    code, at = frame.f_code.co_code, frame.f_lasti
    return code[at] != _RESUME or code[at + 1] == 0


def _ends(frame: FrameType) -> bool:
    """Whether a function returns a value, as opposed to waiting, yielding or failing."""
    return frame.f_code.co_code[frame.f_lasti] in _ENDS


def _act(function: Any) -> str | None:
    """What the system is asked for where files and the ledger are changed for good."""
    name = function.__name__
    if name in _FILE_ACTS and function.__module__ == "posix":
        return f"posix.{name}"
    if name == "commit" and isinstance(function.__self__, sqlite3.Connection):
        return "sqlite3.commit"
    return None
