import csv

import pytest

from mcdesk.sandbox.decode_file import decode_file
from mcdesk.sandbox.records import StoppedError
from mcdesk.sandbox.resources import resource
from mcdesk.sandbox.vins import check_digit, decoded
from tests.sandbox.bench import DECODE, VINS, decode_csv


def with_check_digit(vin):
    return vin[:8] + str(check_digit(vin)) + vin[9:]


async def test_sample_file_is_decoded_as_its_own_columns_say(bench):
    path = resource("samples/vins-to-decode.csv")
    records = await bench.decoded(path.read_bytes())
    with path.open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(records) == len(rows)
    for row, record in zip(rows, records, strict=True):
        assert record["vin"] == row["vin"]
        assert "observation" not in record
        assert record["squish_vin"] == row["vin"][:8] + row["vin"][9:11]
        assert record["make"]
        if row["make"]:
            assert (record["make"], record["year"]) == (row["make"], int(row["year"]))


async def test_one_line_for_each_vin_and_a_line_for_failures(bench):
    content = f"id,vin\n1,{VINS[0].lower()}\n2,{VINS[0]}\n3,nonsense\n4\n5, {VINS[1]} \n6,nonsense\n"
    records = await bench.decoded(content.encode())
    assert [record["vin"] for record in records] == [VINS[0], "NONSENSE", "", VINS[1]]
    (told,) = (await bench.http.get(DECODE)).json()["jobs"]
    assert (told["item_count"], told["successful_count"], told["failed_count"]) == (6, 2, 3)


@pytest.mark.parametrize(
    ("vin", "observation"),
    [
        ("WP1BE2AY6PDA28064", "UNDETERMINED TRIM|INVALID VIN"),
        ("WP1BE2AY5PDA2806", "UNDETERMINED TRIM|INVALID VIN"),
        ("IOQBE2AY5PDA28064", "UNDETERMINED TRIM|INVALID VIN"),
        ("", "UNDETERMINED TRIM|INVALID VIN"),
        (with_check_digit("1HGBH41J0ZA109186"), "UNDETERMINED TRIM|INVALID VIN"),
        (with_check_digit("1HGBH4110SA109186"), "NO SPECS|VALID VIN|PRIOR TO 1997"),
        (with_check_digit("1XKAD49X0EJ109186"), "UNDETERMINED TRIM|VALID VIN|TRUCK"),
        (with_check_digit("5ZZAD4XX0EJ109186"), "UNDETERMINED TRIM|VALID VIN"),
    ],
)
def test_observations(vin, observation):
    record = decoded(vin)
    assert record["observation"] == observation
    assert record["vin"] == vin
    assert "make" not in record


def test_the_seventh_place_tells_the_rounds_of_years_apart():
    assert decoded(with_check_digit("1HGCM8A20AA004352"))["year"] == 2010
    assert decoded(with_check_digit("1HGCM8260YA004352"))["year"] == 2000


async def test_three_thousand_vins_are_welcome(bench):
    told = await bench.ended(await bench.job(DECODE, decode_csv(3_000)), DECODE)
    assert (told["status"], told["item_count"], told["successful_count"]) == ("COMPLETED", 3_000, 4)


def test_decoding_stops_when_told(tmp_path):
    source = tmp_path / "in"
    source.write_bytes(decode_csv())
    with pytest.raises(StoppedError):
        decode_file(source, tmp_path / "out", lambda _: None, lambda: True)
