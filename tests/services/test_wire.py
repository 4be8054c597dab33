"""The service's JSON as documented, as it may drift, and as it should never be."""

import json
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mcdesk.model import words
from mcdesk.model.errors import ServiceTroubleError
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.services.wire import read_job, read_page

JOB = "770a9622-a4bd-63f6-c938-668877662222"
CREATED = 1_775_037_600.0  # 2026-04-01T10:00:00Z
ACCEPTED = {
    "job_id": JOB,
    "status": "PROCESSING",
    "client_reference": "ranking-batch-2026-04",
    "created_at": "2026-04-01T10:00:00Z",
}
PROCESSING = ACCEPTED | {"progress_percent": 55, "item_count": 1200}
COMPLETED = PROCESSING | {
    "status": "COMPLETED",
    "progress_percent": 100,
    "successful_count": 1150,
    "failed_count": 0,
    "completed_at": "2026-04-01T10:12:00Z",
    "download_available": True,
    "download_count": 0,
    "max_downloads": 3,
    "remaining_downloads": 3,
}
FAILED = PROCESSING | {
    "status": "FAILED",
    "error_code": "processing_failed",
    "error_message": "Job processing failed unexpectedly. Please resubmit.",
}
PAGE = {"jobs": [COMPLETED, PROCESSING], "total": 15, "next_cursor": "eyJjIjoi", "rows": 20}


def read(fields: dict[str, Any]) -> Job:
    return read_job(json.dumps(fields).encode(), "rank", 3)


def test_the_documented_acceptance() -> None:
    assert read(ACCEPTED) == Job(
        JOB, "rank", JobStatus.PROCESSING, 0, CREATED, reference="ranking-batch-2026-04"
    )


def test_the_documented_status_while_processing() -> None:
    job = read(PROCESSING)
    assert (job.status, job.progress_percent, job.item_count) == (JobStatus.PROCESSING, 55, 1200)
    assert job.slots is None


def test_the_documented_status_when_completed() -> None:
    job = read(COMPLETED)
    assert (job.item_count, job.successful_count, job.failed_count) == (1200, 1150, 0)
    assert job.completed_at == CREATED + 720
    assert job.download_available is True
    assert job.slots == DownloadSlots(3, 3)


def test_the_documented_status_when_failed() -> None:
    job = read(FAILED)
    assert (job.status, job.progress_percent, job.completed_at) == (JobStatus.FAILED, 55, None)
    assert (job.error_code, job.slots) == ("processing_failed", None)
    assert job.error_message == "Job processing failed unexpectedly. Please resubmit."


def test_the_documented_page() -> None:
    jobs, cursor, broken = read_page(json.dumps(PAGE).encode(), "rank", 3)
    assert [job.status for job in jobs] == [JobStatus.COMPLETED, JobStatus.PROCESSING]
    assert (cursor, broken) == ("eyJjIjoi", 0)


@pytest.mark.parametrize("cursor", [{}, {"next_cursor": None}, {"next_cursor": ""}])
def test_a_page_without_a_cursor_is_the_last_whatever_the_total_says(cursor: dict[str, Any]) -> None:
    assert read_page(json.dumps({"jobs": [], "total": 500} | cursor).encode(), "rank", 3) == ((), None, 0)


@pytest.mark.parametrize(
    ("drift", "field", "value"),
    [
        ({"progress_percent": "55"}, "progress_percent", 55),
        ({"progress_percent": 55.9}, "progress_percent", 55),
        ({"progress_percent": 120}, "progress_percent", 100),
        ({"progress_percent": -4}, "progress_percent", 0),
        ({"progress_percent": None}, "progress_percent", 0),
        ({"item_count": "1,200"}, "item_count", None),
        ({"item_count": "1200"}, "item_count", 1200),
        ({"item_count": True}, "item_count", None),
        ({"item_count": 10**30}, "item_count", None),
        ({"created_at": "2026-04-01T10:00:00"}, "created_at", CREATED),
        ({"created_at": "2026-04-01T12:00:00+02:00"}, "created_at", CREATED),
        ({"created_at": CREATED}, "created_at", CREATED),
        ({"created_at": CREATED * 1000}, "created_at", 0.0),
        ({"created_at": "1st of April"}, "created_at", 0.0),
        ({"created_at": None}, "created_at", 0.0),
        ({"status": "processing"}, "status", JobStatus.PROCESSING),
        ({"status": "completed"}, "status", JobStatus.COMPLETED),
        ({"status": "PAUSED"}, "status", JobStatus.PROCESSING),
        ({"client_reference": 42}, "reference", "42"),
        ({"client_reference": ""}, "reference", None),
        ({"brand": "new", "nested": {"a": [1]}}, "job_id", JOB),
    ],
)
def test_a_drifting_field_costs_no_more_than_itself(drift: dict[str, Any], field: str, value: object) -> None:
    job = read(PROCESSING | drift)
    assert getattr(job, field) == value
    assert job.job_id == JOB


