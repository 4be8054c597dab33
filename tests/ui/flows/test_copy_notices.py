"""What is said after a look at a saved copy, and when another download is offered."""

from pathlib import Path

import pytest

from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import Ask, NoticeKind
from mcdesk.ui.flows import copy_notices
from tests.ui.inspector import samples
from tests.ui.inspector.samples import NOW

LOST = samples.download(DownloadState.LOST)


@pytest.mark.parametrize(
    ("details", "ask", "words"),
    [
        (samples.completed(LOST), Ask.DOWNLOAD_AGAIN, "Downloading it again uses 1 of 2 left."),
        (samples.completed(LOST, left=1), Ask.DOWNLOAD_AGAIN, "Downloading it again uses the last one."),
        (samples.completed(LOST, slots=None), Ask.DOWNLOAD_AGAIN, "Downloading it again uses 1 download."),
        (samples.completed(LOST, left=0), Ask.NOTHING, "No downloads remain"),
        (samples.completed(LOST, gone_at=NOW - 60), Ask.NOTHING, "can't be fetched again"),
    ],
)
def test_a_lost_copy_asks_only_where_a_download_can_help(details, ask, words):
    notice = copy_notices.lost(details)
    assert notice.kind is NoticeKind.TROUBLE
    assert notice.ask is ask
    assert notice.row_key == "s1"
    assert "gone or has changed" in notice.title
    assert "put it back and check again: that costs nothing." in notice.advice
    assert words in notice.advice


def test_a_restored_copy_says_what_was_done_and_that_it_was_free():
    notice = copy_notices.restored(samples.completed(LOST))
    assert notice.kind is NoticeKind.VERIFIED
    assert "was gone or changed, and is restored" in notice.title
    assert "No download was spent." in notice.advice


def test_a_changed_file_that_made_way_is_named():
    aside = Path("/home/ann/results/j1/june-ranked (changed).csv")
    notice = copy_notices.restored(samples.completed(LOST), aside)
    assert "The changed file is kept beside it as “june-ranked (changed).csv”." in notice.advice
    assert "No download was spent." in notice.advice


def test_a_part_is_named_with_its_number():
    part = samples.details(samples.job(), samples.submission(part=1, parts=3), LOST)
    for notice in (copy_notices.lost(part), copy_notices.restored(part), copy_notices.unchanged(part)):
        assert "ranking-batch-2026-04 · 1 of 3" in notice.title
