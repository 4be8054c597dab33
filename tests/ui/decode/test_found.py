"""Which attributes a search leaves, and how they are copied."""

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.specs import Attribute, SpecGroup, Specs
from mcdesk.ui.decode.found import attributes_of, copied, count_words, found_in
from mcdesk.ui.decode.json_text import indented
from tests.ui.decode.samples import specs

TEXTS = st.text(alphabet="abc .\t\n", max_size=12)
ATTRIBUTES = st.builds(Attribute, key=TEXTS, label=TEXTS, value=TEXTS, group=st.just("g"))
ANSWERS = st.lists(ATTRIBUTES, max_size=12).map(lambda told: Specs(groups=(SpecGroup("g", tuple(told)),)))


def keys(search: str) -> list[str]:
    return [each.key for each in attributes_of(found_in(specs(), search))]


def test_key_label_and_value_are_searched_without_case() -> None:
    assert keys("TRANSMISSION") == ["transmission_description"]
    assert keys("msrp") == ["msrp"]
    assert keys("bose") == ["features"]
    assert keys("seats front") == ["seats.front", "features"]


def test_groups_without_a_match_are_left_out() -> None:
    assert [group.title for group in found_in(specs(), "bose")] == ["Interior"]
    assert found_in(specs(), "no such thing") == ()


def test_matches_are_counted() -> None:
    whole = specs()
    assert count_words(whole, whole.groups, "") == "16 attributes"
    assert count_words(whole, found_in(whole, "seat"), "seat") == "4 of 16 attributes"


def test_a_row_is_copied_as_key_and_value_on_one_line() -> None:
    told = [Attribute("a.b", "A", "one\ntwo\tthree", "G"), Attribute("c", "C", "", "G")]
    assert copied(told) == "a.b\tone two three\nc\t"


@given(ANSWERS, TEXTS)
def test_a_search_never_invents_and_an_empty_one_keeps_all(answer: Specs, search: str) -> None:
    every, found = attributes_of(answer.groups), attributes_of(found_in(answer, search))
    assert [each for each in every if each in found] == list(found) or len(set(every)) < len(every)
    if not search.split():
        assert found == every


@given(ANSWERS)
def test_each_attribute_is_one_line_of_two_cells(answer: Specs) -> None:
    attributes = tuple(each for each in attributes_of(answer.groups) if not set(each.key) & set("\t\n"))
    lines = copied(attributes).split("\n") if attributes else []
    assert len(lines) == len(attributes)
    assert all(line.count("\t") == 1 for line in lines)


def test_json_is_indented_and_anything_else_is_left_alone() -> None:
    assert indented('{"b":1,"a":"ü"}') == '{\n  "b": 1,\n  "a": "ü"\n}'
    assert indented("<html>") == "<html>"
    assert indented("") == ""
