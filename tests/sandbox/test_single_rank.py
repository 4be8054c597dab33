import pytest

from tests.sandbox.bench import VINS

DEALERS, VEHICLES = "/v2/marketmatch/dealers/rank", "/v2/marketmatch/vins/rank"
VIN = {"vin": VINS[0], "price": 20_000, "miles": 3_000}
DEALER = {"source": "mbofaugusta.com", "zip": "30907"}
FIELDS = {
    "vin",
    "price",
    "miles",
    "source",
    "zip",
    "mc_location_id",
    "vin_score",
    "dealer_ymm_score",
    "vin_rank",
}
MISSING = {"source": "gone.example", "zip": "30907"}
BROKEN = {"vin": "WP1BE2AY6PDA28064", "price": 1, "miles": 0}


def ranks_follow_scores(matches):
    sums = [match["vin_score"] + match["dealer_ymm_score"] for match in matches]
    return sums == sorted(sums, reverse=True) and [match["vin_rank"] for match in matches] == [
        *range(1, len(matches) + 1)
    ]


async def test_documented_dealers_request(bench):
    sources = ["mbofaugusta.com", "acceleride.mbofaugusta.com", "acceleride.esterobaychevrolet.com"]
    dealers = [{"source": source, "zip": "30907"} for source in sources]
    answer = await bench.http.post(DEALERS, json={"vin": VIN, "dealers": dealers})
    assert answer.status_code == 200
    told = answer.json()
    assert told.keys() == {"ranked_matches", "failed_items"}
    assert told["failed_items"] == []
    assert len(told["ranked_matches"]) == 3
    assert ranks_follow_scores(told["ranked_matches"])
    for match in told["ranked_matches"]:
        assert match.keys() == FIELDS
        assert 400 <= match["vin_score"] <= 3000
        assert 400 <= match["dealer_ymm_score"] <= 3000
        assert isinstance(match["mc_location_id"], str)
    again = await bench.http.post(DEALERS, json={"vin": VIN, "dealers": dealers})
    assert again.json() == told


async def test_documented_vins_request(bench):
    vins = [
        {"vin": "JTMDFREV7JJ214231", "price": 25990, "miles": 34307},
        {"vin": "7YAKN4DA1SY001014", "price": 38990, "miles": 38990},
        {"vin": "KL79MPSL8SB184667", "price": 20355, "miles": 15313},
        {"vin": "1FMCU0GD0JUD56190", "price": 13790, "miles": 73592},
        {"vin": "4T1C11BKXNU065125", "price": 22590, "miles": 50947},
    ]
    body = {"dealer": {"source": "carvana.com", "zip": "95765"}, "vins": vins}
    told = (await bench.http.post(VEHICLES, json=body)).json()
    assert {match["vin"] for match in told["ranked_matches"]} == {vin["vin"] for vin in vins}
    assert ranks_follow_scores(told["ranked_matches"])
    assert told["failed_items"] == []


async def test_one_missing_dealer_of_several_is_a_failed_item(bench):
    told = (await bench.http.post(DEALERS, json={"vin": VIN, "dealers": [MISSING, DEALER]})).json()
    assert [match["source"] for match in told["ranked_matches"]] == ["mbofaugusta.com"]
    (failed,) = told["failed_items"]
    assert failed.keys() == FIELDS
    assert (failed["source"], failed["zip"]) == ("gone.example", "30907")
    assert failed["vin_score"] is failed["dealer_ymm_score"] is failed["vin_rank"] is None


async def test_one_vin_of_several_that_cannot_be_decoded_is_a_failed_item(bench):
    told = (await bench.http.post(VEHICLES, json={"dealer": DEALER, "vins": [BROKEN, VIN]})).json()
    assert [match["vin"] for match in told["ranked_matches"]] == [VINS[0]]
    assert [match["vin"] for match in told["failed_items"]] == [BROKEN["vin"]]


