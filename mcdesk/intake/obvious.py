"""Which cells are plainly in order, many at a time. It never calls a cell wrong.

Whatever is not plain is looked at singly by the judges in `cells`, which have the last word.
"""

from __future__ import annotations

from functools import cache

import numpy as np
import numpy.typing as npt

from mcdesk.intake.block import Bytes, Ints, Mask
from mcdesk.intake.cells.vins import TRANSLITERATION, WEIGHTS
from mcdesk.intake.hashing import Words, first_bytes, words_of

_VIN_LENGTH = 17
_CHECK_PLACE = 8
_INVALID = 1 << 10
_ZEROS = np.uint64(0x3030303030303030)
_SIXES = np.uint64(0x0606060606060606)
_HIGH_HALVES = np.uint64(0xF0F0F0F0F0F0F0F0)
_ZERO_SIGN = ord("0")
_ZIP_LENGTH = 5
_LONGEST_NUMBER = 8

Table = npt.NDArray[np.int16]


def plain_vins(data: Bytes, starts: Ints, ends: Ints) -> Mask:
    """VINs of 17 allowed characters in capitals whose check digit is right."""
    words = words_of(data)
    pairs, last, digits = _vin_tables()
    total = last[data[starts + _VIN_LENGTH - 1]]
    for half in (0, 1):
        quads = words[starts + 8 * half].view(np.uint16).reshape(-1, 4)
        for place in range(4):
            total = total + pairs[4 * half + place][quads[:, place]]
    is_allowed = (ends - starts == _VIN_LENGTH) & (total < _INVALID)
    is_right: Mask = is_allowed & (total % 11 == digits[data[starts + _CHECK_PLACE]])
    return is_right


def plain_numbers(data: Bytes, starts: Ints, ends: Ints, least: int, most: int) -> Mask:
    """Digits without leading zeros, few enough that the number can't be above `most`. `least` is 0 or 1."""
    lengths = ends - starts
    longest = min(_LONGEST_NUMBER, len(str(most + 1)) - 1)
    digits = _are_digits(words_of(data)[starts], lengths)
    leads = data[starts] != _ZERO_SIGN
    if least == 0:
        leads |= lengths == 1
    are_plain: Mask = digits & leads & (lengths >= 1) & (lengths <= longest)
    return are_plain


def plain_zips(data: Bytes, starts: Ints, ends: Ints) -> Mask:
    """Five digits, not all of them zero."""
    words = words_of(data)[starts]
    lengths = ends - starts
    is_something = first_bytes(words ^ _ZEROS, lengths) != 0
    are_plain: Mask = _are_digits(words, lengths) & is_something & (lengths == _ZIP_LENGTH)
    return are_plain


def _are_digits(words: Words, lengths: Ints) -> Mask:
    """Whether the first bytes are all digits: each is then 0 to 9 above the zero sign."""
    above = first_bytes(words ^ _ZEROS, lengths)
    are_digits: Mask = ((above + _SIXES) | above) & _HIGH_HALVES == 0
    return are_digits


@cache
def _vin_tables() -> tuple[list[Table], Table, Table]:
    """For each two characters their share in the check sum; an invalid one makes the sum too large.

    Looking two characters up at a time takes half as many steps as one, and a table of 65,536 still fits
    into a processor's cache.
    """
    single = np.full((_VIN_LENGTH, 256), _INVALID, np.int16)
    for place, weight in enumerate(WEIGHTS):
        for sign, value in TRANSLITERATION.items():
            single[place, ord(sign)] = value * weight
    pairs = [
        (single[2 * at + 1][:, None] + single[2 * at][None, :]).reshape(-1) for at in range(_VIN_LENGTH // 2)
    ]
    digits = np.full(256, -1, np.int16)
    digits[[ord(sign) for sign in "0123456789X"]] = np.arange(11)
    return pairs, single[_VIN_LENGTH - 1], digits
