"""One request, answered at once: how long it may take, and what its failure means. Never asks twice.

Whoever cancels the awaiting task closes the request's connection with it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import httpx

from mcdesk.model.errors import UnreachableError
from mcdesk.services.http import CONNECT_SECONDS, Http, speaking_to
from mcdesk.services.lookup_refusals import (
    IF_LOST,
    IF_UNREACHABLE,
    Product,
    lookup_refusal_from,
    no_answer_within,
)

# The answer's time is counted as a whole: a limit for each piece of it would let it trickle for ever.
_CONNECTING = httpx.Timeout(None, connect=CONNECT_SECONDS)


@dataclass(frozen=True, slots=True)
class Reply:
    """A 2xx answer: its text without the key, and the service's id of the request, "" for none."""

    body: str
    request_id: str


class SingleCalls:
    """Makes single requests of one product for one account.

    Args:
        http: The account's transport.
        product: What is asked, for the words of its failures.
        seconds: How long an answer may take, from the beginning to its last byte.
        clock: Seconds since 1970.
    """

    def __init__(
        self, http: Http, product: Product, *, seconds: float, clock: Callable[[], float] = time.time
    ) -> None:
        self._http, self._product, self._seconds, self._clock = http, product, seconds, clock

    async def ask(self, method: str, path: str, body: Mapping[str, object] | None = None) -> Reply:
        """Sends one request and reads its answer.

        Args:
            method: GET or POST.
            path: Below the service's base URL.
            body: Goes out as JSON; None for none.

        Raises:
            UnreachableError: It certainly did not arrive, or the account's connections are closed already.
            AnswerLostError: It may have arrived, but no answer came, or none in time.
            DeskError: What `lookup_refusal_from` makes of the service's "no".
        """
        if self._http.calls.is_closed:
            raise UnreachableError("The account was closed.", "Nothing was sent. Open it, then ask again.")
        try:
            async with asyncio.timeout(self._seconds):
                with speaking_to(self._http.host, if_unreachable=IF_UNREACHABLE, if_lost=IF_LOST):
                    answer = await self._http.calls.request(method, path, json=body, timeout=_CONNECTING)
        except TimeoutError as exc:
            raise no_answer_within(self._seconds) from exc
        text = self._http.cleaned(answer.content)
        if not answer.is_success:
            raise lookup_refusal_from(self._product, answer.status_code, answer.headers, text, self._clock())
        return Reply(text.decode().removeprefix("\ufeff"), answer.headers.get("x-request-id", ""))
