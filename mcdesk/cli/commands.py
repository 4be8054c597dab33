"""The command line: which commands there are and what they take. The work is done elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mcdesk import __version__
from mcdesk.desk.home import home_folder
from mcdesk.services.redaction import quiet_http_logs

commands = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Batch jobs for vehicle data. Without a command, the window opens.",
)


def run_command_line() -> None:
    """Runs what `sys.argv` asks for and ends the process with its exit code."""
    quiet_http_logs()
    commands(prog_name="mcdesk")


@commands.callback(invoke_without_command=True)
def _about(
    version: Annotated[bool, typer.Option("--version", help="Print the version and end.")] = False,
) -> None:
    if version:
        print(f"mcdesk {__version__}")
        raise typer.Exit


@commands.command()
def run(
    file: Annotated[Path, typer.Argument(help="A .csv or .csv.gz file with a header line.")],
    operation: Annotated[str, typer.Option(help="What to do with it: rank or decode.")],
    base_url: Annotated[str | None, typer.Option(help="The service's address.")] = None,
    account: Annotated[str | None, typer.Option(help="An account that mcdesk knows.")] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the result; default: beside FILE.")] = None,
    reference: Annotated[str | None, typer.Option(help="Name of the job; default: the file's.")] = None,
    poll: Annotated[float | None, typer.Option(help="Seconds between looks at the job.")] = None,
    keep_downloads: Annotated[
        int, typer.Option(min=0, help="Downloads that are never spent on repeating a broken one.")
    ] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="End with one JSON object on stdout.")] = False,
) -> None:
    """Send FILE, watch its job, and bring back a verified result.

    The key comes from MCDESK_API_KEY or the account's entry in the system's keyring. Running the same command
    again resumes what was interrupted.

    Exit codes: 0 verified result on disk; 1 trouble on this computer after sending; 2 bad usage or file,
    nothing was sent; 3 the service refused; 4 the job failed; 5 the bytes did not verify; 6 no downloads
    left; 130 interrupted.
    """
    from mcdesk.cli.run import Wish
    from mcdesk.cli.run import run as run_wish

    wish = Wish(file, operation, base_url, account, out, reference, poll, keep_downloads, as_json)
    raise typer.Exit(run_wish(wish, home_folder(os.environ)))


@commands.command()
def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 picks a free one.")] = 0,
    speed: Annotated[float, typer.Option(min=0.01, help="2 is twice as fast.")] = 1.0,
    data: Annotated[Path | None, typer.Option(help="Folder that keeps its jobs.")] = None,
) -> None:
    """Serve the practice services on this computer until interrupted."""
    from mcdesk.sandbox.server import serve_forever

    folder = data if data is not None else home_folder(os.environ) / "sandbox"
    try:
        serve_forever(folder, port=port, speed=speed, on_ready=lambda url: print(f"ready {url}", flush=True))
    except OSError as exc:
        print(f"The sandbox can't start: {_why(exc)}. Try another --port or --data.", file=sys.stderr)
        raise typer.Exit(2) from exc


def _why(error: OSError) -> str:
    """The system's own words, without the address that some of its parts add in brackets."""
    return (error.strerror or str(error)).partition(" (")[0]
