"""Which column is proposed for which field, and which is not, whatever it is called."""

import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.columns import filling_from, is_result, matched, result_places
from mcdesk.intake.headings import normalised, says_kilometres
from mcdesk.model.fields import MILES, PRICE
from mcdesk.model.operations import DECODE, RANK, Operation
from mcdesk.model.preflight import FromColumn

VINS = ["1FMCU0GD0JUD56190", "5xyktca69fg566472", " 1M8GDM9AXKP042788", ""]
PRICES = ["13790", "$21,500", "", "900.50"]
MILES_DRIVEN = ["73592", "9,393 mi", "16639", ""]
SITES = ["mbofaugusta.com", "https://www.carvana.com/x", "", "dealer_1.net"]
MAILS = ["sales@mbofaugusta.com", "info@carvana.com"]
ZIPS = ["30909", "2139", "", "02139"]
SELLERS = ["kia motors america inc", "financial services remarketing (lease)", "volvo na rep/world omni", ""]
WORDS = ["automatic", "manual", "", "n/a"]


def names(columns: Mapping[str, Sequence[str]], operation: Operation = RANK) -> dict[str, str]:
    """What is proposed, by the names of the columns."""
    header = list(columns)
    found = matched(operation, header, list(columns.values()))
    return {
        field: header[filling.index] for field, filling in found.items() if isinstance(filling, FromColumn)
    }


def test_an_auction_file_is_matched_as_far_as_it_goes() -> None:
    columns = {
        "year": ["2015", "2014"],
        "make": ["Kia", "BMW"],
        "body": ["SUV", "Sedan"],
        "vin": ["5xyktca69fg566472", "wba3c1c51ek116351"],
        "state": ["ca", "ca"],
        "condition": ["5", "45"],
        "odometer": ["16639", "1331"],
        "seller": SELLERS[:2],
        "mmr": ["20500", "31900"],
        "sellingprice": ["21500", "30000"],
        "saledate": ["Tue Dec 16 2014 12:30:00 GMT-0800 (PST)", "Thu Jan 15 2015 04:30:00 GMT-0800 (PST)"],
    }
    assert names(columns) == {"vin": "vin", "price": "sellingprice", "miles": "odometer"}
    assert names(columns, DECODE) == {"vin": "vin"}


def test_the_services_own_names_go_before_all_others() -> None:
    columns = {"vehicle vin": VINS, "VIN": VINS, "Asking Price": PRICES, "price": WORDS}
    assert names(columns) == {"vin": "VIN", "price": "price"}


@pytest.mark.parametrize(
    ("field", "heading", "cells"),
    [
        ("vin", "VIN #", VINS),
        ("vin", "VINNumber", VINS),
        ("vin", "VINs", VINS),
        ("vin", "vehicle_identification_number", VINS),
        ("vin", "Identification Number, Vehicle", VINS),
        ("vin", "Vehicle Identificationn Number", VINS),
        ("vin", "\ufeffChassis-No.", VINS),
        ("vin", "Column 1", VINS),
        ("price", "Selling Price ($)", PRICES),
        ("price", "askingPrice", PRICES),
        ("price", "List Price (USD)", PRICES),
        ("price", "Price in US Dollars", PRICES),
        ("price", "Car Price", PRICES),
        ("price", "Asking Pricee", PRICES),
        ("price", "Prices", PRICES),
        ("miles", "Odometer Reading", MILES_DRIVEN),
        ("miles", "Mileage (mi)", MILES_DRIVEN),
        ("miles", "Vehicle Odometer", MILES_DRIVEN),
        ("miles", "Milage", MILES_DRIVEN),  # codespell:ignore
        ("miles", "currentt mileage", MILES_DRIVEN),
        ("miles", "Odometr", MILES_DRIVEN),
        ("source", "Dealer Website", SITES),
        ("source", "Website, Dealer", SITES),
        ("source", "dealer websitte", SITES),
        ("source", "Web", MAILS),
        ("source", "Column 4", SITES),
        ("zip", "ZIPCode", ZIPS),
        ("zip", "Dealer_Zip", ZIPS),
        ("zip", "Postal-Code", ZIPS),
        ("zip", "Store location zip", ZIPS),
    ],
)
def test_a_column_is_found_under_the_names_of_the_trade(field: str, heading: str, cells: list[str]) -> None:
    assert names({"trim": WORDS, heading: cells}) == {field: heading}


@pytest.mark.parametrize(
    ("heading", "cells"),
    [
        ("mmr", PRICES),
        ("msrp", PRICES),
        ("year", ["2015", "2014"]),
        ("old price", PRICES),
        ("price drop", PRICES),
        ("trade in price", PRICES),
        ("invoice", PRICES),
        ("market value", PRICES),
        ("files", PRICES),
        ("account", PRICES),
        ("task", PRICES),
        ("days on market", ["12", "45"]),
        ("stock number", ["12345", "45678"]),
        ("city mpg", ["21", "30"]),
        ("miles per gallon", ["21", "30"]),
        ("odometer unit", ["mi", "mi"]),
        ("price date", ["2024-01-02"]),
        ("seller", SELLERS),
        ("site", SELLERS),
        ("website", SELLERS),
        ("chassis", ["coupe", "sedan"]),
        ("dealer id", ZIPS),
        ("store", ZIPS),
        ("buyer zip", ZIPS),
        ("zip name", ["Augusta", "Boston"]),
        ("email", MAILS),
        ("contact", MAILS),
        ("photo url", SITES),
        ("Column 2", PRICES),
        ("Column 3", ZIPS),
        ("order", ["20240101123045123", "20240101123045124"]),
        ("engine", ["2.0L", "3.5L V6"]),
        ("", WORDS),
        ("$", PRICES),
    ],
)
def test_what_only_resembles_a_field_is_left_to_the_user(heading: str, cells: list[str]) -> None:
    assert names({heading: cells}) == {}


