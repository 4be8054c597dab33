"""Looks at whole rows: every needed cell, and what follows for the row. It writes and sends nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from mcdesk.intake.block import Block, Hashes, Mask
from mcdesk.intake.column_judge import ColumnJudge, ColumnLook, Verdict
from mcdesk.intake.hashing import finished, joined
from mcdesk.model.fields import Field
from mcdesk.model.preflight import Constant, Edit, FromColumn, PreflightWish
from mcdesk.model.rules import Rule


@dataclass(slots=True)
class Examined:
    """A block with all that was found in it.

    Attributes:
        block: The rows, with the cells that the user wrote anew in their places.
        looks: What was found in the columns that fill fields.
        is_out: Which rows are not sent.
        is_value: Which rows have a real value in the operation's counted column.
        sent: The cells that are sent otherwise than they stand in the block: place, column, verdict.
        before: The cells that the user wrote anew, as they stood in the file: place, then column.
        counted: A fingerprint of the counted column's value in each row.
        pair: A fingerprint of the pair that each row is about; None where the operation knows no pairs.
        values: A fingerprint of what each row says about its pair.
        mended: Rows that differ, as they are sent, as far as somebody asked for them.
        bad_constants: Fields whose constant keeps every row from being sent, with the reason.
    """

    block: Block
    looks: tuple[tuple[ColumnJudge, ColumnLook], ...]
    is_out: Mask
    is_value: Mask
    sent: dict[int, dict[int, Verdict]] = field(default_factory=dict)
    before: dict[int, dict[int, bytes]] = field(default_factory=dict)
    counted: Hashes = field(default_factory=lambda: np.empty(0, np.uint64))
    pair: Hashes | None = None
    values: Hashes | None = None
    bad_constants: tuple[tuple[str, Rule], ...] = ()
    mended: dict[int, list[bytes]] = field(default_factory=dict)

    def cells_as_sent(self, place: int) -> list[bytes]:
        """A row's cells with every fix in its place. Worked out once for a row that differs."""
        if place not in self.sent:
            return self.block.cells(place)
        if (known := self.mended.get(place)) is None:
            known = self.block.cells(place)
            for column, verdict in self.sent[place].items():
                known[column] = verdict.sent
            self.mended[place] = known
        return known

    def cut_behind(self, sent: int) -> Examined:
        """Only the rows up to the one that is sent as number `sent`, counted from 1; all where fewer are."""
        places = np.flatnonzero(~self.is_out)
        if len(places) < sent:
            return self
        end = int(places[sent - 1]) + 1
        block = self.block.cut(end)
        return replace(
            self,
            block=block,
            looks=tuple((judge, look.cut(end)) for judge, look in self.looks),
            is_out=self.is_out[:end],
            is_value=self.is_value[:end],
            sent={place: cells for place, cells in self.sent.items() if place < end},
            before={place: cells for place, cells in self.before.items() if place < end},
            counted=self.counted[:end],
            pair=None if self.pair is None else self.pair[:end],
            values=None if self.values is None else self.values[:end],
        )


class Examiner:
    """Examines the blocks of one file as the user wishes."""

    def __init__(self, wish: PreflightWish, fillings: Mapping[str, FromColumn | Constant]) -> None:
        self._wish = wish
        self._edits = _edits_by_row(wish.edits)
        self.judges: list[ColumnJudge] = []
        self.constants: dict[str, tuple[Field, Verdict]] = {}
        for needed in wish.operation.fields:
            filling = fillings.get(needed.name)
            if isinstance(filling, FromColumn):
                self.judges.append(ColumnJudge(needed, filling, wish))
            elif isinstance(filling, Constant):
                judge = ColumnJudge(needed, FromColumn(-1), wish)
                self.constants[needed.name] = (needed, judge.verdict(filling.text.encode()))
        self._bad_constants = tuple(
            (name, next(rule for rule in verdict.rules if wish.keeps_out(rule)))
            for name, (_, verdict) in self.constants.items()
            if verdict.is_out
        )
        self.missing = tuple(needed for needed in wish.operation.fields if needed.name not in fillings)

    def examine(self, block: Block, dropped: Mask | None = None) -> Examined:
        """Looks at every needed cell of a block. `dropped` are rows that are not sent for another reason."""
        before = self._write_edits(block)
        looks = tuple((judge, judge.look(block)) for judge in self.judges)
        count = len(block)
        is_out = np.zeros(count, np.bool_) if dropped is None else dropped.copy()
        bad = self._bad_constants
        if bad:
            is_out[:] = True
        seen = Examined(block, looks, is_out, np.ones(count, np.bool_), before=before, bad_constants=bad)
        for judge, look in looks:
            self._note(seen, judge, look)
        self._identify(seen)
        return seen

    def _write_edits(self, block: Block) -> dict[int, dict[int, bytes]]:
        before: dict[int, dict[int, bytes]] = {}
        if not self._edits or not len(block):
            return before
        first, last = int(block.rows[0]), int(block.rows[-1])
        for row in [row for row in self._edits if first <= row <= last]:
            place = int(np.searchsorted(block.rows, row))
            if block.rows[place] != row:
                continue  # a row that does not fit the columns has no cells to write to
            for column, text in self._edits[row].items():
                if column < block.starts.shape[1]:
                    before.setdefault(place, {})[column] = block.cell(place, column)
                    block.write(place, column, text)
        return before

    def _note(self, seen: Examined, judge: ColumnJudge, look: ColumnLook) -> None:
        is_counted = judge.field.name == self._wish.operation.counted_column
        column = judge.column
        for place, verdict in zip(look.places.tolist(), look.verdicts, strict=True):
            if verdict.is_out:
                seen.is_out[place] = True
            if is_counted and not verdict.is_value:
                seen.is_value[place] = False
            if verdict.sent != verdict.text:
                seen.sent.setdefault(place, {})[column] = verdict

    def _identify(self, seen: Examined) -> None:
        operation = self._wish.operation
        by_name = {judge.field.name: look.identity for judge, look in seen.looks}
        none = np.zeros(len(seen.block), np.uint64)
        seen.counted = by_name.get(operation.counted_column, none)
        if not operation.pair:
            return
        seen.pair = none
        for name in operation.pair:
            seen.pair = joined(seen.pair, by_name.get(name, none))
        seen.values = none
        for name in operation.columns:
            if name not in operation.pair:
                seen.values = joined(seen.values, by_name.get(name, none))
        seen.pair, seen.values = finished(seen.pair), finished(seen.values)


def _edits_by_row(edits: tuple[Edit, ...]) -> dict[int, dict[int, bytes]]:
    """The latest edit of each cell."""
    by_row: dict[int, dict[int, bytes]] = {}
    for edit in edits:
        by_row.setdefault(edit.row, {})[edit.column] = edit.text.encode(errors="replace")
    return by_row
