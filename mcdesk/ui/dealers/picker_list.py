"""The lines of the dealer picker: lists and dealers, each with a box to tick. It adds nothing itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QScrollBar,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from mcdesk.ui.dealers.picked import Pick
from mcdesk.ui.jobs.cells.canvas import RIGHT, metrics_of
from mcdesk.ui.pages.row_paint import paint_text
from mcdesk.ui.pages.tips import plain_tip
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_LINE, _BOX, _ICON, _PADDING, _RULE_ROOM = 32, 16, 14, 10, 9
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

AnyIndex = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_Role = Qt.ItemDataRole


class PicksModel(QAbstractListModel):
    """Lines and which of them are ticked. A tick stays while a search hides its line."""

    ticked = Signal()

    def __init__(self, owner: QObject | None = None) -> None:
        super().__init__(owner)
        self._picks: tuple[Pick, ...] = ()
        self._ticked: dict[str, Pick] = {}

    @property
    def chosen(self) -> tuple[Pick, ...]:
        """What is ticked, in the order of the ticks."""
        return tuple(self._ticked.values())

    def pick_at(self, row: int) -> Pick | None:
        """One line; None beyond the end."""
        return self._picks[row] if 0 <= row < len(self._picks) else None

    def is_ruled(self, row: int) -> bool:
        """Whether a rule parts this line from the one above: dealers begin below lists."""
        return row > 0 and self._picks[row - 1].is_list and not self._picks[row].is_list

    def show_picks(self, picks: Sequence[Pick]) -> None:
        """Shows other lines."""
        self.beginResetModel()
        self._picks = tuple(picks)
        self.endResetModel()

    def clear(self) -> None:
        """Unticks everything."""
        self._ticked.clear()
        self.ticked.emit()

    def toggle(self, row: int) -> None:
        """Ticks a line, or unticks it."""
        pick = self.pick_at(row)
        if pick is None:
            return
        if self._ticked.pop(pick.ident, None) is None:
            self._ticked[pick.ident] = pick
        self.dataChanged.emit(self.index(row), self.index(row))
        self.ticked.emit()

    def rowCount(self, parent: AnyIndex = _NOWHERE) -> int:
        """How many lines there are."""
        return 0 if parent.isValid() else len(self._picks)

    def data(self, index: AnyIndex, role: int = _Role.DisplayRole) -> Any:
        """Words, tick, tool tip, and the sentence of a line."""
        pick = self.pick_at(index.row()) if index.isValid() else None
        if pick is None:
            return None
        is_ticked = pick.ident in self._ticked
        match role:
            case _Role.DisplayRole:
                return pick.words
            case _Role.CheckStateRole:
                return Qt.CheckState.Checked if is_ticked else Qt.CheckState.Unchecked
            case _Role.ToolTipRole:
                return plain_tip(f"{pick.words}\n{pick.detail}")
            case _Role.AccessibleTextRole:
                return f"{pick.spoken}, {'chosen' if is_ticked else 'not chosen'}"
        return None


class PicksView(QListView):
    """Space or a click ticks, Enter adds, letters go back to the search."""

    add_asked = Signal()
    typed = Signal(str)
    went_up = Signal()

    def __init__(self, theme: Theme, model: PicksModel) -> None:
        super().__init__()
        self._theme, self._picks = theme, model
        self.setModel(model)
        self.setItemDelegate(_PickDelegate(theme, model, self))
        self.setMouseTracking(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBar(_RaisedBar(theme))
        self.setAccessibleName("Lists and dealers")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys of a list with boxes to tick."""
        row, is_plain = self.currentIndex().row(), event.text().isprintable() and bool(event.text())
        if event.key() == Qt.Key.Key_Space:
            self._picks.toggle(row)
        elif event.key() in _ENTER:
            self.add_asked.emit()
        elif event.key() == Qt.Key.Key_Up and row <= 0:
            self.went_up.emit()
        elif is_plain and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.typed.emit(event.text())
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
            return
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ticks the line under the mouse."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._picks.toggle(index.row())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the lines on the ground of a menu rather than that of a table."""
        QPainter(self.viewport()).fillRect(self.viewport().rect(), self._theme.color("raised"))
        super().paintEvent(event)


