"""What the sandbox's tests work at: a sandbox in process, whose time stands still until told to go on."""

import asyncio
import csv
import gzip
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from mcdesk.sandbox.app import create_app

RANK = "/v2/batch/marketmatch/rank/jobs"
DECODE = "/v2/batch/neovin/decode/jobs"
VINS = ("WP1BE2AY5PDA28064", "5FNYF8H54SB000197", "JTJBM7FX1K5236458", "YV4L12RL4R1757085")
LONG_ENOUGH = 100.0


class Clock:
    def __init__(self) -> None:
        self.now = 1_780_000_000.0
        self.slept: list[float] = []
        self.stuck = False

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        if self.stuck:
            await asyncio.Event().wait()
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


def rank_csv(rows: int = 3, dealer: str = "mbofaugusta.com") -> bytes:
    lines = ["vin,price,miles,source,zip"]
    lines += [f"{VINS[n % len(VINS)]},{20_000 + n},{3_000 + n},{dealer},30907" for n in range(rows)]
    return "\n".join(lines).encode()


def decode_csv(rows: int = 3) -> bytes:
    return "\n".join(["vin", *(VINS[n % len(VINS)] for n in range(rows))]).encode()


class Bench:
    def __init__(self, folder: Path, **options: Any) -> None:
        self.folder, self.options = folder, options
        self.clock = Clock()
        self._open()

    def _open(self) -> None:
        self.app = create_app(self.folder, clock=self.clock, sleep=self.clock.sleep, **self.options)
        self.http = self.client("sandbox-one")

    def client(self, key: str | None) -> httpx.AsyncClient:
        params = {} if key is None else {"api_key": key}
        return httpx.AsyncClient(
            transport=httpx.ASGITransport(self.app), base_url="http://sandbox", params=params
        )

    @property
    def sandbox(self) -> Any:
        return self.app.state.sandbox

    def restart(self) -> None:
        self.close()
        self._open()

    def close(self) -> None:
        self.sandbox.close()

    async def submit(
        self,
        base: str = RANK,
        content: bytes | None = None,
        *,
        name: str | None = None,
        key: str | None = None,
        http: httpx.AsyncClient | None = None,
        **fields: str,
    ) -> httpx.Response:
        if content is None:
            content = gzip.compress(rank_csv()) if base == RANK else decode_csv()
        name = name or ("in.csv.gz" if base == RANK else "in.csv")
        headers = {} if key is None else {"Idempotency-Key": key}
        return await (http or self.http).post(
            base, files={"file": (name, content)}, data=fields, headers=headers
        )

    async def job(self, base: str = RANK, content: bytes | None = None, **fields: Any) -> str:
        answer = await self.submit(base, content, **fields)
        assert answer.status_code == 202, answer.text
        job_id: str = answer.json()["job_id"]
        return job_id

    async def status(self, job_id: str, base: str = RANK) -> dict[str, Any]:
        answer = await self.http.get(f"{base}/{job_id}")
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    async def ended(self, job_id: str, base: str = RANK) -> dict[str, Any]:
        self.clock.now += LONG_ENOUGH
        return await self.status(job_id, base)

    async def download(self, job_id: str, base: str = RANK) -> httpx.Response:
        return await self.http.post(f"{base}/{job_id}/download")

    async def ranked(self, content: bytes) -> list[dict[str, str]]:
        job_id = await self.job(RANK, gzip.compress(content))
        assert (await self.ended(job_id))["status"] == "COMPLETED"
        text = gzip.decompress((await self.download(job_id)).content).decode()
        return list(csv.DictReader(io.StringIO(text)))

    async def decoded(self, content: bytes) -> list[dict[str, Any]]:
        job_id = await self.job(DECODE, content)
        assert (await self.ended(job_id, DECODE))["status"] == "COMPLETED"
        text = gzip.decompress((await self.download(job_id, DECODE)).content).decode()
        return [json.loads(line) for line in text.splitlines()]

    async def order(self, kind: str, **parameters: Any) -> dict[str, Any]:
        answer = await self.http.post("/sandbox/faults", json={"kind": kind} | parameters)
        assert answer.status_code == 201, answer.text
        told: dict[str, Any] = answer.json()
        return told


def problem(answer: httpx.Response) -> tuple[int, str]:
    """The status and code of an RFC 7807 answer, which must be complete."""
    body = answer.json()
    assert answer.headers["content-type"] == "application/problem+json"
    assert body.keys() == {"type", "title", "status", "detail", "code", "instance"}
    assert body["type"] == "about:blank"
    assert body["status"] == answer.status_code
    assert body["instance"].startswith("req-")
    return answer.status_code, body["code"]


def scores(row: Mapping[str, str]) -> int:
    return int(row["vin_score"]) + int(row["dealer_ymm_score"])
