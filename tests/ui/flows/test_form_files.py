"""What is said of a block's columns that no form has."""

import pytest

from mcdesk.intake.forms.blocks import Block
from mcdesk.ui.flows.form_files import left_out_words


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (Block(({"zip": "30907"},), has_header=True), ""),
        (Block((), has_header=True, ignored=("Stock no", "Year")), "Left out: Stock no, Year"),
        (Block((), ignored=("blue",)), "Left out: what begins with blue"),
        (Block((), has_header=True, ignored=tuple("abcdefgh")), "Left out: a, b, c, d, e, f and 2 more"),
    ],
)
def test_columns_left_out(block, words):
    assert left_out_words(block) == words