class _RaisedBar(QScrollBar):
    """A scroll bar on the ground of a menu."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(Qt.Orientation.Vertical)
        self._theme = theme

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the ground, then the bar."""
        QPainter(self).fillRect(self.rect(), self._theme.color("raised"))
        super().paintEvent(event)


class _PickDelegate(QStyledItemDelegate):
    """Box, icon of a list, name, and where it is."""

    def __init__(self, theme: Theme, model: PicksModel, owner: QObject) -> None:
        super().__init__(owner)
        self._theme, self._picks = theme, model

    def sizeHint(self, _option: QStyleOptionViewItem, index: AnyIndex) -> QSize:
        """A line, and above the first dealer room for a rule."""
        room = self._theme.px(_RULE_ROOM) if self._picks.is_ruled(index.row()) else 0
        return QSize(self._theme.px(80), self._theme.px(_LINE) + room)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one line in the colours of the moment."""
        theme, px, pick = self._theme, self._theme.px, self._picks.pick_at(index.row())
        if pick is None:
            return
        box = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._picks.is_ruled(index.row()):
            y = round(box.y() + px(_RULE_ROOM) / 2)
            painter.fillRect(QRectF(box.x() + px(6), y, box.width() - px(12), 1), theme.color("line"))
            box.setTop(box.y() + px(_RULE_ROOM))
        is_current = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_current or option.state & QStyle.StateFlag.State_MouseOver:
            has_focus = bool(option.state & QStyle.StateFlag.State_HasFocus)
            painter.setPen(theme.color("focus") if has_focus else Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("hover"))
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(6), px(6))
        inner = box.adjusted(px(_PADDING), 0, -px(_PADDING), 0)
        is_ticked = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        self._paint_box(painter, inner, is_ticked=is_ticked)
        self._paint_words(painter, inner.adjusted(px(_BOX + 10), 0, 0, 0), pick)
        painter.restore()

    def _paint_box(self, painter: QPainter, inner: QRectF, *, is_ticked: bool) -> None:
        theme, side = self._theme, self._theme.px(_BOX)
        square = QRectF(inner.x(), inner.center().y() - side / 2, side, side)
        painter.setPen(QPen(theme.color("accent" if is_ticked else "control"), 1.5))
        painter.setBrush(theme.color("accent" if is_ticked else "surface"))
        painter.drawRoundedRect(square.adjusted(0.75, 0.75, -0.75, -0.75), theme.px(4), theme.px(4))
        if is_ticked:
            paint_icon(theme, painter, square.adjusted(2, 2, -2, -2), "ph.check-bold", "on_accent")

    def _paint_words(self, painter: QPainter, inner: QRectF, pick: Pick) -> None:
        theme, px = self._theme, self._theme.px
        if pick.is_list:
            side = px(_ICON)
            square = QRectF(inner.x(), inner.center().y() - side / 2, side, side)
            paint_icon(theme, painter, square, "ph.list-bullets", "text2")
            inner = inner.adjusted(side + px(6), 0, 0, 0)
        name = metrics_of(theme.face(13, 500)).horizontalAdvance(pick.words)
        detail = metrics_of(theme.face(12)).horizontalAdvance(pick.detail)
        room = max(inner.width() * 0.45, inner.width() - name - px(16))
        right = QRectF(inner.right() - min(detail, room), inner.y(), min(detail, room) + 1, inner.height())
        paint_text(theme, painter, right, pick.detail, "text2", px=12, align=RIGHT)
        inner.setRight(right.left() - px(12))
        paint_text(theme, painter, inner, pick.words, "text", weight=500)
