"""What the inspector says of a job in each state. Tables, no widgets."""

import pytest

from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import UnreachableError
from mcdesk.model.events import PollStatus
from mcdesk.model.jobs import DownloadSlots, JobStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.inspector.acts import Act
from mcdesk.ui.inspector.box_facts import box_of
from mcdesk.ui.inspector.copy_boxes import slots_of
from mcdesk.ui.inspector.count_facts import PartKind, counted, counts_of
from mcdesk.ui.inspector.facts import facts_of
from mcdesk.ui.inspector.moments import moment, span
from mcdesk.ui.inspector.offers import NO_CANCEL, hint_of, offers_of
from mcdesk.ui.inspector.timeline_facts import StepState, best_download, steps_of
from tests.ui.inspector import samples
from tests.ui.inspector.samples import NOW

POLL = PollStatus(checked_at=NOW - 14, next_at=NOW + 46)
VERIFIED = samples.download()
MISMATCH = samples.download(DownloadState.MISMATCH)
BROKEN = samples.download(DownloadState.BROKEN)
STARTED = samples.download(DownloadState.STARTED)
UNSPENT = samples.download(DownloadState.UNSPENT)

D, A, N, W, H, U, F = (
    StepState.DONE,
    StepState.ACTIVE,
    StepState.AHEAD,
    StepState.WAITING,
    StepState.HELD,
    StepState.UNSURE,
    StepState.FAILED,
)


@pytest.mark.parametrize(
    ("details", "states"),
    [
        (samples.completed(VERIFIED), (D, D, D, D, D)),
        (samples.completed(), (D, D, D, D, N)),
        (samples.completed(STARTED), (D, D, D, D, A)),
        (samples.completed(MISMATCH), (D, D, D, D, F)),
        (samples.completed(BROKEN), (D, D, D, D, F)),
        (samples.completed(UNSPENT), (D, D, D, D, U)),
        (samples.completed(elsewhere=True), (D, D, D, D, N)),
        (samples.processing(), (D, D, A, N, N)),
        (samples.failed(), (D, D, F, N, N)),
        (samples.waiting(), (D, W, N, N, N)),
        (samples.uploading(), (D, A, N, N, N)),
        (samples.held(), (D, H, N, N, N)),
        (samples.unsure(), (D, U, N, N, N)),
    ],
)
def test_the_timeline_stands_where_the_job_stands(details, states):
    assert tuple(step.state for step in steps_of(details, NOW)) == states


@pytest.mark.parametrize(
    ("details", "place", "words"),
    [
        (samples.completed(VERIFIED), 3, "took 12 min"),
        (samples.completed(VERIFIED), 1, "31 KB"),
        (samples.completed(VERIFIED), 4, "58 KB"),
        (samples.completed(), 4, "not downloaded yet"),
        (samples.completed(MISMATCH), 4, "checksum differs"),
        (samples.completed(BROKEN), 4, "broke off"),
        (samples.completed(elsewhere=True), 0, "sent from elsewhere"),
        (samples.processing(), 2, "Ranking records · 71 %"),
        (samples.processing(4), 2, "Preparing · 4 %"),
        (samples.failed(), 2, "Stopped at 55 %"),
        (samples.failed(), 3, "no result"),
        (samples.waiting(), 1, "waiting for the Rank lane · next"),
        (samples.waiting(2), 1, "waiting for the Rank lane · 2nd"),
        (samples.uploading(), 1, "Sending file · 43 %"),
        (samples.held(), 1, "on hold"),
        (samples.unsure(), 1, "checking whether this arrived"),
    ],
)
def test_a_step_says_when_and_how_much(details, place, words):
    assert words in steps_of(details, NOW)[place].words


def test_the_line_to_the_next_step_fills_with_progress():
    assert steps_of(samples.processing(71), NOW)[2].share == 0.71
    assert steps_of(samples.uploading(43), NOW)[0].share == 0.43
    assert steps_of(samples.failed(), NOW)[2].share == 0.55
    assert steps_of(samples.waiting(), NOW)[0].share == 0


