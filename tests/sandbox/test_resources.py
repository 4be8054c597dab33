import csv
from collections import Counter

import pytest

from mcdesk.sandbox import resources
from mcdesk.sandbox.dealers import DealerMissingError, SeveralLocationsError, _directory, find_dealer, is_zip
from mcdesk.sandbox.vins import Vehicle, vehicle_of


def rows(name):
    with resources.resource(f"samples/{name}").open(newline="") as file:
        return list(csv.DictReader(file))


def test_sample_pairs_are_genuine_and_of_the_documented_form():
    pairs = rows("vehicles-and-dealers.csv")
    assert list(pairs[0]) == ["vin", "price", "miles", "source", "zip"]
    assert 190 <= len(pairs) <= 220
    for pair in pairs:
        assert isinstance(vehicle_of(pair["vin"]), Vehicle)
        assert int(pair["price"]) > 0
        assert int(pair["miles"]) >= 0
        assert find_dealer(pair["source"], pair["zip"]).zip == pair["zip"]
    assert any(pair["zip"].startswith("0") for pair in pairs)
    assert max(Counter(pair["vin"] for pair in pairs).values()) > 1
    assert max(Counter(tuple(pair.values()) for pair in pairs).values()) == 1


def test_sample_vins_differ():
    vins = [row["vin"] for row in rows("vins-to-decode.csv")]
    assert 90 <= len(vins) == len(set(vins)) <= 120


def test_directory_names_dealers_with_several_locations():
    assert "carvana.com" in _directory()
    for source, places in _directory().items():
        assert len(places) > 1
        assert all(is_zip(place.zip) for place in places)
        assert len({place.mc_location_id for place in places}) == len(places)
        with pytest.raises(SeveralLocationsError):
            find_dealer(source)


@pytest.mark.parametrize(
    "source", ["", "dealer", "https://a.com", "a.com/", "a..com", "-a.com", "a.example", "a.invalid",
               "a b.com", "a.123", "a" * 64 + ".com", "a." * 130 + "com"],
)  # fmt: skip
def test_names_that_are_no_dealer(source):
    with pytest.raises(DealerMissingError):
        find_dealer(source, "02134")


def test_resources_are_found_inside_an_installed_package(tmp_path, monkeypatch):
    package = tmp_path / "site-packages" / "mcdesk"
    monkeypatch.setattr(resources, "_PACKAGE", package)
    inside = package / "resources" / "x.json"
    inside.parent.mkdir(parents=True)
    inside.touch()
    assert resources.resource("x.json") == inside
    assert resources.resource("y.json").parent == inside.parent
