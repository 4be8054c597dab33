import pytest

from mcdesk.sandbox.dropping import ConnectionDroppedError
from mcdesk.sandbox.faults import LOOKUP_PARAMETERS
from tests.sandbox.bench import RANK, VINS

DEALERS, VEHICLES = "/v2/marketmatch/dealers/rank", "/v2/marketmatch/vins/rank"
DECODE = f"/v2/decode/car/neovin/{VINS[0]}/specs"
VIN = {"vin": VINS[0], "price": 20_000, "miles": 3_000}
DEALER = {"source": "mbofaugusta.com", "zip": "30907"}
OTHER = {"source": "Carvana.com", "zip": "95765"}
MISSING = {"source": "gone.example", "zip": "30907"}
BY_DEALERS = {"vin": VIN, "dealers": [DEALER, OTHER]}
BY_VEHICLES = {"dealer": DEALER, "vins": [VIN, VIN | {"vin": VINS[1]}]}
CALLS = [("POST", DEALERS, BY_DEALERS), ("POST", VEHICLES, BY_VEHICLES), ("GET", DECODE, None)]
every_call = pytest.mark.parametrize(("method", "path", "body"), CALLS)


async def ordered(bench):
    return (await bench.http.get("/sandbox/faults")).json()["faults"]


@pytest.mark.parametrize("kind", LOOKUP_PARAMETERS)
async def test_each_kind_has_defaults_and_never_meets_a_job(bench, kind):
    told = await bench.order(kind)
    assert told == {"kind": kind, "count": 1, "on": "any"} | LOOKUP_PARAMETERS[kind]
    assert (await bench.ended(await bench.job()))["status"] == "COMPLETED"
    assert (await bench.http.get(RANK)).status_code == 200
    assert await ordered(bench) == [told]


@pytest.mark.parametrize(
    "order",
    [
        {"kind": "refused", "status": 404}, {"kind": "refused", "list": "vins"},
        {"kind": "refused", "list": ["failed_vins"]}, {"kind": "refused", "status": None},
        {"kind": "drop_answer", "seconds": 1}, {"kind": "loose_answer", "on": "vins"},
    ],
)  # fmt: skip
async def test_orders_that_make_no_sense(bench, order):
    assert (await bench.http.post("/sandbox/faults", json=order)).status_code == 400
    assert await ordered(bench) == []


@every_call
@pytest.mark.parametrize("status", [400, 422])
async def test_a_refusal_without_a_list(bench, method, path, body, status):
    await bench.order("refused", status=status)
    answer = await bench.http.request(method, path, json=body)
    assert answer.status_code == status
    assert answer.json() == {"code": status, "message": "The request can't be processed"}
    assert (await bench.http.request(method, path, json=body)).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "name", "values"),
    [
        (DEALERS, BY_DEALERS, "failed_vins", [VINS[0]]),
        (DEALERS, BY_DEALERS, "missing_dealers", ["mbofaugusta.com", "Carvana.com"]),
        (DEALERS, BY_DEALERS, "multi_location_sources", ["mbofaugusta.com", "Carvana.com"]),
        (VEHICLES, BY_VEHICLES, "failed_vins", list(VINS[:2])),
        (VEHICLES, BY_VEHICLES, "missing_dealers", ["mbofaugusta.com"]),
        (VEHICLES, BY_VEHICLES, "multi_location_sources", ["mbofaugusta.com"]),
    ],
)
async def test_a_refusal_names_the_entries_as_texts_or_as_objects(bench, path, body, name, values):
    await bench.order("refused", list=name, count=2)
    texts = (await bench.http.post(path, json=body)).json()
    await bench.order("lists_as_objects")
    objects = (await bench.http.post(path, json=body)).json()
    assert texts.keys() == objects.keys() == {"code", "message", name}
    key = "vin" if name == "failed_vins" else "source"
    assert texts[name] == values == [entry[key] for entry in objects[name]]
    assert all(entry["reason"] for entry in objects[name])


async def test_a_usual_refusal_can_have_objects_too(bench):
    await bench.order("lists_as_objects", count=3)
    assert (await bench.http.post(DEALERS, json=BY_DEALERS)).status_code == 200
    told = (await bench.http.post(DEALERS, json={"vin": VIN, "dealers": [MISSING]})).json()
    assert told["missing_dealers"] == [MISSING | {"reason": "Dealers not found"}]
    dealers = [DEALER, {"source": "carvana.com"}]
    told = (await bench.http.post(DEALERS, json={"vin": VIN, "dealers": dealers})).json()
    (entry,) = told["multi_location_sources"]
    assert (entry["source"], "zip" in entry) == ("carvana.com", False)
    broken = VIN | {"vin": "wp1be2ay6pda28064"}
    told = (await bench.http.post(DEALERS, json={"vin": broken, "dealers": [DEALER]})).json()
    assert [entry["vin"] for entry in told["failed_vins"]] == ["wp1be2ay6pda28064"]


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"vins": 3, "dealer": []}'])
async def test_a_refusal_of_a_body_that_is_none(bench, content):
    await bench.order("refused", list="failed_vins")
    answer = await bench.http.post(VEHICLES, content=content)
    assert (answer.status_code, answer.json()["code"]) == (422, 422)


@every_call
async def test_no_answer(bench, method, path, body):
    await bench.order("drop_answer")
    with pytest.raises(ConnectionDroppedError):
        await bench.http.request(method, path, json=body)
    assert (await bench.http.request(method, path, json=body)).status_code == 200


@every_call
async def test_an_answer_that_is_no_json(bench, method, path, body):
    await bench.order("garbled_answer")
    answer = await bench.http.request(method, path, json=body)
    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")


async def test_a_loose_ranking(bench):
    dealers = [DEALER, OTHER, {"source": "kia.com"}]
    usual = (await bench.http.post(DEALERS, json={"vin": VIN, "dealers": dealers})).json()
    await bench.order("loose_answer", count=2)
    loose = (await bench.http.post(DEALERS, json={"vin": VIN, "dealers": dealers})).json()
    assert loose.keys() == {"ranked_matches", "x_trace"}
    assert [match["vin_rank"] for match in loose["ranked_matches"]] == ["3", "2", "1"]
    best = loose["ranked_matches"][-1]
    assert best["vin_score"] == str(usual["ranked_matches"][0]["vin_score"])
    assert "miles" not in best
    assert best["x_trace"]
    told = (await bench.http.post(DEALERS, json={"vin": VIN, "dealers": [*dealers, MISSING]})).json()
    (failed,) = told["failed_items"]
    assert (failed["source"], failed["vin_rank"], failed["message"]) == (
        "gone.example",
        None,
        "Not processed",
    )


async def test_a_loose_decode(bench):
    await bench.order("loose_answer", on="decode")
    told = (await bench.http.get(DECODE)).json()
    assert told["year"] == "2023"
    assert "country" not in told
    assert told["check_digit"]["valid"] is True
    assert told["x_trace"]