def test_a_step_reads_as_a_sentence():
    step = steps_of(samples.processing(), NOW)[2]
    assert step.sentence == "Processing, active, Ranking records · 71 %"


def test_a_verified_copy_outweighs_a_later_broken_attempt():
    details = samples.completed(VERIFIED, BROKEN)
    assert best_download(details) is VERIFIED
    assert steps_of(details, NOW)[4].state is D


@pytest.mark.parametrize(
    ("details", "sentence", "note"),
    [
        (
            samples.completed(),
            "1,200 rows sent, 1,150 unique VINs returned",
            "50 rows repeat a VIN. The service counts each VIN once, "
            "so 1,150 is expected: nothing is missing.",
        ),
        (
            samples.details(samples.job(successful_count=1199), samples.submission(rows=1200, unique=1199)),
            "1,200 rows sent, 1,199 unique VINs returned",
            "1 row repeats a VIN. The service counts each VIN once, "
            "so 1,199 is expected: nothing is missing.",
        ),
        (
            samples.details(samples.job(successful_count=1200), samples.submission(unique=1200)),
            "1,200 rows sent, 1,200 unique VINs returned",
            "Every row accounted for.",
        ),
        (
            samples.processing(),
            "1,200 rows sent, about 1,150 expected",
            "50 rows repeat a VIN. All are sent; the service counts each VIN once, "
            "so a lower successful_count is normal for this file.",
        ),
        (samples.processing(elsewhere=True), "1,200 rows sent", "Sent from elsewhere."),
        (
            samples.waiting(),
            "1,200 rows to send, about 1,150 expected",
            "50 rows repeat a VIN. All are sent; the service counts each VIN once, "
            "so a lower successful_count is normal for this file.",
        ),
        (samples.failed(), "1,200 rows sent, no result", "Nothing was returned, and no download was spent."),
    ],
)
def test_counts_are_told_in_words(details, sentence, note):
    counts = counts_of(details)
    assert (counts.sentence, counts.note, counts.is_warning) == (sentence, note, False)


def test_the_bar_divides_all_rows():
    parts = counts_of(samples.completed()).parts
    assert [(part.kind, part.rows) for part in parts] == [
        (PartKind.RETURNED, 1150),
        (PartKind.REPEATED, 50),
    ]
    parts = counts_of(samples.processing()).parts
    assert [part.kind for part in parts] == [PartKind.FORECAST, PartKind.REPEATED]


def test_a_missing_result_is_never_called_a_repeat():
    counts = counts_of(samples.completed(successful_count=1140))
    assert counts.is_warning
    assert counts.note.startswith("10 VINs are in neither count")
    assert "nothing is missing" not in counts.note
    assert [(part.kind, part.rows) for part in counts.parts][1:] == [
        (PartKind.MISSING, 10),
        (PartKind.REPEATED, 50),
    ]


def test_failed_rows_are_counted_and_named():
    counts = counts_of(samples.completed(successful_count=1147, failed_count=3))
    assert counts.is_warning
    assert "3 rows could not be processed (failed_count)." in counts.note
    assert (PartKind.FAILED, 3) in [(part.kind, part.rows) for part in counts.parts]


def test_a_job_from_elsewhere_is_not_vouched_for():
    note = counts_of(samples.completed(elsewhere=True)).note
    assert "nothing is missing" not in note
    assert "mcdesk has not seen the sent file" in note


def test_counts_that_the_service_does_not_tell():
    counts = counts_of(samples.completed(successful_count=None))
    assert counts.after is None
    assert "not told" in counts.note
    unknown = samples.details(samples.job(JobStatus.PROCESSING, item_count=None))
    assert "not counted the rows yet" in counts_of(unknown).note


@pytest.mark.parametrize("operation", OPERATIONS.values(), ids=lambda each: each.id)
def test_every_operation_names_what_it_counts(operation):
    assert counted(operation) == "VIN"


