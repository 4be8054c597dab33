import asyncio
import hashlib
import hmac
import json
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest

from mcdesk.sandbox.receivers import Receivers, Reply
from mcdesk.sandbox.webhooks import signature
from tests.sandbox.bench import RANK, problem


@dataclass
class Delivery:
    path: str
    headers: dict[str, str]
    body: bytes


class Receiver:
    """A real receiver on loopback that answers as it is told, and 200 when nothing is left to say."""

    def __init__(self, *answers: bytes) -> None:
        self.answers = list(answers)
        self.got: list[Delivery] = []

    async def __aenter__(self) -> "Receiver":
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}/hook?x=1"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        first, *lines = head.strip().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        body = await reader.readexactly(int(headers["Content-Length"]))
        self.got.append(Delivery(first.split(" ")[1], headers, body))
        writer.write(self.answers.pop(0) if self.answers else b"HTTP/1.1 200 OK\r\n\r\n")
        await writer.drain()
        writer.close()
        await writer.wait_closed()


def says(status, *headers):
    return "\r\n".join([f"HTTP/1.1 {status} X", *headers, "", ""]).encode()


@pytest.fixture
def bench(make_bench):
    return make_bench(allow_loopback_webhooks=True)


async def told(bench):
    await asyncio.wait_for(asyncio.gather(*bench.sandbox.webhooks._tasks.values()), 10)
    assert bench.sandbox.store.with_pending_webhooks() == []


def state(bench, job_id):
    job = bench.sandbox.store.get(job_id)
    return job.webhook_state, job.webhook_attempts


async def test_completed(bench):
    async with Receiver() as receiver:
        job_id = await bench.job(webhook_url=receiver.url, webhook_secret="s3cret ü")
        await told(bench)
    (delivery,) = receiver.got
    assert delivery.path == "/hook?x=1"
    assert delivery.headers["Content-Type"] == "application/json"
    assert delivery.headers["X-Webhook-ID"] == job_id
    parts = dict(part.split("=", 1) for part in delivery.headers["X-Webhook-Signature"].split(","))
    signed = f"{parts['t']}.{delivery.body.decode()}".encode()
    assert parts["v1"] == hmac.new("s3cret ü".encode(), signed, hashlib.sha256).hexdigest()
    assert abs(bench.clock.now - int(parts["t"])) < 300
    status = await bench.status(job_id)
    assert json.loads(delivery.body) == {
        "event": "job.completed",
        "job_id": job_id,
        "status": "COMPLETED",
        "item_count": 3,
        "successful_count": 3,
        "failed_count": 0,
        "completed_at": status["completed_at"],
    }
    assert state(bench, job_id) == ("delivered", 1)
    assert bench.sandbox.store.get(job_id).webhook_secret is None


async def test_failed_has_completed_at_too_and_no_signature_without_a_secret(bench):
    await bench.order("fail_job")
    async with Receiver() as receiver:
        job_id = await bench.job(webhook_url=receiver.url)
        await told(bench)
    (delivery,) = receiver.got
    assert "X-Webhook-Signature" not in delivery.headers
    body = json.loads(delivery.body)
    assert body.keys() == {"event", "job_id", "status", "error_code", "error_message", "completed_at"}
    assert (body["event"], body["status"], body["job_id"]) == ("job.failed", "FAILED", job_id)


@pytest.mark.parametrize("speed", [1.0, 2.0])
async def test_five_attempts_with_back_off(make_bench, speed):
    bench = make_bench(allow_loopback_webhooks=True, speed=speed)
    async with Receiver(*[says(500)] * 9) as receiver:
        job_id = await bench.job(webhook_url=receiver.url)
        await told(bench)
    assert len(receiver.got) == 5
    assert len({delivery.headers["X-Webhook-ID"] for delivery in receiver.got}) == 1
    assert bench.clock.slept[1:] == [pause / speed for pause in (0, 30, 60, 120, 240)]
    assert state(bench, job_id) == ("failed", 5)


