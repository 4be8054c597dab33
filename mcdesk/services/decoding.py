"""The single NeoVIN decode: what the service knows of one VIN. It never retries, and explains nothing.

Source: the NeoVIN documents, `/v2/decode/car/neovin/{vin}/specs`. A VIN that can't be decoded is a usual
answer with an `observation`, so that it is no error here.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass

from mcdesk.model.errors import UsageError
from mcdesk.model.lookups import DECODE_VIN
from mcdesk.services.http import CALL_SECONDS, Http
from mcdesk.services.lookup_refusals import NEOVIN, unreadable
from mcdesk.services.single_calls import SingleCalls


@dataclass(frozen=True, slots=True)
class DecodeReply:
    """What came back.

    Attributes:
        answer: The parsed JSON, an object or a list, whatever is in it.
        body: The service's own JSON text, the key taken out.
        request_id: The service's id of the request, "" for none.
    """

    answer: object
    body: str
    request_id: str


class DecodeClient:
    """Asks what VINs are with one account's key.

    Args:
        http: The account's transport.
        seconds: How long an answer may take.
        clock: Seconds since 1970, to tell until when a used up quota lasts.
    """

    def __init__(
        self, http: Http, *, seconds: float = CALL_SECONDS, clock: Callable[[], float] = time.time
    ) -> None:
        self._calls = SingleCalls(http, NEOVIN, seconds=seconds, clock=clock)

    async def decode(self, vin: str) -> DecodeReply:
        """Asks once and waits for the answer; cancelling closes the request at once.

        Raises:
            UsageError: This can't be a VIN; nothing was sent.
            KeyRefusedError, NotAllowedError: The key is unknown, or may not use NeoVIN.
            RateLimitedError, QuotaExhaustedError: Too many requests in a short time, or in this month.
            RefusedError: The service said no for another reason.
            ServiceTroubleError: The service is in trouble, or its answer is none.
            UnreachableError: The request did not arrive.
            AnswerLostError: No answer came, or none in time.
        """
        # It becomes part of the address, where other signs would lead elsewhere.
        if not (vin.isascii() and vin.isalnum()):
            raise UsageError("A VIN has letters and digits only.", "Type it as it stands on the vehicle.")
        reply = await self._calls.ask("GET", DECODE_VIN.path.format(vin=vin))
        return DecodeReply(_parsed(reply.body), reply.body, reply.request_id)


def _parsed(body: str) -> object:
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as exc:
        raise unreadable(NEOVIN) from exc
    if not isinstance(answer, dict | list):
        raise unreadable(NEOVIN)
    return answer
