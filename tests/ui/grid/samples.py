"""Rows for the grid's tests and pictures."""

from mcdesk.model.landing import Landed, Trouble
from mcdesk.model.lookups import Cells

SEVERAL = "This dealer has several locations: add a ZIP or location id"

DEALERS: tuple[Cells, ...] = (
    ("mbofaugusta.com", "30907", ""),
    ("acceleride.mbofaugusta.com", "30907", ""),
    ("acceleride.esterobaychevrolet.com", "33928", ""),
    ("porscheofmelbourne.com", "32901", ""),
    ("northlakeauto.com", "28216", ""),
    ("harborimports.com", "", "1048271"),
    ("carvana.com", "", ""),
    ("jmlexus.com", "33063", ""),
)
VEHICLES: tuple[Cells, ...] = (
    ("WP1BE2AY5PDA28064", "20000", "3000"),
    ("wauacgff7f1002327", "$23,450.00", "12,400 mi"),
    ("1N4AL3AP4FN313644", "18,499.50", "45000 km"),
    ("WBSFV9C55ED59308", "31000", "800"),
    ("YV4L12RL4R1757085", "", ""),
)
LONG: tuple[Cells, ...] = (
    ("the-very-long-name-of-a-dealership-group.of-some-city.example-motors.com", "30907", ""),
    ("https://www.mbofaugusta.com/inventory/new?page=2", "30907-1234", ""),
    ("acceleride.esterobaychevrolet.com", "33928", "abcdef0123456789abcdef01"),
)


def many(number: int) -> tuple[Cells, ...]:
    return tuple((f"dealer{n}.com", f"{30000 + n}", "") for n in range(number))


def several(place: int) -> Landed:
    return Landed(place, Trouble.SEVERAL_LOCATIONS, "zip", SEVERAL)
