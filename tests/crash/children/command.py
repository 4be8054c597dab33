"""The command line, as `python -m mcdesk ARGUMENTS` runs it, with all its modules loaded before."""

from __future__ import annotations

import sys
from importlib import import_module

from mcdesk.cli.commands import run_command_line
from mcdesk.services.http import warm_up

# What a run only loads when it comes to it.
for _name in (
    "mcdesk.cli.run",
    "mcdesk.cli.wishes",
    "sqlalchemy.dialects.sqlite",
    "isal.igzip",
    "rich.console",
):
    import_module(_name)
warm_up()


def main(arguments: list[str]) -> None:
    """Runs the command. Ends by SystemExit with its exit code."""
    sys.argv = ["mcdesk", *arguments]
    run_command_line()
