"""What the desk knows of an account's jobs right now, and the rows that follow from it. No I/O."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace

from mcdesk.desk.hub import Hub
from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import Download, DownloadState
from mcdesk.model.errors import DeskError
from mcdesk.model.events import LanesChanged, LaneStatus, RowsChanged
from mcdesk.model.history import Usual, usual_for
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.rows import JobRow, Retry, RowState, key_of_job, row_of
from mcdesk.model.submissions import Submission, SubmissionState

_RECENT = 200
"""Completed jobs of an operation by which is judged what is usual: some of each size."""
_TO_SEND = (SubmissionState.WAITING, SubmissionState.UNSURE)
_ON_THE_WAY = (SubmissionState.SENDING, SubmissionState.UNSURE)


class Book:
    """Jobs, submissions and downloads of one account, merged. Each change tells the hub which rows differ."""

    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._jobs: dict[str, Job] = {}
        self._submissions: dict[str, Submission] = {}
        self._unsettled: dict[str, Submission] = {}
        self._submission_of: dict[str, str] = {}
        self._downloads: dict[str, list[Download]] = {}
        self._percent: dict[str, int] = {}
        self._retries: dict[str, Retry] = {}
        self._lane_troubles: dict[str, DeskError] = {}
        self._rows: dict[str, JobRow] = {}
        self._open_jobs: set[str] = set()
        self._recent: dict[str, set[str]] = {}
        self._lanes: tuple[LaneStatus, ...] = ()

    @property
    def rows(self) -> tuple[JobRow, ...]:
        """All rows, in no order."""
        return tuple(self._rows.values())

    @property
    def lanes(self) -> tuple[LaneStatus, ...]:
        """All lanes as they stand."""
        return self._lanes

    @property
    def unsettled(self) -> tuple[Submission, ...]:
        """Submissions that the service has not accepted, in no order."""
        return tuple(self._unsettled.values())

    @property
    def submissions(self) -> tuple[Submission, ...]:
        """All submissions, in no order."""
        return tuple(self._submissions.values())

    def job(self, job_id: str) -> Job | None:
        """A job by the service's id."""
        return self._jobs.get(job_id)

    def submission(self, submission_id: str) -> Submission | None:
        """A submission by its id, which is its row's key."""
        return self._submissions.get(submission_id)

    def submission_of(self, job_id: str) -> Submission | None:
        """The submission that a job came from, unless it was started elsewhere."""
        submission_id = self._submission_of.get(job_id)
        return self._submissions[submission_id] if submission_id else None

    def sent_before(
        self, operation: str, sha256: str, recipe: str, packed: Collection[str] = ()
    ) -> JobRow | None:
        """The latest row of the same rows for an operation, whose job has not failed.

        Args:
            operation: Its id.
            sha256: Of the source file; the same source prepared alike has the same rows, however divided.
            recipe: How it was prepared.
            packed: SHA-256 of what would be sent, each part's: there are many ways to the same bytes.
        """
        wanted = (sha256, recipe)
        alike = (
            s
            for s in self._submissions.values()
            if s.operation == operation
            and ((s.source.sha256, s.recipe) == wanted or s.packed.sha256 in packed)
        )
        rows = [self._rows[s.id] for s in alike if s.id in self._rows]
        good = [row for row in rows if row.state is not RowState.FAILED]
        return max(good, key=lambda row: row.submitted_at, default=None)

    def open_jobs(self, operation: str | None = None) -> tuple[Job, ...]:
        """The jobs that the service is still processing."""
        jobs = (self._jobs[job_id] for job_id in self._open_jobs)
        return tuple(job for job in jobs if operation in (None, job.operation))

    def downloads_of(self, job_id: str) -> tuple[Download, ...]:
        """All attempts to fetch a job's result, oldest first."""
        return tuple(self._downloads.get(job_id, ()))

    def row_of_job(self, job_id: str) -> JobRow | None:
        """The row of a job by the service's id."""
        return self._rows.get(self._key(job_id))

    def fetching_jobs(self) -> tuple[str, ...]:
        """Jobs of which a download is under way, here or in another process."""
        return tuple(
            job_id
            for job_id, attempts in self._downloads.items()
            if attempts and attempts[-1].state is DownloadState.STARTED
        )

    def mark_gone(self, job_id: str, at: float) -> Job | None:
        """The service no longer knows this job: it keeps its row, not its lane. None if that is no news."""
        job = self._jobs.get(job_id)
        if job is None or job.gone_at is not None:
            return None
        gone = replace(job, gone_at=at)
        self._put_job(gone)
        self._refresh([self._key(job_id)])
        return gone

    def details(self, key: str) -> JobDetails | None:
        """Everything about one row, or None if it is gone."""
        row = self._rows.get(key)
        if row is None:
            return None
        job = self._jobs.get(row.job_id) if row.job_id else None
        downloads = self.downloads_of(row.job_id) if row.job_id else ()
        return JobDetails(row, job, self._submissions.get(key), downloads, self._usual(job))

    def waiting(self, operation: str) -> tuple[Submission, ...]:
        """The files in a lane that want to be sent, first to go first; unsure ones before all others."""
        found = [s for s in self._unsettled.values() if s.operation == operation and s.state in _TO_SEND]
        return tuple(sorted(found, key=lambda s: (s.state is SubmissionState.WAITING, s.place)))

    def load(
        self, jobs: Sequence[Job], submissions: Sequence[Submission], downloads: Sequence[Download]
    ) -> None:
        """Takes over what the ledger remembers; what is already known stays."""
        self._put_submissions(submissions)
        for download in downloads:
            attempts = self._downloads.setdefault(download.job_id, [])
            if all(known.id != download.id for known in attempts):
                attempts.append(download)
        new = [job for job in jobs if job.job_id not in self._jobs]
        for job in new:
            self._put_job(job)
        for download in downloads:
            self._note_slots(download)
        self._refresh({self._key(job.job_id) for job in new} | {s.id for s in submissions})

    def put_jobs(self, jobs: Iterable[Job], seen_at: float | None = None) -> tuple[Job, ...]:
        """Takes over what the service said at that moment; gives the jobs that are new or differ.

        A job that has ended never runs again, so an older answer that arrives late changes nothing.
        """
        changed: list[Job] = []
        for told in jobs:
            job = self._with_own_knowledge(told, seen_at)
            if self._is_news(job):
                self._put_job(job)
                changed.append(job)
        self._refresh(self._key(job.job_id) for job in changed)
        return tuple(changed)

    def put_submissions(self, submissions: Sequence[Submission]) -> None:
        """Takes over submissions as the ledger has them."""
        keys = {s.id for s in submissions}
        keys |= {key_of_job(s.job_id) for s in submissions if s.job_id}
        self._put_submissions(submissions)
        self._refresh(keys)

    def remove_submission(self, submission_id: str) -> None:
        """A waiting file was removed."""
        self._submissions.pop(submission_id, None)
        self._unsettled.pop(submission_id, None)
        self._refresh([submission_id])

    def put_download(self, download: Download) -> None:
        """Takes over an attempt, new or changed, and the slots that its headers told."""
        attempts = self._downloads.setdefault(download.job_id, [])
        attempts[:] = [known for known in attempts if known.id != download.id] + [download]
        self._note_slots(download)
        self._refresh([self._key(download.job_id)])

    def put_percent(self, submission_id: str, percent: int) -> None:
        """How much of a file has been sent."""
        if self._percent.get(submission_id) != percent:
            self._percent[submission_id] = percent
            self._refresh([submission_id])

    def put_retry(self, submission_id: str, retry: Retry | None) -> None:
        """When a file that could not be sent is tried again; None while it is not in trouble."""
        if self._retries.get(submission_id) != retry:
            self._retries.pop(submission_id, None)
            if retry is not None:
                self._retries[submission_id] = retry
            self._refresh([submission_id])

    def put_lane_trouble(self, operation: str, trouble: DeskError | None) -> None:
        """What has stopped a lane; None when it goes on."""
        self._lane_troubles.pop(operation, None)
        if trouble is not None:
            self._lane_troubles[operation] = trouble
        self._tell_lanes()

    def _note_slots(self, download: Download) -> None:
        """A download's headers know better than an older status how many slots are left."""
        job = self._jobs.get(download.job_id)
        if job and job.slots and download.remaining is not None:
            left = min(job.slots.left, download.remaining)
            self._jobs[job.job_id] = replace(job, slots=replace(job.slots, left=left))

    def _is_news(self, job: Job) -> bool:
        known = self._jobs.get(job.job_id)
        if known is None:
            return True
        return known != job and not (known.status.is_final and not job.status.is_final)

    def _with_own_knowledge(self, told: Job, seen_at: float | None) -> Job:
        """The service does not say since when a job stands where it stands; mcdesk has watched it."""
        known = self._jobs.get(told.job_id)
        if told.status.is_final:
            return told
        if known is None or (known.status, known.progress_percent) != (told.status, told.progress_percent):
            return replace(told, moved_at=seen_at)
        return replace(told, moved_at=known.moved_at)

    def _put_job(self, job: Job) -> None:
        self._jobs[job.job_id] = job
        if job.status is JobStatus.PROCESSING and job.gone_at is None:
            self._open_jobs.add(job.job_id)
        else:
            self._open_jobs.discard(job.job_id)

        if job.status is JobStatus.COMPLETED:
            self._note_recent(job)

    def _note_recent(self, job: Job) -> None:
        """Keeps the latest completed jobs of an operation at hand: what is usual is asked for often."""
        recent = self._recent.setdefault(job.operation, set())
        recent.add(job.job_id)
        if len(recent) > 2 * _RECENT:
            by_end = sorted(recent, key=lambda job_id: self._jobs[job_id].completed_at or 0.0)
            self._recent[job.operation] = set(by_end[-_RECENT:])

    def _usual(self, job: Job | None) -> Usual | None:
        if job is None:
            return None
        recent = (self._jobs[job_id] for job_id in self._recent.get(job.operation, ()))
        return usual_for(recent, job.item_count)

    def _put_submissions(self, submissions: Sequence[Submission]) -> None:
        for submission in submissions:
            self._submissions[submission.id] = submission
            if submission.state is SubmissionState.ACCEPTED:
                self._unsettled.pop(submission.id, None)
            else:
                self._unsettled[submission.id] = submission
            if submission.job_id:
                self._submission_of[submission.job_id] = submission.id

    def _key(self, job_id: str) -> str:
        return self._submission_of.get(job_id) or key_of_job(job_id)

    def _refresh(self, keys: Iterable[str]) -> None:
        """Works out the rows again, with the places of everything that waits, and tells what differs."""
        places = self._places()
        changed: list[JobRow] = []
        removed: list[str] = []
        for key in set(keys) | places.keys():
            row = self._row(key, places.get(key))
            if row is None:
                if self._rows.pop(key, None) is not None:
                    removed.append(key)
            elif self._rows.get(key) != row:
                self._rows[key] = row
                changed.append(row)
        if changed or removed:
            self._hub.tell(RowsChanged(tuple(changed), tuple(removed)))
        self._tell_lanes()

    def _tell_lanes(self) -> None:
        lanes = tuple(self._lane(operation) for operation in OPERATIONS.values())
        if lanes != self._lanes:
            self._lanes = lanes
            self._hub.tell(LanesChanged(lanes))

    def _row(self, key: str, place: int | None) -> JobRow | None:
        submission = self._submissions.get(key)
        if submission is None:
            job = self._jobs.get(key.removeprefix("job:"))
            if job is None or job.job_id in self._submission_of:
                return None
        else:
            job = self._jobs.get(submission.job_id) if submission.job_id else None
        download = _telling(self._downloads.get(job.job_id, ())) if job else None
        return row_of(
            job,
            submission,
            download,
            lane_place=place,
            upload_percent=self._percent.get(key, 0),
            retry=self._retries.get(key),
        )

    def _places(self) -> dict[str, int]:
        """Which file in a lane goes first, second …: those that WAIT and are not put off have a place."""
        places: dict[str, int] = {}
        for operation in OPERATIONS:
            waiting = (s for s in self.waiting(operation) if s.state is SubmissionState.WAITING)
            prompt = (s for s in waiting if s.not_before is None)
            places |= {s.id: place for place, s in enumerate(prompt, start=1)}
        return places

    def _lane(self, operation: Operation) -> LaneStatus:
        mine = [s for s in self._unsettled.values() if s.operation == operation.id]
        sending = [s.title for s in mine if s.state in _ON_THE_WAY]
        running = [self._rows[self._key(job.job_id)].title for job in self.open_jobs(operation.id)]
        waiting = sum(s.state is SubmissionState.WAITING for s in mine)
        trouble = self._lane_troubles.get(operation.id)
        return LaneStatus(operation.id, next(iter(running + sending), None), waiting, trouble)


def _telling(attempts: Sequence[Download]) -> Download | None:
    """The attempt that says most: a verified one, one under way, one that can be put back for nothing.

    Else the latest that may have cost a slot.
    """
    for state in (DownloadState.VERIFIED, DownloadState.STARTED, DownloadState.LOST):
        if found := [attempt for attempt in attempts if attempt.state is state]:
            return found[-1]
    spent = [attempt for attempt in attempts if attempt.state is not DownloadState.UNSPENT]
    return spent[-1] if spent else None
