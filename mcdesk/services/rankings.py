"""The two single rankings of MarketMatch: one request, one answer. It never retries, keeps or decides.

Source: "MarketMatch API", `/v2/marketmatch/dealers/rank` and `/v2/marketmatch/vins/rank`.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from mcdesk.model.lookups import RankRequest
from mcdesk.model.rankings import RankAnswer
from mcdesk.services.http import CALL_SECONDS, Http
from mcdesk.services.lookup_refusals import MARKETMATCH
from mcdesk.services.rank_wire import body_of, read_answer
from mcdesk.services.single_calls import SingleCalls


@dataclass(frozen=True, slots=True)
class RankReply:
    """What came back.

    Attributes:
        answer: As mcdesk understands it.
        body: The service's own JSON text, the key taken out.
        request_id: The service's id of the request, "" for none.
    """

    answer: RankAnswer
    body: str
    request_id: str


class RankClient:
    """Asks for rankings with one account's key.

    Args:
        http: The account's transport.
        seconds: How long an answer may take.
        clock: Seconds since 1970, to tell until when a used up quota lasts.
    """

    def __init__(
        self, http: Http, *, seconds: float = CALL_SECONDS, clock: Callable[[], float] = time.time
    ) -> None:
        self._calls = SingleCalls(http, MARKETMATCH, seconds=seconds, clock=clock)

    async def rank(self, request: RankRequest) -> RankReply:
        """Asks once and waits for the answer; cancelling closes the request at once.

        Raises:
            UsageError: The request can't be made of these cells; nothing was sent.
            RankRefusedError: The service names entries that it can't rank.
            KeyRefusedError, NotAllowedError: The key is unknown, or may not use MarketMatch.
            RateLimitedError, QuotaExhaustedError: Too many requests in a short time, or in this month.
            RefusedError: The service said no for another reason.
            ServiceTroubleError: The service is in trouble, or its answer is none.
            UnreachableError: The request did not arrive.
            AnswerLostError: No answer came, or none in time.
        """
        reply = await self._calls.ask("POST", request.ranking.path, body_of(request))
        return RankReply(read_answer(reply.body, request), reply.body, reply.request_id)
