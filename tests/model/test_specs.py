"""A decode's answer: everything in it is shown, known keys readably, and no shape of it is too odd."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.spec_words import EQUIPMENT, GROUPS, IDENTITY, KNOWN, OBSERVATIONS, OPTIONS, OTHER, PRICE
from mcdesk.model.specs import Attribute, Specs, specs_from

RECORD: dict[str, Any] = {
    "vin": "WP1BE2AY5PDA28064",
    "year": 2023,
    "make": "Porsche",
    "model": "Cayenne",
    "engine_size": 3.0,
    "cylinders": 6,
    "msrp": 98100,
    "combined_msrp": "112345.50",
    "installed_options_details": [
        {"code": "3FE", "name": "Panoramic roof", "msrp": 1690, "verified": True},
        {"code": "0NA"},
    ],
    "options_packages": ["Premium", "Sport"],
    "features": {"Safety": ["ABS", "Airbags"], "Comfort": []},
    "installed_equipment": {"Seats": [{"item": "Heated seats", "attribute": "front"}]},
    "moon_phase": {"name": "full", "seen": False},
    "nothing": None,
    "blank": "",
}


def attributes(specs: Specs, title: str) -> tuple[Attribute, ...]:
    return next((group.attributes for group in specs.groups if group.title == title), ())


def told(specs: Specs, title: str) -> list[tuple[str, str]]:
    return [(each.label, each.value) for each in attributes(specs, title)]


def test_a_record_is_shown_in_groups_under_readable_names() -> None:
    specs = specs_from(RECORD)
    assert (specs.vin, specs.title) == ("WP1BE2AY5PDA28064", "2023 Porsche Cayenne")
    assert [group.title for group in specs.groups] == [title for title in GROUPS if told(specs, title)]
    assert told(specs, IDENTITY)[1] == ("Year", "2023")
    assert told(specs, "Engine and drivetrain") == [("Engine size", "3"), ("Cylinders", "6")]
    assert told(specs, PRICE) == [("MSRP", "$98,100"), ("MSRP with options", "$112,345.50")]


def test_each_installed_option_is_an_attribute_of_its_own() -> None:
    assert told(specs_from(RECORD), OPTIONS) == [
        ("Installed option", "Panoramic roof · code 3FE · MSRP $1,690 · verified Yes"),
        ("Installed option", "0NA"),
        ("Option packages", "Premium, Sport"),
    ]
    assert attributes(specs_from(RECORD), OPTIONS)[1].key == "installed_options_details.2"


def test_what_is_nested_says_where_it_belongs() -> None:
    assert told(specs_from(RECORD), EQUIPMENT) == [
        ("Features: Safety", "ABS, Airbags"),
        ("Installed equipment: Seats", "Heated seats · attribute front"),
    ]


def test_what_nobody_knows_is_shown_as_it_is_and_what_has_no_value_is_not() -> None:
    assert attributes(specs_from(RECORD), OTHER) == (
        Attribute("moon_phase.name", "moon_phase: name", "full", OTHER),
        Attribute("moon_phase.seen", "moon_phase: seen", "No", OTHER),
    )


@pytest.mark.parametrize("wrapped", [[RECORD], {"specs": RECORD}, [{"data": RECORD}]])
def test_a_record_may_stand_in_a_wrapper(wrapped: object) -> None:
    assert specs_from(wrapped) == specs_from(RECORD)


@pytest.mark.parametrize(
    ("observation", "parts"),
    [
        ("UNDETERMINED TRIM|INVALID VIN", ["UNDETERMINED TRIM", "INVALID VIN"]),
        ("undetermined_trim | Valid VIN|TRUCK", ["UNDETERMINED TRIM", "VALID VIN", "TRUCK"]),
        ("NO SPECS|VALID VIN|PRIOR TO 1997|", ["NO SPECS", "VALID VIN", "PRIOR TO 1997"]),
    ],
)
def test_an_observation_is_explained_part_by_part(observation: str, parts: list[str]) -> None:
    specs = specs_from({"vin": "X", "observation": observation})
    assert specs.observation == observation
    assert specs.explained == tuple(OBSERVATIONS[part] for part in parts)


def test_an_observation_that_nobody_documented_is_shown_as_it_is() -> None:
    assert specs_from({"observation": "HOVERCRAFT|VALID VIN"}).explained == (
        "HOVERCRAFT",
        OBSERVATIONS["VALID VIN"],
    )
    assert specs_from({"observation": ["NO SPECS", "TRUCK"]}).observation == "NO SPECS|TRUCK"


def test_no_answer_is_an_empty_one() -> None:
    nothing: tuple[object, ...] = (None, {}, [], "")
    for answer in nothing:
        assert specs_from(answer) == Specs()
    assert told(specs_from("sorry"), OTHER) == [("answer", "sorry")]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*list(KNOWN)[::9], "name", "code", "msrp", "observation", "specs"])
            | st.text(max_size=5),
            inner,
            max_size=5,
        )
    ),
    max_leaves=40,
)


@given(JSON)
def test_no_answer_is_too_odd_to_be_shown(answer: object) -> None:
    specs = specs_from(answer)
    for group in specs.groups:
        assert group.title in GROUPS
        assert group.attributes
        for each in group.attributes:
            assert each.group == group.title
            assert isinstance(each.value, str)
    assert all(specs.explained)


@given(st.dictionaries(st.text(min_size=1, max_size=9), st.text(min_size=1) | st.integers(), max_size=9))
def test_no_value_of_a_record_is_lost(record: dict[str, object]) -> None:
    specs = specs_from(record)
    shown = {each.key for group in specs.groups for each in group.attributes}
    assert shown == set(record) - {"observation"}


def test_an_answer_of_any_depth_is_borne() -> None:
    deep: object = "x"
    for _ in range(900):
        deep = {"a": [deep]}
    assert specs_from({"deep": deep}).groups
    assert specs_from(json.loads("[" * 500 + "]" * 500)).groups
