"""Fingerprints of cells, many at a time: equal text gives equal numbers, other text gives others.

64 bits: among four million different rows the chance that any two are taken for the same is below one in a
million. They are compared within one look through one file and never kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from mcdesk.intake.block import Block, Bytes, Hashes, Ints, padded

Words = npt.NDArray[np.uint64]

_WORD = 8
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_FACTOR_2 = np.uint64(0xC2B2AE3D27D4EB4F)
_HALF = np.uint64(32)
_TOGETHER = 4 * _WORD
"""Bytes of a cell that are taken in many at a time; longer cells are taken one by one."""
_FIRST_BYTES = np.array([(1 << (8 * count)) - 1 for count in range(_WORD + 1)], np.uint64)


def words_of(data: Bytes) -> Words:
    """The eight bytes that begin at each place, as one number. A view: nothing is copied."""
    return np.ndarray((len(data) - _WORD + 1,), np.dtype("<u8"), data, strides=(1,))


def first_bytes(words: Words, lengths: Ints) -> Words:
    """The same words with nothing but their first bytes, 0 to 8 of them."""
    return words & _FIRST_BYTES[np.clip(lengths, 0, _WORD)]


def cell_hashes(data: Bytes, starts: Ints, ends: Ints) -> Hashes:
    """One fingerprint for each cell between these places."""
    lengths = ends - starts
    words = words_of(data)
    hashes = lengths.astype(np.uint64) * _FACTOR_2
    longest = int(lengths.max(initial=0))
    for offset in range(0, min(longest, _TOGETHER), _WORD):
        hashes = _mixed(hashes, first_bytes(words[starts + offset], lengths - offset), lengths > offset)
    if longest > _TOGETHER:
        # A few long cells must not make all the others wait.
        for place in np.flatnonzero(lengths > _TOGETHER).tolist():
            text = data[starts[place] : ends[place]].tobytes()
            hashes[place] = int.from_bytes(hashlib.blake2b(text, digest_size=_WORD).digest())
    return finished(hashes)


def text_hashes(texts: list[bytes]) -> Hashes:
    """One fingerprint for each text, the same as for a cell with that text."""
    lengths = np.fromiter(map(len, texts), np.int64, len(texts))
    ends = np.cumsum(lengths)
    return cell_hashes(padded(b"".join(texts)), ends - lengths, ends)


def row_hashes(block: Block, known: Mapping[int, Hashes]) -> Hashes:
    """One fingerprint for each row, from all its cells, however the row is written in the file.

    `known` are the fingerprints of whole columns that were taken already.
    """
    hashes = np.zeros(len(block), np.uint64)
    for column in range(block.starts.shape[1]):
        cells = known.get(column)
        if cells is None:
            cells = cell_hashes(block.data, block.starts[:, column], block.ends[:, column])
        hashes = joined(hashes, cells)
    return finished(hashes)


def hashes_of_rows(rows: list[list[bytes]]) -> Hashes:
    """The same for rows whose cells are given one by one; at least one row."""
    flat = text_hashes([cell for row in rows for cell in row]).reshape(len(rows), -1)
    hashes = np.zeros(len(rows), np.uint64)
    for column in range(flat.shape[1]):
        hashes = joined(hashes, flat[:, column])
    return finished(hashes)


def joined(hashes: Hashes, more: Hashes) -> Hashes:
    """The fingerprints of pairs; the order counts."""
    return _mix(hashes, more)


def finished(hashes: Hashes) -> Hashes:
    """Spreads what the last steps left in the upper half."""
    mixed = (hashes ^ (hashes >> _HALF)) * _FACTOR_2
    return mixed ^ (mixed >> np.uint64(29))


def _mix(hashes: Hashes, words: Words) -> Hashes:
    mixed = (hashes ^ words) * _FACTOR
    return mixed ^ (mixed >> _HALF)


def _mixed(hashes: Hashes, words: Words, where: npt.NDArray[np.bool_]) -> Hashes:
    if where.all():
        return _mix(hashes, words)
    return np.where(where, _mix(hashes, words), hashes)
