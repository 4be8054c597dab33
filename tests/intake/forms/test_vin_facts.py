"""What is said of a VIN while it is typed. The VINs with years are those of the service's documents."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.cells.vins import check_digit
from mcdesk.intake.forms.makers import maker_of
from mcdesk.intake.forms.vin_facts import CheckState, VinFacts, vin_facts
from tests.intake.cells.likely import VIN_SIGNS, vins


@pytest.mark.parametrize(
    ("vin", "maker", "country", "year"),
    [
        ("WP1BE2AY5PDA28064", "Porsche", "Germany", 2023),
        ("5FNYF8H54SB000197", "Honda", "United States", 2025),
        ("JTJBM7FX1K5236458", "Lexus", "Japan", 2019),
        ("YV4L12RL4R1757085", "Volvo", "Sweden", 2024),
        ("JTMDFREV7JJ214231", "Toyota", "Japan", 2018),
        ("7YAKN4DA1SY001014", "Hyundai", "United States", 2025),
        ("KL79MPSL8SB184667", "Chevrolet", "South Korea", 2025),
        ("1FMCU0GD0JUD56190", "Ford", "United States", 2018),
        ("4T1C11BKXNU065125", "Toyota", "United States", 2022),
        ("5XYKTCA69FG566472", "Hyundai or Kia", "United States", 2015),
    ],
)
def test_a_whole_vin_tells_maker_country_and_year(vin: str, maker: str, country: str, year: int) -> None:
    for typed in (vin, vin.lower(), f" {vin[:9]}-{vin[9:]} ", f"'{vin}", f"VIN: {vin}"):
        assert vin_facts(typed) == VinFacts(17, maker, country, (year,), CheckState.MATCHES, vin[8])


def test_each_sign_adds_what_it_tells() -> None:
    assert vin_facts("") == VinFacts(0)
    assert vin_facts("1") == VinFacts(1)
    assert vin_facts("1f") == VinFacts(2, country="United States")
    assert vin_facts("1FM") == VinFacts(3, "Ford", "United States")
    assert vin_facts("1FMCU0GD0") == VinFacts(9, "Ford", "United States")
    assert vin_facts("1FMCU0GD0J") == VinFacts(10, "Ford", "United States", (2018,))
    assert vin_facts("1FMCU0GD0JUD5619").check is CheckState.TYPING


def test_a_wrong_check_digit_is_told_with_the_right_one() -> None:
    facts = vin_facts("1FMCU0GD1JUD56190")
    assert (facts.check, facts.expected, facts.years) == (CheckState.DIFFERS, "0", (2018,))


@pytest.mark.parametrize("typed", ["O", "1FMCU0GDI", "1FMCU0GD0JUD561901", "1.23E+16", "ß", "n/a", "é" * 99])
def test_what_can_become_no_vin_says_so_at_once(typed: str) -> None:
    facts = vin_facts(typed)
    assert (facts.check, facts.maker, facts.years) == (CheckState.NOT_A_VIN, "", ())


def test_where_the_seventh_sign_tells_nothing_both_years_are_named() -> None:
    assert vin_facts("1XKAD49X0J").years == (2018, 1988)
    assert vin_facts("WVWZZZ1KZ8W000001").years == (2038, 2008)
    assert vin_facts("WVWZZZ1KZ8W000001", latest=2027).years == (2008,)
    assert vin_facts("6FPAAAJGSWA000000").years == ()


def test_makers_go_by_the_name_that_people_know() -> None:
    told = {
        "WP0": "Porsche", "WBS": "BMW", "WUA": "Audi", "WDD": "Mercedes-Benz", "W1K": "Mercedes-Benz",
        "5YJ": "Tesla", "LRW": "Tesla", "XP7": "Tesla", "7SA": "Tesla", "1GN": "Chevrolet", "1GT": "GMC",
        "2T2": "Lexus", "3MZ": "Mazda", "KMH": "Hyundai", "SCA": "Rolls-Royce", "ZAS": "Alfa Romeo",
        "6F4": "Nissan", "JNK": "Infiniti", "7FC": "Rivian", "1HT": "International", "XTA": "Lada",
    }  # fmt: skip
    assert {code: maker_of(code) for code in told} == told


def test_a_code_that_small_makers_share_names_nobody() -> None:
    assert maker_of("1G9") == ""
    assert maker_of("0Q0") == ""


@given(st.one_of(vins, st.text(), st.text(st.sampled_from(VIN_SIGNS + VIN_SIGNS.lower()), max_size=18)))
def test_whatever_is_typed_is_read(text: str) -> None:
    facts = vin_facts(text)
    assert facts.typed >= 0
    assert list(facts.years) == sorted(facts.years, reverse=True)
    assert bool(facts.expected) is (facts.check in (CheckState.MATCHES, CheckState.DIFFERS))


@given(st.text(st.sampled_from(VIN_SIGNS), min_size=17, max_size=17))
def test_the_check_digit_is_the_one_that_preflight_demands(vin: str) -> None:
    facts = vin_facts(vin)
    assert facts.expected == check_digit(vin)
    assert (facts.check is CheckState.MATCHES) is (vin[8] == facts.expected)
