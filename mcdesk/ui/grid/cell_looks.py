"""What a cell of the grid shows, says on hover and is read out as. Pure: values in, texts out, no Qt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from html import escape

from mcdesk.intake.forms.cell_check import CellCheck
from mcdesk.model.fields import Shape
from mcdesk.model.lookups import Column, Side
from mcdesk.model.rules import Rule
from mcdesk.model.words import count
from mcdesk.ui.grid.judging import Judged
from mcdesk.ui.grid.row_messages import Message, problem_of

DASH = "–"
_MONO = (Shape.VIN, Shape.IDENT)


class Mark(StrEnum):
    """Why a cell has an icon."""

    NONE = "none"
    MENDED = "mended"
    NOTED = "noted"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class CellLook:
    """Everything that a cell's painter needs to know.

    Attributes:
        text: What stands in it.
        mark: Why it has an icon.
        is_dash: It is empty, and that is in order.
        is_mono: It is a VIN or an id, of which every character counts.
    """

    text: str
    mark: Mark = Mark.NONE
    is_dash: bool = False
    is_mono: bool = False


def look_of(column: Column, typed: str, cell: CellCheck, *, can_wait: bool = False) -> CellLook:
    """A cell while it is not edited: what will be sent, or what was typed where that is not possible.

    With `can_wait` an empty cell is not marked: the user is about to fill it in.
    """
    is_mono = column.field.shape in _MONO
    if cell.is_bad:
        is_awaited = can_wait and not cell.sends
        return CellLook(_flat(typed), Mark.NONE if is_awaited else Mark.BAD, is_mono=is_mono)
    if not cell.sends:
        return CellLook(DASH, is_dash=True)
    mark = Mark.NOTED if cell.left else Mark.MENDED if cell.sends != typed else Mark.NONE
    return CellLook(cell.sends, mark, is_mono=is_mono)


def tooltip_of(typed: str, cell: CellCheck) -> str:
    """What is wrong or was mended, as markup that wraps; "" for a cell that is in order."""
    parts = []
    rule = problem_of(cell) or next(iter(cell.left), None)
    if rule is not None:
        parts.append(f"<p><b>{escape(rule.title)}</b><br>{escape(rule.advice)}</p>")
    if not cell.is_bad and cell.sends != typed and cell.sends:
        parts.append(f"<p>Typed: {escape(_flat(typed))}, sent: {escape(cell.sends)}</p>")
    return "".join(parts)


def spoken_cell(column: Column, typed: str, cell: CellCheck) -> str:
    """A cell as it is read out: ZIP: 30907, typed 30907-1234."""
    said = f"{column.field.title}: {_flat(typed) or 'empty'}"
    rule: Rule | None = problem_of(cell) or next(iter(cell.left), None)
    if rule is not None and (typed or cell.is_bad):
        return f"{said}. {rule.title}"
    if cell.sends and cell.sends != typed:
        return f"{column.field.title}: {cell.sends}, typed {_flat(typed)}"
    return said


def spoken_row(side: Side, place: int, row: Judged | None, message: Message | None) -> str:
    """A row as one sentence: Row 7, carvana.com, no ZIP, no location id. This dealer has ..."""
    if row is None:
        return f"Row {count(place + 1)}, empty. Type or paste a {side.noun}"
    if row.check.is_empty:
        return f"Row {count(place + 1)}, empty"
    parts = [f"Row {count(place + 1)}"]
    for at, (column, typed, cell) in enumerate(
        zip(side.columns, row.entry.cells, row.check.cells, strict=True)
    ):
        text = _flat(typed) if cell.is_bad else cell.sends
        if not text:
            parts.append(f"no {_inside(column.field.title)}")
        else:
            parts.append(text if at == 0 else f"{_inside(column.field.title)} {text}")
    words = [message.words] if message is not None else []
    # What is only doubtful has no line of its own: it goes.
    words += [rule.title for cell in row.check.cells if not cell.is_bad for rule in cell.left]
    return ". ".join([", ".join(parts), *words])


def _inside(title: str) -> str:
    """A title within a sentence: location id, but ZIP and VIN."""
    return title if title.isupper() else title[:1].lower() + title[1:]


def _flat(text: str) -> str:
    """On one line, as a cell is."""
    return " ".join(text.split())
