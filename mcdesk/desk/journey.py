"""One file's whole way without a window: check, send, watch, fetch, hand out. The same parts as the desk's.

It resumes what an earlier run began: the same file, operation, reference and wishes in the same account are
the same submissions, unless a job of theirs failed.
"""

from __future__ import annotations

import asyncio
import hashlib
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from mcdesk.desk.claim import claimed
from mcdesk.desk.one_job import OneJob
from mcdesk.desk.plan import Plan, Progress, Step
from mcdesk.desk.preparing import submissions_of
from mcdesk.desk.trip import Trip
from mcdesk.desk.worker import Report, in_worker
from mcdesk.intake.opening import opened
from mcdesk.intake.preflight import Look, Prepared, preflight
from mcdesk.model import words
from mcdesk.model.errors import InputFileError, StorageError
from mcdesk.model.jobs import JobStatus
from mcdesk.model.preflight import Report as Found
from mcdesk.model.submissions import Origin, Submission, SubmissionState
from mcdesk.results import shelf


class Journey:
    """Goes one file's way for one account. `progress` tells how far it came."""

    def __init__(self, trip: Trip, progress: Progress) -> None:
        self._trip = trip
        self._plan = trip.plan
        self._account = trip.account
        self._ledger = trip.ledger
        self._world = trip.world
        self._tell = trip.tell
        self._progress = progress

    async def go(self) -> list[Path]:
        """Takes every step that is still to be taken; gives the verified results in the plan's folder.

        A file that is too large for one job gives as many results as it has parts, in the order of its rows.

        Raises:
            InputFileError: The file can't be sent; nothing was.
            StorageError: A folder can't be written, or the disk is full.
            JobFailedError: A job ended as FAILED.
            NoDownloadsLeftError: There is nothing left to download with.
            DownloadBrokenError, ChecksumError: What arrived is not the result.
            DeskError: The service refused, or could not be reached for long.
        """
        plan = self._plan
        shelf.require_writable(plan.out)
        digest = await in_worker(lambda _: _sha256(plan.file), _ignore, name="hash")
        identity = (self._account.id, plan.operation.id, plan.reference, digest, plan.recipe)
        claim = self._world.claim_of("\n".join(part for part in identity if part))
        on_wait = self._new_job().tell_of_the_other
        async with claimed(claim, sleep=self._world.sleep, on_wait=on_wait):
            return await self._go_on(digest)

    def _new_job(self) -> OneJob:
        return OneJob(self._trip, self._progress)

    async def _go_on(self, digest: str) -> list[Path]:
        known = await self._known(digest)
        if known and len(known) == next(iter(known.values())).parts:
            self._tell(Step(f"Resuming {self._plan.reference}: an earlier run began it."))
            parts: Sequence[Submission] = [known[number] for number in sorted(known)]
        else:
            parts = await self._begun(known)
        results: list[Path] = []
        for part in parts:
            if part.parts > 1:
                self._tell(Step(f"Part {part.part:,} of {part.parts:,}: {words.rows(part.rows)}."))
            results.append(await self._taken_through(part))
        return results

    async def _taken_through(self, part: Submission) -> Path:
        """One part's way, while no other process sends it: a window settles what a dead run left open."""
        job, lease = self._new_job(), self._world.lease_of(part.id)
        async with claimed(lease, sleep=self._world.sleep, on_wait=job.tell_of_the_other):
            fresh = await self._ledger.submission(part.id) or part
            if fresh.job_id is None:
                await self._ready_again(fresh)
            return await job.go(fresh)

    async def _known(self, digest: str) -> dict[int, Submission]:
        """What earlier runs of the same command began and what can still come to an end, by part.

        A part whose job failed is not among them, nor one that belongs to another number of parts than the
        latest run cut the file into.
        """
        plan = self._plan
        identity = (plan.operation.id, plan.reference, digest, plan.recipe)
        found: dict[int, Submission] = {}
        for known in await self._ledger.submissions(self._account.id):
            told = (known.operation, known.reference, known.source.sha256, known.recipe)
            if told != identity or known.origin is not Origin.COMMAND:
                continue
            if any(part.parts != known.parts for part in found.values()):
                found = {}
            job = await self._new_job().known_job(known)
            if job is None or job.status is not JobStatus.FAILED:
                found[known.part] = known
            else:
                found.pop(known.part, None)
        return found

    async def _ready_again(self, part: Submission) -> None:
        """Makes sure that exactly the bytes of the first try are there to be sent again."""
        is_open = part.state is SubmissionState.HELD and part.may_have_arrived
        if part.state is SubmissionState.SENDING or is_open:
            await self._ledger.mark_unsure(part.id)
        elif part.state is SubmissionState.HELD:
            await self._ledger.mark_waiting(part.id)
        world, sha256 = self._world, part.packed.sha256
        if await in_worker(
            lambda _: shelf.is_intact(world.packed_of(part), sha256), _ignore, name="check copy"
        ):
            return
        folder = world.files_of(world.new_id())
        try:
            again = await self._prepared(folder)
            await asyncio.to_thread(_put_back, again, part, world.own_copy_of(part))
        finally:
            await asyncio.to_thread(shutil.rmtree, folder, True)

    async def _begun(self, known: Mapping[int, Submission]) -> Sequence[Submission]:
        """Prepares the file. Parts that an earlier run began with the same bytes go on at no further cost."""
        plan, world = self._plan, self._world
        family = world.new_id()
        folder = world.files_of(family)
        try:
            prepared = await self._prepared(folder)
            self._require_sendable(prepared.report)
        except BaseException:
            await asyncio.to_thread(shutil.rmtree, folder, True)
            raise
        self._tell(Step(_summary(plan, prepared.report)))
        submissions = await asyncio.to_thread(
            submissions_of,
            prepared,
            plan.operation,
            family=family,
            account_id=self._account.id,
            reference=plan.reference,
            origin=Origin.COMMAND,
            recipe=plan.recipe,
            world=world,
        )
        made = {submission.part: submission.packed.sha256 for submission in submissions}
        kept = {number: part for number, part in known.items() if made.get(number) == part.packed.sha256}
        added = await self._ledger.add_submissions([s for s in submissions if s.part not in kept])
        parts = kept | {part.part: part for part in added}
        return [parts[number] for number in sorted(parts)]

    async def _prepared(self, folder: Path) -> Prepared:
        plan = self._plan

        def work(tell: Report) -> Prepared:
            done: tuple[int, int | None] = (0, None)

            def on_look(look: Look) -> None:
                nonlocal done
                done = (look.done, look.total)

            return preflight(plan.file, plan.wish, folder, on_look, lambda: tell(*done), plan.choose)

        return await in_worker(work, self._on_checked, name="prepare")

    def _on_checked(self, done: int, total: int | None) -> None:
        self._tell(Step("Checking and packing", 100 * done // total if total else None))

    def _require_sendable(self, report: Found) -> None:
        """What needs a decision is refused: nobody is there to be asked."""
        name = self._plan.file.name
        if report.missing:
            listed = ", ".join(f"“{field}”" for field in report.missing)
            has = ", ".join(report.header[:12])
            raise InputFileError(
                f"{name} has no column for {listed}.",
                f"Say which column it is with --map {report.missing[0]}=COLUMN, or give one value for all "
                f"rows with --constant {report.missing[0]}=VALUE. The file has: {has}.",
            )
        if report.open_problems:
            kinds = ". ".join(f"{p.rule.title}: {p.count:,}" for p in report.open_problems)
            mend = (
                " --fix all mends some of them." if any(p.rule.can_mend for p in report.open_problems) else ""
            )
            raise InputFileError(
                f"{name} has rows that the service can't work on; nothing was sent.",
                f"{kinds}. Mend them in the file, or send the others with --bad-rows leave-out.{mend} "
                f"To see them: mcdesk check {name} --operation {self._plan.operation.id}",
            )
        if report.forecast is None or not report.forecast.rows_sent:
            raise InputFileError(f"{name} has no row that can be sent.", "Mend the file, then run again.")


def _put_back(again: Prepared, part: Submission, target: Path) -> None:
    """Puts a copy that was made anew where that of the first try should be, if the bytes are the same."""
    made = {each.packed.sha256: each.packed.path for each in again.parts}
    if part.packed.sha256 not in made:
        raise StorageError(
            "The copy kept for sending is gone and can't be made again.",
            "Run with another --reference to send the file as a new job.",
        )
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(made[part.packed.sha256], target)
    except OSError as exc:
        raise StorageError(
            "The copy for sending can't be put in its place.", "Free some disk space, then try again."
        ) from exc


def _summary(plan: Plan, report: Found) -> str:
    forecast = report.forecast
    if forecast is None:
        return plan.file.name
    noun = plan.operation.counted_column.upper()
    told = [
        words.rows(forecast.rows_sent),
        f"{words.count(forecast.unique_values)} unique {noun}s",
        f"{words.size(forecast.size)} to send",
    ]
    if len(forecast.parts) > 1:
        told.append(f"in {len(forecast.parts):,} jobs, one after the other")
    if report.changed_cells:
        told.append(f"{words.rows(report.changed_cells, 'cell')} mended")
    if report.left_out:
        told.append(f"{words.rows(report.left_out)} left out")
    return f"{plan.file.name}: {', '.join(told)}."


def _sha256(path: Path) -> str:
    with opened(path) as file:
        return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


def _ignore(done: int, total: int | None) -> None:
    """For work whose progress nobody watches."""
