"""Which jobs a list should show: only what no order of the list and no new job can explain is missing."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.desk.missing import missing
from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.rows import JobRow, RowState

times = st.integers(1, 20)


def job(id_: str, at: float) -> Job:
    return Job(id_, "rank", JobStatus.COMPLETED, 100, at)


def row(id_: str, at: float, **values: Any) -> JobRow:
    told = {"operation": "rank", "state": RowState.COMPLETED, "job_id": id_} | values
    return JobRow(key=f"job:{id_}", reference=id_, submitted_at=at, **told)


PAGE = (job("b", 20), job("c", 30), job("a", 10))


def test_what_was_begun_between_the_listed_ones_is_missing() -> None:
    assert missing(PAGE, [row("x", 15), row("b", 20), row("failed", 29, state=RowState.FAILED)]) == [
        "x",
        "failed",
    ]


@pytest.mark.parametrize(
    "innocent",
    [
        row("x", 10),
        row("x", 30),
        row("x", 9),
        row("x", 31),
        row("x", 15, operation="decode"),
        row("x", 15, state=RowState.PROCESSING),
        row("x", 15, state=RowState.WAITING, job_id=None),
        row("x", 15, gone_at=1.0),
    ],
    ids=[
        "as early",
        "as late",
        "earlier",
        "later",
        "of another list",
        "running",
        "not sent",
        "known to be gone",
    ],
)
def test_nothing_else_is(innocent: JobRow) -> None:
    assert missing(PAGE, [innocent]) == []


def test_a_listed_job_without_a_time_proves_nothing() -> None:
    assert missing([*PAGE, job("d", 0.0)], [row("x", 5), row("y", 15)]) == ["y"]


@given(st.lists(times), st.lists(times), st.randoms())
def test_no_order_of_the_list_makes_a_difference(listed: list[int], known: list[int], dice: Any) -> None:
    page = [job(f"p{n}", at) for n, at in enumerate(listed)]
    rows = [row(f"k{n}", at) for n, at in enumerate(known)] + [row(j.job_id, j.created_at) for j in page]
    found = missing(page, rows)
    dice.shuffle(page)
    assert missing(page, rows) == found
    assert missing(page, [replace(entry, gone_at=1.0) for entry in rows]) == []
    assert all(min(listed) < entry.submitted_at < max(listed) for entry in rows if entry.job_id in found)
