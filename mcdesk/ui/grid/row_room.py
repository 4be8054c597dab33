"""The measures of the grid's rows, and a row's message broken into lines. It paints nothing."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from mcdesk.ui.grid.row_messages import Message
from mcdesk.ui.jobs.cells.canvas import metrics_of
from mcdesk.ui.theme.theme import Theme

ROW, HEADER, GUTTER, PADDING, ICON, ICON_ROOM = 31, 30, 38, 10, 12, 14
_MESSAGE_TOP, _MESSAGE_LINE, _BELOW, _INSET = 28, 16, 6, 14


def message_lines(theme: Theme, message: Message | None, width: int) -> tuple[str, ...]:
    """A message as lines of at most `width` px; () for none."""
    if message is None or not message.has_line:
        return ()
    return _wrapped(message.words, theme.face(12, 500), width - 2 * theme.px(PADDING))


def row_height(theme: Theme, lines: int) -> int:
    """31 for the cells alone, 50 with a line below them."""
    return theme.px(_MESSAGE_TOP + lines * _MESSAGE_LINE + _BELOW) if lines else theme.px(ROW)


def band_of(theme: Theme, cell: QRect) -> QRect:
    """The part of a cell that its text stands in: all but the message."""
    return QRect(cell.left(), cell.top(), cell.width(), min(theme.px(ROW), cell.height()))


def message_box(theme: Theme, cell: QRect, line: int, width: int) -> QRectF:
    """Where a line of the message stands: the same place for every cell of the row."""
    top = cell.top() + theme.px(_MESSAGE_TOP + line * _MESSAGE_LINE)
    left = theme.px(PADDING)
    return QRectF(left, top, max(0, width - 2 * left), theme.px(_MESSAGE_LINE))


def paint_ground(
    theme: Theme, painter: QPainter, cell: QRect, message: Message | None, *, is_chosen: bool, inset: int = 0
) -> None:
    """A cell's part of its row: the ground, and the line that ends the row."""
    if message is not None and message.has_line:
        painter.fillRect(cell, theme.color(f"{message.tone}.soft"))
        inset = 0
    if is_chosen:
        painter.fillRect(cell, theme.color("selected"))
        inset = 0
    painter.fillRect(cell.left() + inset, cell.bottom(), cell.width() - inset, 1, theme.color("line"))


def line_inset(theme: Theme) -> int:
    """How far from the edge the lines between rows begin."""
    return theme.px(_INSET)


def fitted(words: str, font: QFont, width: float) -> str:
    """The words, elided where they are wider than the room."""
    metrics = metrics_of(font)
    if metrics.horizontalAdvance(words) <= width:
        return words
    return metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)


@lru_cache(maxsize=512)
def _wrapped(words: str, font: QFont, width: int) -> tuple[str, ...]:
    metrics, lines = metrics_of(font), [""]
    for word in words.split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and metrics.horizontalAdvance(longer) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return tuple(lines)
