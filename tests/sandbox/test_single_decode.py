import pytest

from tests.sandbox.bench import DECODE, VINS


def path(vin):
    return f"/v2/decode/car/neovin/{vin}/specs"


async def test_a_vin_tells_what_it_says_and_nothing_else(bench):
    answer = await bench.http.get(path(VINS[0]))
    assert answer.status_code == 200
    told = answer.json()
    assert (told["vin"], told["year"], told["make"], told["country"]) == (VINS[0], 2023, "Porsche", "Germany")
    assert told["vin_sections"] == {"wmi": "WP1", "vds": "BE2AY5", "vis": "PDA28064"}
    assert told["check_digit"] == {"found": "5", "expected": "5", "valid": True}
    assert "observation" not in told
    assert told["model"] is told["trim"] is told["msrp"] is told["installed_options_details"] is None
    assert (await bench.http.get(path(VINS[0].lower()))).json() == told


async def test_it_agrees_with_the_batch(bench):
    (line,) = await bench.decoded(f"vin\n{VINS[1]}".encode())
    single = (await bench.http.get(path(VINS[1]))).json()
    assert line.items() <= single.items()


@pytest.mark.parametrize(
    ("vin", "observation"),
    [
        ("WP1BE2AY6PDA28064", "UNDETERMINED TRIM|INVALID VIN"),
        ("WP1BE2AY5PDA2806O", "UNDETERMINED TRIM|INVALID VIN"),
    ],
)
async def test_a_vin_that_cannot_be_decoded_is_an_answer(bench, vin, observation):
    answer = await bench.http.get(path(vin))
    assert answer.status_code == 200
    assert answer.json() == {"vin": vin, "observation": observation}


@pytest.mark.parametrize("vin", ["WP1", "WP1BE2AY5PDA280644", "WP1BE2AY5PDA2806%C3%84", "WP1BE2AY5-DA28064"])
async def test_what_is_no_vin_is_refused(bench, vin):
    answer = await bench.http.get(path(vin))
    assert answer.status_code == 422
    assert answer.json() == {"code": 422, "message": "VIN must be exactly 17 letters and digits"}


async def test_faults_can_be_bound_to_it(bench):
    await bench.order("unavailable", on="decode")
    assert (await bench.http.get(DECODE)).status_code == 200
    assert (await bench.http.post("/v2/marketmatch/vins/rank", json={})).status_code == 400
    assert (await bench.http.get(path(VINS[0]))).status_code == 503
    assert (await bench.http.get(path(VINS[0]))).status_code == 200


async def test_the_gateway_stands_in_front_of_it(bench):
    assert (await bench.http.post(path(VINS[0]))).status_code == 405
    async with bench.client(None) as stranger:
        assert (await stranger.get(path(VINS[0]))).status_code == 401
    assert "Quota-Remaining" in (await bench.http.get(path(VINS[0]))).headers
