"""The downloads cell: dots, the same in words, and how the copy on this computer stands."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from mcdesk.model.rows import CopyState, JobRow
from mcdesk.ui.controls.slot_dots import paint_dots
from mcdesk.ui.jobs.cells.canvas import Canvas
from mcdesk.ui.theme.icons import paint_icon

_COPY_ICONS = {
    CopyState.VERIFIED: ("ph.shield-check-fill", "ok.text"),
    CopyState.FETCHING: ("ph.arrow-down-bold", "run.text"),
    CopyState.DAMAGED: ("ph.warning-fill", "bad.text"),
    CopyState.BROKEN: ("ph.warning-fill", "warn.text"),
    CopyState.LOST: ("ph.warning-fill", "warn.text"),
}


def paint_slots(canvas: Canvas, row: JobRow) -> None:
    """What may still be fetched. A dash before the job has a result."""
    box, theme = canvas.box, canvas.theme
    if row.slots is None:
        canvas.write(box, "–", "text3")
    else:
        busy = 1 if row.copy is CopyState.FETCHING else 0
        dots = paint_dots(theme, canvas.painter, box, row.slots.left, row.slots.total, busy)
        canvas.write(box.adjusted(dots + theme.px(8) if dots else 0, 0, 0, 0), row.slots.words, "text2")
    if row.copy in _COPY_ICONS:
        name, token = _COPY_ICONS[row.copy]
        side = theme.px(14)
        square = QRectF(box.right() - side, box.center().y() - side / 2, side, side)
        paint_icon(theme, canvas.painter, square, name, token)
