"""A file's whole way in: read, match columns, check every cell, mend, write, compress, hash. It blocks.

The source file is never touched, and nothing is sent. What will be sent is written into a folder, with the
log of every cell that differs and the rows that stay behind. The same file and wishes give the same bytes.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from mcdesk.intake.block import Ints
from mcdesk.intake.copies import Copies
from mcdesk.intake.encodings import WrongEncodingError, next_encoding
from mcdesk.intake.packer import PackedPart
from mcdesk.intake.passage import Passage, Recall, nothing_recalled
from mcdesk.intake.repeats import Numbers, Repeats
from mcdesk.intake.source import WatchedSource
from mcdesk.intake.tables import Table, opened_table
from mcdesk.model.errors import InputFileError, StorageError
from mcdesk.model.preflight import Forecast, PartForecast, PreflightWish, Report
from mcdesk.model.rules import DUPLICATE_PAIR, DUPLICATE_ROW
from mcdesk.model.submissions import FileFacts

_TELL_EVERY = 0.1
_SHOWN_REPEATS = 100


@dataclass(frozen=True, slots=True)
class Look:
    """How far a preflight has come: what was found so far, and bytes done of the source; None: not known."""

    report: Report
    done: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Prepared:
    """A file that went through preflight.

    Attributes:
        source: As it was read.
        report: What was found, with the forecast.
        parts: What can be sent, in order; () where a field has nothing to fill it.
        folder: Holds the parts, the change log and the rejects.
        header_size: Bytes of the header line in each part, before packing.
    """

    source: FileFacts
    report: Report
    parts: tuple[PackedPart, ...]
    folder: Path
    header_size: int = 0

    def unique_in(self, number: int) -> int:
        """Different values of the counted column in the part of that number, from 1."""
        forecast = self.report.forecast
        return forecast.parts[number - 1].unique_values if forecast else 0


Tell = Callable[[Look], None]
Watch = Callable[[], None]


def preflight(
    path: Path,
    wish: PreflightWish,
    folder: Path,
    tell: Tell,
    watch: Watch,
    recall: Recall = nothing_recalled,
) -> Prepared:
    """Takes a file through everything that comes before sending.

    Args:
        path: Any table: separated text, plain or gzip, or a workbook.
        wish: What the user decided.
        folder: Gets the files; made if need be.
        tell: Told what was found so far, some ten times a second, the first time after the first block.
        watch: Called often; may raise to stop the work. No copy is left in the folder then.
        recall: Asked for the fillings where the wish has none; else the columns are matched.

    Raises:
        InputFileError: If the file can't be read as a table, or has no rows.
        StorageError: If the folder can't be written.
    """
    reading = wish.reading
    while True:
        try:
            return _Run(path, replace(wish, reading=reading), folder, tell, watch, recall).go()
        except WrongEncodingError as exc:
            if wish.reading.encoding is not None:
                raise InputFileError(
                    f"{path.name} is not text in the chosen encoding.", "Choose another encoding."
                ) from exc
            reading = replace(reading, encoding=next_encoding(exc.encoding))
        except OSError as exc:
            raise StorageError(
                "The copy for sending can't be written.", "Free some disk space, then try again."
            ) from exc


class _Run:
    """The work with one encoding."""

    def __init__(
        self, path: Path, wish: PreflightWish, folder: Path, tell: Tell, watch: Watch, recall: Recall
    ) -> None:
        self._path = path
        self._wish = wish
        self._folder = folder
        self._tell = tell
        self._watch = watch
        self._recall = recall
        self._next_tell = 0.0

    def go(self) -> Prepared:
        self._folder.mkdir(parents=True, exist_ok=True)
        with WatchedSource(self._path) as source:
            dropped = self._found_repeats() if self._wish.is_on(DUPLICATE_ROW) else None
            with self._opened() as table:
                report, parts, header_size = self._gone_through(table, dropped)
            return Prepared(source.facts(), report, tuple(parts), self._folder, header_size)

    def _opened(self) -> AbstractContextManager[Table]:
        return opened_table(self._path, self._wish.reading, self._folder, self._watch)

    def _found_repeats(self) -> Repeats:
        """Which rows repeat others can be known only after all were seen: it takes a passage of its own."""
        with self._opened() as table:
            # All rows, also for a trial: how far it goes depends on how many are dropped.
            passage = Passage(table, replace(self._wish, first_rows=None), self._recall)
            for _ in passage.blocks():
                self._watch()
                self._tell_of(passage, table, 0, 0)
            return passage.repeats()

    def _gone_through(self, table: Table, dropped: Repeats | None) -> tuple[Report, list[PackedPart], int]:
        passage = Passage(table, self._wish, self._recall)
        copies = None if passage.examiner.missing else self._copies(table, passage)
        try:
            for seen, repeating in passage.blocks(dropped.rows if dropped else None):
                if copies is not None:
                    copies.add(seen, repeating)
                self._watch()
                self._tell_of(
                    passage, table, copies.left_out if copies else 0, copies.changed_cells if copies else 0
                )
            if not passage.tally.rows:
                raise InputFileError(
                    f"{self._path.name} has a header but no rows.", "Add at least one row below the header."
                )
            parts = copies.finish() if copies is not None else []
        except BaseException:
            if copies is not None:
                copies.abandon()
            raise
        repeats = _with_dropped(passage, dropped)
        self._show(passage, repeats)
        report = passage.report(
            left_out=copies.left_out if copies else 0,
            changed_cells=copies.changed_cells if copies else 0,
            repeats=repeats,
            forecast=_forecast(passage, parts),
        )
        return report, parts, copies.header_size if copies else 0

    def _copies(self, table: Table, passage: Passage) -> Copies:
        return Copies(
            self._folder,
            self._path,
            self._wish,
            table,
            passage.fillings,
            passage.constants,
            passage.result_places,
        )

    def _show(self, passage: Passage, repeats: Repeats) -> None:
        """Reads the first rows that repeat others once more: while they came by, nobody knew."""
        wanted = {
            DUPLICATE_ROW: repeats.rows[:_SHOWN_REPEATS],
            DUPLICATE_PAIR: repeats.pair_rows[:_SHOWN_REPEATS],
        }
        last = max((int(rows[-1]) for rows in wanted.values() if len(rows)), default=0)
        if not last:
            return
        with self._opened() as table:
            again = Passage(table, replace(self._wish, fillings=passage.fillings), nothing_recalled)
            for seen, _ in again.blocks(repeats.rows if self._wish.is_on(DUPLICATE_ROW) else None):
                self._watch()
                for rule, rows in wanted.items():
                    passage.tally.show_repeats(seen, _places(seen.block.rows, rows), rule)
                if len(seen.block) and seen.block.rows[-1] >= last:
                    return

    def _tell_of(self, passage: Passage, table: Table, left_out: int, changed_cells: int) -> None:
        now = time.monotonic()
        if now >= self._next_tell:
            self._next_tell = now + _TELL_EVERY
            report = passage.report(left_out=left_out, changed_cells=changed_cells)
            self._tell(Look(report, table.position(), table.size))


def _places(rows: Ints, wanted: Numbers) -> list[int]:
    """Where the wanted rows stand among those of a block, if they do."""
    return np.isin(rows, wanted).nonzero()[0].tolist()


def _with_dropped(passage: Passage, dropped: Repeats | None) -> Repeats:
    """The repeats that were left out are told of, too, as far as the passage went."""
    found = passage.repeats()
    if dropped is None:
        return found
    end = int(np.searchsorted(dropped.rows, passage.tally.rows, side="right"))
    return replace(found, rows=dropped.rows[:end], lines=dropped.lines[:end])


def _forecast(passage: Passage, parts: list[PackedPart]) -> Forecast:
    rows = sum(part.rows for part in parts)
    return Forecast(
        rows_sent=rows,
        unique_values=passage.unique_sent(1, rows),
        size=sum(part.packed.size for part in parts),
        parts=tuple(
            PartForecast(part.first, part.last, passage.unique_sent(part.first, part.last), part.packed.size)
            for part in parts
        ),
    )
