"""Sending one file: what the ledger says before, while and after, for everything that can come back."""

import asyncio
import json
from pathlib import Path

import pytest

from mcdesk.desk.hub import Hub
from mcdesk.desk.sending import Sender
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import (
    AnswerLostError,
    DeskError,
    KeyRefusedError,
    LaneBusyError,
    LedgerError,
    QuotaExhaustedError,
    RateLimitedError,
    RefusedError,
    ServiceTroubleError,
    StorageError,
    UnreachableError,
)
from mcdesk.model.events import DeskEvent, TransferKind, TransfersChanged, TransferState
from mcdesk.model.operations import RANK
from mcdesk.model.submissions import Submission, SubmissionState
from mcdesk.services.batch import BatchClient
from tests.desk.bench import Clock, of_kind, packed_submission, until
from tests.desk.conftest import Connect
from tests.services.raw_server import RawServer, answer, nobody_there

S = SubmissionState
YES = answer(
    b'{"job_id":"j1","status":"PROCESSING","created_at":"2026-04-01T10:00:00Z"}',
    "202 Accepted",
    x_request_id="req-yes",
)


def problem(status: str, code: str) -> bytes:
    body = {"code": code, "detail": "In its own words", "instance": "req-no"}
    return answer(json.dumps(body).encode(), status)


BUSY = problem("409 Conflict", "active_job_exists")
SLOW = answer(b'{"message":"API rate limit exceeded"}', "429 Too Many Requests")
SPENT = answer(b'{"message":"Monthly API quota exhausted"}', "429 Too Many Requests")
WRONG = problem("400 Bad Request", "invalid_file_format")
UNKNOWN_KEY = answer(b'{"message":"Invalid authentication credentials"}', "401 Unauthorized")
TROUBLE = answer(b"<html>", "503 Service Unavailable")
NONSENSE = answer(b"<html>", "202 Accepted")


class Desk:
    """A sender with one submission in a real ledger."""

    def __init__(self, ledger: Ledger, hub: Hub, world: World, connect: Connect, sent: Submission) -> None:
        self.ledger, self.submission = ledger, sent
        self.percents: list[int] = []
        self._sender = Sender(ledger, hub, world)
        self._connect = connect

    async def send(self, url: str) -> object:
        client = BatchClient(self._connect(url), RANK)
        return await self._sender.send(await self.fresh(), client, self.percents.append)

    async def fresh(self) -> Submission:
        found = await self.ledger.submission(self.submission.id)
        assert found is not None
        return found

    async def make_unsure(self) -> None:
        await self.ledger.mark_sending(self.submission.id, 1.0)
        await self.ledger.mark_unsure(self.submission.id)


@pytest.fixture
async def desk(ledger: Ledger, hub: Hub, world: World, connect: Connect, tmp_path: Path) -> Desk:
    sent = await ledger.add_submission(packed_submission(tmp_path, "april"))
    return Desk(ledger, hub, world, connect, sent)


async def test_an_accepted_file_is_on_record_with_its_job(
    desk: Desk, clock: Clock, events: list[DeskEvent]
) -> None:
    with RawServer(YES) as server:
        await desk.send(server.url)
    fresh = await desk.fresh()
    assert (fresh.state, fresh.job_id, fresh.request_id) == (S.ACCEPTED, "j1", "req-yes")
    assert (fresh.sent_at, fresh.accepted_at) == (clock.now, clock.now)
    assert await desk.ledger.job("acc", "j1") is not None
    transfers = [event.transfer for event in of_kind(events, TransfersChanged)]
    assert {transfer.kind for transfer in transfers} == {TransferKind.UPLOADING}
    assert transfers[0].state is TransferState.RUNNING
    assert transfers[-1].state is TransferState.DONE
    assert transfers[-1].done == transfers[-1].total == desk.submission.packed.size
    assert desk.percents[-1] == 100


async def test_it_is_written_down_before_the_service_can_have_it(desk: Desk) -> None:
    with RawServer(YES) as server:
        server.gate.clear()
        sending = asyncio.ensure_future(desk.send(server.url))
        await until(lambda: server.requests)
        assert (await desk.fresh()).state is S.SENDING
        server.gate.set()
        await sending
    assert b"idempotency-key: mcd-april" in server.requests[0].lower()


