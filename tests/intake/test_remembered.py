"""Mappings as text: what is written comes back, what is damaged does not, and a command line is answered."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.remembered import from_text, memory_key, parsed, to_text
from mcdesk.model.errors import UsageError
from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Constant, Filling, FromColumn

HEADER = ("VIN", "Asking Price", "Odometer (km)", "Web", "price", "Price", "web")

names = st.one_of(st.text(max_size=6), st.sampled_from(["VIN", "vin", "Vin ", "price", "", "$", "#", "#1"]))
headers = st.lists(names, min_size=1, max_size=8)


def fillings(header: list[str]) -> st.SearchStrategy[dict[str, Filling]]:
    places = st.integers(0, len(header) - 1)
    filling = st.one_of(st.builds(Constant, st.text()), st.builds(FromColumn, places, st.booleans()))
    return st.dictionaries(st.sampled_from(RANK.columns), filling)


@given(headers.flatmap(lambda header: st.tuples(st.just(header), fillings(header))))
def test_what_is_written_down_comes_back(pair: tuple[list[str], dict[str, Filling]]) -> None:
    header, mapping = pair
    assert from_text(to_text(mapping, header), header) == mapping


@given(
    st.lists(names, unique=True, min_size=1, max_size=8).flatmap(
        lambda h: st.tuples(st.just(h), st.permutations(h))
    )
)
def test_it_holds_for_columns_in_another_order(pair: tuple[list[str], list[str]]) -> None:
    header, shuffled = pair
    mapping = {str(place): FromColumn(place) for place in range(len(header))}
    again = from_text(to_text(mapping, header), shuffled)
    assert again == {str(place): FromColumn(shuffled.index(name)) for place, name in enumerate(header)}


def test_of_columns_with_one_name_the_same_one_is_found() -> None:
    text = to_text({"price": FromColumn(2)}, ["price", "vin", "price"])
    assert from_text(text, ["vin", "price", "price"]) == {"price": FromColumn(2)}
    assert from_text(text, ["vin", "price"]) is None


def test_another_spelling_of_a_name_is_the_same_column() -> None:
    text = to_text({"vin": FromColumn(0), "miles": FromColumn(1, is_kilometres=True)}, ["VIN Number", "KM"])
    assert from_text(text, ["km", "vin_number"]) == {"vin": FromColumn(1), "miles": FromColumn(0, True)}


GOOD = {"column": "VIN", "occurrence": 0, "kilometres": False}


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "nonsense",
            "[]",
            "null",
            "3",
            '{"vin": 3}',
            '{"vin": null}',
            '{"vin": {}}',
            '{"vin": ',
            "[" * 100_000,
        ),
        json.dumps({"vin": {**GOOD, "column": "gone"}}),
        json.dumps({"vin": {**GOOD, "column": 3}}),
        json.dumps({"vin": {**GOOD, "column": ""}}),
        json.dumps({"vin": {**GOOD, "occurrence": 1}}),
        json.dumps({"vin": {**GOOD, "occurrence": -1}}),
        json.dumps({"vin": {**GOOD, "occurrence": True}}),
        json.dumps({"vin": {**GOOD, "kilometres": 1}}),
        json.dumps({"vin": {**GOOD, "constant": "x"}}),
        json.dumps({"vin": {"constant": 5}}),
        json.dumps({"vin": GOOD, "zip": {"constant": None}}),
        '{"vin": {"column": "VIN", "kilometres": false, "occurrence": 1' + "0" * 5000 + "}}",
    ],
)
def test_what_is_damaged_or_does_not_fit_is_not_used(text: str) -> None:
    assert from_text(text, HEADER) is None


@given(st.text(), headers)
def test_no_text_whatever_makes_trouble(text: str, header: list[str]) -> None:
    assert from_text(text, header) is None or json.loads(text) == {}


@given(headers, st.randoms())
def test_a_memory_goes_by_the_set_of_names(header: list[str], random: Random) -> None:
    shuffled = random.sample(header, len(header))
    assert memory_key("rank", shuffled) == memory_key("rank", header)
    assert memory_key("rank", [*header, header[0]]) == memory_key("rank", header)
    assert memory_key("rank", [*header, "yet another"]) != memory_key("rank", header)
    assert memory_key("decode", header) != memory_key("rank", header)


def test_a_memory_does_not_mind_spelling_but_minds_names() -> None:
    assert memory_key("rank", ["VIN Number", "km"]) == memory_key("rank", ["KM", "vin_number"])
    assert memory_key("rank", ["$"]) != memory_key("rank", ["#"])
    assert memory_key("rank", ["ab", "c"]) != memory_key("rank", ["a", "bc"])
    assert memory_key("rank", ["vin"]).startswith("columns rank ")


def test_a_command_line_names_columns_and_constants() -> None:
    maps = ["vin=VIN", "Price=asking_price", "miles=Odometer (km)", "source=#4"]
    assert parsed(maps, ["zip= 2139"], RANK, HEADER) == {
        "vin": FromColumn(0),
        "price": FromColumn(1),
        "miles": FromColumn(2, is_kilometres=True),
        "source": FromColumn(3),
        "zip": Constant("02139"),
    }
    assert parsed([], [], RANK, HEADER) == {}


def test_the_very_name_goes_before_other_spellings_and_numbers() -> None:
    assert parsed(["price=price"], [], RANK, HEADER) == {"price": FromColumn(4)}
    assert parsed(["price=Price"], [], RANK, HEADER) == {"price": FromColumn(5)}
    assert parsed(["vin=#1"], [], DECODE, ["a", "#1"]) == {"vin": FromColumn(1)}
    assert parsed(["vin=a=b"], [], DECODE, ["a", "a=b"]) == {"vin": FromColumn(1)}


@pytest.mark.parametrize(
    ("maps", "constants", "says", "advises"),
    [
        (["vin"], [], "no equals sign", "--map field=column"),
        ([], ["zip"], "no equals sign", "--constant field=value"),
        (["colour=VIN"], [], "no field named “colour”", "vin, price, miles, source, zip"),
        (["vin=Chassis"], [], "no column “Chassis”", "VIN, Asking Price, Odometer (km)"),
        (["vin="], [], "no column “”", "VIN"),
        (["vin=#0"], [], "no column “#0”", "VIN"),
        (["vin=#8"], [], "no column “#8”", "VIN"),
        (["vin=#٣"], [], "no column", "VIN"),
        (["price=PRICE"], [], "More than one column", "#5 or #6"),
        (["vin=VIN", "vin=#1"], [], "vin is filled twice", "--map"),
        (["zip=VIN"], ["zip=02139"], "zip is filled twice", "--constant"),
        (["vin=VIN", "price=#1"], [], "“VIN” is given for both vin and price", "column of its own"),
        ([], ["zip=K1A 0B1"], "ZIP is not five digits", "ZIP codes of the United States."),
        ([], ["source=Augusta Motors"], "Dealer site is not a web domain", "like mbofaugusta.com."),
        ([], ["price=0"], "Price is not above zero", "from 1 to 99,999,999"),
        ([], ["zip="], "ZIP is missing", "needs it in every row."),
    ],
)
def test_what_makes_no_sense_is_answered_with_what_would(
    maps: list[str], constants: list[str], says: str, advises: str
) -> None:
    with pytest.raises(UsageError) as caught:
        parsed(maps, constants, RANK, HEADER)
    assert says in caught.value.title
    assert advises in caught.value.advice


def test_a_long_header_is_not_read_out_in_full() -> None:
    with pytest.raises(UsageError) as caught:
        parsed(["vin=x"], [], DECODE, [f"column {number}" * 90 for number in range(1500)])
    assert "and 1,488 more" in caught.value.advice
    assert len(caught.value.advice) < 1000


def test_constants_are_mended_only_where_that_is_safe() -> None:
    assert parsed([], ["source=https://www.MBofAugusta.com/", "price=$10,900"], RANK, ()) == {
        "source": Constant("mbofaugusta.com"),
        "price": Constant("10900"),
    }
    assert parsed([], ["price=$10,900.50"], RANK, ()) == {"price": Constant("10900.50")}
