"""The single requests of one account: asked at once, and kept with what came of them. Nothing is retried.

The window and the command line ask here alone, so that every request is in the history, whoever made it.
"""

from __future__ import annotations

import asyncio
import functools
import json
import logging
from collections.abc import Awaitable, Callable, Collection
from dataclasses import replace
from math import inf
from pathlib import Path
from typing import Any, TypeVar

from mcdesk.desk.bridge import batch_file
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account
from mcdesk.model.errors import AnswerLostError, DeskError, ServiceTroubleError, UnreachableError, UsageError
from mcdesk.model.lookup_texts import request_from_text, request_to_text
from mcdesk.model.lookups import DECODE_VIN, RANKINGS, RankRequest
from mcdesk.model.past_requests import PastRequest, RequestState
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.specs import Specs, specs_from
from mcdesk.services.decoding import DecodeClient, DecodeReply
from mcdesk.services.http import Http
from mcdesk.services.rank_wire import read_answer
from mcdesk.services.rankings import RankClient, RankReply

_log = logging.getLogger(__name__)

LONGEST_ASKING = 120.0
"""Seconds. Connecting and answering time out well before: whoever still asks then has died meanwhile."""

_NO_ANSWER = (UsageError, UnreachableError, AnswerLostError)
_R = TypeVar("_R", RankReply, DecodeReply)

Told = Callable[[PastRequest], None]
"""Hears of a request as it is written down, before it goes out."""


