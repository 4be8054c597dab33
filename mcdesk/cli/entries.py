"""Makes the request of a ranking from options and a file. What can't be sent is refused before anything goes.

It sends nothing. Cells are checked and mended as in the window's form.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mcdesk.cli.batch_hint import batch_advice
from mcdesk.cli.cells import checked_option_cells, doubt_about, option_of, why_bad
from mcdesk.cli.errand import Reach
from mcdesk.intake.forms.blocks import Block, read_form_file
from mcdesk.intake.forms.row_check import RowCheck, check_rows
from mcdesk.model import words
from mcdesk.model.errors import InputFileError, RankRefusedError, StorageError, UsageError
from mcdesk.model.landing import landed
from mcdesk.model.lookups import Cells, Ranking, RankRequest, Side

STDIN = "-"
_REFUSE, _LEAVE_OUT = "refuse", "leave-out"
_MOST_ROWS = 100_000
"""Rows that are read of a file, only to tell how many there are; no request takes a hundredth of them."""


@dataclass(frozen=True, slots=True)
class RankWish:
    """What the command line asked for, before anything was looked at. `one` is in its side's order."""

    ranking: Ranking
    one: Cells
    file: Path
    bad_rows: str = _REFUSE
    as_json: bool = False
    reach: Reach = field(default_factory=Reach)


@dataclass(frozen=True, slots=True)
class RowTrouble:
    """Why one row of the file, or an option where `row` is None, can't be sent or was refused."""

    row: int | None
    column: str
    value: str
    reason: str

    @property
    def line(self) -> str:
        """As people read it."""
        place = option_of(self.column) if self.row is None else f"row {self.row:,}, {self.column}"
        return f"{place} “{self.value}”: {self.reason}" if self.value else f"{place}: {self.reason}"


class BadRowsError(InputFileError):
    """Rows of the file can't be sent. `troubles` names them all. Nothing was sent."""

    troubles: tuple[RowTrouble, ...] = ()


@dataclass(frozen=True, slots=True)
class Entries:
    """A request that can go out.

    Attributes:
        request: What is asked.
        rows: The row of the file that each of its entries came from.
        notes: What was done to the rows.
        doubts: What is strange about cells that go all the same.
    """

    request: RankRequest
    rows: tuple[int, ...]
    notes: tuple[str, ...]
    doubts: tuple[str, ...] = ()

    def refused(self, error: RankRefusedError) -> tuple[RowTrouble, ...]:
        """Which rows a refusal is about, and why."""
        ranking = self.request.ranking
        found = []
        for each in landed(self.request, error):
            side = ranking.one if each.place is None else ranking.many
            cells = self.request.one if each.place is None else self.request.many[each.place]
            name = side.identity[0]
            row = None if each.place is None else self.rows[each.place]
            found.append(RowTrouble(row, name, side.value(cells, name), each.words))
        return tuple(found)


def entries_of(wish: RankWish) -> Entries:
    """Reads the file and checks everything. Blocks.

    Raises:
        UsageError: An option has a value that can't be sent, or there are more rows than one request takes.
        InputFileError: The file can't be read, or has no such column.
        BadRowsError: It has rows that can't be sent.
    """
    if wish.bad_rows not in (_REFUSE, _LEAVE_OUT):
        raise UsageError(f"--bad-rows can't be “{wish.bad_rows}”.", f"It is one of: {_REFUSE}, {_LEAVE_OUT}.")
    ranking = wish.ranking
    one = checked_option_cells(ranking.one, wish.one)
    with _file_of(wish.file) as path:
        block = read_form_file(path, ranking.many, _MOST_ROWS)
    _require_columns(block, ranking.many, _called(wish.file))
    rows = [tuple(row.get(name, "") for name in ranking.many.names) for row in block.rows]
    checks = check_rows(ranking.many, rows)
    meant = [check for check in checks if not check.is_empty and check.repeats is None]
    bad = [check for check in meant if not check.is_sendable]
    is_left_out = wish.bad_rows == _LEAVE_OUT
    _require_fit(wish, one, block, len(meant) - len(bad) if is_left_out else len(meant))
    if bad and not is_left_out:
        raise _bad_rows(wish, len(bad), _troubles(ranking.many, rows, checks, block.lines))
    pairs = zip(block.lines, checks, strict=True)
    sent = [(line, check.sends) for line, check in pairs if check.is_sendable]
    request = RankRequest(ranking, one, tuple(cells for _, cells in sent))
    lines = tuple(line for line, _ in sent)
    return Entries(request, lines, _notes(checks, len(bad)), _doubts(request, lines))


