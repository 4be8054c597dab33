"""`python -m mcdesk` and the `mcdesk` command: the window without arguments, the command line with them."""

from __future__ import annotations

import sys


def main() -> None:
    """Chooses by whether there are arguments: the window need not wait for the command line's parts."""
    if len(sys.argv) > 1:
        from mcdesk.cli.commands import run_command_line

        run_command_line()
    else:
        from mcdesk.app import run_window

        sys.exit(run_window())


if __name__ == "__main__":
    main()
