"""Cells that are words or a figure: reference, operation, counts and times."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from mcdesk.model.rows import JobRow
from mcdesk.model.words import ago, count
from mcdesk.ui.controls.tag import paint_tag, tag_width
from mcdesk.ui.jobs.cells.canvas import RIGHT, Canvas
from mcdesk.ui.jobs.columns import is_unsent, submitted_words
from mcdesk.ui.jobs.looks import operation_icon, operation_name
from mcdesk.ui.theme.icons import paint_icon

_ELSEWHERE = "elsewhere"
_LEAST_NAME = 72


def paint_reference(canvas: Canvas, row: JobRow) -> None:
    """The job's name with its part, and a tag if another program sent it and the room allows."""
    box, theme = canvas.box, canvas.theme
    room = box.width()
    if row.part_words:
        _paint_part(canvas, row)
        return
    if row.is_elsewhere:
        tag = tag_width(theme, _ELSEWHERE) + theme.px(8)
        name = min(canvas.width_of(row.reference, weight=500), room - tag)
        if name >= theme.px(_LEAST_NAME) or name + tag <= room:
            left = box.x() + name + theme.px(8)
            paint_tag(theme, canvas.painter, QRectF(left, box.y(), room, box.height()), _ELSEWHERE)
            room = name + 1
    name_box = QRectF(box.x(), box.y(), room, box.height())
    canvas.write(name_box, row.reference, "text", weight=500, may_elide=True)


def _paint_part(canvas: Canvas, row: JobRow) -> None:
    """The name gives way, the part never does: it is all that tells the rows of one file apart."""
    box, part = canvas.box, f" · {row.part_words}"
    room = max(0.0, box.width() - canvas.width_of(part))
    name = min(canvas.width_of(row.reference, weight=500) + 1, room)
    name_box = QRectF(box.x(), box.y(), name, box.height())
    canvas.write(name_box, row.reference, "text", weight=500, may_elide=True)
    canvas.write(box.adjusted(name, 0, 0, 0), part, "text2")


def paint_operation(canvas: Canvas, row: JobRow) -> None:
    """Icon and name of the operation."""
    box, side = canvas.box, canvas.theme.px(14)
    square = QRectF(box.x(), box.center().y() - side / 2, side, side)
    paint_icon(canvas.theme, canvas.painter, square, operation_icon(row), "text2")
    words = box.adjusted(side + canvas.theme.px(8), 0, 0, 0)
    canvas.write(words, operation_name(row), "text2", may_elide=True)


def paint_items(canvas: Canvas, row: JobRow) -> None:
    """How many items went out."""
    _paint_count(canvas, row.items)


def paint_succeeded(canvas: Canvas, row: JobRow) -> None:
    """How many unique values came back."""
    _paint_count(canvas, row.succeeded)


def paint_failed(canvas: Canvas, row: JobRow) -> None:
    """How many failed: nothing to see at zero, red and heavy above."""
    if row.failed:
        canvas.write(canvas.box, count(row.failed), "bad.text", weight=600, align=RIGHT)
    else:
        canvas.write(canvas.box, count(row.failed), "text3" if row.failed is None else "text2", align=RIGHT)


def paint_submitted(canvas: Canvas, row: JobRow) -> None:
    """When it was sent, seen from now."""
    canvas.write(canvas.box, submitted_words(row, canvas.scene.now), "text3" if is_unsent(row) else "text2")


def paint_finished(canvas: Canvas, row: JobRow) -> None:
    """When it ended, seen from now."""
    if row.finished_at is None:
        canvas.write(canvas.box, "–", "text3")
    else:
        canvas.write(canvas.box, ago(row.finished_at, canvas.scene.now), "text2")


def _paint_count(canvas: Canvas, number: int | None) -> None:
    canvas.write(canvas.box, count(number), "text3" if number is None else "text", align=RIGHT)
