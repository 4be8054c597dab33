"""`mcdesk run`: one file from here to a verified result, without a window."""

from __future__ import annotations

import asyncio
import contextlib
import json
import math
import os
import random
import signal
import sys
import time
import uuid
from dataclasses import dataclass, field, replace
from pathlib import Path

from mcdesk.cli.accounts import account_and_key
from mcdesk.cli.exits import Exit, exit_for
from mcdesk.cli.show import Show
from mcdesk.cli.wishes import Preparation, operation_named
from mcdesk.desk.desk import pace_of
from mcdesk.desk.heaps import share_heaps
from mcdesk.desk.hub import Hub
from mcdesk.desk.journey import Journey
from mcdesk.desk.plan import PartProgress, Plan, Progress
from mcdesk.desk.sweeping import sweep_home
from mcdesk.desk.trip import Trip
from mcdesk.desk.world import World
from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.model import words
from mcdesk.model.accounts import Account, ApiKey, is_loopback
from mcdesk.model.errors import DeskError, UsageError
from mcdesk.model.file_names import base_name
from mcdesk.model.limits import limits_for, limits_from_text, limits_setting
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Limits
from mcdesk.services.batch import BatchClient
from mcdesk.services.http import Http


@dataclass(frozen=True, slots=True)
class Wish:
    """What the command line asked for, before anything was looked up."""

    file: Path
    operation: str
    base_url: str | None
    account: str | None
    out: Path | None
    reference: str | None
    poll: float | None
    keep: int
    as_json: bool
    preparation: Preparation = field(default_factory=Preparation)


def run(wish: Wish, home: Path) -> Exit:
    """Does it and gives the exit code. Ctrl-C and SIGTERM end it tidily: the same command resumes."""
    progress = Progress()
    share_heaps()
    with Show() as show:
        try:
            code = asyncio.run(_run(wish, home, show, progress))
        except (KeyboardInterrupt, asyncio.CancelledError):
            sys.stderr.write("Interrupted. Run the same command again to go on where it stopped.\n")
            code = Exit.INTERRUPTED
    if wish.as_json:
        sys.stdout.write(json.dumps(_answer(progress)) + "\n")
    elif code is Exit.DONE:
        sys.stderr.write(f"{_summary(progress)}\n")
        for part in progress.parts:
            sys.stdout.write(f"{part.result}\n")
    sys.stdout.flush()
    return code


async def _run(wish: Wish, home: Path, show: Show, progress: Progress) -> Exit:
    if (task := asyncio.current_task()) is not None:
        with contextlib.suppress(NotImplementedError):  # Windows has no such signal
            asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    world = World(time.time, asyncio.sleep, lambda: str(uuid.uuid4()), random.random, home)
    try:
        operation = operation_named(wish.operation)
        ledger = await Ledger.open(home)
        try:
            account, key = await account_and_key(
                ledger, Keys(), os.environ, name=wish.account, base_url=wish.base_url, new_id=world.new_id
            )
            own = limits_from_text(await ledger.setting(limits_setting(account.id)))
            plan = _plan(wish, operation, account, limits_for(operation, own))
            await _go(plan, account, key, ledger, world, show, progress)
            await sweep_home(ledger, world)
        finally:
            await ledger.aclose()
    except DeskError as error:
        show.error(error)
        return exit_for(error, was_sent=progress.was_sent or progress.current.job is not None)
    return Exit.DONE


async def _go(
    plan: Plan, account: Account, key: ApiKey, ledger: Ledger, world: World, show: Show, progress: Progress
) -> None:
    http = Http(account.base_url, key)
    client = BatchClient(http, plan.operation)
    journey = Journey(Trip(plan, account, client, ledger, Hub(), world, show.step), progress)
    try:
        await journey.go()
    finally:
        await http.aclose()


def _plan(wish: Wish, operation: Operation, account: Account, limits: Limits) -> Plan:
    poll = wish.poll if wish.poll is not None else pace_of(operation, account.base_url)
    if not math.isfinite(poll) or poll <= 0:
        raise UsageError(
            "The pause between looks must be longer than nothing.", "Use --poll 60, for instance."
        )
    if poll < operation.poll_seconds and not is_loopback(account.base_url):
        raise UsageError(
            f"{operation.name} jobs are looked at every {operation.poll_seconds:g} s at most.",
            "Leave --poll out; looking more often is punished by the service and tells nothing new.",
        )
    reference = (wish.reference or base_name(wish.file)).strip()
    if len(reference) > operation.reference_length:
        raise UsageError(
            f"The reference has {len(reference):,} characters; {operation.reference_length} is the most.",
            "Shorten --reference.",
        )
    out = wish.out if wish.out is not None else wish.file.absolute().parent
    prepared = replace(wish.preparation.wish(operation), limits=limits)
    choose = wish.preparation.choose(operation)
    return Plan(
        wish.file, reference, out, poll, wish.keep, prepared, choose, wish.preparation.recipe(operation)
    )


def _summary(progress: Progress) -> str:
    jobs = [part.job for part in progress.parts]
    if any(job is None or job.successful_count is None for job in jobs):
        return "Verified."
    items, succeeded, failed = (
        sum(getattr(job, name) or 0 for job in jobs)
        for name in ("item_count", "successful_count", "failed_count")
    )
    parts = f" in {len(jobs):,} parts" if len(jobs) > 1 else ""
    return f"Verified{parts}. {words.rows(items)}: {succeeded:,} succeeded (unique), {failed:,} failed."


def _answer(progress: Progress) -> dict[str, object]:
    """The last part's, and all of them where a file went in several."""
    answer = _answer_of(progress.current)
    if len(progress.parts) > 1:
        answer["parts"] = [_answer_of(part) for part in progress.parts]
    return answer


def _answer_of(part: PartProgress) -> dict[str, object]:
    job = part.job
    return {
        "job_id": job.job_id if job else None,
        "status": job.status.value if job else None,
        "item_count": job.item_count if job else None,
        "successful_count": job.successful_count if job else None,
        "failed_count": job.failed_count if job else None,
        "result_path": str(part.result) if part.result else None,
        "sha256": part.sha256,
        "remaining_downloads": job.slots.left if job and job.slots else None,
    }