@pytest.mark.parametrize(
    ("path", "body", "name", "values"),
    [
        (DEALERS, {"vin": BROKEN, "dealers": [DEALER]}, "failed_vins", [BROKEN["vin"]]),
        (VEHICLES, {"dealer": DEALER, "vins": [BROKEN, BROKEN]}, "failed_vins", [BROKEN["vin"]]),
        (DEALERS, {"vin": VIN, "dealers": [MISSING]}, "missing_dealers", ["gone.example"]),
        (VEHICLES, {"dealer": MISSING, "vins": [VIN]}, "missing_dealers", ["gone.example"]),
        (VEHICLES, {"dealer": {"source": "no domain"}, "vins": [VIN]}, "missing_dealers", ["no domain"]),
        (
            VEHICLES,
            {"dealer": {"source": "carvana.com", "zip": "00000"}, "vins": [VIN]},
            "missing_dealers",
            ["carvana.com"],
        ),
        (
            VEHICLES,
            {"dealer": {"source": "carvana.com"}, "vins": [VIN]},
            "multi_location_sources",
            ["carvana.com"],
        ),
        (
            DEALERS,
            {"vin": VIN, "dealers": [DEALER, {"source": "carmax.com"}, {"source": "carvana.com"}]},
            "multi_location_sources",
            ["carmax.com", "carvana.com"],
        ),
    ],
)
async def test_unprocessable(bench, path, body, name, values):
    answer = await bench.http.post(path, json=body)
    assert answer.status_code == 422
    assert answer.json().keys() == {"code", "message", name}
    assert answer.json()["code"] == 422
    assert answer.json()[name] == values


async def test_location_id_stands_in_for_the_zip(bench):
    body = {"dealer": {"source": "Carvana.com", "mc_location_id": "1034414"}, "vins": [VIN]}
    (match,) = (await bench.http.post(VEHICLES, json=body)).json()["ranked_matches"]
    assert (match["zip"], match["mc_location_id"]) == ("08701", "1034414")
    body = {"dealer": {"source": "carvana.com", "mc_location_id": "1"}, "vins": [VIN]}
    assert (await bench.http.post(VEHICLES, json=body)).status_code == 422


async def test_a_single_dealer_needs_no_zip(bench):
    dealer = {"source": "mbofaugusta.com"}
    told = await bench.http.post(VEHICLES, json={"dealer": dealer, "vins": [VIN]})
    (match,) = told.json()["ranked_matches"]
    assert len(match["zip"]) == 5
    for location, status in [(match["mc_location_id"], 200), ("x", 422)]:
        body = {"dealer": dealer | {"mc_location_id": location}, "vins": [VIN]}
        assert (await bench.http.post(VEHICLES, json=body)).status_code == status


@pytest.mark.parametrize(
    ("path", "body"),
    [
        (DEALERS, []), (DEALERS, {}), (DEALERS, {"vin": VIN}), (DEALERS, {"vin": VIN, "dealers": []}),
        (DEALERS, {"vin": VIN, "dealers": [DEALER] * 101}), (DEALERS, {"dealers": [DEALER]}),
        (DEALERS, {"vin": VIN, "dealers": ["x"]}), (DEALERS, {"vin": VIN, "dealers": [{"zip": "30907"}]}),
        (DEALERS, {"vin": VIN, "dealers": [DEALER | {"zip": "3090"}]}),
        (DEALERS, {"vin": VIN, "dealers": [DEALER | {"zip": 30907}]}),
        (DEALERS, {"vin": VIN, "dealers": [DEALER | {"mc_location_id": 7}]}),
        (VEHICLES, {"dealer": DEALER, "vins": [VIN] * 21}), (VEHICLES, {"dealer": DEALER, "vins": []}),
        (VEHICLES, {"vins": [VIN]}), (VEHICLES, {"dealer": DEALER, "vins": [VIN | {"vin": "SHORT"}]}),
        (VEHICLES, {"dealer": DEALER, "vins": [VIN | {"price": 0}]}),
        (VEHICLES, {"dealer": DEALER, "vins": [VIN | {"price": "1"}]}),
        (VEHICLES, {"dealer": DEALER, "vins": [VIN | {"price": True}]}),
        (VEHICLES, {"dealer": DEALER, "vins": [VIN | {"miles": -1}]}),
        (VEHICLES, {"dealer": DEALER, "vins": [{"vin": VINS[0], "price": 1}]}),
    ],
)  # fmt: skip
async def test_bad_requests(bench, path, body):
    answer = await bench.http.post(path, json=body)
    assert answer.status_code == 400
    assert answer.json().keys() == {"code", "message"}
    assert answer.json()["code"] == 400


@pytest.mark.parametrize("content", [b"", b"{", b"\xff", b"[" * 100_000])
async def test_bodies_that_are_no_json(bench, content):
    answer = await bench.http.post(DEALERS, content=content)
    assert answer.status_code == 400
    assert answer.json()["code"] == 400


async def test_the_greatest_lists(bench):
    dealers = [{"source": f"dealer{n}.com"} for n in range(100)]
    told = (await bench.http.post(DEALERS, json={"vin": VIN, "dealers": dealers})).json()
    assert len(told["ranked_matches"]) == 100
    assert ranks_follow_scores(told["ranked_matches"])
    assert (await bench.http.post(VEHICLES, json={"dealer": DEALER, "vins": [VIN] * 20})).status_code == 200
