"""What the inspector says of a file that was not sent as it lay there: in parts, with less, or mended."""

import pytest

from mcdesk.model.events import PollStatus
from mcdesk.model.jobs import JobStatus
from mcdesk.model.submissions import SubmissionState
from mcdesk.ui.inspector.count_facts import counts_of
from mcdesk.ui.inspector.facts import facts_of
from tests.ui.inspector import samples
from tests.ui.inspector.samples import NOW

POLL = PollStatus()


def test_the_head_tells_which_part_it_is():
    one = samples.details(None, samples.submission(SubmissionState.WAITING, part=1, parts=3))
    facts = facts_of(one, POLL, NOW)
    assert (facts.title, facts.part) == ("ranking-batch-2026-04", "1 of 3")
    assert facts_of(samples.waiting(), POLL, NOW).part == ""
    assert facts_of(samples.completed(elsewhere=True), POLL, NOW).part == ""


@pytest.mark.parametrize(
    ("values", "prepared"),
    [
        ({}, ""),
        (
            {"left_out": 4, "changed_cells": 1_411},
            "4 rows were left out, 1,411 cells mended before sending.",
        ),
        ({"left_out": 1, "changed_cells": 1}, "1 row was left out, 1 cell mended before sending."),
        ({"left_out": 1}, "1 row was left out before sending."),
        ({"changed_cells": 1}, "1 cell was mended before sending."),
        ({"changed_cells": 2}, "2 cells were mended before sending."),
        ({"part": 2, "parts": 3}, "Part 2 of 3 of april-lots.csv."),
        (
            {"part": 2, "parts": 3, "left_out": 4},
            "Part 2 of 3 of april-lots.csv. Of the whole file, 4 rows were left out before sending.",
        ),
    ],
)
def test_what_was_done_with_the_file_is_told_in_every_state(values, prepared):
    sent = samples.submission(**values)
    for job in (samples.job(), samples.job(JobStatus.FAILED), samples.job(JobStatus.PROCESSING), None):
        assert counts_of(samples.details(job, sent)).prepared == prepared


def test_nobody_knows_how_a_file_from_elsewhere_was_prepared():
    assert counts_of(samples.completed(elsewhere=True)).prepared == ""
