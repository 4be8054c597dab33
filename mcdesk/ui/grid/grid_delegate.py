"""Paints the grid's cells, and lends them an editor whose text goes to the model key by key."""

from __future__ import annotations

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QHelpEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
    QWidget,
)

from mcdesk.model.fields import Shape
from mcdesk.ui.grid.cell_editor import CellEditor
from mcdesk.ui.grid.cell_looks import CellLook, Mark
from mcdesk.ui.grid.deeds import Leave, leave_of
from mcdesk.ui.grid.grid_model import LOOK, GridModel
from mcdesk.ui.grid.row_messages import Message
from mcdesk.ui.grid.row_room import (
    ICON,
    PADDING,
    band_of,
    fitted,
    message_box,
    message_lines,
    paint_ground,
)
from mcdesk.ui.jobs.cells.canvas import LEFT, metrics_of
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_RADIUS, _INSET_X, _INSET_Y, _EDITOR_AIR = 6, 4, 3, 24
_END, _ICON_END, _ICON_GAP = 5, 4, 3
_MARKS = {
    Mark.MENDED: ("ph.wrench-fill", "ok.text"),
    Mark.NOTED: ("ph.warning-fill", "warn.text"),
    Mark.BAD: ("ph.warning-octagon-fill", "bad.text"),
}
_TIP = Qt.ItemDataRole.ToolTipRole
_NO_HINT = QStyledItemDelegate.EndEditHint.NoHint
AnyIndex = QModelIndex | QPersistentModelIndex


def _is_elsewhere(editor: CellEditor) -> bool:
    """Whether another part of the same window has the focus by now."""
    focused = QApplication.focusWidget()
    return focused is not None and focused is not editor and focused.window() is editor.window()


