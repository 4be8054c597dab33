"""The dealer book as a value: found by name whatever its case, lists in the user's order."""

from hypothesis import given
from hypothesis import strategies as st

from mcdesk.model.dealers import Dealer, DealerBook, DealerList, key_of

NORTH = Dealer("North lot", "north-motors.com", "02139", "the one by the river", "1012345")
SOUTH = Dealer("South lot", "south-motors.com", "90210")


def test_a_dealer_s_cells_are_those_of_a_form() -> None:
    assert NORTH.cells == ("north-motors.com", "02139", "1012345")
    assert SOUTH.cells == ("south-motors.com", "90210", "")


@given(st.text())
def test_the_key_of_a_key_is_itself(name: str) -> None:
    assert key_of(key_of(name)) == key_of(name) == key_of(f" {name}\n")
    assert key_of(name.swapcase()) == key_of(key_of(name.swapcase()))


def test_a_list_gives_its_dealers_in_its_order_whatever_the_case_of_its_name() -> None:
    book = DealerBook((NORTH, SOUTH), (DealerList("Weekly", ("south lot", "gone", "north lot")),))
    assert book.of_list(" WEEKLY") == (SOUTH, NORTH)
    assert book.of_list("monthly") == ()