@pytest.mark.parametrize(
    ("details", "title", "headline", "tone", "line"),
    [
        (
            samples.completed(VERIFIED),
            "Saved copy",
            "Checksum verified",
            "ok",
            "They never spend a download.",
        ),
        (samples.completed(STARTED), "Saved copy", "Downloading", "run", "2 of 3 downloads remain."),
        (
            samples.completed(MISMATCH),
            "Saved copy",
            "Checksum does not match",
            "bad",
            "2 of 3 downloads remain.",
        ),
        (
            samples.completed(BROKEN, left=1),
            "Saved copy",
            "The download broke off",
            "warn",
            "1 of 3 downloads remains.",
        ),
        (samples.completed(), "Saved copy", "Not on this computer yet", "idle", "2 of 3 downloads remain."),
        (samples.completed(UNSPENT), "Saved copy", "The download did not begin", "warn", "no slot is spent"),
        (samples.completed(left=0), "Saved copy", "Not on this computer yet", "warn", "all 3 are used"),
        (
            samples.completed(download_available=False),
            "Saved copy",
            "Result no longer offered",
            "warn",
            "Send the file again",
        ),
        (
            samples.failed(),
            "What happened",
            "The service could not process the file",
            "bad",
            "Column zip is missing",
        ),
        (
            samples.failed(),
            "What happened",
            "The service could not process the file",
            "bad",
            "Needs vin, price",
        ),
        (
            samples.failed(error_code="out_of_dice"),
            "What happened",
            "The service gave up on this job",
            "bad",
            "The source file is untouched.",
        ),
        (
            samples.held(),
            "Why it is on hold",
            "The service did not take the file",
            "warn",
            "Check the file's format",
        ),
        (
            samples.unsure(),
            "What happened",
            "The service has not said whether it took the file",
            "warn",
            "no second job can start",
        ),
        (
            samples.waiting(),
            "In the queue",
            "Next in the Rank lane",
            "idle",
            "The service has not taken it",
        ),
        (samples.waiting(3), "In the queue", "3rd in the Rank lane", "idle", "starts by itself"),
        (samples.uploading(), "On its way", "Sending file · 43 %", "run", "no second job"),
        (samples.processing(), "Last answer", "Checked 14 s ago", "run", "Next in 46 s"),
        (samples.processing(), "Last answer", "Checked 14 s ago", "run", "A pause is not a failure."),
    ],
)
def test_the_box_says_what_matters_now(details, title, headline, tone, line):
    box = box_of(details, POLL, NOW)
    assert (box.title, box.headline, box.tone) == (title, headline, tone)
    assert line in " ".join(box.lines)


def test_the_code_of_a_failure_is_kept_but_is_not_the_headline():
    box = box_of(samples.failed(), POLL, NOW)
    assert box.code == "processing_failed"
    assert box.code not in box.headline
    assert box_of(samples.held(), POLL, NOW).code == "invalid_file_format"


def test_trouble_while_processing_is_local():
    poll = PollStatus(
        checked_at=NOW - 90, next_at=NOW + 40, trouble=UnreachableError("No connection.", "Wait.")
    )
    box = box_of(samples.processing(), poll, NOW)
    assert (box.headline, box.tone) == ("No connection", "warn")
    assert "this says nothing about it" in " ".join(box.lines)


def test_a_copy_without_a_promised_checksum_is_not_called_verified():
    box = box_of(samples.completed(samples.download(expected_sha256=None)), POLL, NOW)
    assert box.headline == "Saved whole"


def test_the_newest_headers_correct_the_slots():
    details = samples.completed(samples.download(DownloadState.BROKEN, remaining=1), left=2)
    assert slots_of(details) == DownloadSlots(1, 3)


