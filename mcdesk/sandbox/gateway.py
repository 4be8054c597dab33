"""The gateway in front of all calls: the key, the limits, and the faults that do not depend on the call.

Never keeps a key: an account is known by a hash of its key. The quota counts from the start of the process
and is not enforced, as accounts with the batch feature have none; the documents want its headers all the
same.
"""

import hashlib
import math
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from starlette.datastructures import MutableHeaders, QueryParams
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from mcdesk.sandbox.control import PREFIX
from mcdesk.sandbox.faults import GATEWAY_KINDS, Fault, Faults
from mcdesk.sandbox.jobs import iso
from mcdesk.sandbox.operations import call_of
from mcdesk.sandbox.pauses import Pauses
from mcdesk.sandbox.problems import gateway_body

KEY_PREFIX = "sandbox"
CALLS_PER_SECOND = 1_000
CALLS_PER_MONTH = 1_000_000
NO_KEY = "No API key found in request"
WRONG_KEY = "Invalid authentication credentials"
TOO_FAST = "API rate limit exceeded"
QUOTA_SPENT = "Monthly API quota exhausted"


def account_of(key: str) -> str:
    """The account that a key opens, told so that the key cannot be read from it."""
    return hashlib.sha256(f"sandbox account {key}".encode()).hexdigest()[:24]


class Gateway:
    """ASGI middleware around the documented calls."""

    def __init__(self, app: ASGIApp, clock: Callable[[], float], faults: Faults, pauses: Pauses) -> None:
        self._app, self._clock, self._faults, self._pauses = app, clock, faults, pauses
        self._seconds: dict[str, tuple[int, int]] = {}
        self._months: defaultdict[tuple[str, str], int] = defaultdict(int)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Lets a request through, or answers it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        key = QueryParams(scope["query_string"]).get("api_key", "")
        account = account_of(key)
        headers = self._limits(account)

        async def send_with_limits(message: Message) -> None:
            if message["type"] == "http.response.start":
                told = MutableHeaders(scope=message)
                for name, value in headers.items():
                    told.setdefault(name, value)
            await send(message)

        refusal = self._refusal(key, headers)
        if refusal is None and not scope["path"].startswith(PREFIX):
            refusal = await self._fault(account, call_of(scope["method"], scope["path"]), headers)
        scope.setdefault("state", {})["account"] = account
        if refusal is not None:
            await _drain(receive)
        await (refusal or self._app)(scope, receive, send_with_limits)

    def _refusal(self, key: str, headers: dict[str, str]) -> Response | None:
        if not key:
            return gateway_body(401, NO_KEY)
        if not key.startswith(KEY_PREFIX):
            return gateway_body(401, WRONG_KEY)
        if int(headers["RateLimit-Remaining"]) < 0:
            headers["RateLimit-Remaining"] = "0"
            return gateway_body(429, TOO_FAST, {"Retry-After": "1"})
        return None

    async def _fault(self, account: str, call: str, headers: dict[str, str]) -> Response | None:
        fault = self._faults.take(account, call, *GATEWAY_KINDS)
        while fault is not None and fault.kind == "slow":
            await self._pauses.pause(fault.parameters["seconds"])
            fault = self._faults.take(account, call, *GATEWAY_KINDS)
        return None if fault is None else _fault_answer(fault, headers)

    def _limits(self, account: str) -> dict[str, str]:
        now = self._clock()
        second, month = math.floor(now), datetime.fromtimestamp(now, UTC).replace(day=1)
        known, calls = self._seconds.get(account, (second, 0))
        calls = calls + 1 if known == second else 1
        self._seconds[account] = (second, calls)
        self._months[account, f"{month:%Y-%m}"] += 1
        spent = self._months[account, f"{month:%Y-%m}"]
        return {
            "RateLimit-Limit": str(CALLS_PER_SECOND),
            "RateLimit-Remaining": str(CALLS_PER_SECOND - calls),
            "RateLimit-Reset-Time": iso(second + 1),
            "Quota-Limit": str(CALLS_PER_MONTH),
            "Quota-Remaining": str(max(CALLS_PER_MONTH - spent, 0)),
            "Quota-Reset-Time": _next_month(month),
        }


def _fault_answer(fault: Fault, headers: dict[str, str]) -> Response:
    wait = fault.parameters.get("retry_after")
    told = {} if wait is None else {"Retry-After": str(int(wait))}
    match fault.kind:
        case "unauthorized":
            return gateway_body(401, WRONG_KEY)
        case "access_denied":
            return gateway_body(403, "You cannot consume this service")
        case "rate_limited":
            headers["RateLimit-Remaining"] = "0"
            return gateway_body(429, TOO_FAST, told)
        case "quota_exhausted":
            headers["Quota-Remaining"] = "0"
            return gateway_body(429, QUOTA_SPENT, told)
        case _:
            return gateway_body(int(fault.parameters["status"]), "The service is unavailable", told)


def _next_month(month: datetime) -> str:
    year, following = (month.year + 1, 1) if month.month == 12 else (month.year, month.month + 1)
    return f"{year:04}-{following:02}-01T00:00:00Z"


async def _drain(receive: Receive) -> None:
    """Reads a request to its end: a sender that is answered in the middle of an upload sees a broken pipe."""
    while True:
        message = await receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            return
