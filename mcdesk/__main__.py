"""`python -m mcdesk` and the `mcdesk` command: the window without arguments, the command line with them."""

from __future__ import annotations

import logging
import os
import sys
import threading
from typing import NoReturn

_PATIENCE = 0.1
"""Seconds that a thread has to end by itself."""


def main() -> None:
    """Chooses by whether there are arguments: the window need not wait for the command line's parts."""
    if len(sys.argv) > 1:
        from mcdesk.cli.commands import run_command_line

        run_command_line()
    else:
        from mcdesk.app import run_window

        _end(run_window())


def _end(code: int) -> NoReturn:
    """Ends the process, also where a thread hangs in the system, such as on a disk that does not answer.

    The interpreter would wait for such a thread without end. Everything else has been closed in order by now,
    and what the thread does is written whole or not at all: there is nothing that waiting would save.
    """
    left = [each for each in threading.enumerate() if each is not threading.main_thread() and not each.daemon]
    for thread in left:
        thread.join(_PATIENCE)
    if any(thread.is_alive() for thread in left):
        logging.shutdown()
        sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