@pytest.mark.parametrize(
    ("details", "shown", "primary"),
    [
        (samples.completed(VERIFIED), (Act.DOWNLOAD, Act.SHOW_RESULT, Act.OPEN), Act.OPEN),
        (samples.completed(VERIFIED, left=0), (Act.SHOW_RESULT, Act.OPEN), Act.OPEN),
        (samples.completed(), (Act.DOWNLOAD,), Act.DOWNLOAD),
        (samples.completed(left=0), (), None),
        (samples.completed(download_available=False), (), None),
        (samples.completed(STARTED), (), None),
        (samples.completed(BROKEN), (Act.DOWNLOAD,), Act.DOWNLOAD),
        (samples.completed(MISMATCH), (Act.SHOW_RESULT, Act.DOWNLOAD), Act.DOWNLOAD),
        (samples.completed(elsewhere=True), (Act.DOWNLOAD,), Act.DOWNLOAD),
        (samples.processing(), (Act.SHOW_SENT,), None),
        (samples.processing(elsewhere=True), (), None),
        (samples.failed(), (Act.SHOW_SENT, Act.SEND_AGAIN), Act.SEND_AGAIN),
        (samples.failed(elsewhere=True), (), None),
        (samples.waiting(), (Act.START_AFTER, Act.HOLD, Act.REMOVE), None),
        (samples.uploading(), (Act.SHOW_SENT,), None),
        (samples.held(), (Act.REMOVE, Act.RELEASE), Act.RELEASE),
        (samples.unsure(), (Act.TRY_NOW,), Act.TRY_NOW),
    ],
)
def test_only_what_can_be_done_is_offered(details, shown, primary):
    offers = offers_of(details)
    assert tuple(offer.act for offer in offers if not offer.is_more) == shown
    assert [offer.act for offer in offers if offer.is_primary] == ([primary] if primary else [])


@pytest.mark.parametrize(
    ("left", "cost"), [(3, "uses 1 of 3 left"), (2, "uses 1 of 2 left"), (1, "uses the last one")]
)
def test_the_price_is_written_into_the_button(left, cost):
    offers = {offer.act: offer for offer in offers_of(samples.completed(left=left))}
    assert offers[Act.DOWNLOAD].cost == cost


def test_a_submitted_job_offers_no_cancel_and_says_so():
    assert hint_of(samples.processing()) == NO_CANCEL
    assert hint_of(samples.completed()) == ""


def test_the_head_names_operation_and_file():
    facts = facts_of(samples.completed(VERIFIED), POLL, NOW)
    assert (facts.title, facts.subtitle) == ("ranking-batch-2026-04", "Rank · april-lots.csv")
    assert facts_of(samples.completed(elsewhere=True), POLL, NOW).subtitle == "Rank · sent from elsewhere"


def test_ids_for_support_are_shown_short_and_copied_whole():
    lines = {line.label: line for line in facts_of(samples.completed(VERIFIED), POLL, NOW).support}
    assert list(lines) == ["Request id", "Job id", "Submit key"]
    assert lines["Job id"].shown == "770a9622…2222"
    assert lines["Job id"].value == samples.JOB_ID
    held = facts_of(samples.held(), POLL, NOW).support
    assert (held[0].label, held[0].value) == ("Request id", "req-77ee12ab")


def test_files_are_listed_as_far_as_they_exist():
    labels = [line.label for line in facts_of(samples.completed(VERIFIED), POLL, NOW).files]
    assert labels == ["Source", "Uploaded", "Result"]
    assert [line.label for line in facts_of(samples.waiting(), POLL, NOW).files] == ["Source", "To upload"]
    assert facts_of(samples.completed(elsewhere=True), POLL, NOW).files == ()


def test_moments_carry_their_day_only_when_it_is_another():
    assert "," not in moment(NOW - 60, NOW)
    assert "," in moment(NOW - 3 * 86_400, NOW)
    assert span(NOW - 60, NOW, NOW).count("–") == 1
    assert span(NOW - 3 * 86_400, NOW - 3 * 86_400 + 60, NOW).count(",") == 1
