"""The four endpoints of a batch operation. The rules are here; files, time and storage are others' work.

Where the documents are silent: a replayed idempotency key answers 200 with the existing job's status, for
ever and whatever the file; keys belong to an account and an operation; `rows` outside 1 to 100 is brought
inside, and refused only when it is no number; jobs are listed newest first; a failed job answers a download
with `job_not_completed`; the slot is spent when the answer begins.
"""

import asyncio
from collections.abc import Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from mcdesk.sandbox import pace
from mcdesk.sandbox.cursors import cursor_after, read_cursor
from mcdesk.sandbox.downloads import FileStream
from mcdesk.sandbox.dropping import SilentResponse
from mcdesk.sandbox.faults import Faults
from mcdesk.sandbox.jobs import MAX_DOWNLOADS, Job, Status, describe, iso, receipt
from mcdesk.sandbox.operations import Call, Operation
from mcdesk.sandbox.problems import BatchProblem
from mcdesk.sandbox.store import FILTERS, ActiveJobError, Store
from mcdesk.sandbox.submission import Submission, read_submission
from mcdesk.sandbox.webhooks import Webhooks
from mcdesk.sandbox.work import Work

MOST_ROWS, USUAL_ROWS = 100, 20
# Small files are computed before the submission is answered: nobody notices, and from then on all that is
# told of the job depends on the clock alone.
_SMALL = 256 * 1024


