"""The state cell: a pill."""

from __future__ import annotations

from mcdesk.model.rows import JobRow
from mcdesk.ui.controls.pill import paint_pill
from mcdesk.ui.jobs.cells.canvas import Canvas
from mcdesk.ui.jobs.looks import state_look


def paint_state(canvas: Canvas, row: JobRow) -> None:
    """Icon, word and colour of the state."""
    look = state_look(row)
    paint_pill(canvas.theme, canvas.painter, canvas.box, look.word, look.tone, look.icon, look.is_solid)
