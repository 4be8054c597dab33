"""A file's column of ids: found by its name, passed over where in order, mended where it is not."""

from dataclasses import replace

import pytest

from mcdesk.intake.columns import matched_fields, names_a_field
from mcdesk.model.fields import LOCATION, SOURCE, VIN, ZIP
from mcdesk.model.operations import RANK
from mcdesk.model.preflight import FromColumn
from tests.intake.kitchen import Kitchen

WITH_LOCATION = replace(RANK, fields=(*RANK.fields, LOCATION))
HEADER = "vin,price,miles,source,zip,location id\n"
ROW = "1FMCU0GD0JUD56190,13790,{},carvana.com,02139,{}\n"


@pytest.mark.parametrize(
    ("cell", "sent"), [("1048271", "1048271"), (" 1048271.0", "1048271"), ("A_b-7", "A_b-7")]
)
def test_ids_are_sent_bare(kitchen: Kitchen, cell: str, sent: str) -> None:
    content = HEADER + "".join(ROW.format(miles, cell) for miles in range(1, 400))
    kitchen.run(content, WITH_LOCATION)
    place = kitchen.sent_header().index("mc_location_id")
    assert [row[place] for row in kitchen.sent()] == [sent] * 399


def test_what_is_no_id_is_reported(kitchen: Kitchen) -> None:
    kitchen.run(HEADER + ROW.format(1, "1048271") + ROW.format(2, "two words"), WITH_LOCATION)
    assert kitchen.counts["location-format"] == 1


def test_fields_are_matched_without_an_operation() -> None:
    header, samples = ["Dealer", "Web site", "Location"], [["Joe"], ["a.com"], ["1048271"]]
    fields = (SOURCE, ZIP, LOCATION)
    assert matched_fields(fields, header, samples) == {
        "source": FromColumn(1),
        "mc_location_id": FromColumn(2),
    }
    assert matched_fields(fields, header, samples, taken=frozenset({1})) == {"mc_location_id": FromColumn(2)}


def test_towns_are_no_locations() -> None:
    assert matched_fields((LOCATION,), ["Location"], [["Boston", "Augusta, GA"]]) == {}


def test_looks_can_be_left_aside() -> None:
    vins = [["1FMCU0GD0JUD56190"]]
    assert matched_fields((VIN,), ["Unit"], vins) == {"vin": FromColumn(0)}
    assert matched_fields((VIN,), ["Unit"], vins, by_looks=False) == {}


def test_names_of_the_trade_are_known_as_such() -> None:
    fields = (VIN, SOURCE)
    assert [
        names_a_field(fields, name) for name in ("VIN #", "Vehicle VINs", "webSite", "a.com", "", "Miles")
    ] == [
        *(True, True, True),
        *(False, False, False),
    ]
