"""What is passed over many at a time is never what a judge would have had a word about."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mcdesk.intake.block import padded
from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.cells.vins import check_digit
from mcdesk.intake.hashing import text_hashes
from mcdesk.intake.obvious import plain_numbers, plain_vins, plain_zips
from mcdesk.model.fields import MILES, PRICE, VIN, ZIP

SIGNS = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789"
VINS = st.text(st.sampled_from(SIGNS), min_size=17, max_size=17)
NEARLY = st.one_of(
    VINS,
    VINS.map(lambda vin: vin[:8] + (check_digit(vin) or "") + vin[9:]),
    st.text(st.sampled_from(SIGNS + "ioqIOQé ,.-$"), max_size=20),
    st.from_regex(r"[0-9]{0,9}", fullmatch=True),
    st.from_regex(r"-?[0-9 ,.$]{0,10}(mi|km)?", fullmatch=True),
)


def column(texts: list[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    cells = [text.encode() for text in texts]
    ends = np.cumsum([len(cell) for cell in cells])
    return padded(b"".join(cells)), ends - [len(cell) for cell in cells], ends


@given(st.lists(NEARLY, min_size=1, max_size=30))
def test_what_is_called_plain_breaks_no_rule(texts: list[str]) -> None:
    data, starts, ends = column(texts)
    for field, plain in (
        (VIN, plain_vins(data, starts, ends)),
        (PRICE, plain_numbers(data, starts, ends, PRICE.least, PRICE.most)),
        (MILES, plain_numbers(data, starts, ends, MILES.least, MILES.most)),
        (ZIP, plain_zips(data, starts, ends)),
    ):
        judge = judge_for(field)
        for text, is_plain in zip(texts, plain.tolist(), strict=True):
            if is_plain:
                assert judge.rules_of(text) == (), (field.name, text)


def test_ordinary_cells_are_called_plain() -> None:
    data, starts, ends = column(["1FMCU0GD0JUD56190", "WP1BE2AY5PDA28064"])
    assert plain_vins(data, starts, ends).all()
    data, starts, ends = column(["13790", "1", "9999999"])
    assert plain_numbers(data, starts, ends, PRICE.least, PRICE.most).all()
    data, starts, ends = column(["0", "199999"])
    assert plain_numbers(data, starts, ends, MILES.least, MILES.most).all()
    data, starts, ends = column(["02139", "95765"])
    assert plain_zips(data, starts, ends).all()


@given(st.lists(st.binary(max_size=60), max_size=40))
def test_equal_texts_have_equal_fingerprints_and_others_other_ones(texts: list[bytes]) -> None:
    hashes = text_hashes(texts)
    assert len(set(hashes.tolist())) == len(set(texts))
    assert text_hashes(texts[::-1]).tolist() == hashes.tolist()[::-1]
