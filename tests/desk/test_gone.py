"""Jobs that the service no longer knows: found without searching, told once, and never by a failed check."""

import contextlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.desk.world import World
from mcdesk.model.errors import DeskError, ServiceTroubleError
from tests.desk.bench import Clock, world_of
from tests.desk.lists import Reader, Service


@pytest.fixture
async def service(tmp_path: Path, clock: Clock) -> AsyncIterator[Service]:
    made = Service(tmp_path / "served", clock)
    yield made
    await made.aclose()


@pytest.fixture
def reader(service: Service, world: World) -> Reader:
    return Reader(service, world)


async def test_a_running_job_that_the_service_forgot_is_told_as_gone_and_asked_for_no_more(
    service: Service, reader: Reader
) -> None:
    (running,) = service.add(1, runs=True)
    await reader.listing.look()
    service.lose(running)
    await reader.listing.look()
    assert reader.gone == [running]
    assert reader.known == {running}
    assert reader.book.open_jobs() == ()
    await reader.listing.look()
    assert service.asked_for == [running]


async def test_a_check_that_failed_says_of_no_job_that_it_is_gone(service: Service, reader: Reader) -> None:
    (running,) = service.add(1, runs=True)
    await reader.listing.look()
    service.lose(running)
    for kind in ("unavailable", "unauthorized", "access_denied", "rate_limited"):
        service.order(kind, on="status")
        with contextlib.suppress(DeskError):
            await reader.listing.look()
    assert reader.gone == []
    assert len(reader.book.open_jobs()) == 1


async def test_a_job_that_comes_back_is_as_it_was(service: Service, reader: Reader) -> None:
    (running,) = service.add(1, runs=True)
    await reader.listing.look()
    service.lose(running)
    await reader.listing.look()
    service.find_again(running)
    await reader.listing.look()
    (job,) = reader.book.open_jobs()
    assert (job.job_id, job.gone_at) == (running, None)


async def test_an_ended_job_that_the_list_leaves_out_is_asked_for_once(
    service: Service, reader: Reader
) -> None:
    ids = service.add(20)
    await reader.listing.look()
    service.lose(ids[7])
    for _ in range(3):
        await reader.listing.look()
    assert reader.gone == [ids[7]]
    assert service.asked_for == [ids[7]]


async def test_the_first_and_the_last_of_a_list_prove_nothing(service: Service, reader: Reader) -> None:
    ids = service.add(20)
    await reader.listing.look()
    service.lose(ids[0], ids[-1])
    await reader.listing.look()
    assert service.asked_for == []


async def test_jobs_on_older_pages_are_not_taken_for_missing(service: Service, reader: Reader) -> None:
    service.add(250)
    await reader.listing.look()
    service.add(40)
    await reader.listing.look()
    assert service.asked_for == []


async def test_many_missing_jobs_are_asked_for_in_portions(service: Service, reader: Reader) -> None:
    ids = service.add(20) + service.add(20, "decode")
    lost = ids[3:10] + ids[25:30]
    await reader.listing.look()
    service.lose(*lost)
    asked = []
    for _ in range(4):
        service.asked_for.clear()
        await reader.listing.look()
        asked.append(len(service.asked_for))
    assert asked == [5, 5, 2, 0]
    assert sorted(reader.gone) == sorted(lost)


async def test_a_missing_job_that_only_brings_trouble_does_not_bring_it_at_every_look(
    service: Service, reader: Reader
) -> None:
    ids = service.add(20)
    await reader.listing.look()
    service.lose(ids[7])
    service.order("unavailable", on="status")
    with pytest.raises(ServiceTroubleError):
        await reader.listing.look()
    await reader.listing.look()
    assert reader.gone == []
    assert service.asked_for == [ids[7]]


async def test_a_job_that_only_the_order_of_the_list_hides_stays(service: Service, reader: Reader) -> None:
    ids = service.add(150)
    service.begin_again(ids[0], like=ids[-5])
    for _ in range(3):
        await reader.listing.look()
    assert reader.gone == []
    assert service.asked_for == [ids[0]]


async def test_missing_jobs_are_asked_for_without_hurry(
    service: Service, tmp_path: Path, clock: Clock
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    ids = service.add(20)
    patient = Reader(service, world_of(tmp_path, clock, sleep), hurry=False)
    await patient.listing.look()
    service.lose(*ids[3:5])
    await patient.listing.look()
    assert slept == [0.25, 0.25]
