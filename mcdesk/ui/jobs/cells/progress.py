"""The progress cell: the stage in words, the figure, and a bar where there is something to measure."""

from __future__ import annotations

from PySide6.QtCore import QRectF

from mcdesk.model.rows import JobRow
from mcdesk.ui.controls.bars import paint_bar
from mcdesk.ui.jobs.cells.canvas import RIGHT, Canvas
from mcdesk.ui.jobs.looks import progress_look

_BAR, _BAR_BELOW_MIDDLE, _WORDS_ABOVE_MIDDLE, _LINE = 4, 5, 7, 18


def paint_progress(canvas: Canvas, row: JobRow) -> None:
    """Words above a bar, or words alone in the middle, on two lines if they must."""
    look, px = progress_look(row, canvas.scene), canvas.theme.px
    box = canvas.box
    if look.fraction is None:
        canvas.write_in_two(look.words, look.token, px=12)
        return
    middle = round(box.center().y())
    line = QRectF(box.x(), middle - px(_WORDS_ABOVE_MIDDLE) - px(_LINE) / 2, box.width(), px(_LINE))
    words = line
    if look.figure:
        canvas.write(line, look.figure, "text", px=12, weight=500, align=RIGHT)
        words = line.adjusted(0, 0, -canvas.width_of(look.figure, 12, 500) - px(8), 0)
    canvas.write(words, look.words, look.token, px=12, may_elide=True)
    bar = QRectF(box.x(), middle + px(_BAR_BELOW_MIDDLE), box.width(), px(_BAR))
    tone = "bad" if look.is_frozen else "run"
    hatched_from = 0.0 if look.is_frozen else None
    paint_bar(canvas.theme, canvas.painter, bar, look.fraction, tone, hatched_from=hatched_from)
