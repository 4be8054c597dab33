"""Computes results in worker threads and writes how it went into the store. Serves no request."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

from mcdesk.sandbox import pace
from mcdesk.sandbox.decode_file import Tally, decode_file
from mcdesk.sandbox.downloads import sha256_of
from mcdesk.sandbox.faults import Fault
from mcdesk.sandbox.jobs import Job
from mcdesk.sandbox.operations import DECODE, RANK
from mcdesk.sandbox.rank_file import rank_file
from mcdesk.sandbox.records import InputRejectedError, StoppedError
from mcdesk.sandbox.store import Store

_log = logging.getLogger(__name__)
_ENGINES: dict[str, Callable[[Path, Path, Callable[[int], None], Callable[[], bool]], Tally]] = {
    DECODE.name: decode_file,
    RANK.name: rank_file,
}
FAILED = "processing_failed"
UNEXPECTED = "Job processing failed unexpectedly. Please resubmit."


class Work:
    """The computing behind the jobs of one data folder."""

    def __init__(self, data: Path, store: Store, clock: Callable[[], float], speed: float) -> None:
        self._uploads, self._results = data / "uploads", data / "results"
        self._uploads.mkdir(exist_ok=True)
        self._results.mkdir(exist_ok=True)
        self._store, self._clock, self._speed = store, clock, speed
        self._stop = threading.Event()
        self._threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="sandbox-work")
        self._running: dict[str, Future[None]] = {}

    def upload(self, job_id: str) -> Path:
        """Where the file of a job is put before its work starts."""
        return self._uploads / job_id

    def result(self, job_id: str) -> Path:
        """Where the result of a completed job lies."""
        return self._results / job_id

    def start(self, job_id: str) -> Future[None]:
        """Begins to compute a job's result."""
        work = self._threads.submit(self._compute, job_id)
        self._running[job_id] = work
        work.add_done_callback(lambda _: self._running.pop(job_id, None))
        return work

    def running(self, job_id: str) -> Future[None] | None:
        """The work on a job, while it goes on."""
        return self._running.get(job_id)

    def close(self) -> None:
        """Ends all work soon; what was not finished starts anew with the next sandbox on this folder."""
        self._stop.set()
        self._threads.shutdown(wait=True, cancel_futures=True)

    def _compute(self, job_id: str) -> None:
        job = self._store.get(job_id)
        part = self._results / f"{job_id}.part"
        try:
            tally = self._tally(job, part)
            part.replace(self.result(job_id))
            self._settle(job_id, tally)
        except StoppedError:
            return
        except InputRejectedError as error:
            self._fail(job_id, FAILED, str(error), pace.BEGINS)
        except Exception:
            _log.exception("job %s could not be computed", job_id)
            self._fail(job_id, FAILED, UNEXPECTED, pace.BEGINS)
        finally:
            part.unlink(missing_ok=True)
        self.upload(job_id).unlink(missing_ok=True)

    def _tally(self, job: Job, part: Path) -> Tally:
        def counted(records: int) -> None:
            seconds = pace.planned_seconds(records, self._speed, job.extra_seconds)
            self._store.change(job.job_id, item_count=records, planned_seconds=seconds)

        return _ENGINES[job.operation](self.upload(job.job_id), part, counted, self._stop.is_set)

    def _settle(self, job_id: str, tally: Tally) -> None:
        job = self._store.get(job_id)
        if job.ordered_failure is not None:
            self.result(job_id).unlink()
            order = Fault.from_text(job.ordered_failure).parameters
            self._fail(job_id, order["error_code"], order["error_message"], order["at"])
            return
        self._store.change(
            job_id,
            successful_count=tally.successful,
            failed_count=tally.failed,
            checksum=sha256_of(self.result(job_id)),
            ends_at=max(job.accepted_at + self._seconds(job), self._clock()),
        )

    def _fail(self, job_id: str, code: str, message: str, percent: int) -> None:
        job = self._store.get(job_id)
        moment = job.accepted_at + pace.moment_of(percent) * self._seconds(job)
        values: dict[str, Any] = {"error_code": code, "error_message": message, "frozen_at": percent}
        self._store.change(job_id, ends_at=max(moment, self._clock()), **values)

    def _seconds(self, job: Job) -> float:
        return job.planned_seconds or pace.planned_seconds(0, self._speed, job.extra_seconds)
