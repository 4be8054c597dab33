"""`mcdesk rank` and `mcdesk decode`: one request, answered at once, in the history like the window's."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mcdesk.cli.cells import checked_option, doubt_about
from mcdesk.cli.entries import BadRowsError, Entries, RankWish, RowTrouble, entries_of
from mcdesk.cli.errand import Reach, ask
from mcdesk.cli.exits import Exit, exit_for
from mcdesk.cli.lookup_words import decoded_facts, rank_summary, rank_tables, specs_tables
from mcdesk.cli.show import Show
from mcdesk.cli.tables import print_tables
from mcdesk.desk.plan import Step
from mcdesk.model.errors import DeskError, RankRefusedError
from mcdesk.model.fields import VIN
from mcdesk.model.lookups import Column
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.specs import Specs

_MOST_SHOWN = 20
"""Rows of which is told why they can't be sent; with --json, all are."""


@dataclass(frozen=True, slots=True)
class DecodeWish:
    """What the command line asked for."""

    vin: str
    as_json: bool = False
    reach: Reach = field(default_factory=Reach)


def rank(wish: RankWish, home: Path) -> Exit:
    """Asks for a ranking, prints it, and gives the exit code."""
    with Show() as show:
        return _ended(lambda: _rank(wish, home, show), show, as_json=wish.as_json)


def decode(wish: DecodeWish, home: Path) -> Exit:
    """Asks what a VIN is, prints it, and gives the exit code."""
    with Show() as show:
        return _ended(lambda: _decode(wish, home, show), show, as_json=wish.as_json)


def _rank(wish: RankWish, home: Path, show: Show) -> Exit:
    entries = entries_of(wish)
    for note in entries.notes:
        show.step(Step(note))
    _warn(entries.doubts, show)
    try:
        past, answer = ask(wish.reach, home, lambda lookups: lookups.rank(entries.request))
    except RankRefusedError as error:
        _tell(error, entries.refused(error), show, as_json=wish.as_json)
        return exit_for(error, was_sent=True)
    return _answered(wish, entries, past, answer, show)


def _answered(wish: RankWish, entries: Entries, past: PastRequest, answer: RankAnswer, show: Show) -> Exit:
    if wish.as_json:
        _print_body(past)
    else:
        print_tables(rank_tables(entries.request, answer))
    show.step(Step(rank_summary(entries.request, answer, past.seconds)))
    return Exit.DONE if answer.ranked else Exit.JOB_FAILED


def _decode(wish: DecodeWish, home: Path, show: Show) -> Exit:
    column = Column(VIN)
    vin = checked_option(column, wish.vin, "VIN")
    doubt = doubt_about(column, vin)
    _warn([f"{vin}: {doubt}"] if doubt else [], show)
    past, specs = ask(wish.reach, home, lambda lookups: lookups.decode(vin))
    facts = decoded_facts(specs)
    if wish.as_json:
        _print_body(past)
    elif facts:
        print_tables(specs_tables(specs))
    _explain(specs, show)
    return Exit.DONE if facts else Exit.JOB_FAILED


def _warn(doubts: Sequence[str], show: Show) -> None:
    """Says what is strange before anything goes out: it may be a typing error, and each request counts."""
    for doubt in doubts:
        show.step(Step(f"{doubt}. Sent all the same.", is_trouble=True))


def _explain(specs: Specs, show: Show) -> None:
    if specs.observation:
        show.step(Step(f"Observation: {specs.observation}", is_trouble=True))
    for line in specs.explained:
        show.step(Step(line))


def _ended(work: Callable[[], Exit], show: Show, *, as_json: bool) -> Exit:
    """Translates whatever ends a command into words and a code."""
    try:
        return work()
    except DeskError as error:
        _tell(error, error.troubles if isinstance(error, BadRowsError) else (), show, as_json=as_json)
        # Once a request is out, trouble with the ledger no longer stops anything.
        return exit_for(error, was_sent=False)
    except (KeyboardInterrupt, asyncio.CancelledError):
        sys.stderr.write("Interrupted. A request that was under way is in the history as cancelled.\n")
        return Exit.INTERRUPTED


def _tell(error: DeskError, troubles: Sequence[RowTrouble], show: Show, *, as_json: bool) -> None:
    show.error(error)
    for trouble in troubles[:_MOST_SHOWN]:
        show.step(Step(f"  {trouble.line}"))
    if len(troubles) > _MOST_SHOWN:
        show.step(Step(f"  and {len(troubles) - _MOST_SHOWN:,} more"))
    if as_json:
        told: dict[str, object] = {"error": error.title, "advice": error.advice, "code": error.code}
        if troubles:
            told["rows"] = [
                {"row": each.row, "column": each.column, "value": each.value, "reason": each.reason}
                for each in troubles
            ]
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        sys.stdout.flush()


def _print_body(past: PastRequest) -> None:
    """The service's own answer, as it came but for the key."""
    sys.stdout.write(past.answer.rstrip("\n") + "\n")
    sys.stdout.flush()
