"""The three families of error bodies, and the exceptions that end in them. Decides nothing itself.

Batch errors are RFC 7807 documents, the single requests answer `{code, message, …}`, and everything that the
gateway says in front of both is `{message}`.
"""

from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse


class BatchProblem(Exception):  # noqa: N818 - the documents call it a problem
    """A batch call that cannot be served, told as RFC 7807."""

    def __init__(self, status: int, code: str, detail: str) -> None:
        super().__init__(detail)
        self.status, self.code, self.detail = status, code, detail


class MatchError(Exception):
    """A single request that cannot be served. Its lists name entries, as texts or as objects."""

    def __init__(self, status: int, message: str, **lists: list[Any]) -> None:
        super().__init__(message)
        self.status, self.message, self.lists = status, message, lists


def batch_body(problem: BatchProblem, request_id: str) -> JSONResponse:
    """Turns a problem into its RFC 7807 answer."""
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "detail": problem.detail,
        "code": problem.code,
        "instance": request_id,
    }
    return JSONResponse(body, problem.status, media_type="application/problem+json")


def match_body(error: MatchError) -> JSONResponse:
    """Turns the error of a single request into its answer; empty lists are left out."""
    body: dict[str, Any] = {"code": error.status, "message": error.message}
    body.update({name: values for name, values in error.lists.items() if values})
    return JSONResponse(body, error.status)


def gateway_body(status: int, message: str, headers: dict[str, str] | None = None) -> JSONResponse:
    """The gateway's own short answer."""
    return JSONResponse({"message": message}, status, headers)
