"""What the desk knows: whatever comes in whichever order, who listens to events sees the same as who asks."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.desk.book import Book
from mcdesk.desk.hub import Hub
from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import DeskEvent, LanesChanged, LaneStatus, RowsChanged
from mcdesk.model.jobs import DownloadSlots, Job, JobStatus
from mcdesk.model.rows import CopyState, JobRow, RowState
from mcdesk.model.submissions import Submission, SubmissionState
from tests.desk.bench import of_kind
from tests.ledger.samples import download, job, submission

REMOVABLE = (SubmissionState.WAITING, SubmissionState.HELD)


class Mirror:
    """Follows a book by its events alone."""

    def __init__(self) -> None:
        hub = Hub()
        self.events: list[DeskEvent] = []
        self.rows: dict[str, JobRow] = {}
        self.lanes: tuple[LaneStatus, ...] = ()
        hub.subscribe(self._follow)
        self.book = Book(hub)

    def _follow(self, event: DeskEvent) -> None:
        self.events.append(event)
        if isinstance(event, RowsChanged):
            assert event.rows or event.removed
            for key in event.removed:
                del self.rows[key]
            for row in event.rows:
                assert self.rows.get(row.key) != row
                self.rows[row.key] = row
        elif isinstance(event, LanesChanged):
            assert self.lanes != event.lanes
            self.lanes = event.lanes

    def check(self) -> None:
        assert {row.key: row for row in self.book.rows} == self.rows
        assert self.lanes == self.book.lanes
        ids = [row.job_id for row in self.rows.values() if row.job_id]
        assert len(ids) == len(set(ids))


NUMBERS = st.integers(1, 4)
OPERATION = {1: "rank", 2: "decode", 3: "rank", 4: "decode"}
JOBS = st.builds(
    lambda number, status, percent, left: job(
        f"j{number}",
        operation=OPERATION[number],
        status=status,
        progress_percent=percent,
        slots=DownloadSlots(left, 3) if status is JobStatus.COMPLETED else None,
    ),
    NUMBERS,
    st.sampled_from(JobStatus),
    st.sampled_from([0, 40, 100]),
    st.integers(0, 3),
)
SUBMISSIONS = st.builds(
    lambda number, state, place: submission(
        f"s{number}",
        operation=OPERATION[number],
        state=state,
        place=place,
        job_id=f"j{number}" if state is SubmissionState.ACCEPTED else None,
    ),
    NUMBERS,
    st.sampled_from(SubmissionState),
    st.integers(1, 4),
)
DOWNLOADS = st.builds(
    lambda number, attempt, state, left: download(
        f"d{number}{attempt}", job_id=f"j{number}", state=state, remaining=left
    ),
    NUMBERS,
    st.integers(1, 2),
    st.sampled_from(DownloadState),
    st.none() | st.integers(0, 3),
)
STEPS = st.lists(
    st.tuples(st.just("jobs"), st.lists(JOBS, max_size=3))
    | st.tuples(st.just("submissions"), st.lists(SUBMISSIONS, max_size=3, unique_by=lambda s: s.id))
    | st.tuples(st.just("download"), DOWNLOADS)
    | st.tuples(st.just("percent"), st.tuples(NUMBERS, st.integers(0, 100)))
    | st.tuples(st.just("remove"), NUMBERS),
    max_size=12,
)


def take(book: Book, kind: str, value: object) -> None:
    """One step, as the ledger would allow it: accepted for good, and only what waits can be removed."""
    if kind == "jobs":
        book.put_jobs(value)  # type: ignore[arg-type]
    elif kind == "submissions":
        book.put_submissions([s for s in value if _is_allowed(book, s)])  # type: ignore[attr-defined]
    elif kind == "download":
        book.put_download(value)  # type: ignore[arg-type]
    elif kind == "percent":
        number, percent = value  # type: ignore[misc]
        book.put_percent(f"s{number}", percent)  # type: ignore[has-type]
    else:
        known = book.submission(f"s{value}")
        if known is not None and known.state in REMOVABLE:
            book.remove_submission(known.id)


def _is_allowed(book: Book, new: Submission) -> bool:
    known = book.submission(new.id)
    return known is None or known.state is not SubmissionState.ACCEPTED


@given(STEPS)
def test_who_follows_the_events_sees_what_the_book_says(steps: list[tuple[str, object]]) -> None:
    mirror = Mirror()
    for kind, value in steps:
        take(mirror.book, kind, value)
        mirror.check()


@given(STEPS)
def test_a_job_that_has_ended_never_runs_again(steps: list[tuple[str, object]]) -> None:
    mirror = Mirror()
    ended: set[str] = set()
    for kind, value in steps:
        take(mirror.book, kind, value)
        running = {job.job_id for job in mirror.book.open_jobs()}
        assert not ended & running
        ended |= {f"j{n}" for n in range(1, 5) if (j := mirror.book.job(f"j{n}")) and j.status.is_final}
        assert {row.job_id for row in mirror.rows.values() if row.state is RowState.PROCESSING} <= {
            *running,
            *(s.job_id for s in mirror.book.submissions),
        }


@given(STEPS)
def test_the_files_that_wait_have_places_without_gaps(steps: list[tuple[str, object]]) -> None:
    mirror = Mirror()
    for kind, value in steps:
        take(mirror.book, kind, value)
    for lane in mirror.book.lanes:
        rows = [row for row in mirror.rows.values() if row.operation == lane.operation]
        places = sorted(row.lane_place for row in rows if row.lane_place is not None)
        assert places == list(range(1, lane.waiting + 1))


def test_a_job_from_elsewhere_becomes_the_row_of_its_submission() -> None:
    mirror = Mirror()
    mirror.book.put_jobs([job("j1")])
    assert mirror.rows["job:j1"].is_elsewhere
    mirror.book.put_submissions([submission("s1", state=SubmissionState.ACCEPTED, job_id="j1")])
    assert list(mirror.rows) == ["s1"]
    assert not mirror.rows["s1"].is_elsewhere
    assert mirror.book.submission_of("j1") is mirror.book.submission("s1")


def test_an_answer_that_comes_late_or_says_nothing_new_tells_nothing() -> None:
    mirror = Mirror()
    done = job("j1", status=JobStatus.COMPLETED, progress_percent=100)
    assert mirror.book.put_jobs([job("j1", progress_percent=90), done]) == (
        job("j1", progress_percent=90),
        done,
    )
    told = len(mirror.events)
    assert mirror.book.put_jobs([done, job("j1", progress_percent=50)]) == ()
    assert len(mirror.events) == told
    assert mirror.rows["job:j1"].state is RowState.COMPLETED


def test_the_lane_tells_what_runs_and_how_many_wait() -> None:
    mirror = Mirror()
    mirror.book.put_submissions([submission("s1", place=1), submission("s2", place=2)])
    assert mirror.lanes[0] == LaneStatus("rank", None, 2)
    mirror.book.put_submissions([submission("s1", place=1, state=SubmissionState.SENDING)])
    assert mirror.lanes[0] == LaneStatus("rank", "s1.csv", 1)
    assert mirror.rows["s2"].lane_place == 1
    mirror.book.put_jobs([job("j1", reference="s1.csv")])
    accepted = submission("s1", place=1, state=SubmissionState.ACCEPTED, job_id="j1")
    mirror.book.put_submissions([accepted])
    assert mirror.lanes[0] == LaneStatus("rank", "s1.csv", 1)
    mirror.book.put_jobs([job("j1", status=JobStatus.FAILED)])
    assert mirror.lanes == (LaneStatus("rank", None, 1), LaneStatus("decode", None, 0))


def test_the_lane_tells_which_part_of_a_file_runs() -> None:
    mirror = Mirror()
    one, two = (submission(f"s{n}", reference="may", family="f", part=n, parts=2, place=n) for n in (1, 2))
    mirror.book.put_submissions([replace(one, state=SubmissionState.SENDING), two])
    assert mirror.lanes[0] == LaneStatus("rank", "may · 1 of 2", 1)
    mirror.book.put_jobs([job("j1", reference="may")])
    mirror.book.put_submissions([replace(one, state=SubmissionState.ACCEPTED, job_id="j1")])
    assert mirror.lanes[0] == LaneStatus("rank", "may · 1 of 2", 1)
    assert {row.title for row in mirror.rows.values()} == {"may · 1 of 2", "may · 2 of 2"}


def test_an_unsure_file_goes_before_all_that_wait() -> None:
    book = Mirror().book
    book.put_submissions([submission("s1", place=1), submission("s2", place=2, state=SubmissionState.UNSURE)])
    assert [s.id for s in book.waiting("rank")] == ["s2", "s1"]


def test_a_verified_copy_outshines_later_attempts_and_slots_only_go_down() -> None:
    mirror = Mirror()
    mirror.book.put_jobs([job("j1", status=JobStatus.COMPLETED, slots=DownloadSlots(3, 3))])
    mirror.book.put_download(download("d1", state=DownloadState.VERIFIED, remaining=2))
    mirror.book.put_download(download("d2", state=DownloadState.BROKEN, remaining=1))
    row = mirror.rows["job:j1"]
    assert (row.copy, row.slots) == (CopyState.VERIFIED, DownloadSlots(1, 3))
    mirror.book.put_download(download("d1", state=DownloadState.VERIFIED, remaining=2))
    assert mirror.rows["job:j1"].slots == DownloadSlots(1, 3)
    assert {attempt.id for attempt in mirror.book.downloads_of("j1")} == {"d1", "d2"}


def test_an_attempt_that_cost_nothing_leaves_no_trace_in_the_row() -> None:
    mirror = Mirror()
    mirror.book.put_jobs([job("j1", status=JobStatus.COMPLETED, slots=DownloadSlots(3, 3))])
    mirror.book.put_download(download("d1", state=DownloadState.MISMATCH))
    mirror.book.put_download(download("d2", state=DownloadState.UNSPENT))
    assert mirror.rows["job:j1"].copy is CopyState.DAMAGED


def test_the_first_picture_is_loaded_in_one_go_and_what_is_known_stays() -> None:
    mirror = Mirror()
    newer = job("j1", progress_percent=80)
    mirror.book.put_jobs([newer])
    sent = submission("s2", state=SubmissionState.ACCEPTED, job_id="j2")
    mirror.book.load(
        [job("j1", progress_percent=10), job("j2"), job("j3")], [sent], [download("d1", job_id="j3")]
    )
    mirror.check()
    assert set(mirror.rows) == {"job:j1", "s2", "job:j3"}
    assert mirror.rows["job:j1"].progress == 80
    assert len(of_kind(mirror.events, RowsChanged)) == 2


def test_details_gather_all_that_stands_behind_a_row() -> None:
    book = Mirror().book
    sent = submission("s1", state=SubmissionState.ACCEPTED, job_id="j1")
    book.load([job("j1"), job("j2")], [sent], [download("d1")])
    ours, theirs = book.details("s1"), book.details("job:j2")
    assert ours is not None
    assert theirs is not None
    assert (ours.job, ours.submission, ours.downloads) == (job("j1"), sent, (download("d1"),))
    assert (theirs.job, theirs.submission, theirs.downloads) == (job("j2"), None, ())
    assert book.details("job:j1") is None
    assert book.details("gone") is None


def test_the_percentage_shows_while_a_file_is_sent() -> None:
    mirror = Mirror()
    sending = submission("s1", state=SubmissionState.SENDING)
    mirror.book.put_submissions([sending])
    mirror.book.put_percent("s1", 37)
    mirror.book.put_percent("s1", 37)
    assert mirror.rows["s1"].progress == 37
    assert len(of_kind(mirror.events, RowsChanged)) == 2
    mirror.book.put_submissions([replace(sending, state=SubmissionState.UNSURE)])
    assert mirror.rows["s1"].progress == 0


def test_open_jobs_are_told_by_operation() -> None:
    book = Mirror().book
    jobs: list[Job] = [job("j1"), job("j2", operation="decode"), job("j3", status=JobStatus.FAILED)]
    book.put_jobs(jobs)
    assert {job.job_id for job in book.open_jobs()} == {"j1", "j2"}
    assert {job.job_id for job in book.open_jobs("decode")} == {"j2"}
