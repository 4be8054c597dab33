"""Any sequence of calls, with the ledger closed and opened in between, against a model of a few lines."""

import asyncio
import tempfile
from collections.abc import Awaitable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    MultipleResults,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
)

from mcdesk.ledger.ledger import Ledger
from mcdesk.model.errors import LedgerError
from mcdesk.model.submissions import Submission, SubmissionState
from tests.ledger.samples import ACCOUNT, REFUSAL, job, submission

WAITING, SENDING, UNSURE, HELD, ACCEPTED = SubmissionState
STEPS = {
    WAITING: {SENDING, HELD},
    SENDING: {UNSURE, WAITING, HELD, ACCEPTED},
    UNSURE: {SENDING, HELD, ACCEPTED},
    HELD: {WAITING, UNSURE, ACCEPTED},
    ACCEPTED: set(),
}
TIMES = st.integers(0, 2**31).map(float)


class Lane(RuleBasedStateMachine):
    """`known` is what the ledger must say."""

    ids: Bundle[str] = Bundle("ids")

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.runner = asyncio.Runner()
        self.known: dict[str, Submission] = {}
        self.jobs: set[str] = set()
        self.count = 0

    @initialize()
    def open(self) -> None:
        self.ledger = self.runner.run(Ledger.open(Path(self.folder.name)))
        self.runner.run(self.ledger.save_account(ACCOUNT))

    @rule(target=ids, operation=st.sampled_from(["rank", "decode"]))
    def add(self, operation: str) -> str:
        self.count += 1
        new = submission(f"s{self.count}", operation=operation)
        last = max((s.place for s in self.known.values() if s.operation == operation), default=0)
        self.known[new.id] = replace(new, place=last + 1)
        assert self.runner.run(self.ledger.add_submission(new)) == self.known[new.id]
        return new.id

    @rule(target=ids, operation=st.sampled_from(["rank", "decode"]), parts=st.integers(2, 3))
    def add_parts(self, operation: str, parts: int) -> MultipleResults[str]:
        self.count += 1
        new = [
            submission(
                f"s{self.count}.{part}", operation=operation, family=f"f{self.count}", part=part, parts=parts
            )
            for part in range(1, parts + 1)
        ]
        last = max((s.place for s in self.known.values() if s.operation == operation), default=0)
        placed = [replace(each, place=last + each.part) for each in new]
        self.known |= {each.id: each for each in placed}
        assert self.runner.run(self.ledger.add_submissions(new)) == tuple(placed)
        return multiple(*(each.id for each in placed))

    @rule(id_=ids, at=TIMES)
    def send(self, id_: str, at: float) -> None:
        self.step(id_, SENDING, self.ledger.mark_sending(id_, at), sent_at=at)

    @rule(id_=ids)
    def lose_answer(self, id_: str) -> None:
        self.step(id_, UNSURE, self.ledger.mark_unsure(id_), refusal=None)

    @rule(id_=ids)
    def wait(self, id_: str) -> None:
        self.step(id_, WAITING, self.ledger.mark_waiting(id_), sent_at=None, refusal=None)

    @rule(id_=ids)
    def hold(self, id_: str) -> None:
        self.step(id_, HELD, self.ledger.mark_held(id_, REFUSAL), refusal=REFUSAL)

    @rule(id_=ids, at=TIMES)
    def accept(self, id_: str, at: float) -> None:
        new = job(f"job-{id_}")
        facts = {"accepted_at": at, "job_id": new.job_id, "request_id": "r", "refusal": None}
        if self.step(id_, ACCEPTED, self.ledger.mark_accepted(id_, new, at, "r"), **facts):
            self.jobs.add(new.job_id)

    @rule(target=ids, id_=consumes(ids))
    def remove(self, id_: str) -> str | MultipleResults[str]:
        allowed = id_ in self.known and self.known[id_].state in (WAITING, HELD)
        answers: list[bool] = []

        async def remove() -> None:
            answers.append(await self.ledger.remove_submission(id_))

        if self.attempt(remove(), allowed):
            family = self.known.pop(id_).family
            assert answers == [all(other.family != family for other in self.known.values())]
        return id_ if id_ in self.known else multiple()

    @rule()
    def close_and_open(self) -> None:
        self.runner.run(self.ledger.aclose())
        self.ledger = self.runner.run(Ledger.open(Path(self.folder.name)))

    @invariant()
    def says_what_is_known(self) -> None:
        if not hasattr(self, "ledger"):
            return
        stored = self.runner.run(self.ledger.submissions(ACCOUNT.id))
        assert {s.id: s for s in stored} == self.known
        assert [s.place for s in stored] == sorted(s.place for s in stored)
        assert {j.job_id for j in self.runner.run(self.ledger.jobs(ACCOUNT.id))} == self.jobs

    def step(self, id_: str, to: SubmissionState, call: Awaitable[None], **facts: object) -> bool:
        taken = self.attempt(call, id_ in self.known and to in STEPS[self.known[id_].state])
        if taken:
            self.known[id_] = replace(self.known[id_], state=to, **facts)  # type: ignore[arg-type]
        return taken

    def attempt(self, call: Awaitable[None], allowed: bool) -> bool:
        async def awaited() -> None:
            await call

        if allowed:
            self.runner.run(awaited())
        else:
            with pytest.raises(LedgerError):
                self.runner.run(awaited())
        return allowed

    def teardown(self) -> None:
        if hasattr(self, "ledger"):
            self.runner.run(self.ledger.aclose())
        self.runner.close()
        self.folder.cleanup()


TestLane = Lane.TestCase
TestLane.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
