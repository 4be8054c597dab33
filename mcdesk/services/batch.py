"""The MarketCheck batch API, one client an operation. It asks and answers; it never retries or decides.

Source: the Batch API introduction and "Batch MarketMatch Rank". The NeoVIN operation is taken to have the
same sub-paths below its own base path.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import httpx

from mcdesk.model.downloads import DownloadHeaders
from mcdesk.model.errors import AnswerLostError, DownloadBrokenError, StorageError
from mcdesk.model.jobs import Job
from mcdesk.model.operations import Operation, Packing
from mcdesk.services.http import Http, speaking_to
from mcdesk.services.refusals import refusal_from
from mcdesk.services.watched_file import WatchedFile
from mcdesk.services.wire import read_job, read_page

log = logging.getLogger(__name__)

Progress = Callable[[int, int | None], None]
"""Told the bytes done and the bytes in all. May raise to break the transfer off."""

_CHUNK = 256 * 1024
_CONTENT_TYPES = {Packing.GZIP_CSV: "application/gzip", Packing.PLAIN_CSV: "text/csv"}


@dataclass(frozen=True, slots=True)
class JobPage:
    """One page of the list, newest job first. `next_cursor` is None on the last page."""

    jobs: tuple[Job, ...]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Accepted:
    """A submission that the service took: its job, and the request id if it told one."""

    job: Job
    request_id: str


class BatchClient:
    """Speaks one operation's batch API for one account.

    Every method raises `UnreachableError` or `AnswerLostError` when the connection fails, and the error that
    `refusal_from` finds when the service says no.
    """

    def __init__(self, http: Http, operation: Operation) -> None:
        self._http = http
        self._operation = operation
        self._jobs_path = f"{operation.path}/jobs"

    async def list_page(
        self, *, cursor: str | None = None, status: str = "all", rows: int | None = None
    ) -> JobPage:
        """One page of the account's jobs; `rows` is 1..100."""
        query = {"status": status, "rows": str(rows or self._operation.list_page)}
        if cursor is not None:
            query["cursor"] = cursor
        answer = await self._call(self._jobs_path, query)
        jobs, following, broken = read_page(
            self._http.cleaned(answer.content), self._operation.id, self._operation.download_slots
        )
        if broken:
            log.warning("%d entries of the %s job list could not be read", broken, self._operation.id)
        return JobPage(jobs, following)

    async def status(self, job_id: str) -> Job:
        """One job as it stands now."""
        answer = await self._call(f"{self._jobs_path}/{job_id}", {})
        return read_job(
            self._http.cleaned(answer.content), self._operation.id, self._operation.download_slots
        )

    def submit(self, file: Path, *, reference: str, idempotency_key: str, progress: Progress) -> Accepted:
        """Sends a file. Blocks: for worker threads. The same key with the same bytes gives the same job.

        Raises:
            StorageError: If the file can't be read.
        """
        try:
            handle = file.open("rb")
        except OSError as exc:
            raise StorageError(
                f"{file.name} can't be read any more.",
                "The copy kept for sending is gone: drop the file again.",
            ) from exc
        content_type = _CONTENT_TYPES[self._operation.packing]
        with handle, speaking_to(self._http.host):
            watched = cast("IO[bytes]", WatchedFile(handle, progress))
            answer = self._http.bytes.post(
                self._jobs_path,
                files={"file": (_name_on_the_wire(file), watched, content_type)},
                data={"client_reference": reference} if reference else {},
                headers={"Idempotency-Key": idempotency_key},
            )
        self._refuse_unless_ok(answer)
        job = read_job(self._http.cleaned(answer.content), self._operation.id, self._operation.download_slots)
        return Accepted(job, answer.headers.get("x-request-id", ""))

    @contextmanager
    def download(
        self, job_id: str, before_request: Callable[[], None] = lambda: None
    ) -> Iterator[tuple[DownloadHeaders, Iterator[bytes]]]:
        """Spends one slot and gives the headers and the raw bytes, never decoded. Blocks: for worker threads.

        Args:
            job_id: A completed one.
            before_request: Called when there is a connection, right before the first byte of the request
                goes out; nothing goes out, and no slot is spent, if it raises.

        Raises:
            DownloadBrokenError: If the bytes stop before their end; raised while iterating.
        """
        with speaking_to(self._http.host):
            request = self._http.bytes.build_request(
                "POST",
                f"{self._jobs_path}/{job_id}/download",
                extensions={"trace": _tracing(before_request)},
            )
            answer = self._http.bytes.send(request, stream=True)
        try:
            if not answer.is_success:
                with speaking_to(self._http.host):
                    answer.read()
                self._refuse_unless_ok(answer)
            yield _headers_of(answer), _raw_bytes(answer)
        finally:
            answer.close()

    async def _call(self, path: str, query: dict[str, str]) -> httpx.Response:
        with speaking_to(self._http.host):
            answer = await self._http.calls.get(path, params=query)
        self._refuse_unless_ok(answer)
        return answer

    def _refuse_unless_ok(self, answer: httpx.Response) -> None:
        if not answer.is_success:
            body = self._http.cleaned(answer.content)
            raise refusal_from(answer.status_code, answer.headers, body)


def _tracing(before_request: Callable[[], None]) -> Callable[[str, object], None]:
    def trace(event: str, _info: object) -> None:
        if event.endswith(".send_request_headers.started"):
            before_request()

    return trace


def _name_on_the_wire(file: Path) -> str:
    """The file's name as text: Linux allows names that are none."""
    return file.name.encode(errors="replace").decode()


def _raw_bytes(answer: httpx.Response) -> Iterator[bytes]:
    try:
        with speaking_to(answer.request.url.host):
            yield from answer.iter_raw(_CHUNK)
    except AnswerLostError as exc:
        raise DownloadBrokenError(
            "The download broke off.", "The part that arrived is not shown as a result."
        ) from exc


def _headers_of(answer: httpx.Response) -> DownloadHeaders:
    def number(name: str) -> int | None:
        text = answer.headers.get(name, "").strip()
        return int(text) if text.isascii() and text.isdigit() else None

    checksum = answer.headers.get("x-file-checksum", "").strip().lower().removeprefix("sha256:")
    return DownloadHeaders(
        checksum=checksum or None,
        length=number("content-length"),
        count=number("x-download-count"),
        maximum=number("x-max-downloads"),
        remaining=number("x-remaining-downloads"),
        request_id=answer.headers.get("x-request-id", ""),
    )