class BatchApi:
    """Serves one operation."""

    def __init__(
        self,
        operation: Operation,
        store: Store,
        work: Work,
        webhooks: Webhooks,
        faults: Faults,
        *,
        max_bytes: int,
        speed: float,
        clock: Callable[[], float],
        new_id: Callable[[], str],
    ) -> None:
        self._operation, self._store, self._work = operation, store, work
        self._webhooks, self._faults = webhooks, faults
        self._max_bytes, self._speed, self._clock, self._new_id = max_bytes, speed, clock, new_id
        jobs = f"{operation.base}/jobs"
        self.routes = [
            Route(jobs, self.submit, methods=["POST"]),
            Route(jobs, self.list, methods=["GET"]),
            Route(jobs + "/{job_id}", self.status, methods=["GET"]),
            Route(jobs + "/{job_id}/download", self.download, methods=["POST"]),
        ]

    async def submit(self, request: Request) -> Response:
        """Accepts a file as a new job, or finds the one that its idempotency key belongs to."""
        account, job_id = request.state.account, self._new_id()
        upload = self._work.upload(job_id)
        submission = await read_submission(request, self._operation, self._max_bytes, upload)
        try:
            if submission.webhook_url is not None:
                self._webhooks.check(submission.webhook_url)
            job = self._store.admit(self._new_job(account, job_id, submission), self._clock())
        except ActiveJobError as error:
            upload.unlink()
            raise BatchProblem(409, "active_job_exists", self._operation.active_job) from error
        except BatchProblem:
            upload.unlink()
            raise
        if job.job_id == job_id:
            answer = JSONResponse(receipt(job), 202)
            await self._begin(job)
        else:
            upload.unlink()
            answer = JSONResponse(describe(job, self._clock()))
        dropped = self._faults.take(account, Call.SUBMIT, "drop_after_upload")
        return answer if dropped is None else SilentResponse()

    def _new_job(self, account: str, job_id: str, submission: Submission) -> Job:
        return Job(
            job_id=job_id,
            account=account,
            operation=self._operation.name,
            accepted_at=self._clock(),
            longest_seconds=pace.longest_seconds(self._speed),
            idempotency_key=submission.idempotency_key,
            client_reference=submission.client_reference,
            webhook_url=submission.webhook_url,
            webhook_secret=submission.webhook_secret,
            webhook_state="pending" if submission.webhook_url else "",
        )

    async def _begin(self, job: Job) -> None:
        changes: dict[str, Any] = {}
        if (slow := self._faults.take(job.account, Call.SUBMIT, "slow_job")) is not None:
            extra = slow.parameters["seconds"]
            changes = {"extra_seconds": extra, "longest_seconds": pace.longest_seconds(self._speed, extra)}
        if (failure := self._faults.take(job.account, Call.SUBMIT, "fail_job")) is not None:
            changes["ordered_failure"] = failure.as_text()
            changes["frozen_at"] = failure.parameters["at"]
        if changes:
            self._store.change(job.job_id, **changes)
        size = self._work.upload(job.job_id).stat().st_size
        work = self._work.start(job.job_id)
        self._webhooks.watch(job)
        if size <= _SMALL:
            await asyncio.shield(asyncio.wrap_future(work))

    def _job(self, request: Request) -> Job:
        job_id = request.path_params["job_id"]
        job = self._store.find(request.state.account, self._operation.name, job_id)
        if job is None:
            raise BatchProblem(404, "job_not_found", "Job does not exist or does not belong to your account")
        return job

    async def status(self, request: Request) -> Response:
        """Tells how a job stands."""
        return JSONResponse(describe(self._job(request), self._clock()))

    async def list(self, request: Request) -> Response:
        """Tells of the account's jobs, page by page."""
        chosen = request.query_params.get("status", "all")
        if chosen not in FILTERS:
            raise _invalid(f"status must be one of: {', '.join(FILTERS)}")
        rows, after = _rows(request.query_params.get("rows")), None
        now, account = self._clock(), request.state.account
        if (cursor := request.query_params.get("cursor")) is not None:
            after = self._stands_on(account, cursor)
        jobs, total = self._store.page(account, self._operation.name, chosen, now, rows + 1, after)
        told: dict[str, Any] = {"jobs": [describe(job, now) for job in jobs[:rows]], "total": total}
        if len(jobs) > rows:
            told["next_cursor"] = cursor_after(jobs[rows - 1])
        return JSONResponse(told | {"rows": rows})

    def _stands_on(self, account: str, cursor: str) -> str:
        try:
            created, job_id = read_cursor(cursor)
        except ValueError as error:
            raise _invalid("cursor is malformed") from error
        job = self._store.find(account, self._operation.name, job_id)
        if job is None or iso(job.accepted_at) != created:
            raise _invalid("cursor is malformed")
        return job_id

    async def download(self, request: Request) -> Response:
        """Streams the result; each call spends one of three slots."""
        job = self._job(request)
        if job.status(self._clock()) is not Status.COMPLETED:
            raise BatchProblem(409, "job_not_completed", "Job has not finished processing yet")
        path = self._work.result(job.job_id)
        if not path.is_file():
            raise BatchProblem(500, "internal_error", "The result file is gone")
        if self._faults.take(job.account, Call.DOWNLOAD, "no_downloads_left") is not None:
            self._store.change(job.job_id, download_count=MAX_DOWNLOADS)
        spent = self._store.spend_slot(job.job_id)
        if spent is None:
            raise BatchProblem(403, "download_limit_exceeded", "All 3 download slots have been consumed")
        checksum = str(job.checksum)
        if self._faults.take(job.account, Call.DOWNLOAD, "wrong_checksum") is not None:
            checksum = checksum[::-1]
        dropped = self._faults.take(job.account, Call.DOWNLOAD, "drop_download")
        headers = {
            "Content-Disposition": f'attachment; filename="{self._operation.output_name}"',
            "X-Download-Count": str(spent),
            "X-Max-Downloads": str(MAX_DOWNLOADS),
            "X-Remaining-Downloads": str(MAX_DOWNLOADS - spent),
            "X-File-Checksum": checksum,
        }
        return FileStream(path, headers, None if dropped is None else dropped.parameters["share"])


def _rows(text: str | None) -> int:
    if text is None:
        return USUAL_ROWS
    try:
        return min(max(int(text), 1), MOST_ROWS)
    except ValueError as error:
        raise _invalid("rows must be a number from 1 to 100") from error


def _invalid(detail: str) -> BatchProblem:
    return BatchProblem(400, "invalid_parameter", detail)
