"""One passage through an opened table: columns matched, every row examined, what was found added up.

It writes nothing. Blocks come out one after the other, so memory does not grow with the file, but for some
40 bytes a row by which repeats are found.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import chain

import numpy as np

from mcdesk.intake.block import Block, Mask
from mcdesk.intake.columns import is_result, matched, result_places
from mcdesk.intake.examination import Examined, Examiner
from mcdesk.intake.rendering import hashes_as_sent
from mcdesk.intake.repeats import Numbers, Repeats, RepeatWatch
from mcdesk.intake.row_reader import RowReader
from mcdesk.intake.tables import Table
from mcdesk.intake.tally import Tally
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Constant, Filling, Fillings, Forecast, PreflightWish, Report

_SAMPLED = 200


Samples = tuple[tuple[str, ...], ...]
"""The first values of each column."""
Recall = Callable[[tuple[str, ...], Samples], Fillings | None]
"""Gives the fillings that are wished for a header, if any."""


def nothing_recalled(_header: tuple[str, ...], _samples: Samples) -> Fillings | None:
    """For whoever has no memory."""
    return None


class Passage:
    """Build it on a table, iterate `blocks` once, then ask for `repeats` and the `report`."""

    def __init__(self, table: Table, wish: PreflightWish, recall: Recall) -> None:
        self._table = table
        self._wish = wish
        self._reader = iter(RowReader(table))
        self._first = next(self._reader, None)
        self.samples = _samples(self._first, len(table.header))
        recalled = recall(table.header, self.samples) if wish.fillings is None else None
        self.is_remembered = recalled is not None
        fillings = recalled if wish.fillings is None else wish.fillings
        if fillings is None:
            fillings = matched(wish.operation, table.header, self.samples)
        self.fillings = _usable(fillings, wish.operation, len(table.header))
        self.examiner = Examiner(wish, self.fillings)
        self.is_result = is_result(wish.operation, table.header)
        self.result_places = result_places(wish.operation, table.header) if self.is_result else frozenset()
        self.tally = Tally(wish, table.header, self.examiner.missing)
        self._watch = RepeatWatch()
        self._repeats: Repeats | None = None

    @property
    def constants(self) -> dict[str, str]:
        """The text of each constant field as it is sent."""
        return {name: verdict.sent.decode() for name, (_, verdict) in self.examiner.constants.items()}

    def blocks(self, dropped: Numbers | None = None) -> Iterator[tuple[Examined, list[int]]]:
        """Each block as it was examined, with the places of its rows that are dropped.

        `dropped` are the sorted numbers of rows that are not sent because they repeat others. A trial ends
        with the block in which its last row is; that block is cut behind it.
        """
        left = self._wish.first_rows
        first = [] if self._first is None else [self._first]
        for block in chain(first, self._reader):
            mask = _is_dropped(block, dropped)
            seen = self.examiner.examine(block, mask)
            if left is not None:
                seen = seen.cut_behind(left)
                left -= int(np.count_nonzero(~seen.is_out))
            self.tally.note(seen)
            self._watch.watch(seen, hashes_as_sent(seen))
            yield seen, [] if mask is None else mask[: len(seen.block)].nonzero()[0].tolist()
            if left == 0:
                return

    def repeats(self) -> Repeats:
        """What repeated, once all blocks have been seen."""
        if self._repeats is None:
            self._repeats = self._watch.repeats()
        return self._repeats

    def unique_sent(self, first: int, last: int) -> int:
        """Different values of the counted column in the sent rows `first` to `last`, from 1."""
        return self._watch.unique_sent(first, last)

    def report(
        self,
        *,
        left_out: int,
        changed_cells: int,
        repeats: Repeats | None = None,
        forecast: Forecast | None = None,
    ) -> Report:
        """What was found so far; with `repeats` and `forecast` once all has been seen."""
        return Report(
            rows=self.tally.rows,
            unique_values=repeats.unique_values if repeats else 0,
            dialect=self._table.dialect,
            header=self._table.header,
            fillings=self.fillings | {name: Constant(text) for name, text in self.constants.items()},
            missing=tuple(field.name for field in self.examiner.missing),
            problems=self.tally.problems(repeats),
            left_out=left_out,
            changed_cells=changed_cells,
            preview=self.tally.preview,
            samples=self.samples,
            is_result=self.is_result,
            is_remembered=self.is_remembered,
            forecast=forecast,
        )


def _usable(fillings: Fillings, operation: Operation, width: int) -> dict[str, Filling]:
    """Those that this table can give. They may be of another table, or have one column for two fields."""
    usable: dict[str, Filling] = {}
    used: set[int] = set()
    for name, filling in fillings.items():
        if name not in operation.columns:
            continue
        if isinstance(filling, Constant):
            usable[name] = Constant(filling.text.encode(errors="replace").decode())
        elif 0 <= filling.index < width and filling.index not in used:
            used.add(filling.index)
            usable[name] = filling
    return usable


def _samples(block: Block | None, width: int) -> Samples:
    """The first values of each column."""
    if block is None:
        return ((),) * width
    places = np.arange(min(_SAMPLED, len(block)))
    return tuple(tuple(cell.decode() for cell in block.column(column, places)) for column in range(width))


def _is_dropped(block: Block, dropped: Numbers | None) -> Mask | None:
    if dropped is None or not len(dropped):
        return None
    at = np.minimum(np.searchsorted(dropped, block.rows), len(dropped) - 1)
    is_dropped: Mask = dropped[at] == block.rows
    return is_dropped
