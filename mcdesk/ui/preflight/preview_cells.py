"""What a cell of the preview shows: from the file, as sent, or as typed a moment ago. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Mapping

from mcdesk.model.preflight import PreviewRow
from mcdesk.model.rules import Rule
from mcdesk.ui.preflight.preview_columns import ColumnKind, PreviewColumn
from mcdesk.ui.preflight.preview_marks import CellLook, Mark, Marks, spoken, tooltip

LINE = 0
"""The place of the line's number."""
TEXT = 1
"""Where a row that does not fit the columns has its text."""


class PreviewCells:
    """Columns, marks and what was typed. It holds no rows: they are given.

    Attributes:
        columns: In their order.
        marks: What becomes of cells, as the last report has it.
        is_original: Whether cells are shown as they stand in the file.
    """

    def __init__(self) -> None:
        self.columns: tuple[PreviewColumn, ...] = ()
        self.marks = Marks()
        self.is_original = False
        self._typed: dict[tuple[int, int], str] = {}

    def look(self, row: PreviewRow, place: int) -> CellLook:
        """How a cell looks."""
        column, rule_id = self.columns[place], self._rule_id(row, place)
        mark = self.marks.of(rule_id) if rule_id else None
        is_struck = row.is_left_out and not self.is_original and not self.marks.waits(row)
        if not row.fits and place == TEXT:
            return CellLook("".join(row.cells[:1]), mark, is_struck, is_whole_row=True)
        is_other = column.kind is not ColumnKind.FIELD or column.source is None
        text = self._typed_in(row, column)
        if text is not None:
            return CellLook(text, is_pending=True, is_other=is_other)
        if mark is Mark.FIXED and is_struck:
            # Nothing of the row is sent, so nothing was fixed in it.
            mark = Mark.LEFT_OUT if place == LINE else None
        return CellLook(column.text(row, is_original=self.is_original), mark, is_struck, is_other=is_other)

    def to_edit(self, row: PreviewRow, place: int) -> str:
        """What an editor starts with: what was typed last, else what stands in the file."""
        column = self.columns[place]
        typed = self._typed_in(row, column)
        return column.text(row, is_original=True) if typed is None else typed

    def can_edit(self, row: PreviewRow, place: int) -> bool:
        """Whether something of the file stands there that can be written anew."""
        return row.fits and self.columns[place].source is not None

    def type_in(self, row: PreviewRow, place: int, text: str) -> int | None:
        """Takes what the user typed. Returns the file's column, None where nothing is changed by it."""
        source = self.columns[place].source
        if source is None or not row.fits or text == self.to_edit(row, place):
            return None
        self._typed[row.row, source] = text
        return source

    def forget(self) -> None:
        """Forgets what was typed: it is not wished any more."""
        self._typed = {}

    def settle(self, rows: Mapping[int, PreviewRow]) -> None:
        """Forgets what a report shows as it was typed, and what has no cell any more."""
        self._typed = {
            (row, source): text
            for (row, source), text in self._typed.items()
            if row in rows and source < len(rows[row].cells) and rows[row].cells[source] != text
        }

    def words(self, row: PreviewRow, place: int) -> str:
        """A cell as a sentence."""
        return spoken(self.columns[place].title, self.look(row, place), self._rule(row, place))

    def tooltip(self, row: PreviewRow, place: int) -> str:
        """What a cell tells on being pointed at; "" for nothing."""
        column, look, rule = self.columns[place], self.look(row, place), self._rule(row, place)
        if look.is_pending:
            return "Being checked"
        if look.is_whole_row or place == LINE or rule is None:
            return tooltip(rule, look.text, look.text)
        return tooltip(rule, column.text(row, is_original=True), column.text(row, is_original=False))

    def _typed_in(self, row: PreviewRow, column: PreviewColumn) -> str | None:
        return None if column.source is None else self._typed.get((row.row, column.source))

    def _rule_id(self, row: PreviewRow, place: int) -> str:
        """The rule that a cell breaks; at the line's number the one that the row breaks as a whole."""
        source = self.columns[place].source
        if not row.fits:
            return next(iter(row.rules), "") if place == TEXT else ""
        if place == LINE:
            return self.marks.of_row(row)
        return row.marks.get(source, "") if source is not None else ""

    def _rule(self, row: PreviewRow, place: int) -> Rule | None:
        return self.marks.rule(self._rule_id(row, place))
