"""From a form to a batch: the file that preflight gets, and what it makes of it."""

import csv
from pathlib import Path

import pytest

from mcdesk.desk.bridge import batch_file
from mcdesk.desk.sweeping import FORGOTTEN_AFTER, sweep
from mcdesk.desk.world import World
from mcdesk.intake.preflight import preflight
from mcdesk.model.errors import StorageError
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES, RankRequest
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import PreflightWish

PORSCHE = ("WP1BE2AY5PDA28064", "20000", "3000")


def rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


async def test_every_dealer_gets_a_row_with_the_vehicle(world: World) -> None:
    dealers = (("mbofaugusta.com", "30907", ""), ("carvana.com", "02139", ""))
    path = await batch_file(RankRequest(RANK_DEALERS, PORSCHE, dealers), world)
    assert path.read_text(encoding="utf-8").splitlines()[0] == "vin,price,miles,source,zip"
    assert [(row["vin"], row["source"], row["zip"]) for row in rows(path)] == [
        (PORSCHE[0], "mbofaugusta.com", "30907"),
        (PORSCHE[0], "carvana.com", "02139"),
    ]
    assert path.parent.parent == world.home / "pasted"
    assert path.name == "WP1BE2AY5PDA28064-dealers.csv"


async def test_every_vehicle_gets_a_row_with_the_dealer_and_its_location(world: World) -> None:
    vehicles = (PORSCHE, ("1FMCU0GD0JUD56190", "13790", "73592"))
    request = RankRequest(RANK_VEHICLES, ("carvana.com", "", "1034411"), vehicles)
    path = await batch_file(request, world)
    assert [(row["vin"], row["zip"], row["mc_location_id"]) for row in rows(path)] == [
        (PORSCHE[0], "", "1034411"),
        ("1FMCU0GD0JUD56190", "", "1034411"),
    ]
    assert path.name == "carvana-com 1034411-vehicles.csv"


async def test_more_rows_than_a_request_takes_go_through_preflight(world: World, tmp_path: Path) -> None:
    dealers = tuple((f"dealer{n}.com", f"{n:05}", "") for n in range(1, 251))
    request = RankRequest(RANK_DEALERS, PORSCHE, dealers)
    path = await batch_file(request, world)
    wish = PreflightWish(OPERATIONS[RANK_DEALERS.batch])
    prepared = preflight(path, wish, tmp_path / "prepared", lambda look: None, lambda: None)
    assert (prepared.report.rows, prepared.report.unique_values) == (250, 1)
    assert prepared.report.problems == ()
    assert prepared.report.can_be_sent


async def test_what_is_typed_wrong_is_left_to_preflight(world: World) -> None:
    request = RankRequest(RANK_DEALERS, ("", "\ud83d", "a,b"), (("=1+1", "", ""),))
    (row,) = rows(await batch_file(request, world))
    assert row == {"vin": "", "price": "?", "miles": "a,b", "source": "=1+1", "zip": ""}


async def test_each_has_a_folder_of_its_own_that_is_swept_when_it_is_forgotten(world: World) -> None:
    request = RankRequest(RANK_DEALERS, PORSCHE, (("a.com", "", ""),))
    first, second = [await batch_file(request, world) for _ in range(2)]
    assert first.parent != second.parent
    now = first.parent.stat().st_mtime + FORGOTTEN_AFTER
    sweep(world.home / "pasted", set(), now - 60)
    assert first.is_file()
    sweep(world.home / "pasted", set(), now + 60)
    assert not first.exists()


async def test_a_home_that_takes_no_file_is_told(world: World) -> None:
    world.home.mkdir(parents=True, exist_ok=True)
    (world.home / "pasted").write_text("in the way")
    with pytest.raises(StorageError) as told:
        await batch_file(RankRequest(RANK_DEALERS, PORSCHE, ()), world)
    assert told.value.advice
