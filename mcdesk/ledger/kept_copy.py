"""Keeps a copy of the ledger that is never much older than a quarter of an hour, in a thread of its own.

From it comes back what can't be read any more in a damaged ledger. Nothing is restored here.
"""

from __future__ import annotations

import logging
import os
import threading
from concurrent.futures import Future
from pathlib import Path

from mcdesk.ledger import claims
from mcdesk.ledger.copies import StoppedError, copy_whole, is_due, kept_copy_of
from mcdesk.ledger.troubles import translated

EVERY = 15 * 60.0
"""Seconds."""

_log = logging.getLogger(__name__)


class KeptCopy:
    """Makes the copies of one open ledger, one at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stop = threading.Event()
        self.under_way: list[Future[bool]] = []
        """Copies that were begun. Empty, or all done, once `stop` was heard."""

    def begin(self, now: float) -> Future[bool]:
        """Makes a copy if the newest is older than a quarter of an hour; tells whether it did.

        Args:
            now: Seconds since 1970. The copy's file says that it was made then.
        """
        done: Future[bool] = Future()
        done.set_running_or_notify_cancel()
        self.under_way = [*(copy for copy in self.under_way if not copy.done()), done]

        def run() -> None:
            try:
                with translated(self._path):
                    done.set_result(self._copied(now))
            except BaseException as exc:
                done.set_exception(exc)

        threading.Thread(target=run, name="mcdesk-ledger-copy", daemon=True).start()
        return done

    def stop(self) -> None:
        """Ends a copy that is under way, within the time of a megabyte. None is begun any more."""
        self._stop.set()

    def _copied(self, now: float) -> bool:
        target = kept_copy_of(self._path)
        if not is_due(self._path, now, EVERY):
            return False
        try:
            with claims.arranging(self._path, patience=0):
                copy_whole(self._path, target, lambda: not self._stop.is_set())
                os.utime(target, (now, now))
        except (StoppedError, claims.TakenError) as exc:
            _log.info("no copy of the ledger was made (%s); the next start makes it", type(exc).__name__)
            return False
        return True
