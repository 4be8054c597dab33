"""Reading a submission: the form, its limits, the file on its way to disk. Creates no job."""

import asyncio
import shutil
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from starlette.datastructures import FormData, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from mcdesk.sandbox.operations import MEGABYTE, Operation
from mcdesk.sandbox.problems import BatchProblem
from mcdesk.sandbox.records import looks_right

LONGEST = {"client_reference": 255, "webhook_url": 2_048, "webhook_secret": 512}
LONGEST_KEY = 255
_FORM_OVERHEAD = MEGABYTE
_MISSING = BatchProblem(400, "missing_file", "The file field is missing from the multipart form")


@dataclass(frozen=True, slots=True)
class Submission:
    """What was submitted beside the file; an empty field counts as not given."""

    client_reference: str | None
    webhook_url: str | None
    webhook_secret: str | None
    idempotency_key: str | None


async def read_submission(request: Request, operation: Operation, max_bytes: int, target: Path) -> Submission:
    """Reads the form and puts the file at `target`, checked for size and format.

    Raises:
        BatchProblem: The form or the file is refused; nothing is left at `target`.
    """
    form = await _form(request, max_bytes)
    try:
        submission = _fields(request, form)
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise _MISSING
        if (file.size or 0) > max_bytes:
            raise _too_large(max_bytes)
        named_right = (file.filename or "").lower().endswith(operation.input_name)
        if not await asyncio.to_thread(_keep, file.file, target, named_right, operation.takes_gzip):
            raise BatchProblem(400, "invalid_file_format", operation.wrong_file)
    finally:
        await form.close()
    return submission


async def _form(request: Request, max_bytes: int) -> FormData:
    body = _Body(request, max_bytes + _FORM_OVERHEAD)
    if not request.headers.get("content-type", "").lower().startswith("multipart/form-data"):
        await body.read_away()
        raise _MISSING
    try:
        return await MultiPartParser(request.headers, body.chunks()).parse()
    except MultiPartException as error:
        await body.read_away()
        if body.too_large:
            raise _too_large(max_bytes) from error
        raise BatchProblem(400, "invalid_parameter", error.message) from error


class _Body:
    """The bytes of a request, up to a limit."""

    def __init__(self, request: Request, limit: int) -> None:
        self._stream, self._limit = request.stream(), limit
        self.too_large = False

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        seen = 0
        async for chunk in self._stream:
            seen += len(chunk)
            if seen > self._limit:
                self.too_large = True
                raise MultiPartException("The body is too large")
            yield chunk

    async def read_away(self) -> None:
        """Reads what is left: a sender that is answered in the middle of an upload sees a broken pipe."""
        async for _ in self._stream:
            pass


def _fields(request: Request, form: FormData) -> Submission:
    fields: dict[str, str | None] = {}
    for name, longest in LONGEST.items():
        value = form.get(name)
        if isinstance(value, UploadFile):
            raise BatchProblem(400, "invalid_parameter", f"{name} must be a text")
        if value is not None and len(value) > longest:
            raise BatchProblem(400, "invalid_parameter", f"{name} exceeds {longest:,} characters")
        fields[name] = value or None
    key = request.headers.get("idempotency-key")
    if key is not None and len(key) > LONGEST_KEY:
        raise BatchProblem(400, "invalid_parameter", f"Idempotency-Key exceeds {LONGEST_KEY} characters")
    return Submission(**fields, idempotency_key=key or None)


def _keep(file: BinaryIO, target: Path, named_right: bool, gzipped: bool) -> bool:
    with target.open("wb") as kept:
        shutil.copyfileobj(file, kept, MEGABYTE)
    right = named_right and looks_right(target, gzipped=gzipped)
    if not right:
        target.unlink()
    return right


def _too_large(max_bytes: int) -> BatchProblem:
    limit = f"{max_bytes // MEGABYTE} MB" if max_bytes >= MEGABYTE else f"{max_bytes:,} bytes"
    return BatchProblem(413, "file_too_large", f"The uploaded file exceeds the maximum size of {limit}")
