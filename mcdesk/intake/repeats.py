"""Counts different values and finds rows that repeat earlier ones. It sees fingerprints only, never a cell.

Memory: some 40 bytes a row until the end of the file.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from mcdesk.intake.block import Hashes, Mask
from mcdesk.intake.examination import Examined

Numbers = npt.NDArray[np.int32]
_S = TypeVar("_S", bound=np.generic)


@dataclass(frozen=True, slots=True)
class Repeats:
    """What was found once all rows were seen. Numbers and lines are those of the rows, in their order.

    Attributes:
        unique_values: Different values of the counted column, among all rows that have one.
        rows: The numbers of rows that are the same as an earlier one in every cell.
        lines: Their lines.
        pair_rows: The numbers of rows whose pair stands further up with other values.
        pair_lines: Their lines.
    """

    unique_values: int
    rows: Numbers
    lines: Numbers
    pair_rows: Numbers
    pair_lines: Numbers


class RepeatWatch:
    """Takes blocks in their order and tells at the end what repeated."""

    def __init__(self) -> None:
        self._whole: list[Hashes] = []
        self._counted: list[Hashes] = []
        self._are_values: list[Mask] = []
        self._pairs: list[Hashes] = []
        self._values: list[Hashes] = []
        self._rows: list[Numbers] = []
        self._lines: list[Numbers] = []
        self._loose: list[Hashes] = []
        """The counted values of rows that are not sent."""
        self._joined: tuple[Hashes, Mask] | None = None
        self._unique_in_all: int | None = None

    def watch(self, seen: Examined, whole: Hashes) -> None:
        """Takes a block. `whole` are the fingerprints of its rows as they are sent."""
        kept = ~seen.is_out
        self._whole.append(whole[kept])
        self._counted.append(seen.counted[kept])
        self._are_values.append(seen.is_value[kept])
        self._loose.append(seen.counted[~kept & seen.is_value])
        self._rows.append(seen.block.rows[kept].astype(np.int32))
        self._lines.append(seen.block.lines[kept].astype(np.int32))
        if seen.pair is not None and seen.values is not None:
            self._pairs.append(seen.pair[kept])
            self._values.append(seen.values[kept])

    def repeats(self) -> Repeats:
        """What repeated, in the order of the file."""
        rows, lines = _one(self._rows, np.int32), _one(self._lines, np.int32)
        counted, are_values = self._sent()
        sent, loose = counted[are_values], _one(self._loose, np.uint64)
        self._unique_in_all = _count_unique(sent)
        unique = _count_unique(np.concatenate([sent, loose])) if len(loose) else self._unique_in_all
        # Rows and pairs can repeat only where the counted value does: mostly that leaves few to compare.
        some = _repeating(counted)
        again = some[_again(_one(self._whole, np.uint64)[some], None)]
        with_others = np.empty(0, np.int64)
        if self._pairs:
            pairs, told = _one(self._pairs, np.uint64)[some], _one(self._values, np.uint64)[some]
            with_others = some[_again(pairs, told)]
        return Repeats(
            unique_values=unique,
            rows=rows[again],
            lines=lines[again],
            pair_rows=rows[with_others],
            pair_lines=lines[with_others],
        )

    def unique_sent(self, first: int, last: int) -> int:
        """Different values of the counted column in the sent rows `first` to `last`, counted from 1."""
        counted, are_values = self._sent()
        if (first, last) == (1, len(counted)) and self._unique_in_all is not None:
            return self._unique_in_all
        return _count_unique(counted[first - 1 : last][are_values[first - 1 : last]])

    def _sent(self) -> tuple[Hashes, Mask]:
        if self._joined is None:
            self._joined = _one(self._counted, np.uint64), _one(self._are_values, np.bool_)
        return self._joined


def _count_unique(hashes: Hashes) -> int:
    """How many different ones there are. The array is sorted in place."""
    hashes.sort()
    return int(np.count_nonzero(hashes[1:] != hashes[:-1])) + 1 if len(hashes) else 0


def _repeating(keys: Hashes) -> npt.NDArray[np.int64]:
    """The places of all keys that are there more than once."""
    ordered = np.sort(keys)
    twice = np.unique(ordered[1:][ordered[1:] == ordered[:-1]])
    if not len(twice):
        return np.empty(0, np.int64)
    at = np.minimum(np.searchsorted(twice, keys), len(twice) - 1)
    return np.flatnonzero(twice[at] == keys)


def _again(keys: Hashes, values: Hashes | None) -> npt.NDArray[np.int64]:
    """The places whose key stood before; with `values`, only where the first one had another value."""
    order = np.argsort(keys, kind="stable")
    is_first: Mask = np.ones(len(keys), np.bool_)
    ordered = keys[order]
    is_first[1:] = ordered[1:] != ordered[:-1]
    found = ~is_first
    if values is not None:
        firsts = np.maximum.accumulate(np.where(is_first, np.arange(len(keys)), 0))
        found &= values[order] != values[order[firsts]]
    return np.sort(order[found])


def _one(parts: list[npt.NDArray[_S]], kind: type[_S]) -> npt.NDArray[_S]:
    return np.concatenate(parts) if parts else np.empty(0, kind)
