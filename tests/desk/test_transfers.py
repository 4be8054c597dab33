"""The figures of a transfer, and the rows of the first picture."""

from mcdesk.desk.first_rows import FIRST_ROWS, first_rows
from mcdesk.desk.hub import Hub
from mcdesk.desk.transfers import TransferMeter
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.downloads import DownloadState
from mcdesk.model.events import DeskEvent, Transfer, TransferKind, TransfersChanged, TransferState
from mcdesk.model.jobs import JobStatus
from mcdesk.model.rows import CopyState
from tests.desk.bench import Clock, of_kind
from tests.ledger.samples import download, job, submission


def meter_of(hub: Hub, clock: Clock) -> TransferMeter:
    return TransferMeter(Transfer("t1", "row", TransferKind.PACKING, "april"), hub, clock)


def test_speed_is_smoothed_and_the_time_left_follows(hub: Hub, clock: Clock) -> None:
    meter = meter_of(hub, clock)
    for done in (100, 200, 300):
        clock.now += 1
        meter(done, 1_000)
    assert meter.transfer.speed == 100
    assert meter.transfer.seconds_left == 7
    clock.now += 1
    meter(600, 1_000)
    speed = meter.transfer.speed
    assert speed is not None
    assert 100 < speed < 300


def test_figures_that_come_at_one_moment_or_go_back_do_no_harm(hub: Hub, clock: Clock) -> None:
    meter = meter_of(hub, clock)
    meter(100, 1_000)
    meter(200, 1_000)
    assert (meter.transfer.done, meter.transfer.speed) == (200, None)
    clock.now += 1
    meter(50, 1_000)
    assert meter.transfer.speed == 0


def test_it_turns_from_packing_to_uploading_and_ends_once(
    hub: Hub, clock: Clock, events: list[DeskEvent]
) -> None:
    meter = meter_of(hub, clock)
    meter(100, 100)
    meter.turn_to(TransferKind.UPLOADING)
    assert (meter.transfer.done, meter.transfer.total) == (0, None)
    meter.end(TransferState.DONE, "Uploaded")
    told = len(events)
    meter.end(TransferState.FAILED, "too late")
    assert len(events) == told
    last = of_kind(events, TransfersChanged)[-1].transfer
    assert (last.kind, last.state, last.words) == (TransferKind.UPLOADING, TransferState.DONE, "Uploaded")


async def test_the_first_picture_has_the_newest_jobs_and_all_that_waits(ledger: Ledger) -> None:
    jobs = [job(f"j{n}", created_at=1_700_000_000.0 + n) for n in range(FIRST_ROWS + 20)]
    await ledger.save_jobs("acc", jobs)
    await ledger.save_jobs("acc", [job("done", status=JobStatus.COMPLETED, created_at=1_800_000_000.0)])
    await ledger.add_submission(submission("s1"))
    await ledger.add_download(download("d1", job_id="done", state=DownloadState.VERIFIED))
    rows = {row.key: row for row in await first_rows(ledger, "acc")}
    assert len(rows) == FIRST_ROWS + 1
    assert rows["s1"].lane_place == 1
    assert rows["job:done"].copy is CopyState.VERIFIED
    assert f"job:j{FIRST_ROWS + 19}" in rows
    assert "job:j0" not in rows
    assert await first_rows(ledger, "nobody") == ()
