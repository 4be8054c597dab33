"""The endpoints that answer at once, and the faults that only these can have. Knows no VIN and no dealer."""

import json
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from mcdesk.sandbox import single_decode, single_rank
from mcdesk.sandbox.dropping import SilentResponse
from mcdesk.sandbox.faults import Faults
from mcdesk.sandbox.operations import Call
from mcdesk.sandbox.problems import MatchError

Endpoint = Callable[[Request], Awaitable[JSONResponse]]

_PAGE = "<!doctype html><title>Sign in</title><p>Sign in to use this network.</p>"
_SAID = {
    "failed_vins": "VIN decoding failed",
    "missing_dealers": "Dealers not found",
    "multi_location_sources": "Dealers with several locations need a zip or an mc_location_id",
    None: "The request can't be processed",
}
_OMITTED = ("miles", "country", "failed_items")


class Lookups:
    """Serves the single rankings and the single decode."""

    def __init__(self, faults: Faults) -> None:
        self._faults = faults
        self.routes = [
            self._route(single_rank.DEALERS_PATH, single_rank.rank_dealers, Call.RANK, "POST"),
            self._route(single_rank.VINS_PATH, single_rank.rank_vins, Call.RANK, "POST"),
            self._route(single_decode.PATH, single_decode.decode, Call.DECODE, "GET"),
        ]

    def _route(self, path: str, endpoint: Endpoint, call: Call, method: str) -> Route:
        async def answered(request: Request) -> Response:
            return await self._answer(request, endpoint, call)

        return Route(path, answered, methods=[method])

    async def _answer(self, request: Request, endpoint: Endpoint, call: Call) -> Response:
        account = request.state.account
        if self._faults.take(account, call, "drop_answer") is not None:
            return SilentResponse()
        if self._faults.take(account, call, "garbled_answer") is not None:
            return HTMLResponse(_PAGE)
        try:
            if (fault := self._faults.take(account, call, "refused")) is not None:
                raise _refusal(fault.parameters["status"], fault.parameters["list"], await _body(request))
            answer = await endpoint(request)
        except MatchError as error:
            if error.lists and self._faults.take(account, call, "lists_as_objects") is not None:
                raise _with_objects(error, await _body(request)) from error
            raise
        if self._faults.take(account, call, "loose_answer") is None:
            return answer
        return JSONResponse(_loosened(json.loads(bytes(answer.body))))


async def _body(request: Request) -> dict[str, Any]:
    """The request as far as it is an object, else nothing."""
    try:
        told = json.loads(await request.body())
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _specs(body: dict[str, Any], one: str, many: str) -> list[dict[str, Any]]:
    """The vehicles or the dealers that a request names, one or many of them."""
    named = body.get(many)
    listed = named if isinstance(named, list) else [body.get(one)]
    return [each for each in listed if isinstance(each, dict)]


def _refusal(status: int, name: str | None, body: dict[str, Any]) -> MatchError:
    """The ordered refusal, which names every entry of its kind that was sent."""
    lists: dict[str, list[Any]] = {}
    if name == "failed_vins":
        lists[name] = [spec.get("vin") for spec in _specs(body, "vin", "vins")]
    elif name is not None:
        lists[name] = [spec.get("source") for spec in _specs(body, "dealer", "dealers")]
    return MatchError(int(status), _SAID[name], **lists)


def _with_objects(error: MatchError, body: dict[str, Any]) -> MatchError:
    """The same refusal, whose lists hold the entries as they were sent, each with a reason."""
    dealers, vins = _specs(body, "dealer", "dealers"), _specs(body, "vin", "vins")
    lists: dict[str, list[Any]] = {}
    for name, texts in error.lists.items():
        named = [spec for spec in dealers if spec.get("source") in texts]
        if name == "failed_vins":
            named = [{"vin": spec["vin"]} for spec in vins if str(spec.get("vin")).upper() in texts]
        lists[name] = [spec | {"reason": _SAID[name]} for spec in named]
    return MatchError(error.status, error.message, **lists)


def _loosened(told: Any) -> Any:
    """An answer as it may drift: numbers as texts, fields that nobody knows, others gone, no order."""
    if isinstance(told, dict):
        kept = {name: _loosened(value) for name, value in told.items() if name not in _OMITTED}
        if told.get("failed_items"):
            kept["failed_items"] = [
                _loosened(item) | {"message": "Not processed"} for item in told["failed_items"]
            ]
        return kept | {"x_trace": {"shard": 3, "notes": []}}
    if isinstance(told, list):
        return [_loosened(value) for value in reversed(told)]
    return str(told) if isinstance(told, int) and not isinstance(told, bool) else told
