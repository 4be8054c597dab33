"""What the inspector says of files in the queue, retries, stopped lanes, lost copies and vanished jobs."""

from dataclasses import replace

import pytest

from mcdesk.model.downloads import DownloadState
from mcdesk.model.errors import KeyRefusedError
from mcdesk.model.events import LaneStatus, PollStatus
from mcdesk.model.history import Usual
from mcdesk.model.jobs import JobStatus
from mcdesk.model.rows import Retry
from mcdesk.model.submissions import ARRIVAL_UNKNOWN
from mcdesk.ui.inspector import queue_place
from mcdesk.ui.inspector.acts import Act, Offer
from mcdesk.ui.inspector.box_facts import box_of
from mcdesk.ui.inspector.facts import facts_of
from mcdesk.ui.inspector.moments import moment
from mcdesk.ui.inspector.offers import hint_of, offers_of
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from mcdesk.ui.inspector.timeline_facts import StepState, steps_of
from tests.ui.inspector import samples
from tests.ui.inspector.samples import NOW

POLL = PollStatus(checked_at=NOW - 14, next_at=NOW + 46)
RETRY = Retry("The service can't be reached.", NOW + 40)
STOPPED = QueuePlace(KeyRefusedError("The service does not know this key.", "Enter it again.", code="no_key"))
LOST = samples.download(DownloadState.LOST)
BROKEN = samples.download(DownloadState.BROKEN)
STARTED = samples.download(DownloadState.STARTED)
GONE = NOW - 600
SINCE = f"since {moment(GONE, NOW)}. What was saved here stays."


def shown(offers: tuple[Offer, ...]) -> tuple[Act, ...]:
    return tuple(offer.act for offer in offers if not offer.is_more)


def primary(offers: tuple[Offer, ...]) -> list[str]:
    return [offer.text for offer in offers if offer.is_primary]


def box_words(details, place=NO_PLACE):
    box = box_of(details, POLL, NOW, place)
    return (box.title, box.headline, box.tone), " ".join(box.lines)


@pytest.mark.parametrize(
    ("details", "place", "head", "line"),
    [
        (
            samples.waiting(None, not_before=NOW + 60),
            NO_PLACE,
            ("In the queue", f"Starts after {moment(NOW + 60, NOW)}", "idle"),
            "Others in the lane go first until then.",
        ),
        (
            samples.waiting(None, not_before=NOW - 60),
            NO_PLACE,
            ("In the queue", "Waiting for the Rank lane", "idle"),
            "starts by itself",
        ),
        (
            samples.waiting(retry=RETRY),
            NO_PLACE,
            ("Why it waits", "The service can't be reached", "warn"),
            "Next try in 40 s, by itself while mcdesk is open.",
        ),
        (
            samples.unsure(retry=RETRY),
            NO_PLACE,
            ("What happened", "The service has not said whether it took the file", "warn"),
            "Next try in 40 s: The service can't be reached.",
        ),
        (
            samples.waiting(),
            STOPPED,
            ("Why it waits", "The Rank lane is stopped", "bad"),
            "The service does not know this key. Enter it again. The service has not taken it",
        ),
        (
            samples.unsure(),
            STOPPED,
            ("Why it waits", "The Rank lane is stopped", "bad"),
            "Whether this file arrived is asked when the lane goes on.",
        ),
        (
            samples.put_on_hold(),
            NO_PLACE,
            ("Why it is on hold", "You decide when it goes", "idle"),
            "“Back into the queue” sends it when its turn comes, with the submit key that it has. The",
        ),
        (
            samples.put_on_hold(),
            QueuePlace(is_free=True),
            ("Why it is on hold", "You decide when it goes", "idle"),
            "“Send now” sends it",
        ),
        (
            samples.held(ARRIVAL_UNKNOWN),
            NO_PLACE,
            ("Why it is on hold", "The service did not take the file", "warn"),
            "It may be running at the service already.",
        ),
        (
            samples.held(),
            NO_PLACE,
            ("Why it is on hold", "The service did not take the file", "warn"),
            "Nothing is running.",
        ),
        (
            samples.completed(LOST),
            NO_PLACE,
            ("Saved copy", "Saved copy gone or changed", "warn"),
            "put it back and check again. 2 of 3 downloads remain.",
        ),
        (
            samples.processing(gone_at=GONE),
            NO_PLACE,
            ("What happened", "The service no longer lists this job", "warn"),
            SINCE,
        ),
        (
            samples.completed(samples.download(), gone_at=GONE),
            NO_PLACE,
            ("Saved copy", "Checksum verified", "ok"),
            SINCE,
        ),
        (
            samples.completed(gone_at=GONE),
            NO_PLACE,
            ("Saved copy", "Nothing was saved here", "warn"),
            "Send the file again to get a result.",
        ),
        (
            samples.completed(LOST, gone_at=GONE),
            NO_PLACE,
            ("Saved copy", "Saved copy gone or changed", "warn"),
            f"{SINCE} It was verified once.",
        ),
        (
            samples.failed(gone_at=GONE),
            NO_PLACE,
            ("What happened", "The service could not process the file", "bad"),
            SINCE,
        ),
    ],
)
def test_the_box_says_what_is_in_the_way_and_what_to_do(details, place, head, line):
    told, lines = box_words(details, place)
    assert told == head
    assert line in lines