@pytest.mark.parametrize(
    ("told", "slots"),
    [
        ({"remaining_downloads": 2}, (2, 3)),
        ({"remaining_downloads": None, "download_count": 2}, (1, 3)),
        ({"remaining_downloads": None, "download_count": None, "max_downloads": None}, (3, 3)),
        ({"remaining_downloads": None, "download_count": 9}, (0, 3)),
        ({"remaining_downloads": 7}, (3, 3)),
        ({"remaining_downloads": -1}, (0, 3)),
        ({"max_downloads": 5, "remaining_downloads": 5}, (5, 5)),
    ],
)
def test_slots_never_leave_their_range(told: dict[str, Any], slots: tuple[int, int]) -> None:
    assert read(COMPLETED | told).slots == DownloadSlots(*slots)


def test_a_completed_job_without_a_figure_is_at_a_hundred() -> None:
    assert read({"job_id": "a", "status": "COMPLETED"}).progress_percent == 100


def test_one_broken_entry_does_not_hide_the_others() -> None:
    entries = [COMPLETED, {"status": "COMPLETED"}, 7, None, "x", [], {"job_id": 5}, PROCESSING]
    jobs, _, broken = read_page(json.dumps({"jobs": entries}).encode(), "rank", 3)
    assert (len(jobs), broken) == (2, 6)


@pytest.mark.parametrize(
    "body", [b"", b"null", b"[]", b"{}", b"<html>", b"\xff\xfe", b'{"jobs":{}}', b"[" * 9999]
)
def test_what_is_no_answer_is_trouble_that_may_pass(body: bytes) -> None:
    for attempt in (lambda: read_job(body, "rank", 3), lambda: read_page(body, "rank", 3)):
        with pytest.raises(ServiceTroubleError) as trouble:
            attempt()
        assert trouble.value.can_retry
        assert trouble.value.advice


_ANY = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
_TIMES = st.datetimes().map(str) | st.sampled_from(["0001-01-01", "9999-12-31T23:59:59-14:00"])
_NAMES = sorted({*COMPLETED, *FAILED})
_SHAPES = st.dictionaries(st.sampled_from(_NAMES), _ANY | _TIMES).map(lambda fields: {"job_id": "j"} | fields)


@given(st.binary(max_size=60) | (_SHAPES | _ANY).map(lambda value: json.dumps(value).encode()))
@example(b'{"job_id":"a","created_at":NaN,"completed_at":Infinity,"item_count":-Infinity}')
@example(b'{"job_id":"\\ud800"}')
def test_whatever_comes_is_a_job_that_can_be_shown_or_trouble(body: bytes) -> None:
    try:
        job = read_job(body, "rank", 3)
    except ServiceTroubleError:
        return
    assert 0 <= job.progress_percent <= 100
    assert words.exact(job.created_at)
    assert job.completed_at is None or words.exact(job.completed_at)
    assert all(number is None or abs(number) < 2**63 for number in (job.item_count, job.failed_count))


@given(
    st.binary(max_size=60) | st.lists(_ANY | _SHAPES).map(lambda jobs: json.dumps({"jobs": jobs}).encode())
)
def test_whatever_comes_is_a_page_or_trouble(body: bytes) -> None:
    try:
        jobs, _, broken = read_page(body, "rank", 3)
    except ServiceTroubleError:
        return
    assert len(jobs) + broken == len(json.loads(body)["jobs"])
