"""The one row that job, submission and download make together, for every combination of their states."""

import pytest

from mcdesk.model.details import JobDetails
from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import Transfer, TransferKind, TransferState
from mcdesk.model.jobs import DownloadSlots, JobStatus, stage_words
from mcdesk.model.rows import CopyState, RowState, key_of_job, row_of
from mcdesk.model.submissions import SubmissionState
from tests.ledger.samples import REFUSAL, download, job, submission

STATE_OF_JOB = {
    JobStatus.PROCESSING: RowState.PROCESSING,
    JobStatus.COMPLETED: RowState.COMPLETED,
    JobStatus.FAILED: RowState.FAILED,
}
STATE_OF_SUBMISSION = {
    SubmissionState.WAITING: RowState.WAITING,
    SubmissionState.SENDING: RowState.UPLOADING,
    SubmissionState.UNSURE: RowState.UNSURE,
    SubmissionState.HELD: RowState.HELD,
    SubmissionState.ACCEPTED: RowState.PROCESSING,
}
COPY = {
    None: CopyState.NONE,
    DownloadState.STARTED: CopyState.FETCHING,
    DownloadState.VERIFIED: CopyState.VERIFIED,
    DownloadState.MISMATCH: CopyState.DAMAGED,
    DownloadState.BROKEN: CopyState.BROKEN,
    DownloadState.UNSPENT: CopyState.NONE,
    DownloadState.LOST: CopyState.LOST,
}


@pytest.mark.parametrize("state", SubmissionState)
def test_without_a_job_the_submission_tells(state: SubmissionState) -> None:
    row = row_of(None, submission("s1", state=state), lane_place=2, upload_percent=37)
    assert (row.key, row.state) == ("s1", STATE_OF_SUBMISSION[state])
    assert row.progress == (37 if state is SubmissionState.SENDING else 0)
    assert (row.items, row.lane_place, row.copy) == (12, 2, CopyState.NONE)
    assert not row.is_elsewhere


@pytest.mark.parametrize("status", JobStatus)
@pytest.mark.parametrize("state", [None, *SubmissionState])
@pytest.mark.parametrize("attempt", [None, *DownloadState])
def test_with_a_job_the_job_tells(
    status: JobStatus, state: SubmissionState | None, attempt: DownloadState | None
) -> None:
    sent = None if state is None else submission("s1", state=state, job_id="j1")
    fetched = None if attempt is None else download("d1", state=attempt)
    row = row_of(job("j1", status=status, progress_percent=55), sent, fetched)
    assert row.state is STATE_OF_JOB[status]
    assert row.copy is COPY[attempt]
    assert row.progress == 55
    assert row.key == ("s1" if sent else key_of_job("j1"))
    assert row.is_elsewhere is (sent is None)
    assert row.job_id == "j1"
    assert row.is_submitted


def test_a_row_without_anything_is_refused() -> None:
    with pytest.raises(ValueError, match="job or a submission"):
        row_of(None, None)


def test_the_reference_is_the_services_then_ours_then_the_start_of_the_id() -> None:
    ours = submission("s1", reference="ours")
    assert row_of(job("j1", reference="theirs"), ours).reference == "theirs"
    assert row_of(job("j1"), ours).reference == "ours"
    assert row_of(job("770a9622-a4bd"), None).reference == "770a9622"


def test_a_part_of_a_file_is_told_apart_by_its_title() -> None:
    ours = submission("s1", reference="june-auction", part=2, parts=3)
    for row in (
        row_of(job("j1"), ours),
        row_of(None, ours),
        row_of(job("j1", reference="june-auction"), ours),
    ):
        assert row.title == ours.title == "june-auction · 2 of 3"
        assert (row.reference, row.part_words) == ("june-auction", "2 of 3")
    assert submission("s1", reference="may", part=1_000, parts=1_200).title == "may · 1,000 of 1,200"


def test_a_file_in_one_piece_has_the_reference_for_a_title() -> None:
    ours = submission("s1", reference="may")
    assert row_of(None, ours).title == ours.title == "may"
    elsewhere = row_of(job("j1", reference="may"), None)
    assert (elsewhere.title, elsewhere.part_words) == ("may", "")


def test_a_file_without_a_family_is_one_of_its_own() -> None:
    assert submission("s1").family == "s1"
    assert submission("s1", family="f").family == "f"


def test_the_services_count_of_items_goes_before_ours() -> None:
    ours = submission("s1", rows=12)
    assert row_of(job("j1", item_count=0), ours).items == 0
    assert row_of(job("j1"), ours).items == 12
    assert row_of(job("j1"), None).items is None


def test_a_refused_file_says_why_in_its_row() -> None:
    row = row_of(None, submission("s1", state=SubmissionState.HELD, refusal=REFUSAL))
    assert row.refusal_title == REFUSAL.title


def test_a_file_counts_as_submitted_once_it_is_accepted() -> None:
    assert not row_of(None, submission("s1")).is_submitted
    accepted = submission("s1", state=SubmissionState.ACCEPTED, accepted_at=5.0, sent_at=4.0, job_id="j1")
    row = row_of(None, accepted)
    assert row.is_submitted
    assert row.submitted_at == 4.0


def test_only_failed_and_completed_rows_are_over() -> None:
    assert {state for state in RowState if not state.is_active} == {RowState.FAILED, RowState.COMPLETED}
    assert {status for status in JobStatus if status.is_final} == {JobStatus.FAILED, JobStatus.COMPLETED}


@pytest.mark.parametrize(
    ("percent", "stage"),
    [
        (0, "Preparing"),
        (9, "Preparing"),
        (10, "Ranking"),
        (89, "Ranking"),
        (90, "Finalising"),
        (100, "Complete"),
    ],
)
def test_a_stage_is_what_the_documents_call_it(percent: int, stage: str) -> None:
    assert stage_words(percent, "Ranking") == stage


def test_slots_are_written_as_left_of_total() -> None:
    assert DownloadSlots(2, 3).words == "2 of 3"


@pytest.mark.parametrize(
    ("counts", "repeated"),
    [
        ({"item_count": 1200, "successful_count": 1150, "failed_count": 0}, 50),
        ({"item_count": 10, "successful_count": 7, "failed_count": 3}, 0),
        ({"item_count": 10, "successful_count": 9, "failed_count": 3}, 0),
        ({"item_count": 10, "successful_count": 9}, 1),
        ({}, 1),
    ],
)
def test_repeated_values_explain_a_lower_count(counts: dict[str, int], repeated: int) -> None:
    done, ours = job("j1", **counts), submission("s1", rows=12, unique_values=11)
    assert JobDetails(row_of(done, ours), done, ours).repeated == repeated


def test_repeated_values_of_a_foreign_job_are_not_known_before_it_ends() -> None:
    assert JobDetails(row_of(job("j1"), None), job("j1"), None).repeated is None


@pytest.mark.parametrize(
    ("values", "left"),
    [
        ({"done": 25, "total": 100, "speed": 25.0}, 3.0),
        ({"done": 200, "total": 100, "speed": 25.0}, 0.0),
        ({"done": 25, "total": None, "speed": 25.0}, None),
        ({"done": 25, "total": 100, "speed": None}, None),
        ({"done": 25, "total": 100, "speed": 0.0}, None),
        ({"done": 25, "total": 100, "speed": 5.0, "state": TransferState.DONE}, None),
    ],
)
def test_the_time_left_is_told_only_where_it_can_be(values: dict[str, float], left: float | None) -> None:
    assert Transfer("t", "row", TransferKind.UPLOADING, "a.csv", **values).seconds_left == left  # type: ignore[arg-type]
