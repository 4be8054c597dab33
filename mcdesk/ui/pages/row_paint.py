"""Painting that these pages' tables share: a row's band, the current cell's ring, a cell's text. No state."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from mcdesk.ui.jobs.cells.canvas import LEFT, metrics_of
from mcdesk.ui.theme.theme import Theme

CELL_LEFT, CELL_RIGHT, LINE_INSET = 16, 8, 12


def paint_band(
    theme: Theme, painter: QPainter, option: QStyleOptionViewItem, whole: QRect, inset: int = LINE_INSET
) -> None:
    """The ground of one cell as a part of its whole row, clipped to the cell: so a row has round ends.

    Args:
        theme: The look.
        painter: Saved and restored by the caller; it stays clipped to the cell.
        option: Says whether the row is selected or under the mouse.
        whole: Where the row lies.
        inset: By how much the line between rows is shorter at each end, in px at 100 %.
    """
    cell = option.rect
    painter.setClipRect(cell)
    is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
    if is_selected or option.state & QStyle.StateFlag.State_MouseOver:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("selected" if is_selected else "hover"))
        radius = theme.px(7)
        painter.drawRoundedRect(QRectF(whole).adjusted(0, 1, 0, -1), radius, radius)
    else:
        ends = theme.px(inset)
        painter.fillRect(whole.left() + ends, cell.bottom(), whole.width() - 2 * ends, 1, theme.color("line"))
    if is_selected:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("accent"))
        gap = theme.px(7)
        bar = QRectF(whole.left(), cell.y() + gap, theme.px(3), cell.height() - 2 * gap)
        painter.drawRoundedRect(bar, 1.5, 1.5)


def paint_ring(theme: Theme, painter: QPainter, box: QRectF) -> None:
    """The ring of the cell that has the focus."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(theme.color("focus"), 1))
    painter.drawRoundedRect(box, theme.px(4), theme.px(4))


def paint_text(
    theme: Theme,
    painter: QPainter,
    box: QRectF,
    words: str,
    token: str,
    *,
    px: int = 13,
    weight: int = 400,
    mono: bool = False,
    align: Qt.AlignmentFlag = LEFT,
) -> float:
    """Writes one line, elided where there is no room for it.

    Returns:
        How wide it came out, in px.
    """
    font = theme.face(px, weight, mono=mono)
    shown = metrics_of(font).elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    painter.setFont(font)
    painter.setPen(theme.color(token))
    painter.drawText(box, align | Qt.TextFlag.TextSingleLine, shown)
    return metrics_of(font).horizontalAdvance(shown)