class Lookups:
    """Rankings and decodes of single requests, and the history of both."""

    def __init__(self, account: Account, http: Http, ledger: Ledger, world: World) -> None:
        self._account = account
        self._rankings = RankClient(http, clock=world.now)
        self._decodes = DecodeClient(http, clock=world.now)
        self._ledger = ledger
        self._world = world
        self._asking: set[asyncio.Task[Any]] = set()

    async def aclose(self) -> None:
        """Ends what is under way, as if whoever awaits it had been cancelled, and waits for its record."""
        tasks = tuple(self._asking)
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def rank(
        self, request: RankRequest, *, on_asked: Told | None = None
    ) -> tuple[PastRequest, RankAnswer]:
        """Asks for a ranking. It is written down before it goes out, and so is whatever comes of it.

        Cancelling ends the request at once. An answer counts more than its record: where the ledger can't
        be written, the answer is given all the same.

        Args:
            request: What is asked.
            on_asked: Is told the request as the history knows it while it is under way.

        Raises:
            RankRefusedError: The service names the entries that it refuses.
            DeskError: As `RankClient.rank` tells.
        """
        asked = self._asked(request.ranking.id, request.subject, len(request.many), request_to_text(request))
        past, reply = await self._ask(asked, on_asked, lambda: self._rankings.rank(request))
        return past, reply.answer

    async def decode(self, vin: str, *, on_asked: Told | None = None) -> tuple[PastRequest, Specs]:
        """Asks what a VIN is; recorded like a ranking.

        Args:
            vin: What is asked.
            on_asked: As in `rank`.

        Raises:
            DeskError: As `DecodeClient.decode` tells.
        """
        asked = self._asked(DECODE_VIN.id, vin, 1, json.dumps({"vin": vin}))
        past, reply = await self._ask(asked, on_asked, lambda: self._decodes.decode(vin))
        return past, specs_from(reply.answer)

    async def history(
        self,
        *,
        kinds: Collection[str] = (),
        search: str = "",
        limit: int = 200,
        before: tuple[float, str] | None = None,
        with_answers: bool = True,
    ) -> tuple[PastRequest, ...]:
        """What was asked, newest first.

        Args:
            kinds: Of LOOKUPS, by id; none for all.
            search: Words that must all occur in the subject or the request.
            limit: How many at most.
            before: Time and id of the last one already known.
            with_answers: Whether the answers are read too, which may be long; `past` reads one later.

        Raises:
            LedgerError: If it can't be read.
        """
        read = functools.partial(
            self._ledger.requests,
            self._account.id,
            kinds=kinds,
            search=search,
            limit=limit,
            before=before,
            with_answers=with_answers,
        )
        found = await read()
        if any(self._is_left(past) for past in found):
            await self.settle_left()
            found = await read()
        return found

    async def past(self, request_id: str) -> PastRequest | None:
        """One request with its answer; None if it is no longer there.

        Raises:
            LedgerError: If it can't be read.
        """
        return await self._ledger.request(request_id)

    async def earlier(self, past: PastRequest) -> tuple[PastRequest, ...]:
        """Earlier answers about the same vehicle or dealer, newest first: what it can be compared with.

        Raises:
            LedgerError: If they can't be read.
        """
        return await self._ledger.earlier_requests(past)

    async def newest(self, past: PastRequest, most: int) -> tuple[PastRequest, ...]:
        """The newest answers about the same vehicle or dealer, newest first, with this one among them.

        Raises:
            LedgerError: If they can't be read.
        """
        return await self._ledger.earlier_requests(replace(past, asked_at=inf), most)

    async def batch_file(self, request: RankRequest) -> Path:
        """The same ranking as a file for a batch, for lists of any length. See `desk.bridge`.

        Raises:
            StorageError: If it can't be written.
        """
        return await batch_file(request, self._world)

    def answer_of(self, past: PastRequest) -> RankAnswer | None:
        """The answer that was kept with a ranking; None where there is none, or it can't be read."""
        request = request_from_text(past.kind, past.request)
        if past.kind not in RANKINGS or past.state is not RequestState.ANSWERED:
            return None
        try:
            return read_answer(past.answer, request)
        except ServiceTroubleError:
            return None

    def specs_of(self, past: PastRequest) -> Specs | None:
        """What was kept of a decode; None where there is none, or it can't be read."""
        if past.kind != DECODE_VIN.id or past.state is not RequestState.ANSWERED:
            return None
        try:
            answer = json.loads(past.answer)
        except (ValueError, RecursionError):
            return None
        return specs_from(answer) if isinstance(answer, dict | list) else None

    async def remove(self, ids: Collection[str]) -> None:
        """Takes requests out of the history, with their answers.

        Raises:
            LedgerError: If it can't be written.
        """
        await self._ledger.remove_requests(ids)

    async def settle_left(self) -> None:
        """Closes the requests that a process left open when it was killed.

        Raises:
            LedgerError: If it can't be written.
        """
        await self._ledger.close_open_requests(self._account.id, self._world.now() - LONGEST_ASKING)

    def _is_left(self, past: PastRequest) -> bool:
        is_old = past.asked_at < self._world.now() - LONGEST_ASKING
        return past.state is RequestState.ASKING and is_old

    def _asked(self, kind: str, subject: str, size: int, request: str) -> PastRequest:
        return PastRequest(
            self._world.new_id(), self._account.id, kind, subject, size, request, self._world.now()
        )

    async def _ask(
        self, asked: PastRequest, on_asked: Told | None, call: Callable[[], Awaitable[_R]]
    ) -> tuple[PastRequest, _R]:
        """Asks, as a task that `aclose` may end."""
        if on_asked is not None:
            on_asked(asked)
        mine = {task for task in (asyncio.current_task(),) if task is not None}
        self._asking |= mine
        try:
            return await self._kept(asked, call)
        finally:
            self._asking -= mine

    async def _kept(self, asked: PastRequest, call: Callable[[], Awaitable[_R]]) -> tuple[PastRequest, _R]:
        is_noted = False
        try:
            is_noted = await self._noted(self._ledger.add_request(asked))
            reply = await call()
        except asyncio.CancelledError:
            # Whether it was noted is not known if that was cancelled; it is written in any case, and first.
            await self._noted(self._ledger.settle_request(replace(asked, state=RequestState.CANCELLED)))
            raise
        except DeskError as error:
            await self._settle(self._failed(asked, error), is_noted=is_noted)
            raise
        past = replace(
            asked,
            state=RequestState.ANSWERED,
            answer=reply.body,
            seconds=self._seconds_since(asked),
            request_id=reply.request_id,
        )
        await self._settle(past, is_noted=is_noted)
        return past, reply

    def _failed(self, asked: PastRequest, error: DeskError) -> PastRequest:
        has_answer = not isinstance(error, _NO_ANSWER)
        return replace(
            asked,
            state=RequestState.REFUSED if has_answer else RequestState.UNANSWERED,
            seconds=self._seconds_since(asked) if has_answer else None,
            request_id=error.instance,
            title=error.title,
            advice=error.advice,
            code=error.code,
        )

    def _seconds_since(self, asked: PastRequest) -> float:
        return max(0.0, self._world.now() - asked.asked_at)

    async def _settle(self, past: PastRequest, *, is_noted: bool) -> None:
        """Writes down what came of it; all of it, if the ledger could not be written when it began."""
        write = self._ledger.settle_request if is_noted else self._ledger.add_request
        await self._noted(write(past))

    async def _noted(self, writing: Awaitable[None]) -> bool:
        try:
            await writing
        except DeskError as exc:
            _log.info("a request is missing in the history: %s", exc.title)
            return False
        return True
