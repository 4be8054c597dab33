"""Looks at one field's cells, block by block: which are worth a word, and what would be sent instead.

Most cells are plainly in order and are passed over many at a time; the others are judged singly, and equal
texts only once. It knows no other column.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from mcdesk.intake.block import Block, Hashes, Ints, Mask, padded
from mcdesk.intake.cells.judge import judge_for
from mcdesk.intake.cells.vins import CHECK_PLACE
from mcdesk.intake.hashing import cell_hashes, text_hashes
from mcdesk.intake.obvious import plain_numbers, plain_vins, plain_zips
from mcdesk.model.fields import Field, Shape
from mcdesk.model.preflight import FromColumn, PreflightWish
from mcdesk.model.rules import VIN_CASE, Level, Rule

_REMEMBERED = 200_000
"""Judged texts that are kept for when they come again. A column of numbers rarely has more."""
_LONGEST_REMEMBERED = 200
"""Bytes. Longer texts are no values, and too many of them would fill the memory."""
_PLAIN_SLOTS = 1 << 20
_LAST_BITS = np.uint64(_PLAIN_SLOTS - 1)
_WITHOUT_QUICK_WAY = (Shape.DOMAIN, Shape.IDENT)
"""Shapes whose texts are known to be in order only from having been judged before."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was said about one text.

    Attributes:
        text: The text itself.
        rules: What it breaks; () if nothing.
        sent: The text after the fixes that are on.
        ideal: The text after all fixes there are: what the cell stands for, whatever is switched.
        barred_by: The names of the rules that keep its row from being sent; () if it may go.
        is_value: What it stands for is a value of the field: nothing about it is beyond mending.
        why: The names of the rules under which `sent` was mended, apart by blanks.
    """

    text: bytes
    rules: tuple[Rule, ...]
    sent: bytes
    ideal: bytes
    barred_by: tuple[str, ...]
    is_value: bool
    why: str = ""

    @property
    def is_out(self) -> bool:
        """Whether it keeps its row from being sent."""
        return bool(self.barred_by)


@dataclass(frozen=True, slots=True)
class ColumnLook:
    """What was found in one column of a block.

    Attributes:
        places: The rows worth a word, by their place in the block.
        verdicts: What is said about them, one each.
        raw: A fingerprint of each cell as it stands in the block, shape (rows,).
        identity: A fingerprint of what each cell stands for.
    """

    places: Ints
    verdicts: list[Verdict]
    raw: Hashes
    identity: Hashes

    def cut(self, end: int) -> ColumnLook:
        """What was found in the rows before the place `end`."""
        count = int(np.searchsorted(self.places, end))
        return ColumnLook(self.places[:count], self.verdicts[:count], self.raw[:end], self.identity[:end])


class ColumnJudge:
    """Judges the cells of one field that is filled from a column."""

    def __init__(self, field: Field, filling: FromColumn, wish: PreflightWish) -> None:
        self.field = field
        self.column = filling.index
        self._wish = wish
        self._judge = judge_for(field, is_kilometres=filling.is_kilometres)
        self._nothing_is_plain = filling.is_kilometres
        rules = (field.missing, *field.rules)
        self._on = frozenset(rule.id for rule in rules if wish.is_on(rule))
        self._known: dict[bytes, Verdict] = {}
        self._plain = np.zeros(_PLAIN_SLOTS, np.uint64)
        """Fingerprints of texts that were found in order, each in the slot of its last bits.

        Only for shapes without a quicker way. Where two want the same slot, one is judged again now and then.
        """

    def look(self, block: Block) -> ColumnLook:
        """Judges a block's cells."""
        starts, ends = block.starts[:, self.column], block.ends[:, self.column]
        raw = cell_hashes(block.data, starts, ends)
        places = np.flatnonzero(~self._are_plain(block, starts, ends, raw))
        verdicts = self._verdicts(block.column(self.column, places))
        if self.field.shape in _WITHOUT_QUICK_WAY:
            clean = [place for place, v in zip(places.tolist(), verdicts, strict=True) if not v.rules]
            self._plain[raw[clean] & _LAST_BITS] = raw[clean]
        worth = [at for at, verdict in enumerate(verdicts) if verdict.rules]
        if len(worth) < len(verdicts):
            places, verdicts = places[worth], [verdicts[at] for at in worth]
        identity = raw
        if verdicts:
            identity = raw.copy()
            identity[places] = text_hashes([verdict.ideal for verdict in verdicts])
        return ColumnLook(places, verdicts, raw, identity)

    def _verdicts(self, texts: list[bytes]) -> list[Verdict]:
        if self.field.shape is not Shape.VIN or not texts:
            return [self.verdict(text) for text in texts]
        # Whole files have their VINs in small letters, and no two are the same: remembering does not help.
        capitals = [text.upper() for text in texts]
        is_small = _are_plain_vins(capitals)
        rules, is_on = (VIN_CASE,), self.is_on(VIN_CASE)
        why = VIN_CASE.name if is_on else ""
        return [
            Verdict(text, rules, capital if is_on else text, capital, (), True, why)
            if small
            else self._judged(text)
            for text, capital, small in zip(texts, capitals, is_small, strict=True)
        ]

    def verdict(self, text: bytes) -> Verdict:
        """Judges one text."""
        if (known := self._known.get(text)) is not None:
            return known
        verdict = self._judged(text)
        if len(self._known) < _REMEMBERED and len(text) <= _LONGEST_REMEMBERED:
            self._known[text] = verdict
        return verdict

    def _judged(self, text: bytes) -> Verdict:
        cell = text.decode()
        rules, ideal = self._judge.judged(cell)
        if not rules:
            return Verdict(text, (), text, text, (), is_value=True)
        mended = [rule.name for rule in rules if self.is_on(rule)]
        is_ideal = len(mended) == sum(rule.can_mend for rule in rules)
        return Verdict(
            text,
            rules,
            sent=(ideal if is_ideal else self._judge.mended(cell, self._on)).encode(),
            ideal=ideal.encode(),
            barred_by=tuple(dict.fromkeys(rule.name for rule in rules if self._wish.keeps_out(rule))),
            is_value=all(rule.can_mend or rule.level is Level.WARNING for rule in rules),
            why=" ".join(dict.fromkeys(mended)),
        )

    def is_on(self, rule: Rule) -> bool:
        """Whether cells are mended under this rule."""
        return rule.id in self._on

    def _are_plain(self, block: Block, starts: Ints, ends: Ints, raw: Hashes) -> Mask:
        field = self.field
        if self._nothing_is_plain:
            return np.zeros(len(block), np.bool_)
        match field.shape:
            case Shape.VIN:
                return plain_vins(block.data, starts, ends)
            case Shape.MONEY | Shape.DISTANCE:
                return plain_numbers(block.data, starts, ends, field.least, field.most)
            case Shape.ZIP:
                return plain_zips(block.data, starts, ends)
            case Shape.DOMAIN | Shape.IDENT:
                # The fingerprint of an empty cell is zero, like a slot that nothing is in yet.
                is_known: Mask = (self._plain[raw & _LAST_BITS] == raw) & (ends > starts)
                return is_known


def _are_plain_vins(texts: list[bytes]) -> list[bool]:
    ends = np.cumsum([len(text) for text in texts])
    starts = ends - [len(text) for text in texts]
    data = padded(b"".join(texts))
    # A word without any digit is no VIN in small letters; this place says enough, and is mostly a digit.
    has_digit = data[starts + CHECK_PLACE] <= ord("9")
    are_plain: list[bool] = (plain_vins(data, starts, ends) & has_digit).tolist()
    return are_plain