@contextmanager
def _file_of(file: Path) -> Iterator[Path]:
    """The file itself, or what comes in on stdin, kept while it is read."""
    if str(file) != STDIN:
        yield file
        return
    with tempfile.TemporaryDirectory(prefix="mcdesk-stdin-") as folder:
        path = Path(folder) / "stdin"
        try:
            with path.open("wb") as kept:
                shutil.copyfileobj(sys.stdin.buffer, kept)
        except OSError as exc:
            raise StorageError("What came in on stdin can't be kept.", "Free some disk space.") from exc
        yield path


def _called(file: Path) -> str:
    return "stdin" if str(file) == STDIN else file.name


def _require_columns(block: Block, side: Side, name: str) -> None:
    if not block.rows:
        raise InputFileError(f"{name} has no {side.plural}.", f"Give a file with one {side.noun} a row.")
    for column in side.columns:
        if column.is_needed and column.name not in block.columns:
            raise InputFileError(
                f"{name} has no column that is known as {column.field.title}.",
                f"Write {column.name} above it, in the first row.",
            )


def _require_fit(wish: RankWish, one: Cells, block: Block, count: int) -> None:
    ranking, name = wish.ranking, _called(wish.file)
    many = ranking.many
    if count == 0:
        raise InputFileError(
            f"{name} has no {many.noun} that can be sent.", f"Give a file with one {many.noun} a row."
        )
    if count > ranking.most:
        raise UsageError(
            f"{name} has {words.rows(count, many.noun)}; one request takes {ranking.most:,}.",
            batch_advice(
                ranking,
                one,
                None if str(wish.file) == STDIN else wish.file,
                block,
                wish.reach,
                leaves_out=wish.bad_rows == _LEAVE_OUT,
            ),
        )


def _bad_rows(wish: RankWish, count: int, troubles: tuple[RowTrouble, ...]) -> BadRowsError:
    are = "row can't" if count == 1 else "rows can't"
    error = BadRowsError(
        f"{count:,} {are} be sent. Nothing was sent.",
        f"Correct what is listed in {_called(wish.file)}, or add --bad-rows {_LEAVE_OUT}.",
    )
    error.troubles = troubles
    return error


def _troubles(
    side: Side, rows: Sequence[Cells], checks: Sequence[RowCheck], lines: Sequence[int]
) -> tuple[RowTrouble, ...]:
    return tuple(
        RowTrouble(lines[place], column.name, text, why_bad(column, text, cell))
        for place, check in enumerate(checks)
        if not check.is_empty and check.repeats is None
        for column, text, cell in zip(side.columns, rows[place], check.cells, strict=True)
        if cell.is_bad
    )


def _doubts(request: RankRequest, lines: Sequence[int]) -> tuple[str, ...]:
    """What is strange about what goes out: of the options first, then of the rows."""
    ranking = request.ranking
    found = []
    for line, side, cells in (
        (None, ranking.one, request.one),
        *((line, ranking.many, cells) for line, cells in zip(lines, request.many, strict=True)),
    ):
        for column, sent in zip(side.columns, cells, strict=True):
            if doubt := doubt_about(column, sent):
                found.append(RowTrouble(line, column.name, sent, doubt).line)
    return tuple(found)


def _notes(checks: Sequence[RowCheck], bad: int) -> tuple[str, ...]:
    """What was done to the file's rows without being asked for, or as wished."""
    sent = [check for check in checks if check.is_sendable]
    mended = [cell for check in sent for cell in check.cells if cell.is_mended]
    fixes = dict.fromkeys(rule.fix for cell in mended for rule in cell.rules if rule.is_safe)
    repeats = sum(check.repeats is not None for check in checks)
    said = []
    if mended:
        said.append(f"Mended {words.rows(len(mended), 'cell')}: {', '.join(fixes).lower()}.")
    if repeats:
        verb = "repeats an earlier one" if repeats == 1 else "repeat earlier ones"
        said.append(f"{words.rows(repeats)} {verb}: left out.")
    if bad:
        said.append(f"{words.rows(bad)} can't be sent: left out.")
    return tuple(said)
