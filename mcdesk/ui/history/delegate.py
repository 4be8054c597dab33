"""Paints the rows of the history. It measures and changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mcdesk.model.past_requests import PastRequest
from mcdesk.model.words import ago
from mcdesk.ui.answer.entry_words import DOT
from mcdesk.ui.answer.ink import LEFT, RIGHT, Ink
from mcdesk.ui.history.list_model import KIND, OUTCOME, ROW
from mcdesk.ui.history.looks import STATE_LOOKS, is_code
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _ICON, _LEFT, _RIGHT, _UPPER, _LOWER, _LINE, _GAP = 52, 18, 42, 12, 17, 35, 18, 14
_KIND_SHARE = 0.62
"""Of a row's width, at most; the rest tells what came of it."""
_ELIDE = Qt.TextElideMode.ElideMiddle


class HistoryDelegate(QStyledItemDelegate):
    """Two lines: what and when, then which kind and what came of it."""

    def __init__(self, theme: Theme, now: Callable[[], float], owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self._now = now

    def sizeHint(self, _option: QStyleOptionViewItem, _index: QModelIndex | QPersistentModelIndex) -> QSize:
        """All rows are as high; the view makes them as wide as itself."""
        return QSize(0, self._theme.px(_HEIGHT))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Ground first, then the two lines."""
        theme, px = self._theme, self._theme.px
        past: PastRequest = index.data(ROW)
        look = STATE_LOOKS[past.state]
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        side = px(_ICON)
        mark = QRectF(box.x() + px(13), box.center().y() - side / 2, side, side)
        paint_icon(theme, painter, mark, look.icon, f"{look.tone}.text")
        inner = box.adjusted(px(_LEFT), 0, -px(_RIGHT), 0)
        self._paint_upper(painter, inner, past)
        self._paint_lower(painter, inner, past, index.data(KIND), str(index.data(OUTCOME)))
        painter.restore()

    def _paint_upper(self, painter: QPainter, inner: QRectF, past: PastRequest) -> None:
        line, when = self._line(inner, _UPPER), ago(past.asked_at, self._now())
        small = Ink(self._theme, "text2", 12)
        small.write(painter, line, when, RIGHT)
        line.setRight(line.right() - small.width_of(when) - self._theme.px(_GAP))
        name = Ink(self._theme, "text", 13, 500, mono=is_code(past))
        name.write(painter, line, past.subject or "Nothing named", LEFT, elide=_ELIDE)

    def _paint_lower(
        self, painter: QPainter, inner: QRectF, past: PastRequest, facts: Sequence[str], outcome: str
    ) -> None:
        """What was asked has its room as far as there is any; a long reason gives way."""
        theme, px, line = self._theme, self._theme.px, self._line(inner, _LOWER)
        small = Ink(theme, "text2", 12)
        kind = small.fitting(facts, DOT, line.width() * _KIND_SHARE)
        small.write(painter, line, kind)
        line.setLeft(line.left() + small.width_of(kind) + px(_GAP))
        look = STATE_LOOKS[past.state]
        word = Ink(theme, f"{look.tone}.text", 12, 500)
        between = ": " if outcome else ""
        used = word.width_of(look.word) + small.width_of(between)
        told = min(small.width_of(outcome) + 1, max(0.0, line.width() - used))
        line.setLeft(line.right() - used - told)
        word.write(painter, line, look.word)
        line.setLeft(line.left() + word.width_of(look.word))
        small.write(painter, line, between + outcome, LEFT, elide=Qt.TextElideMode.ElideRight)

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        theme, cell = self._theme, QRectF(option.rect)
        radius = theme.px(7)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setPen(Qt.PenStyle.NoPen)
        if is_selected or is_hovered:
            painter.setBrush(theme.color("selected" if is_selected else "hover"))
            painter.drawRoundedRect(cell.adjusted(0, 1, 0, -1), radius, radius)
        else:
            inset = theme.px(12)
            painter.fillRect(
                QRectF(cell.x() + inset, cell.bottom() - 1, cell.width() - 2 * inset, 1), theme.color("line")
            )
        if is_selected:
            painter.setBrush(theme.color("accent"))
            high = theme.px(10)
            bar = QRectF(cell.x(), cell.y() + high, theme.px(3), cell.height() - 2 * high)
            painter.drawRoundedRect(bar, 1.5, 1.5)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.color("focus"), 1))
            painter.drawRoundedRect(cell.adjusted(0.5, 1.5, -0.5, -1.5), radius, radius)

    def _line(self, inner: QRectF, middle: float) -> QRectF:
        high = self._theme.px(_LINE)
        return QRectF(inner.x(), inner.y() + self._theme.px(middle) - high / 2, inner.width(), high)
