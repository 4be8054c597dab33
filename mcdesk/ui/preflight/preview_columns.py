"""Which columns the preview has and what stands in them. Pure: values in, values out, no Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from mcdesk.model.fields import Field, Shape
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Constant, FromColumn, PreviewRow, Report
from mcdesk.ui.preflight.problem_words import place_word

_FIGURES = (Shape.MONEY, Shape.DISTANCE)
NOTHING = "–"


class ColumnKind(Enum):
    """What a column is to the operation: where the row stands, a needed field, or one that travels along."""

    LINE = auto()
    FIELD = auto()
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class PreviewColumn:
    """One column as shown.

    Attributes:
        kind: What it is to the operation.
        title: Its heading.
        source: Its place in the file's header; None where no column of the file is behind it.
        constant: What stands in every row where `source` is None.
        is_figure: Numbers, which stand at the right.
    """

    kind: ColumnKind
    title: str
    source: int | None = None
    constant: str = ""
    is_figure: bool = False

    def text(self, row: PreviewRow, *, is_original: bool) -> str:
        """What stands in its cell of a row, in the file or as sent. Of a row that does not fit: nothing."""
        if self.kind is ColumnKind.LINE:
            return f"{row.line:,}"
        if not row.fits:
            return ""
        if self.source is None:
            return self.constant or NOTHING
        cells = row.cells if is_original else row.sent
        return cells[self.source] if self.source < len(cells) else ""


def columns_of(report: Report, operation: Operation) -> tuple[PreviewColumn, ...]:
    """The line's number, the fields that the operation needs, then whatever else the file has."""
    needed = tuple(_needed(field, report) for field in operation.fields)
    used = {column.source for column in needed}
    others = (
        PreviewColumn(ColumnKind.OTHER, title, place)
        for place, title in enumerate(report.header)
        if place not in used
    )
    line = PreviewColumn(ColumnKind.LINE, place_word(report.dialect), is_figure=True)
    return (line, *needed, *others)


def place_of(columns: Sequence[PreviewColumn], wanted: PreviewColumn) -> int:
    """Where a column of an earlier report is now: by the file's column, else by its heading; -1 if gone."""
    for place, column in enumerate(columns):
        is_same_cell = column.source is not None and column.source == wanted.source
        if is_same_cell or (column.source is None and column.title == wanted.title):
            return place
    return -1


def _needed(field: Field, report: Report) -> PreviewColumn:
    filling, is_figure = report.fillings.get(field.name), field.shape in _FIGURES
    match filling:
        case FromColumn(index=index):
            return PreviewColumn(ColumnKind.FIELD, field.name, index, is_figure=is_figure)
        case Constant(text=text):
            return PreviewColumn(ColumnKind.FIELD, field.name, constant=text, is_figure=is_figure)
        case None:
            return PreviewColumn(ColumnKind.FIELD, field.name, is_figure=is_figure)
