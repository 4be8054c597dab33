"""Everything that preflight writes: what is sent, what is kept for joining, the change log, the rejects."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

from mcdesk.intake.examination import Examined
from mcdesk.intake.layout import sent_layout, whole_layout
from mcdesk.intake.opening import is_gzip
from mcdesk.intake.packer import PackedPart, Packer, facts_of
from mcdesk.intake.records import CHANGES_NAME, REJECTS_NAME, Records
from mcdesk.intake.rendering import Renderer
from mcdesk.intake.tables import Table
from mcdesk.model.file_names import base_name
from mcdesk.model.operations import Packing
from mcdesk.model.preflight import Dialect, Fillings, Limits, PreflightWish
from mcdesk.model.rules import DUPLICATE_ROW

WHOLE_NAME = "all-columns"
"""The copy with every column, where the service takes only some: results are joined to it later."""
_ENTIRE = Limits(rows=None, size=2**62)
_LONGEST_NAME = 120
"""Bytes. File systems take 255, and endings are still to come."""


class Copies:
    """Takes examined blocks in their order; then `finish` or `abandon`.

    Args:
        folder: Gets the files; it exists.
        path: The source.
        wish: What the user decided.
        table: The source, opened.
        fillings: Which field comes from where.
        constants: The text of constant fields as it is sent.
        result_places: Columns that the service once added.
    """

    def __init__(
        self,
        folder: Path,
        path: Path,
        wish: PreflightWish,
        table: Table,
        fillings: Fillings,
        constants: dict[str, str],
        result_places: frozenset[int],
    ) -> None:
        operation = wish.operation
        self._path = path
        self._is_trial = wish.first_rows is not None
        self._table = table
        self._packing = operation.packing
        self._limits = wish.limits or Limits(operation.max_rows, operation.max_bytes)
        separator = table.dialect.separator.value
        layout = sent_layout(operation, table.header, fillings, constants, result_places)
        self._layout = layout
        self._renderer = Renderer(layout, separator)
        self._packer = Packer(
            folder, _copy_name(path, self._packing), self._packing, layout.header, self._limits
        )
        self._whole: tuple[Renderer, Packer] | None = None
        if not (operation.takes_more_columns or layout.is_whole):
            whole = whole_layout(table.header, fillings, constants)
            packer = Packer(folder, WHOLE_NAME, Packing.GZIP_CSV, whole.header, _ENTIRE)
            self._whole = (Renderer(whole, separator), packer)
        self._records = Records(folder, table.header)
        self._records.note_header(table.dialect.header_line, layout)

    @property
    def changed_cells(self) -> int:
        """Cells that are sent otherwise than they stand in the file, so far."""
        return self._records.changed_cells

    @property
    def header_size(self) -> int:
        """Bytes of the header line in each part."""
        return len(self._layout.header)

    @property
    def left_out(self) -> int:
        """Rows that are not sent, so far."""
        return self._records.left_out

    def add(self, seen: Examined, repeats: Sequence[int]) -> None:
        """Takes a block; `repeats` are the places of rows left out because they repeat others."""
        places = (~seen.is_out).nonzero()[0]
        self._packer.add(places, lambda some: self._renderer.render(seen, some))
        if self._whole is not None:
            renderer, packer = self._whole
            packer.add(places, lambda some: renderer.render(seen, some))
        self._records.note_rows(seen, repeats, DUPLICATE_ROW.name)

    def finish(self) -> list[PackedPart]:
        """Closes everything; gives what is to be sent."""
        self._records.close()
        if self._whole is not None:
            self._whole[1].finish()
        parts = self._packer.finish()
        if len(parts) == 1 and self._is_right_already():
            packed = parts[0].packed.path
            shutil.copyfile(self._path, packed)
            return [PackedPart(facts_of(packed), parts[0].first, parts[0].last)]
        return parts

    def abandon(self) -> None:
        """Removes everything."""
        self._records.abandon()
        self._packer.abandon()
        if self._whole is not None:
            self._whole[1].abandon()

    def _is_right_already(self) -> bool:
        """Whether the source's own bytes are what the service wants: then those are sent."""
        asked, as_it_is = self._table.dialect, Dialect()
        is_plain_copy = self._layout.is_whole and not self._layout.constants
        return (
            self._packing is Packing.GZIP_CSV
            and is_plain_copy
            and self._layout.names == self._table.header
            and not (self.changed_cells or self.left_out or self._is_trial)
            and asked == as_it_is
            and is_gzip(self._path)
            and self._path.stat().st_size <= self._limits.size
        )


def _copy_name(path: Path, packing: Packing) -> str:
    """The source's name, unless it is too long or one of the other files in the folder has it."""
    name = base_name(path).encode(errors="ignore")[:_LONGEST_NAME].decode(errors="ignore")
    is_taken = (name + packing.suffix).casefold() in (CHANGES_NAME, REJECTS_NAME)
    return f"{name}-rows" if is_taken else name or "rows"
