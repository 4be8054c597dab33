"""Reading the service's lists: all of it once, then as little as there can be news. The sandbox answers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from mcdesk.desk.world import World
from mcdesk.model.errors import ServiceTroubleError
from mcdesk.model.jobs import JobStatus
from mcdesk.model.operations import OPERATIONS
from mcdesk.services.batch import BatchClient
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


async def test_the_first_look_reads_every_page_and_the_next_only_one(
    service: Service, reader: Reader
) -> None:
    ids = service.add(250)
    await reader.listing.look()
    assert reader.known == set(ids)
    assert reader.pages == [100, 100, 50, 0]
    assert (service.calls("rank"), service.calls("decode")) == (3, 1)
    for _ in range(3):
        await reader.listing.look()
        assert (service.calls("rank"), service.calls("decode")) == (1, 1)


async def test_an_account_without_jobs_is_asked_once_an_operation(service: Service, reader: Reader) -> None:
    await reader.listing.look()
    await reader.listing.look()
    assert (service.calls("rank"), service.calls("decode")) == (2, 2)
    assert reader.known == set()


async def test_a_new_job_is_found_with_one_call(service: Service, reader: Reader) -> None:
    service.add(150)
    await reader.listing.look()
    service.calls()
    (new,) = service.add(1)
    await reader.listing.look()
    assert new in reader.known
    assert service.calls() == 1


async def test_more_new_jobs_than_a_page_holds_are_all_found(service: Service, reader: Reader) -> None:
    service.add(120)
    await reader.listing.look()
    service.calls()
    new = service.add(230)
    await reader.listing.look()
    assert set(new) <= reader.known
    assert service.calls() == 3


async def test_an_open_job_that_has_left_the_first_page_is_asked_for(
    service: Service, reader: Reader, clock: Clock
) -> None:
    (running,) = service.add(1, runs=True)
    await reader.listing.look()
    clock.now += 1001
    service.add(150)
    service.calls()
    await reader.listing.look()
    job = reader.book.job(running)
    assert job is not None
    assert job.status is JobStatus.COMPLETED
    assert service.calls() == 2


async def test_after_trouble_half_way_it_goes_on_at_that_page(service: Service, reader: Reader) -> None:
    ids = service.add(450)
    service.trouble_at = 3
    await _trouble(reader)
    assert len(reader.known) == 200
    await reader.listing.look()
    assert reader.known == set(ids)
    older = [cursor for operation, cursor in service.asked if operation == "rank" and cursor != "first"]
    assert len(older) == 1 + 4  # the second page, then the third again and the two behind it
    assert older[1] == older[2]
    assert len(set(older)) == 4


async def test_a_history_that_was_read_at_an_earlier_start_is_not_read_again(
    service: Service, world: World
) -> None:
    ids = service.add(250)
    read: dict[str, str] = {}

    async def on_read(operation: str, newest: str) -> None:
        read[operation] = newest

    first = Reader(service, world, on_read=on_read)
    await first.listing.look()
    assert read == {"rank": ids[-1]}
    service.calls()
    again = Reader(service, world, read_before=read)
    again.book.put_jobs([job for job in map(first.book.job, ids) if job is not None])
    service.add(3)
    await again.listing.look()
    assert service.calls() == 1
    assert len(again.known) == 253


async def test_trouble_while_catching_up_leaves_no_gap(service: Service, reader: Reader) -> None:
    service.add(50)
    await reader.listing.look()
    new = service.add(350)
    service.asked.clear()
    service.trouble_at = 2
    await _trouble(reader)
    await reader.listing.look()
    assert set(new) <= reader.known


async def test_a_job_that_is_known_already_hides_no_other(service: Service, reader: Reader) -> None:
    service.add(50)
    await reader.listing.look()
    new = service.add(250)
    newest = await BatchClient(service.http, OPERATIONS["rank"]).status(new[-1])
    reader.book.put_jobs([newest])
    await reader.listing.look()
    assert set(new) <= reader.known


async def test_a_very_long_history_is_read_in_portions(
    service: Service, tmp_path: Path, clock: Clock
) -> None:
    async def no_sleep(seconds: float) -> None:
        """Time is not what this is about."""

    service.add(2500)
    patient = Reader(service, world_of(tmp_path, clock, no_sleep), hurry=False)
    await patient.listing.look()
    assert len(patient.known) == 2100
    await patient.listing.look()
    assert len(patient.known) == 2500
    service.calls()
    await patient.listing.look()
    assert service.calls() == 1


async def _trouble(reader: Reader) -> None:
    with pytest.raises(ServiceTroubleError):
        await reader.listing.look()


async def test_trouble_with_one_operation_does_not_hide_the_other(service: Service, reader: Reader) -> None:
    ids = service.add(2, "decode")
    service.order("unavailable", on="list")
    await _trouble(reader)
    assert reader.known == set(ids)


async def test_a_long_list_is_read_without_hurry_where_others_are_served_too(
    service: Service, tmp_path: Path, clock: Clock
) -> None:
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)

    service.add(250)
    patient = Reader(service, world_of(tmp_path, clock, sleep), hurry=False)
    await patient.listing.look()
    assert slept == [0.25, 0.25]
    assert len(patient.known) == 250


async def test_the_job_that_has_the_lane_is_taken_over_with_one_call(
    service: Service, reader: Reader
) -> None:
    service.add(150)
    await reader.listing.look()
    service.add(3)
    (running,) = service.add(1, runs=True)
    service.add(1, "decode", runs=True)
    service.calls()
    await reader.listing.adopt("rank")
    assert [job.job_id for job in reader.book.open_jobs()] == [running]
    assert service.calls() == 1
    await reader.listing.look()
    assert len(reader.known) == 155


async def test_adopting_meets_trouble_as_a_look_does(service: Service, reader: Reader) -> None:
    service.order("unavailable", on="list")
    with pytest.raises(ServiceTroubleError):
        await reader.listing.adopt("rank")
    assert reader.known == set()