def test_the_code_of_what_stopped_a_lane_is_kept():
    assert box_of(samples.waiting(), POLL, NOW, STOPPED).code == "no_key"


@pytest.mark.parametrize(
    ("details", "place", "at", "words", "state"),
    [
        (samples.waiting(retry=RETRY), NO_PLACE, 1, "next try in 40 s", StepState.WAITING),
        (samples.unsure(retry=RETRY), NO_PLACE, 1, "next try in 40 s", StepState.UNSURE),
        (samples.waiting(None, not_before=NOW + 60), NO_PLACE, 1, "starts after", StepState.WAITING),
        (samples.waiting(), STOPPED, 1, "the Rank lane is stopped", StepState.WAITING),
        (samples.put_on_hold(), NO_PLACE, 1, "on hold", StepState.HELD),
        (samples.processing(gone_at=GONE), NO_PLACE, 2, "not listed since", StepState.UNSURE),
        (samples.completed(LOST), NO_PLACE, 4, "gone or changed since", StepState.FAILED),
    ],
)
def test_the_timeline_says_it_in_few_words(details, place, at, words, state):
    step = steps_of(details, NOW, place)[at]
    assert step.words.startswith(words)
    assert step.state is state


@pytest.mark.parametrize(
    ("details", "place", "acts", "first"),
    [
        (samples.waiting(), NO_PLACE, (Act.START_AFTER, Act.HOLD, Act.REMOVE), []),
        (samples.waiting(retry=RETRY), NO_PLACE, (Act.REMOVE, Act.HOLD, Act.TRY_NOW), ["Try now"]),
        (samples.waiting(), STOPPED, (Act.REMOVE, Act.HOLD, Act.RESUME_LANE), ["Let the Rank lane go on"]),
        (samples.unsure(), NO_PLACE, (Act.TRY_NOW,), ["Ask again now"]),
        (samples.unsure(retry=RETRY), NO_PLACE, (Act.HOLD, Act.TRY_NOW), ["Ask again now"]),
        (samples.unsure(), STOPPED, (Act.RESUME_LANE,), ["Let the Rank lane go on"]),
        (samples.held(), NO_PLACE, (Act.REMOVE, Act.RELEASE), ["Try again now"]),
        (samples.put_on_hold(), NO_PLACE, (Act.REMOVE, Act.RELEASE), ["Back into the queue"]),
        (samples.put_on_hold(), QueuePlace(is_free=True), (Act.REMOVE, Act.RELEASE), ["Send now"]),
        (
            samples.completed(LOST),
            NO_PLACE,
            (Act.SHOW_RESULT, Act.DOWNLOAD, Act.CHECK_AGAIN),
            ["Check the saved copy again"],
        ),
        (
            samples.completed(LOST, left=0),
            NO_PLACE,
            (Act.SHOW_RESULT, Act.CHECK_AGAIN),
            ["Check the saved copy again"],
        ),
        (
            samples.completed(LOST, BROKEN),
            NO_PLACE,
            (Act.DOWNLOAD, Act.CHECK_AGAIN),
            ["Check the saved copy again"],
        ),
        (
            samples.completed(samples.download(), STARTED),
            NO_PLACE,
            (Act.SHOW_RESULT, Act.OPEN),
            ["Open results"],
        ),
        (samples.completed(gone_at=GONE), NO_PLACE, (), []),
        (
            samples.completed(samples.download(), gone_at=GONE),
            NO_PLACE,
            (Act.SHOW_RESULT, Act.OPEN),
            ["Open results"],
        ),
        (samples.processing(gone_at=GONE), NO_PLACE, (Act.SHOW_SENT, Act.SEND_AGAIN), []),
    ],
)
def test_only_what_helps_is_offered(details, place, acts, first):
    offers = offers_of(details, place)
    assert shown(offers) == acts
    assert primary(offers) == first


