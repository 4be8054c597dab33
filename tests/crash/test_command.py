"""`mcdesk run`, killed at any step of its way and started again: nothing is lost, nothing paid twice."""

import random
import subprocess
import sys
from os import environ

import pytest

from mcdesk.cli.exits import Exit
from tests.crash.conftest import NewErrand
from tests.crash.errand import Errand
from tests.crash.nursery import ROOT, Ended
from tests.crash.points import Point, between, spread

LEDGER = "ledger.ledger.Ledger."
WRITES = ("add_", "mark_", "save_", "set_", "update_")
NAMED = (
    f"{LEDGER}save_account call",
    f"{LEDGER}save_account return",
    f"{LEDGER}add_submissions call",
    f"{LEDGER}add_submissions return",
    f"{LEDGER}mark_sending call",
    f"{LEDGER}mark_sending return",
    "services.batch.BatchClient.submit call",
    "services.batch.BatchClient.submit return",
    f"{LEDGER}mark_accepted call",
    f"{LEDGER}mark_accepted return",
    f"{LEDGER}save_jobs call",
    f"{LEDGER}save_jobs return",
    f"{LEDGER}add_download call",
    f"{LEDGER}add_download return",
    "services.batch._headers_of return",
    f"{LEDGER}update_download_now call",
    f"{LEDGER}update_download_now return",
    "services.batch.BatchClient.download return",
    f"{LEDGER}update_download call",
    f"{LEDGER}update_download return",
    "results.shelf.hand_out call",
    "results.shelf.hand_out return",
    "cli.run._answer return",
)
"""Steps that decide, in their order: what is written down, and what the service is asked. One that is renamed
is renamed here too."""

SPANS = {
    "the intent": ("desk.preparing.submissions_of call", f"{LEDGER}add_submissions return", 9),
    "sending": (f"{LEDGER}mark_sending call", f"{LEDGER}mark_accepted return", 9),
    "fetching": (f"{LEDGER}add_download call", f"{LEDGER}update_download return", 12),
    "handing out": ("results.shelf.hand_out call", "results.shelf.hand_out return", 9),
    "the whole way": ("cli.run.run call", "cli.run.run return", 12),
}
"""Stretches of the way, and at how many points of each it is killed, whatever they are called."""
CASES = [
    pytest.param(span, at, id=f"{span} {at}") for span, (*_, count) in SPANS.items() for at in range(count)
]

PAIRS = (
    (f"{LEDGER}add_submissions call", f"{LEDGER}add_submissions return"),
    (f"{LEDGER}mark_sending return", f"{LEDGER}mark_accepted call"),
    ("services.batch.BatchClient.submit return", "services.batch.BatchClient.submit return"),
    ("services.batch._headers_of return", f"{LEDGER}update_download call"),
)

IN_TWO = (
    f"{LEDGER}add_submissions return",
    "results.shelf.hand_out return",
    f"{LEDGER}mark_sending return 2",
    "services.batch.BatchClient.submit return 2",
    "services.batch._headers_of return 2",
    f"{LEDGER}update_download call 2",
)
"""For a file in two parts: the end of the first one, and steps of the second."""


def existing(text: str, passed: tuple[Point, ...]) -> Point:
    point = Point.parse(text)
    assert point in passed, f"no such point: {point}. If it was renamed, rename it here too."
    return point


@pytest.mark.parametrize("name", NAMED)
def test_killed_at_a_step_that_decides(errand: Errand, passed: tuple[Point, ...], name: str) -> None:
    errand.killed(existing(name, passed))
    errand.require_a_clean_end(errand.run())


@pytest.mark.parametrize(("span", "at"), CASES)
def test_killed_anywhere(errand: Errand, passed: tuple[Point, ...], span: str, at: int) -> None:
    first, last, count = SPANS[span]
    stretch = between(passed, existing(first, passed), existing(last, passed))
    errand.killed(spread(stretch, count)[at])
    errand.require_a_clean_end(errand.run())


@pytest.mark.parametrize(("first", "second"), PAIRS)
def test_killed_twice(errand: Errand, passed: tuple[Point, ...], first: str, second: str) -> None:
    for name in (first, second):
        errand.killed(existing(name, passed))
    errand.require_a_clean_end(errand.run())


def test_the_last_slot_is_kept_until_the_user_gives_it(errand: Errand, passed: tuple[Point, ...]) -> None:
    for _ in range(2):
        errand.killed(existing("services.batch._headers_of return", passed))
    ended = errand.run()
    assert ended.code == Exit.NOT_VERIFIED
    assert "--keep-downloads 0" in ended.stderr
    errand.options.append("--keep-downloads=0")
    errand.require_a_clean_end(errand.run())


@pytest.mark.parametrize("seed", range(5))
def test_killed_twice_anywhere(errand: Errand, passed: tuple[Point, ...], seed: int) -> None:
    first, second = random.Random(seed).sample(spread(passed, 100), 2)
    errand.killed(first)
    errand.run(kill=second)  # unless it had that behind it
    errand.require_a_clean_end(errand.run())


@pytest.mark.parametrize("name", IN_TWO)
def test_killed_between_parts(new_errand: NewErrand, passed_in_two: tuple[Point, ...], name: str) -> None:
    errand = new_errand()
    errand.cut_into_two()
    errand.killed(existing(name, passed_in_two))
    errand.require_a_clean_end(errand.run())


def test_a_process_of_its_own_goes_on_as_a_fork_does(errand: Errand, passed: tuple[Point, ...]) -> None:
    errand.killed(existing("services.batch.BatchClient.submit return", passed))
    process = subprocess.run(
        [sys.executable, "-m", "mcdesk", *errand.arguments],
        cwd=ROOT,
        env=environ | errand.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    errand.require_a_clean_end(Ended(process.returncode, process.stdout, process.stderr))


def test_no_write_of_the_ledger_is_left_out(passed: tuple[Point, ...]) -> None:
    written = {
        f"{point.name} {point.event}"
        for point in passed
        if point.name.startswith(LEDGER) and point.name.removeprefix(LEDGER).startswith(WRITES)
    }
    assert written <= set(NAMED)
