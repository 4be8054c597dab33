"""What the columns panel says of fillings and of the columns that nobody needs."""

from dataclasses import replace

import pytest

from mcdesk.model.dealers import Dealer
from mcdesk.model.operations import DECODE, RANK
from mcdesk.model.preflight import Constant, FromColumn
from mcdesk.ui.preflight import mapping_words as say
from tests.ui.preflight import samples

REPORT = replace(samples.mixed(), samples=(("7YAKN4DA6SY777820", "b", "c", "d"), ("",), ()))
AUGUSTA = Dealer("Augusta", "mbofaugusta.com", "02139")


def test_a_line_says_what_fills_the_field():
    assert say.filling_words(REPORT, FromColumn(0)) == "VIN_NUMBER"
    assert say.filling_words(REPORT, Constant("02139")) == "02139"
    assert say.spoken("vin", REPORT, FromColumn(0)) == "vin, filled from VIN_NUMBER"
    assert say.spoken("zip", REPORT, None) == "zip, nothing fills it yet"
    assert say.spoken("zip", REPORT, Constant("02139")) == "zip, 02139 in every row"
    assert say.spoken("miles", REPORT, FromColumn(2, True)) == "miles, filled from Odometer, in kilometres"


def test_columns_without_a_heading_go_by_their_place():
    report = replace(REPORT, header=(" ", "b"))
    assert say.column_name(report, 0) == "Column 1"
    assert say.column_name(report, 7) == "Column 8"


def test_samples_are_shown_as_they_stand():
    assert say.first_value(REPORT, 0) == "7YAKN4DA6SY777820"
    assert say.samples_of(REPORT, 0) == ("7YAKN4DA6SY777820", "b", "c")
    assert say.first_value(REPORT, 1) == "empty"
    assert say.first_value(REPORT, 2) == ""
    assert say.first_value(REPORT, 9) == ""


@pytest.mark.parametrize(
    ("heading", "is_so"),
    [
        ("Odometer (km)", True),
        ("KM", True),
        ("mileage_kilometers", True),
        ("Kmart stock", False),
        ("Miles", False),
    ],
)
def test_a_heading_names_kilometres(heading, is_so):
    assert say.says_kilometres(heading) is is_so


def test_other_columns_stay_or_are_kept():
    assert say.column_words(REPORT, RANK) == ("3 more columns stay in your file and return with the result.",)
    one = replace(REPORT, header=REPORT.header[:6])
    assert say.column_words(one, RANK) == ("1 more column stays in your file and returns with the result.",)
    vin = replace(REPORT, fillings={"vin": FromColumn(0)})
    assert say.column_words(vin, DECODE) == ("7 more columns are not sent; they are kept for joining later.",)
    assert say.column_words(replace(vin, header=("vin", "lot")), DECODE) == (
        "1 more column is not sent; it is kept for joining later.",
    )
    assert say.column_words(replace(vin, header=("vin",)), DECODE) == ()


def test_a_result_leaves_its_own_columns_out():
    header = (*REPORT.header[:6], "vin_score", "Dealer_YMM_Score ", "vin_rank")
    assert say.column_words(replace(REPORT, header=header, is_result=True), RANK) == (
        "This is a ranked result: its 3 result columns are left out.",
        "1 more column stays in your file and returns with the result.",
    )


def test_a_dealer_is_told_by_constants_alone():
    told = {"source": Constant("mbofaugusta.com"), "zip": Constant("02139")}
    assert say.dealer_of(RANK, told) == {"source": "mbofaugusta.com", "zip": "02139"}
    assert say.dealer_of(RANK, {**told, "zip": FromColumn(4)}) is None
    assert say.dealer_of(RANK, {"zip": Constant("02139")}) is None
    assert say.dealer_of(DECODE, told) is None
    assert say.is_known([AUGUSTA], {"source": "mbofaugusta.com", "zip": "02139"})
    assert not say.is_known([AUGUSTA], {"source": "mbofaugusta.com", "zip": "2139"})
    assert say.dealer_fillings(RANK, AUGUSTA) == told
