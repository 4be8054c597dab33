import csv
import dataclasses
import gzip
import io
from collections import defaultdict

import pytest

from mcdesk.sandbox.operations import RANK
from mcdesk.sandbox.rank_file import rank_file
from mcdesk.sandbox.records import InputRejectedError, StoppedError
from mcdesk.sandbox.resources import resource
from mcdesk.sandbox.scoring import dealer_ymm_score, vin_score
from mcdesk.sandbox.vins import Vehicle
from tests.sandbox.bench import VINS, rank_csv, scores

HEADER = b"vin,price,miles,source,zip\n"
RANKINGS = ["vin_score", "dealer_ymm_score", "vin_rank", "mc_location_id"]


def ranks_follow_scores(rows):
    dealers = defaultdict(list)
    for row in rows:
        if row["vin_rank"]:
            dealers[row["source"], row["zip"]].append(row)
    for own in dealers.values():
        own.sort(key=lambda row: int(row["vin_rank"]))
        assert [int(row["vin_rank"]) for row in own] == [*range(1, len(own) + 1)]
        sums = [scores(row) for row in own]
        assert sums == sorted(sums, reverse=True)
    return bool(dealers)


async def test_sample_file_is_ranked_whole(bench):
    content = resource("samples/vehicles-and-dealers.csv").read_bytes()
    rows = await bench.ranked(content)
    before = list(csv.DictReader(io.StringIO(content.decode())))
    assert len(rows) == len(before)
    assert all(row["vin_rank"] for row in rows)
    assert [{name: row[name] for name in old} for row, old in zip(rows, before, strict=True)] == before
    assert ranks_follow_scores(rows)
    assert all(400 <= int(row[name]) <= 3000 for row in rows for name in RANKINGS[:2])
    assert any(row["zip"].startswith("0") for row in rows)


async def test_other_columns_travel_along(bench):
    content = "stock,vin,price,miles,source,zip,note\n"
    content += f'001,{VINS[0].lower()},20000,0,a.com,02134,"one, ""two""\nthree ü"\n'
    (row,) = await bench.ranked(content.encode("utf-8-sig"))
    assert list(row) == ["stock", "vin", "price", "miles", "source", "zip", "note", *RANKINGS]
    assert row["stock"] == "001"
    assert row["vin"] == VINS[0].lower()
    assert row["zip"] == "02134"
    assert row["note"] == 'one, "two"\nthree ü'


async def test_rows_that_cannot_be_ranked_keep_their_place_without_scores(bench):
    bad = [
        "x,1,1,a.com,02134", f"{VINS[1]},0,1,a.com,02134", f"{VINS[1]},$9,1,a.com,02134", VINS[1],
        f"{VINS[1]},1,-1,a.com,02134", f"{VINS[1]},1,1,a.invalid,02134", f"{VINS[1]},1,1,a.com,2134",
        f"{VINS[1]},1,1,carvana.com,02134",
    ]  # fmt: skip
    lines = [*bad, f"{VINS[0]},20000.50,0,a.com,02134,too,many"]
    rows = await bench.ranked(HEADER + "\n".join(lines).encode())
    assert [row["vin_rank"] for row in rows] == [""] * len(bad) + ["1"]
    (told,) = (await bench.http.get("/v2/batch/marketmatch/rank/jobs")).json()["jobs"]
    assert (told["item_count"], told["successful_count"], told["failed_count"]) == (9, 1, 8)


async def test_a_pair_that_appears_again_is_folded(bench):
    lines = [
        f"{VINS[0]},{price},1,{source},02134" for price in (9, 8) for source in ("a.com", "A.com", "b.com")
    ]
    rows = await bench.ranked(HEADER + "\n".join(lines).encode())
    assert [(row["source"], row["price"], row["vin_rank"]) for row in rows] == [
        ("a.com", "9", "1"),
        ("b.com", "9", "1"),
    ]


async def test_ranking_columns_of_an_earlier_run_are_overwritten(bench):
    content = f"vin_rank,vin,price,miles,source,zip\n77,{VINS[0]},1,1,a.com,02134\n"
    (row,) = await bench.ranked(content.encode())
    assert row["vin_rank"] == "1"
    assert list(row).count("vin_rank") == 1


async def test_the_same_input_gives_the_same_result(bench):
    content = rank_csv(20)
    assert await bench.ranked(content) == await bench.ranked(content)


def test_vin_score_follows_year_miles_and_price():
    old, new = Vehicle("Kia", 2010, None), Vehicle("Kia", 2024, None)
    assert vin_score(new, 20_000, 10_000) > vin_score(old, 20_000, 10_000)
    assert vin_score(new, 20_000, 10_000) > vin_score(new, 20_000, 90_000)
    assert vin_score(new, 40_000, 10_000) > vin_score(new, 20_000, 10_000)
    assert vin_score(Vehicle("Kia", 2039, None), 10**9, 0) <= 3000
    assert vin_score(Vehicle("Kia", 1997, None), 1, 10**9) >= 400


def test_a_franchise_leans_to_its_make():
    kia, volvo = Vehicle("Kia", 2020, None), Vehicle("Volvo", 2020, None)
    for name in ("lakesidekia.com", "kia-of-boston.com"):
        assert dealer_ymm_score(name, "02134", kia, VINS[0]) > 1_300
    assert dealer_ymm_score("a.com", "1", kia, VINS[0]) != dealer_ymm_score("a.com", "2", kia, VINS[0])
    assert dealer_ymm_score("a.com", "1", kia, VINS[0]) != dealer_ymm_score("a.com", "1", volvo, VINS[0])


def packed(folder, rows):
    source = folder / "in"
    source.write_bytes(gzip.compress(rank_csv(rows)))
    return source


def test_ranking_stops_when_told(tmp_path):
    asked = iter([False] * 2 + [True] * 100)
    with pytest.raises(StoppedError):
        rank_file(packed(tmp_path, 5_000), tmp_path / "out", lambda _: None, lambda: next(asked))
    assert not (tmp_path / "out.db").exists()


def test_too_many_records(tmp_path, monkeypatch):
    monkeypatch.setattr("mcdesk.sandbox.rank_file.RANK", dataclasses.replace(RANK, max_records=3))
    with pytest.raises(InputRejectedError, match="more than 3 records"):
        rank_file(packed(tmp_path, 4), tmp_path / "out", lambda _: None, lambda: False)
