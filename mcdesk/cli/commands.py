"""The command line: which commands there are and what they take. The work is done elsewhere."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated

import typer

from mcdesk import __version__
from mcdesk.desk.home import home_folder
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, Cells, Ranking
from mcdesk.model.operations import DECODE, RANK
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
    version: Annotated[
        bool, typer.Option("--version", metavar="", help="Print the version and end.")
    ] = False,
) -> None:
    if version:
        print(f"mcdesk {__version__}")
        raise typer.Exit


Maps = Annotated[
    list[str] | None,
    typer.Option("--map", metavar="NEEDED=COLUMN", help="Which column a needed one is; may be repeated."),
]
Constants = Annotated[
    list[str] | None,
    typer.Option("--constant", metavar="NEEDED=VALUE", help="One value for all rows; may be repeated."),
]
FixOption = Annotated[str, typer.Option(metavar="FIXES", help="Which fixes are on: safe, all or none.")]
EncodingOption = Annotated[
    str, typer.Option(metavar="NAME", help="How FILE is encoded, if that is not found out.")
]
SeparatorOption = Annotated[str, typer.Option(metavar="NAME", help="comma, semicolon, tab or pipe.")]
HeaderOption = Annotated[
    int | None, typer.Option(min=0, metavar="LINE", help="Line of the header; 0 for none.")
]
SheetOption = Annotated[
    str, typer.Option(metavar="NAME", help="The sheet of a workbook; default: the first with cells.")
]
FirstOption = Annotated[
    int | None, typer.Option(min=1, metavar="ROWS", help="Only that many rows, as a trial.")
]
BadRows = Annotated[
    str,
    typer.Option(
        metavar="WHAT", help="What becomes of rows the service can't work on: refuse, leave-out or send."
    ),
]
BaseUrlOption = Annotated[str | None, typer.Option(metavar="URL", help="The service's address.")]
AccountOption = Annotated[str | None, typer.Option(metavar="NAME", help="An account that mcdesk knows.")]
BadEntries = Annotated[
    str, typer.Option(metavar="WHAT", help="What becomes of rows that can't be sent: refuse or leave-out.")
]
AnswerOption = Annotated[
    bool, typer.Option("--json", metavar="", help="Print the service's own answer on stdout.")
]

rankings = typer.Typer(
    no_args_is_help=True,
    help="Rank dealers for a vehicle, or vehicles for a dealer, in one request that is answered at once.",
)
commands.add_typer(rankings, name=RANK.id)


@commands.command()
def run(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, TSV or workbook, plain or .gz.")],
    operation: Annotated[str, typer.Option(metavar="NAME", help="What to do with it: rank or decode.")],
    base_url: BaseUrlOption = None,
    account: AccountOption = None,
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Folder for the result; default: beside FILE.")
    ] = None,
    reference: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of the job; default: the file's.")
    ] = None,
    poll: Annotated[
        float | None, typer.Option(metavar="SECONDS", help="Seconds between looks at the job.")
    ] = None,
    keep_downloads: Annotated[
        int,
        typer.Option(
            min=0, metavar="NUMBER", help="Downloads that are never spent on repeating a broken one."
        ),
    ] = 1,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="End with one JSON object on stdout.")
    ] = False,
    maps: Maps = None,
    constants: Constants = None,
    fix: FixOption = "safe",
    bad_rows: BadRows = "refuse",
    first: FirstOption = None,
    encoding: EncodingOption = "",
    separator: SeparatorOption = "",
    header_line: HeaderOption = None,
    sheet: SheetOption = "",
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
    from mcdesk.cli.wishes import Preparation

    preparation = Preparation(
        maps or (), constants or (), fix, bad_rows, encoding, separator, header_line, sheet, first
    )
    wish = Wish(
        file, operation, base_url, account, out, reference, poll, keep_downloads, as_json, preparation
    )
    raise typer.Exit(run_wish(wish, home_folder(os.environ)))


@commands.command()
def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV, TSV or workbook, plain or .gz.")],
    operation: Annotated[str, typer.Option(metavar="NAME", help="What it is meant for: rank or decode.")],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Write the cleaned copy here, its log and its rejects beside it."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="Print one JSON object on stdout.")
    ] = False,
    maps: Maps = None,
    constants: Constants = None,
    fix: FixOption = "safe",
    bad_rows: Annotated[
        str, typer.Option(metavar="WHAT", help="What becomes of bad rows in the copy: leave-out or send.")
    ] = "leave-out",
    first: FirstOption = None,
    encoding: EncodingOption = "",
    separator: SeparatorOption = "",
    header_line: HeaderOption = None,
    sheet: SheetOption = "",
) -> None:
    """Tell everything that is wrong with FILE before it is sent. Nothing is sent, and FILE stays untouched.

    Exit codes: 0 clean; 1 nothing worse than warnings and what can be mended; 2 errors, or bad usage.
    """
    from mcdesk.cli.check import CheckWish
    from mcdesk.cli.check import check as check_wish
    from mcdesk.cli.wishes import Preparation

    preparation = Preparation(
        maps or (), constants or (), fix, bad_rows, encoding, separator, header_line, sheet, first
    )
    raise typer.Exit(check_wish(CheckWish(file, operation, preparation, out, as_json)))


@rankings.command(RANK_DEALERS.many.plural)
def rank_dealers(
    vin: Annotated[str, typer.Option(metavar="VIN", help="The vehicle.")],
    price: Annotated[str, typer.Option(metavar="DOLLARS", help="Its price in whole dollars.")],
    miles: Annotated[str, typer.Option(metavar="MILES", help="Its mileage, in whole miles.")],
    dealers: Annotated[
        Path,
        typer.Option(metavar="FILE", help="A CSV, TSV or workbook of dealers, plain or .gz; - for stdin."),
    ],
    base_url: BaseUrlOption = None,
    account: AccountOption = None,
    bad_rows: BadEntries = "refuse",
    as_json: AnswerOption = False,
) -> None:
    """Rank up to 100 dealers for one vehicle, the best first.

    FILE has a column of dealer sites, and where a dealer has several locations, one of ZIP codes or location
    ids. The key comes from MCDESK_API_KEY or the account's entry in the system's keyring.

    Exit codes: 0 ranked; 2 bad usage or file, nothing was sent; 3 the service refused or gave no answer; 4 it
    answered and ranked nothing; 130 interrupted.
    """
    raise typer.Exit(
        _rank(RANK_DEALERS, (vin, price, miles), dealers, base_url, account, bad_rows, as_json=as_json)
    )


@rankings.command(RANK_VEHICLES.many.plural)
def rank_vehicles(
    source: Annotated[str, typer.Option(metavar="SITE", help="The dealer's site.")],
    vehicles: Annotated[
        Path,
        typer.Option(metavar="FILE", help="A CSV, TSV or workbook of vehicles, plain or .gz; - for stdin."),
    ],
    zip_code: Annotated[
        str, typer.Option("--zip", metavar="ZIP", help="Which of its locations, by ZIP code.")
    ] = "",
    location: Annotated[
        str, typer.Option(metavar="ID", help="Which of its locations, by MarketCheck's id.")
    ] = "",
    base_url: BaseUrlOption = None,
    account: AccountOption = None,
    bad_rows: BadEntries = "refuse",
    as_json: AnswerOption = False,
) -> None:
    """Rank up to 20 vehicles for one dealer, the best first.

    FILE has columns of VINs, prices and miles. Key and exit codes are as with dealers.
    """
    raise typer.Exit(
        _rank(
            RANK_VEHICLES,
            (source, zip_code, location),
            vehicles,
            base_url,
            account,
            bad_rows,
            as_json=as_json,
        )
    )


def _rank(
    ranking: Ranking,
    one: Cells,
    file: Path,
    base_url: str | None,
    account: str | None,
    bad_rows: str,
    *,
    as_json: bool,
) -> int:
    from mcdesk.cli.entries import RankWish
    from mcdesk.cli.errand import Reach
    from mcdesk.cli.lookups import rank

    wish = RankWish(ranking, one, file, bad_rows, as_json, Reach(base_url, account))
    return rank(wish, home_folder(os.environ))


@commands.command(DECODE.id)
def decode_vin(
    vin: Annotated[str, typer.Argument(metavar="VIN", help="The vehicle's VIN.")],
    base_url: BaseUrlOption = None,
    account: AccountOption = None,
    as_json: AnswerOption = False,
) -> None:
    """Tell what one VIN is, by a NeoVIN decode that is answered at once.

    What the service remarks on a decode is explained on stderr. The key comes from MCDESK_API_KEY or the
    account's entry in the system's keyring.

    Exit codes: 0 decoded; 2 bad usage, nothing was sent; 3 the service refused or gave no answer; 4 it
    answered and knows nothing of the vehicle; 130 interrupted.
    """
    from mcdesk.cli.errand import Reach
    from mcdesk.cli.lookups import DecodeWish, decode

    wish = DecodeWish(vin, as_json, Reach(base_url, account))
    raise typer.Exit(decode(wish, home_folder(os.environ)))


@commands.command()
def sandbox(
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="NUMBER", help="0 picks a free one.")] = 0,
    speed: Annotated[float, typer.Option(min=0.01, metavar="TIMES", help="2 is twice as fast.")] = 1.0,
    data: Annotated[Path | None, typer.Option(metavar="FOLDER", help="Folder that keeps its jobs.")] = None,
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
