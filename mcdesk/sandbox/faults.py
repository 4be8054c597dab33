"""The faults that an account has ordered, in memory until each is used up. Does not act on them itself.

An order is `{"kind": …, "count": 1, "on": "any", parameters}`. It happens `count` times, to the calls that
`on` names (submit, status, list, download, rank for the single rankings, decode for the single decode, or
any). In front of any call:

- `slow` answers after `seconds`; `unauthorized` is a 401, `access_denied` a 403.
- `rate_limited` and `quota_exhausted` are the two 429s, with `retry_after` seconds (null for no header).
- `unavailable` is a 503, or the `status` given.

To the next accepted submission: `slow_job` adds `seconds` to its duration; `fail_job` fails it `at` a percent
with `error_code` and `error_message`; `drop_after_upload` accepts it and never answers.

To the next download: `drop_download` breaks off after a `share` of the body, the slot spent; `wrong_checksum`
tells a checksum that is not the file's; `no_downloads_left` finds all slots spent.

To the next single ranking or decode: `refused` is a 422, or the 400 given as `status`, and names all vehicles
or dealers of the request in the `list` given; `lists_as_objects` makes objects of the texts in the next
refusal's lists; `drop_answer` breaks the connection off in place of an answer; `garbled_answer` is a page
that is no JSON; `loose_answer` has numbers as texts, fields that nobody documented, others missing, and no
order.
"""

import json
import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

from mcdesk.sandbox.operations import Call

ANY = "any"
GATEWAY_KINDS = ("slow", "unauthorized", "access_denied", "rate_limited", "quota_exhausted", "unavailable")
PARAMETERS: dict[str, dict[str, Any]] = {
    "slow": {"seconds": 2.0},
    "unauthorized": {},
    "access_denied": {},
    "rate_limited": {"retry_after": 1},
    "quota_exhausted": {"retry_after": 86_500},
    "unavailable": {"status": 503, "retry_after": None},
    "slow_job": {"seconds": 30.0},
    "fail_job": {
        "error_code": "processing_failed",
        "error_message": "Job processing failed unexpectedly. Please resubmit.",
        "at": 55,
    },
    "drop_after_upload": {},
    "drop_download": {"share": 0.5},
    "wrong_checksum": {},
    "no_downloads_left": {},
}
LOOKUP_PARAMETERS: dict[str, dict[str, Any]] = {
    "refused": {"status": 422, "list": None},
    "lists_as_objects": {},
    "drop_answer": {},
    "garbled_answer": {},
    "loose_answer": {},
}
"""Of the kinds that no job ever meets."""
LISTS = ("failed_vins", "missing_dealers", "multi_location_sources")
_ALL = PARAMETERS | LOOKUP_PARAMETERS
_STATUSES = {"refused": (400, 422), "unavailable": range(500, 600)}
_STATUS_WORDS = {"refused": "400 or 422", "unavailable": "between 500 and 599"}


@dataclass(frozen=True, slots=True)
class Fault:
    """One ordered fault: what happens, to which calls and how many times more."""

    kind: str
    count: int
    on: str
    parameters: Mapping[str, Any]

    def as_json(self) -> dict[str, Any]:
        """The fault as the control endpoint takes and shows it."""
        return {"kind": self.kind, "count": self.count, "on": self.on, **self.parameters}

    def as_text(self) -> str:
        """The fault in one line, to be kept with a job."""
        return json.dumps(self.as_json())

    @classmethod
    def from_text(cls, text: str) -> Self:
        """The fault that `as_text` wrote down."""
        raw: dict[str, Any] = json.loads(text)
        return cls(raw.pop("kind"), raw.pop("count"), raw.pop("on"), raw)


def parse(raw: object) -> Fault:
    """Reads an order.

    Raises:
        ValueError: The order is not one; the text says why.
    """
    if not isinstance(raw, dict) or raw.get("kind") not in _ALL:
        raise ValueError(f"kind must be one of: {', '.join(_ALL)}")
    defaults = _ALL[raw["kind"]]
    count, on = raw.get("count", 1), raw.get("on", ANY)
    if not isinstance(count, int) or isinstance(count, bool) or count < 1:
        raise ValueError("count must be a positive whole number")
    if on not in (ANY, *Call):
        raise ValueError(f"on must be one of: {', '.join((ANY, *Call))}")
    unknown = raw.keys() - defaults.keys() - {"kind", "count", "on"}
    if unknown:
        raise ValueError(f"unknown parameter: {', '.join(sorted(unknown))}")
    parameters = {name: raw.get(name, default) for name, default in defaults.items()}
    for name, value in parameters.items():
        _check(raw["kind"], name, value)
    return Fault(raw["kind"], count, on, parameters)


def _check(kind: str, name: str, value: object) -> None:
    if name == "list":
        if value not in (None, *LISTS):
            raise ValueError(f"list must be null or one of: {', '.join(LISTS)}")
    elif name in ("error_code", "error_message"):
        if not isinstance(value, str) or not value:
            raise ValueError(f"{name} must be a text")
    elif name != "retry_after" or value is not None:
        _check_number(kind, name, value)


def _check_number(kind: str, name: str, value: object) -> None:
    if not isinstance(value, int | float) or isinstance(value, bool) or value < 0:
        raise ValueError(f"{name} must be a number of at least 0")
    highest = {"share": 1, "at": 99}.get(name)
    if highest is not None and value > highest:
        raise ValueError(f"{name} must be at most {highest}")
    if name in ("at", "status", "retry_after") and int(value) != value:
        raise ValueError(f"{name} must be a whole number")
    if name == "status" and value not in _STATUSES[kind]:
        raise ValueError(f"status must be {_STATUS_WORDS[kind]}")


class Faults:
    """The orders of all accounts."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._orders: defaultdict[str, list[Fault]] = defaultdict(list)

    def order(self, account: str, fault: Fault) -> None:
        """Adds an order behind those already there."""
        with self._lock:
            self._orders[account].append(fault)

    def ordered(self, account: str) -> list[Fault]:
        """What is still to happen to an account."""
        with self._lock:
            return list(self._orders.get(account, ()))

    def clear(self, account: str) -> None:
        """Forgets all orders of an account."""
        with self._lock:
            self._orders.pop(account, None)

    def take(self, account: str, call: str, *kinds: str) -> Fault | None:
        """The first fitting order, used up by one; None when nothing is ordered."""
        with self._lock:
            orders = self._orders.get(account, [])
            for place, fault in enumerate(orders):
                if fault.kind in kinds and fault.on in (ANY, call):
                    left = [replace(fault, count=fault.count - 1)] if fault.count > 1 else []
                    orders[place : place + 1] = left
                    return fault
        return None