class GridDelegate(QStyledItemDelegate):
    """One for all columns. `left` tells how the user left an open cell, when it is closed."""

    left = Signal(Leave)
    block_pasted = Signal()

    def __init__(self, theme: Theme, model: GridModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme, self._grid = theme, model
        self._open: CellEditor | None = None
        self.row_width = 0
        """How wide the rows are seen, told by the view before it paints."""
        self.has_focus = False
        """Whether chosen cells are shown as such, told by the view too."""
        self.current = (-1, -1)
        """The current cell, which has a ring or an editor and no tint, told by the view too."""

    @property
    def editor(self) -> CellEditor | None:
        """The open cell's editor."""
        return self._open

    def finish(self) -> None:
        """Closes an open cell and keeps what was typed."""
        if self._open is not None:
            self.commitData.emit(self._open)
            self.closeEditor.emit(self._open, _NO_HINT)

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """The rows are as high as the view says."""
        return option.rect.size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, mark, text, the row's message, and the ring of the current cell."""
        theme, cell = self._theme, option.rect
        look: CellLook = index.data(LOOK)
        message = self._grid.message_at(index.row())
        is_current = bool(option.state & QStyle.StateFlag.State_HasFocus)
        is_chosen = self.has_focus and bool(option.state & QStyle.StateFlag.State_Selected)
        is_chosen = is_chosen and self.current != (index.row(), index.column())
        is_ringed = self.has_focus and self.current == (index.row(), 0)
        painter.save()
        painter.setClipRect(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ground(theme, painter, cell, message, is_chosen=is_chosen)
        self._paint_message(painter, cell, message)
        if self._grid.row_at(index.row()) is None:
            self._paint_invitation(painter, cell, index.column(), is_cursor_here=is_ringed)
        else:
            self._paint_cell(painter, band_of(theme, cell), look)
        if is_current:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self._inner(cell)).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(ring, theme.px(_RADIUS) - 1, theme.px(_RADIUS) - 1)
        painter.restore()

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: AnyIndex
    ) -> bool:
        """What the model says on hover, else the whole text of a cell that is too narrow for it."""
        if event.type() is QEvent.Type.ToolTip and index.isValid() and not index.data(_TIP):
            words = self.cut_words(index, option.rect.width())
            QToolTip.showText(event.globalPos(), words, view.viewport(), option.rect)
            return True
        return super().helpEvent(event, view, option, index)

    def cut_words(self, index: AnyIndex, width: int) -> str:
        """The text of a cell that a column of this width shows only in part; "" where it shows all."""
        look: CellLook = index.data(LOOK)
        room = width - self._theme.px(PADDING) - self._theme.px(_END)
        font = self._theme.face(13, 400, mono=look.is_mono)
        return look.text if metrics_of(font).horizontalAdvance(look.text) > room else ""

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A line over the cell; typing begins."""
        column = self._grid.side.columns[index.column()]
        place, held = index.row(), QPersistentModelIndex(index)
        name = f"{column.field.title}, row {place + 1}"
        editor = CellEditor(
            self._theme, name, is_mono=column.field.shape in (Shape.VIN, Shape.IDENT), owner=parent
        )
        editor.textEdited.connect(lambda text: self._grid.setData(held, text))
        # Not at once: the paste closes this very editor.
        editor.block_pasted.connect(self.block_pasted, Qt.ConnectionType.QueuedConnection)
        self._open = editor
        self._grid.begin_typing(place)
        return editor

    def destroyEditor(self, editor: QWidget, index: AnyIndex) -> None:
        """Typing has ended."""
        if editor is self._open:
            self._open = None
            self._grid.end_typing()
        super().destroyEditor(editor, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Serves the keys that leave a cell at once, so that the next key finds the next cell."""
        if isinstance(event, QKeyEvent) and isinstance(watched, CellEditor):
            leave = leave_of(event)
            if leave is not None and event.type() is QEvent.Type.ShortcutOverride:
                event.accept()  # no button and no shortcut of the page has it first
                return True
            if leave is not None and event.type() is QEvent.Type.KeyPress:
                if leave is not Leave.SEND or not event.isAutoRepeat():
                    self._leave(watched, leave)
                return True
        if watched is self._open and event.type() is QEvent.Type.FocusOut and _is_elsewhere(watched):
            self.commitData.emit(watched)
            QTimer.singleShot(0, self, lambda: self._close_left(watched))
            return False
        return super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """What was typed, not what is sent. It is written only where it differs: the caret stays."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, QLineEdit) and editor.text() != text:
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hands over what was typed; blanks alone are nothing."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text() if editor.text().strip() else "")

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Where the ring was, and wider where the text needs that."""
        box = self._inner(option.rect)
        if isinstance(editor, QLineEdit):
            words = metrics_of(editor.font()).horizontalAdvance(
                str(index.data(Qt.ItemDataRole.EditRole) or "")
            )
            room = max(box.width(), self.row_width - 2 * self._theme.px(_INSET_X))
            box.setWidth(min(max(box.width(), round(words) + self._theme.px(_EDITOR_AIR)), room))
            box.moveLeft(max(0, min(box.left(), self.row_width - box.width())))
        editor.setGeometry(box)

    def _close_left(self, editor: CellEditor) -> None:
        """Closes the cell that the user left for another part of the page.

        Not before the focus has arrived there: seen from outside, it must come from a cell that is in sight.
        If it came from one that went away, it would look as if nobody had wanted it where it is.
        """
        if editor is self._open and not editor.hasFocus():
            self.closeEditor.emit(editor, _NO_HINT)

    def _leave(self, editor: CellEditor, leave: Leave) -> None:
        if leave is Leave.CANCEL:
            self._grid.cancel_typing()
        else:
            self.commitData.emit(editor)
        self.closeEditor.emit(editor, _NO_HINT)
        self.left.emit(leave)

    def _inner(self, cell: QRect) -> QRect:
        across, down = self._theme.px(_INSET_X), self._theme.px(_INSET_Y)
        return band_of(self._theme, cell).adjusted(across, down, -across, -down)

    def _paint_cell(self, painter: QPainter, band: QRect, look: CellLook) -> None:
        theme, px = self._theme, self._theme.px
        room = QRectF(band).adjusted(px(PADDING), 0, -px(_END), 0)
        if look.mark is Mark.BAD:
            painter.setPen(QPen(theme.color("bad.fill"), 1))
            painter.setBrush(theme.color("bad.soft"))
            box = QRectF(self._inner(band)).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(box, px(_RADIUS), px(_RADIUS))
        if look.mark is not Mark.NONE:
            icon, token = _MARKS[look.mark]
            side = px(ICON)
            square = QRectF(room.right() - px(_ICON_END) - side, room.center().y() - side / 2, side, side)
            paint_icon(theme, painter, square, icon, token)
            room.setRight(square.left() - px(_ICON_GAP))
        font = theme.face(13, 400, mono=look.is_mono)
        painter.setFont(font)
        ink = "text3" if look.is_dash else "bad.text" if look.mark is Mark.BAD else "text"
        painter.setPen(theme.color(ink))
        painter.drawText(room, LEFT | Qt.TextFlag.TextSingleLine, fitted(look.text, font, room.width()))

    def _paint_message(self, painter: QPainter, cell: QRect, message: Message | None) -> None:
        """Every cell paints the whole message, clipped to itself."""
        theme = self._theme
        if message is None:
            return
        font = theme.face(12, 500)
        painter.setFont(font)
        painter.setPen(theme.color(f"{message.tone}.text"))
        for number, words in enumerate(message_lines(theme, message, self.row_width)):
            box = message_box(theme, cell, number, self.row_width)
            painter.drawText(box, LEFT | Qt.TextFlag.TextSingleLine, fitted(words, font, box.width()))

    def _paint_invitation(self, painter: QPainter, cell: QRect, column: int, *, is_cursor_here: bool) -> None:
        """Across the row, but within the ring where that is around its beginning."""
        theme, font = self._theme, self._theme.face(13)
        if is_cursor_here and column > 0:
            return
        left = theme.px(PADDING)
        width = cell.width() if is_cursor_here else self.row_width
        room = QRectF(left, cell.top(), width - 2 * left, cell.height())
        painter.setFont(font)
        painter.setPen(theme.color("text3"))
        words = fitted(f"Type or paste a {self._grid.side.noun}", font, room.width())
        painter.drawText(room, LEFT | Qt.TextFlag.TextSingleLine, words)