def test_a_name_of_the_trade_needs_half_of_the_cells_on_its_side() -> None:
    assert names({"website": [*SITES, "Bob", "Jim", "Joe"]}) == {"source": "website"}
    assert names({"website": [*SITES, "Bob", "Jim", "Joe", "Ann"]}) == {}
    assert names({"website": []}) == {"source": "website"}
    assert names({"chassis": ["1.23E+16", "1.24E+16"]}) == {"vin": "chassis"}


def test_of_two_equal_names_the_better_cells_decide_and_then_the_left() -> None:
    assert matched(RANK, ["price", "price"], [["call", "", "900"], ["800", "900", "call"]])[
        "price"
    ] == FromColumn(1)
    assert matched(RANK, ["price", "price"], [["800"], ["900"]])["price"] == FromColumn(0)
    assert names({"list price": ["", "", "900"], "asking price": ["800", "900", "1"]}) == {
        "price": "asking price"
    }
    assert names({"Price": PRICES, "price": WORDS}) == {"price": "price"}


def test_of_two_columns_like_vins_the_one_with_check_digits_is_meant() -> None:
    codes = ["ABCDEFGH123456789", "ABCDEFGH123456780"]
    assert names({"a": codes, "b": VINS}) == {"vin": "b"}


def test_no_column_is_used_twice() -> None:
    found = matched(RANK, ["price", "miles", "url"], [PRICES, MILES_DRIVEN, SITES])
    assert found == {"price": FromColumn(0), "miles": FromColumn(1), "source": FromColumn(2)}


@pytest.mark.parametrize(
    ("heading", "is_so"),
    [
        ("km", True),
        ("Odometer (km)", True),
        ("odometerKM", True),
        ("Mileage [kms]", True),
        ("distance_kilometres", True),
        ("Kilometers", True),
        ("Odometer (mi/km)", False),
        ("miles", False),
        ("mileage", False),
        ("kmart", False),
    ],
)
def test_a_heading_in_kilometres_is_noticed(heading: str, is_so: bool) -> None:
    assert says_kilometres(heading) is is_so
    assert filling_from(MILES, 0, [heading]) == FromColumn(0, is_so)
    assert filling_from(PRICE, 0, [heading]) == FromColumn(0)


def test_a_column_in_kilometres_is_matched_as_such_unless_there_are_miles() -> None:
    assert matched(RANK, ["Mileage (km)"], [["81000"]]) == {"miles": FromColumn(0, is_kilometres=True)}
    assert names({"odometer km": ["81000"], "odometer mi": ["50331"]}) == {"miles": "odometer mi"}


def test_a_result_is_recognised_and_its_own_columns_are_left_alone() -> None:
    header = ["vin", "price", "VIN_Score ", "dealer_ymm_score", "vin_rank"]
    assert is_result(RANK, header)
    assert result_places(RANK, header) == {2, 3, 4}
    assert not is_result(RANK, header[:-1])
    assert result_places(RANK, header[:-1]) == {2, 3}
    assert not is_result(DECODE, header)
    assert matched(RANK, ["vin_score"], [VINS]) == {}


def test_spellings_of_a_name_are_one_name() -> None:
    spellings = ["VINNumber", "vin_number", " Vin  Number ", "vin-number", "\ufeffvinNumber", "VIN (number)"]
    assert {normalised(name) for name in spellings} == {"vin number"}


headers = st.lists(st.one_of(st.text(), st.sampled_from(["vin", "price", "km", "url", "ZIP", "vin_rank"])))


@given(headers, st.data())
def test_any_header_gives_columns_that_are_there_once_each(header: list[str], data: st.DataObject) -> None:
    cells = st.lists(st.one_of(st.text(), st.sampled_from([*VINS, *PRICES, *SITES, *ZIPS])), max_size=5)
    samples = data.draw(st.lists(cells, max_size=len(header)))
    found = matched(RANK, header, samples)
    indexes = [filling.index for filling in found.values() if isinstance(filling, FromColumn)]
    assert list(found) == [name for name in RANK.columns if name in found]
    assert len(set(indexes)) == len(indexes) == len(found)
    assert set(indexes) <= set(range(len(header))) - result_places(RANK, header)


def test_a_wide_file_is_matched_at_once() -> None:
    kinds = [WORDS, PRICES, SELLERS, ["Tue Dec 16 2014", "3.5 L"], ["a.jpg", "b"]]
    samples = [kinds[place % len(kinds)] * 50 for place in range(500)]
    header = [f"Attribute {place} valuation" for place in range(500)]
    matched(RANK, ["odometr"], [["1"]])  # loads what it needs for the first time
    began = time.process_time()
    matched(RANK, header, samples)
    assert time.process_time() - began < 0.2
    header[100:600:100] = ["vin", "price", "miles", "source"]
    header[499] = "zip"
    began = time.process_time()
    assert len(matched(RANK, header, samples)) == 5
    assert time.process_time() - began < 0.05


def test_the_search_for_misspellings_is_not_loaded_without_need() -> None:
    program = (
        "import sys; from mcdesk.intake.columns import matched; from mcdesk.model.operations import DECODE;"
        "matched(DECODE, ['vin'], [[]]); sys.exit('rapidfuzz' in sys.modules)"
    )
    root = Path(__file__).parents[2]
    assert subprocess.run([sys.executable, "-c", program], cwd=root, check=False).returncode == 0
