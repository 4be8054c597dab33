"""Telling a receiver that a job has ended: when, how often, how signed. Opens no connection itself.

Back-off times are compressed like all others; a receiver's own Retry-After is honoured as it is. A redirect
is not followed and counts as a permanent failure, which the documents leave open.
"""

import asyncio
import hashlib
import hmac
import json
from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC
from email.utils import parsedate_to_datetime

from mcdesk.sandbox.jobs import Job, iso
from mcdesk.sandbox.pauses import Sleep
from mcdesk.sandbox.problems import BatchProblem
from mcdesk.sandbox.receivers import Reply, is_allowed
from mcdesk.sandbox.store import Store
from mcdesk.sandbox.work import Work

BACK_OFF = (0.0, 30.0, 60.0, 120.0, 240.0)
_TOO_MANY = 429

Post = Callable[[str, Mapping[str, str], bytes], Awaitable[Reply | None]]


class Webhooks:
    """The notifications of one sandbox."""

    def __init__(
        self,
        store: Store,
        work: Work,
        sleep: Sleep,
        post: Post,
        *,
        speed: float,
        clock: Callable[[], float],
        allow_loopback: bool,
    ) -> None:
        self._store, self._work, self._sleep, self._post = store, work, sleep, post
        self._speed, self._clock, self._allow_loopback = speed, clock, allow_loopback
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def check(self, url: str) -> None:
        """Refuses an address that must not be called.

        Raises:
            BatchProblem: Not https, or not a routable address.
        """
        if not is_allowed(url, allow_loopback=self._allow_loopback):
            detail = "webhook_url must be an HTTPS URL with a routable address"
            raise BatchProblem(400, "invalid_webhook_url", detail)

    def watch(self, job: Job) -> None:
        """Sees to it that the receiver of a job is told once it has ended."""
        if job.webhook_url is None or job.job_id in self._tasks:
            return
        task = asyncio.get_running_loop().create_task(self._deliver(job.job_id, job.webhook_url))
        self._tasks[job.job_id] = task
        task.add_done_callback(lambda _: self._tasks.pop(job.job_id, None))

    def resume(self) -> None:
        """Takes up the notifications that an earlier process left open."""
        for job in self._store.with_pending_webhooks():
            self.watch(job)

    def close(self) -> None:
        """Ends all deliveries; they are taken up after a restart."""
        for task in list(self._tasks.values()):
            task.cancel()

    async def _deliver(self, job_id: str, url: str) -> None:
        work = self._work.running(job_id)
        if work is not None:
            await asyncio.shield(asyncio.wrap_future(work))
        job = self._store.get(job_id)
        if job.ends_at is None:
            return
        await self._sleep(max(0.0, job.ends_at - self._clock()))
        body = json.dumps(event_of(job), separators=(",", ":")).encode()
        wait: float | None = None
        for attempt in range(job.webhook_attempts, len(BACK_OFF)):
            await self._sleep(BACK_OFF[attempt] / self._speed if wait is None else wait)
            reply = await self._post(url, self._headers(job, body), body)
            self._store.change(job_id, webhook_attempts=attempt + 1)
            if reply is not None and reply.status != _TOO_MANY and reply.status < 500:
                self._end(job_id, "delivered" if 200 <= reply.status < 300 else "failed")
                return
            wait = None if reply is None else self._wait(reply)
        self._end(job_id, "failed")

    def _end(self, job_id: str, state: str) -> None:
        # The secret has done its work and need not lie about any longer.
        self._store.change(job_id, webhook_state=state, webhook_secret=None)

    def _headers(self, job: Job, body: bytes) -> dict[str, str]:
        headers = {"Content-Type": "application/json", "X-Webhook-ID": job.job_id}
        if job.webhook_secret is not None:
            headers["X-Webhook-Signature"] = signature(job.webhook_secret, int(self._clock()), body)
        return headers

    def _wait(self, reply: Reply) -> float | None:
        if reply.status != _TOO_MANY or reply.retry_after is None:
            return None
        if reply.retry_after.isdecimal():
            return float(reply.retry_after)
        try:
            moment = parsedate_to_datetime(reply.retry_after)
        except ValueError:
            return None
        return max(0.0, moment.replace(tzinfo=moment.tzinfo or UTC).timestamp() - self._clock())


def signature(secret: str, moment: int, body: bytes) -> str:
    """The value of `X-Webhook-Signature`."""
    signed = hmac.new(secret.encode(), f"{moment}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={moment},v1={signed}"


def event_of(job: Job) -> dict[str, object]:
    """The body of the notification; `completed_at` is in both events."""
    ended = iso(job.ends_at or 0.0)
    if job.error_code is not None:
        return {
            "event": "job.failed",
            "job_id": job.job_id,
            "status": "FAILED",
            "error_code": job.error_code,
            "error_message": job.error_message,
            "completed_at": ended,
        }
    return {
        "event": "job.completed",
        "job_id": job.job_id,
        "status": "COMPLETED",
        "item_count": job.item_count,
        "successful_count": job.successful_count,
        "failed_count": job.failed_count,
        "completed_at": ended,
    }