@pytest.mark.parametrize(
    ("said", "kind", "from_waiting", "from_unsure"),
    [
        (None, AnswerLostError, S.UNSURE, S.UNSURE),
        (TROUBLE, ServiceTroubleError, S.UNSURE, S.UNSURE),
        (NONSENSE, ServiceTroubleError, S.UNSURE, S.UNSURE),
        (SLOW, RateLimitedError, S.WAITING, S.UNSURE),
        (BUSY, LaneBusyError, S.WAITING, S.UNSURE),
        (SPENT, QuotaExhaustedError, S.WAITING, S.UNSURE),
        (WRONG, RefusedError, S.HELD, S.HELD),
        (UNKNOWN_KEY, KeyRefusedError, S.WAITING, S.UNSURE),
    ],
)
@pytest.mark.parametrize("was_unsure", [False, True])
async def test_what_comes_back_decides_how_it_stands(
    desk: Desk,
    said: bytes | None,
    kind: type[DeskError],
    from_waiting: SubmissionState,
    from_unsure: SubmissionState,
    was_unsure: bool,
) -> None:
    if was_unsure:
        await desk.make_unsure()
    with RawServer(said) as server, pytest.raises(kind):
        await desk.send(server.url)
    assert (await desk.fresh()).state is (from_unsure if was_unsure else from_waiting)


@pytest.mark.parametrize("was_unsure", [False, True])
async def test_a_service_out_of_reach_changes_nothing(desk: Desk, was_unsure: bool) -> None:
    if was_unsure:
        await desk.make_unsure()
    with nobody_there() as url, pytest.raises(UnreachableError):
        await desk.send(url)
    assert (await desk.fresh()).state is (S.UNSURE if was_unsure else S.WAITING)


async def test_a_refusal_is_kept_with_its_words(desk: Desk, events: list[DeskEvent]) -> None:
    with RawServer(WRONG) as server, pytest.raises(RefusedError):
        await desk.send(server.url)
    refusal = (await desk.fresh()).refusal
    assert refusal is not None
    assert (refusal.code, refusal.instance) == ("invalid_file_format", "req-no")
    assert "In its own words" in refusal.advice
    last = of_kind(events, TransfersChanged)[-1].transfer
    assert (last.state, last.words) == (TransferState.FAILED, refusal.title)


async def test_an_open_question_is_settled_with_the_same_key_and_bytes(desk: Desk) -> None:
    with RawServer(None, YES) as server:
        with pytest.raises(AnswerLostError):
            await desk.send(server.url)
        await desk.send(server.url)
    first, second = (request.lower() for request in server.requests[:2])
    assert b"idempotency-key: mcd-april" in first
    assert b"idempotency-key: mcd-april" in second
    packed = desk.submission.packed.path.read_bytes().lower()
    assert packed in first
    assert packed in second
    assert (await desk.fresh()).state is S.ACCEPTED


@pytest.mark.parametrize("damage", ["change", "remove"])
async def test_a_copy_that_is_not_the_same_any_more_is_never_sent(desk: Desk, damage: str) -> None:
    path = desk.submission.packed.path
    path.write_bytes(b"other") if damage == "change" else path.unlink()
    with RawServer(YES) as server, pytest.raises(StorageError):
        await desk.send(server.url)
    assert [request for request in server.requests if request] == []
    fresh = await desk.fresh()
    assert fresh.state is S.HELD
    assert fresh.refusal is not None


async def test_of_two_that_send_at_once_one_is_told_and_disturbs_nothing(desk: Desk) -> None:
    await desk.ledger.mark_sending(desk.submission.id, 1.0)
    with RawServer(YES) as server, pytest.raises(LedgerError):
        await desk.send(server.url)
    assert [request for request in server.requests if request] == []
    assert (await desk.fresh()).state is S.SENDING


async def test_stopped_after_all_was_sent_it_is_an_open_question(desk: Desk, events: list[DeskEvent]) -> None:
    with RawServer(YES) as server:
        server.gate.clear()
        sending = asyncio.ensure_future(desk.send(server.url))
        await until(lambda: server.requests and desk.percents[-1:] == [100])
        sending.cancel()
        await asyncio.sleep(0)
        server.gate.set()
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert (await desk.fresh()).state is S.UNSURE
    assert of_kind(events, TransfersChanged)[-1].transfer.state is TransferState.CANCELLED


@pytest.mark.parametrize("was_unsure", [False, True])
async def test_stopped_before_anything_left_it_stands_as_before(desk: Desk, was_unsure: bool) -> None:
    if was_unsure:
        await desk.make_unsure()
    with RawServer(YES) as server:
        sending = asyncio.ensure_future(desk.send(server.url))
        await asyncio.sleep(0)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
    assert (await desk.fresh()).state is (S.UNSURE if was_unsure else S.WAITING)


async def test_stopped_while_the_ledger_writes_it_does_not_stay_sending(desk: Desk) -> None:
    """The ledger carries a write out even if its caller is cancelled."""
    with RawServer(YES) as server:
        for turns in range(40):
            sending = asyncio.ensure_future(desk.send(server.url))
            for _ in range(turns):
                await asyncio.sleep(0)
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)
            fresh = await desk.fresh()
            assert fresh.state is not S.SENDING
            if fresh.state is not S.WAITING:
                break