@pytest.mark.parametrize("status", [400, 404, 410, 301])
async def test_permanent_failures(bench, status):
    async with Receiver(says(status)) as receiver:
        job_id = await bench.job(webhook_url=receiver.url)
        await told(bench)
    assert len(receiver.got) == 1
    assert state(bench, job_id) == ("failed", 1)


@pytest.mark.parametrize("answer", [says(503), b"", b"nonsense\r\n\r\n", b"NO 1 2\r\n\r\n"])
async def test_temporary_failures(bench, answer):
    async with Receiver(answer, says(204)) as receiver:
        job_id = await bench.job(webhook_url=receiver.url)
        await told(bench)
    assert len(receiver.got) == 2
    assert bench.clock.slept[1:] == [0, 30]
    assert state(bench, job_id) == ("delivered", 2)


@pytest.mark.parametrize(
    ("retry_after", "waited"),
    [("7", 7), (None, 30), ("soon", 30), ("in 3 days", 30)],
)
async def test_retry_after_is_honoured(bench, retry_after, waited):
    headers = [] if retry_after is None else [f"Retry-After: {retry_after}"]
    async with Receiver(says(429, *headers)) as receiver:
        job_id = await bench.job(webhook_url=receiver.url)
        await told(bench)
    assert bench.clock.slept[1:] == [0, waited]
    assert state(bench, job_id) == ("delivered", 2)


async def test_retry_after_as_a_date(bench):
    moment = datetime.fromtimestamp(bench.clock.now + 60, UTC)
    async with Receiver(says(429, f"retry-after: {format_datetime(moment, usegmt=True)}")) as receiver:
        await bench.job(webhook_url=receiver.url)
        await told(bench)
    assert bench.clock.slept[1:] == [0, 60 - bench.clock.slept[0]]


async def test_nobody_listens(bench):
    async with Receiver() as receiver:
        url = receiver.url
    job_id = await bench.job(webhook_url=url)
    await told(bench)
    assert state(bench, job_id) == ("failed", 5)


async def test_a_replayed_key_notifies_once(bench):
    async with Receiver() as receiver:
        await bench.submit(key="k", webhook_url=receiver.url)
        await bench.submit(key="k", webhook_url=receiver.url)
        await told(bench)
    assert len(receiver.got) == 1


async def test_open_notifications_are_taken_up_after_a_restart(bench):
    async with Receiver() as receiver:
        bench.clock.stuck = True
        job_id = await bench.job(webhook_url=receiver.url)
        (task,) = bench.sandbox.webhooks._tasks.values()
        bench.restart()
        await asyncio.wait([task])
        assert receiver.got == []
        bench.clock.stuck = False
        bench.sandbox.webhooks.resume()
        bench.sandbox.webhooks.resume()
        await told(bench)
        bench.sandbox.webhooks.resume()
    assert [delivery.headers["X-Webhook-ID"] for delivery in receiver.got] == [job_id]


async def test_loopback_is_refused_unless_allowed(make_bench):
    bench = make_bench()
    answer = await bench.submit(RANK, webhook_url="http://127.0.0.1:1/")
    assert problem(answer) == (400, "invalid_webhook_url")
    async with Receiver() as receiver:
        assert await Receivers(allow_loopback=False).post(receiver.url, {}, b"") is None
        assert await Receivers(allow_loopback=True).post(receiver.url, {}, b"") == Reply(200, None)
    assert len(receiver.got) == 1


async def test_localhost_by_name_and_a_receiver_that_never_answers(bench):
    async def silent(reader, writer):
        await reader.read()
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    async with server:
        url = f"http://localhost:{server.sockets[0].getsockname()[1]}"
        assert await Receivers(allow_loopback=True, timeout=0.05).post(url, {}, b"{}") is None


def test_signature_is_the_documented_one():
    expected = hmac.new(b"s", b"1773585000.{}", hashlib.sha256).hexdigest()
    assert signature("s", 1_773_585_000, b"{}") == f"t=1773585000,v1={expected}"