def test_downloading_a_lost_copy_again_names_its_price():
    offer = next(each for each in offers_of(samples.completed(LOST)) if each.act is Act.DOWNLOAD)
    assert (offer.text, offer.cost) == ("Download again…", "uses 1 of 2 left")
    assert not offer.is_primary


@pytest.mark.parametrize(
    ("place", "has_next", "moves"),
    [
        (1, False, []),
        (1, True, [Act.MOVE_DOWN]),
        (2, False, [Act.MOVE_UP]),
        (2, True, [Act.MOVE_UP, Act.MOVE_DOWN]),
        (None, True, []),
    ],
)
def test_a_file_moves_only_where_it_has_a_neighbour(place, has_next, moves):
    offers = offers_of(samples.waiting(place), QueuePlace(has_next=has_next))
    told = [each for each in offers if each.act in (Act.MOVE_UP, Act.MOVE_DOWN)]
    assert [each.act for each in told] == moves
    assert all(each.is_more and each.keys.startswith("Alt+") for each in told)


def test_a_job_that_is_gone_is_called_unsure_and_claims_nothing_of_cancelling():
    facts = facts_of(samples.processing(gone_at=GONE), POLL, NOW)
    assert facts.look.word == "Unsure"
    assert hint_of(samples.processing(gone_at=GONE)) == ""
    assert facts_of(samples.completed(gone_at=GONE), POLL, NOW).look.word == "Completed"


def test_the_place_comes_from_the_lane_of_the_row_s_own_operation():
    row = samples.waiting(2).row
    other = LaneStatus("decode", trouble=STOPPED.trouble)
    lanes = (other, LaneStatus("rank", "may-auction", 3))

    def has_third(operation, place):
        return (operation, place) == ("rank", 3)

    assert queue_place.place_of(row, lanes, has_third) == QueuePlace(has_next=True)
    assert queue_place.place_of(row, lanes, lambda *_: False) == QueuePlace()
    free = queue_place.place_of(row, (LaneStatus("rank"),), has_third)
    assert free.is_free
    stopped = queue_place.place_of(replace(row, operation="decode"), lanes, has_third)
    assert stopped.is_stopped


def test_a_job_that_was_sent_has_no_place():
    sent = samples.details(samples.job(JobStatus.PROCESSING), samples.submission()).row
    lanes = (LaneStatus("rank", trouble=STOPPED.trouble),)
    assert queue_place.place_of(sent, lanes, lambda *_: True) is NO_PLACE


USUAL = Usual(420.0, 540.0, 840.0, 12)


def running(*, since: float, usual: Usual | None = USUAL, still: float = 5.0):
    details = samples.processing(created_at=NOW - since, moved_at=NOW - 14 - still)
    return replace(details, usual=usual)


def test_the_user_s_own_jobs_say_how_long_it_takes():
    _, lines = box_words(running(since=300))
    assert "About 4 min left, going by your own jobs" in lines
    assert "Usually 9 min (7 to 14), by your 12 jobs." in lines
    _, lines = box_words(running(since=1200))
    assert "Longer than usual: yours take 7 to 14 min." in lines


def test_without_a_history_nothing_is_estimated():
    _, lines = box_words(running(since=300, usual=None))
    assert "left" not in lines
    assert "sually" not in lines


def test_a_stall_is_told_in_the_box_and_in_few_words_in_the_timeline():
    details = running(since=1500, still=720)
    facts = facts_of(details, POLL, NOW)
    assert facts.box.headline == "12 min without progress; yours usually take 9 min"
    assert facts.box.tone == "warn"
    assert "A pause is not a failure." in " ".join(facts.box.lines)
    assert facts.steps[2].words == "12 min without progress · 71 %"
    assert facts.steps[2].state is StepState.ACTIVE


@pytest.mark.parametrize("poll", [PollStatus(), PollStatus(checked_at=NOW - 800, next_at=NOW + 46)])
def test_what_nobody_has_asked_about_is_no_stall(poll):
    facts = facts_of(running(since=1500, still=720), poll, NOW)
    assert "without progress" not in facts.box.headline
    assert facts.steps[2].words == "Ranking records · 71 %"
