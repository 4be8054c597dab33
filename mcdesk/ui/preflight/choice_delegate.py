"""Painting of the lines of a list that pops up. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from mcdesk.ui.preflight.choices import Choice
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

CHOICE_ROLE = Qt.ItemDataRole.UserRole + 1
"""A `Choice`, or None for the title of a group."""
RULE_ROLE = Qt.ItemDataRole.UserRole + 2
"""Whether a rule is drawn above."""

_LINE, _TITLE, _RULE_ROOM = 30, 24, 9
_MARK_ROOM, _PADDING, _GAP, _DETAIL_MOST = 30, 10, 24, 260

Index = QModelIndex | QPersistentModelIndex


class ChoiceDelegate(QStyledItemDelegate):
    """A check mark, the words, and the detail at the right in the face of cells."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """As wide as its words and most of its detail."""
        px, choice = self._theme.px, index.data(CHOICE_ROLE)
        room = px(_RULE_ROOM) if index.data(RULE_ROLE) else 0
        if not isinstance(choice, Choice):
            words = QFontMetricsF(self._theme.face(12, 500)).horizontalAdvance(str(index.data()))
            return QSize(round(words) + 2 * px(_PADDING), px(_TITLE) + room)
        wide = px(_MARK_ROOM) + QFontMetricsF(self._theme.face()).horizontalAdvance(choice.words)
        if choice.detail:
            detail = QFontMetricsF(self._theme.face(12, mono=True)).horizontalAdvance(choice.detail)
            wide += px(_GAP) + min(detail, px(_DETAIL_MOST))
        return QSize(round(wide) + px(_PADDING), px(_LINE) + room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draws one line in the colours of the moment."""
        px, choice = self._theme.px, index.data(CHOICE_ROLE)
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(RULE_ROLE):
            painter.setPen(self._theme.color("line"))
            y = round(box.y() + px(_RULE_ROOM) / 2) + 0.5
            painter.drawLine(QPointF(box.x() + px(6), y), QPointF(box.right() - px(6), y))
            box.setTop(box.y() + px(_RULE_ROOM))
        if isinstance(choice, Choice):
            is_current = bool(option.state & QStyle.StateFlag.State_Selected)
            self._paint_choice(painter, box, choice, is_current)
        else:
            painter.setFont(self._theme.face(12, 500))
            painter.setPen(self._theme.color("text2"))
            words = box.adjusted(px(_PADDING), 0, -px(_PADDING), 0)
            painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, str(index.data()))
        painter.restore()

    def _paint_choice(self, painter: QPainter, box: QRectF, choice: Choice, is_current: bool) -> None:
        px, color = self._theme.px, self._theme.color
        if is_current:
            painter.setPen(color("focus"))
            painter.setBrush(color("hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        if choice.is_held:
            mark = QRectF(box.x() + px(9), box.center().y() - px(6), px(12), px(12))
            paint_icon(self._theme, painter, mark, "ph.check-bold", "text")
        inner = box.adjusted(px(_MARK_ROOM), 0, -px(_PADDING), 0)
        face, cells = self._theme.face(), self._theme.face(12, mono=True)
        used = QFontMetricsF(face).horizontalAdvance(choice.words)
        name_room = inner.width()
        if choice.detail:
            detail = QFontMetricsF(cells).horizontalAdvance(choice.detail)
            room = max(inner.width() - used - px(_GAP), min(detail, inner.width() * 0.4))
            name_room = inner.width() - min(room, detail) - px(_GAP)
            painter.setFont(cells)
            painter.setPen(color("text2"))
            words = QFontMetricsF(cells).elidedText(choice.detail, Qt.TextElideMode.ElideRight, room)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, words)
        painter.setFont(face)
        painter.setPen(color("text"))
        words = QFontMetricsF(face).elidedText(choice.words, Qt.TextElideMode.ElideMiddle, name_room + 1)
        painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, words)
