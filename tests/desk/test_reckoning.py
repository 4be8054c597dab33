"""What an attempt has cost, in words that are true."""

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.desk.reckoning import cost_of, is_as_before, is_unanswered, notice_of
from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import Ask
from mcdesk.model.jobs import DownloadSlots, JobStatus
from tests.ledger.samples import download, job

LEFT = st.none() | st.integers(0, 3)


def completed(left: int | None):
    slots = None if left is None else DownloadSlots(left, 3)
    return job("j1", status=JobStatus.COMPLETED, slots=slots)


@given(LEFT, LEFT, LEFT, st.booleans())
def test_nothing_is_said_that_nobody_told(
    remaining: int | None, before: int | None, now: int | None, is_asked: bool
) -> None:
    attempt = download("d1", state=DownloadState.BROKEN, remaining=remaining)
    cost = cost_of(attempt, completed(before), completed(now) if is_asked else None)
    told = [left for left in (remaining, now if is_asked else None) if left is not None]
    assert cost.left == min(told, default=None)
    has_fallen = is_asked and None not in (before, now) and (now or 0) < (before or 0)
    assert cost.is_certain is (remaining is not None or has_fallen)
    is_free = not cost.is_certain and is_asked and before is not None and now == before
    assert cost.words.startswith("No download was spent;") is is_free
    assert ("may have cost" in cost.words) is not (cost.is_certain or is_free)
    assert ("none is left" in cost.words) is (cost.left == 0)
    notice = notice_of("It broke off", "", cost, "row", is_gone=False)
    assert (notice.ask is Ask.NOTHING) is (cost.left == 0)
    assert notice_of("It broke off", "", cost, "row", is_gone=True).ask is Ask.NOTHING


def test_the_words_count_properly() -> None:
    for left, says in ((2, "2 are left."), (1, "1 is left."), (0, "none is left.")):
        attempt = download("d1", state=DownloadState.BROKEN, remaining=left)
        words = cost_of(attempt, completed(3), None).words
        assert words.startswith(f"It cost one of its 3 downloads; {says}")


def test_an_answer_that_the_service_has_not_counted_has_cost_nothing() -> None:
    """A page of a proxy in between, for instance: it has a size, and no header of the service."""
    attempt = download("d1", state=DownloadState.MISMATCH, expected_size=512)
    assert cost_of(attempt, completed(3), completed(3)).words == "No download was spent; 3 are left."
    assert cost_of(attempt, completed(3), completed(2)).words.startswith("It cost one of its 3 downloads; 2")
    assert cost_of(attempt, completed(3), None).words.startswith("It may have cost one of its 3 downloads;")


def test_a_checksum_that_was_told_was_paid_for() -> None:
    attempt = download("d1", state=DownloadState.BROKEN, expected_sha256="x")
    assert cost_of(attempt, completed(3), completed(3)).is_certain


def test_an_attempt_without_any_header_is_unanswered() -> None:
    broken = {"state": DownloadState.BROKEN}
    assert is_unanswered(download("d1", **broken))
    assert not is_unanswered(download("d1"))
    for told in ({"remaining": 0}, {"expected_size": 0}, {"expected_sha256": "x"}):
        assert not is_unanswered(download("d1", **broken, **told))


def test_only_a_count_that_was_told_is_as_before() -> None:
    assert is_as_before(completed(3), completed(3))
    assert not is_as_before(completed(3), completed(2))
    assert not is_as_before(completed(None), completed(None))
    assert not is_as_before(completed(3), None)
