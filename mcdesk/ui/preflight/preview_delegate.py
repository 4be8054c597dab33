"""Paints the preview's cells, and lends them an editor. What is typed goes to the model, which tells it."""

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
)
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from mcdesk.ui.preflight.change_marks import visible
from mcdesk.ui.preflight.preview_marks import CellLook, Mark
from mcdesk.ui.preflight.preview_model import LOOK
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

CELL_PADDING, ICON_ROOM = 10, 18
_ICON, _RADIUS, _LEAST_EDITOR, _LEAST_MARK = 12, 4, 140, 160

_ICONS = {
    Mark.FIXED: "ph.wrench-fill",
    Mark.OPEN: "ph.warning-octagon-fill",
    Mark.LEFT_OUT: "ph.warning-octagon-fill",
    Mark.KEPT: "ph.info-fill",
}
_TONES = {Mark.FIXED: "ok", Mark.OPEN: "bad", Mark.LEFT_OUT: "bad", Mark.KEPT: "idle"}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PENDING_ICON = "ph.pencil-simple-bold"

AnyIndex = QModelIndex | QPersistentModelIndex


def mark_icon(mark: Mark) -> str:
    """The icon of a marked cell, for the legend too."""
    return _ICONS[mark]


def mark_tone(mark: Mark, *, is_original: bool) -> str:
    """The tone of a marked cell. Before its fix a value is in the colour of a proposal, not of a success."""
    return "warn" if mark is Mark.FIXED and is_original else _TONES[mark]


class PreviewDelegate(QStyledItemDelegate):
    """One for all columns. The view tells it whether cells are shown as they stand in the file."""

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme = theme
        self.is_original = False

    def sizeHint(self, option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """The rows are all as high as the view says."""
        return option.rect.size()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Ground, mark, icon, text, and the ring of the current cell."""
        look: CellLook = index.data(LOOK)
        cell, theme = option.rect, self._theme
        painter.save()
        painter.setClipRect(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(cell, theme.color("selected"))
        painter.fillRect(cell.left(), cell.bottom(), cell.width(), 1, theme.color("line"))
        whole, cell = cell, self._marked_part(cell, look)
        box = QRectF(cell).adjusted(3, 2, -3, -3)
        is_right = bool(index.data(Qt.ItemDataRole.TextAlignmentRole) & int(Qt.AlignmentFlag.AlignRight))
        self._paint_ground(painter, box, look, is_line=index.column() == 0)
        room = self._paint_icon(painter, cell, look, is_left=is_right or look.is_whole_row)
        self._write(painter, room, look, index.column(), is_right=is_right)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(whole).adjusted(1.5, 1, -1.5, -2), theme.px(_RADIUS), theme.px(_RADIUS)
            )
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A line without a frame of its own."""
        editor = QLineEdit(parent)
        editor.setProperty("kind", "cell")
        editor.setFont(self._theme.face(12, mono=True))
        editor.setAccessibleName(str(index.model().headerData(index.column(), Qt.Orientation.Horizontal)))
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps Enter with any modifier for the editor: Ctrl+Enter must not send a file without the edit."""
        is_asked = event.type() is QEvent.Type.ShortcutOverride
        if is_asked and isinstance(event, QKeyEvent) and event.key() in _ENTER:
            event.accept()
            return True
        return super().eventFilter(watched, event)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """The cell as it stands in the file. A report that comes meanwhile does not touch what is typed."""
        text = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QLineEdit) and not editor.isModified() and editor.text() != text:
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hands over what was typed."""
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Over the cell, and wider where its text needs that."""
        cell, parent = option.rect, editor.parentWidget()
        room = parent.width() if parent is not None else option.rect.width()
        words = QFontMetricsF(self._theme.face(12, mono=True)).horizontalAdvance(
            str(index.data(Qt.ItemDataRole.EditRole))
        )
        wanted = max(cell.width(), self._theme.px(_LEAST_EDITOR), round(words) + self._theme.px(30))
        left = max(0, min(cell.left(), room - wanted))
        editor.setGeometry(left, cell.top(), min(wanted, room), cell.height())

    def _marked_part(self, cell: QRect, look: CellLook) -> QRect:
        """The last column takes all the room that is left; a mark keeps to its text."""
        if look.is_whole_row or (look.mark is None and not look.is_pending):
            return cell
        px, face = self._theme.px, self._theme.face(12, mono=True)
        words = QFontMetricsF(face).horizontalAdvance(visible(look.text))
        wanted = max(px(_LEAST_MARK), round(words) + px(ICON_ROOM) + 2 * px(CELL_PADDING) + 1)
        is_stretched = cell.width() > 2 * wanted
        return QRect(cell.left(), cell.top(), wanted, cell.height()) if is_stretched else cell

    def _paint_ground(self, painter: QPainter, box: QRectF, look: CellLook, *, is_line: bool) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        if look.is_pending:
            painter.setBrush(theme.color("accent_soft"))
        elif look.mark is None or is_line:
            return
        else:
            tone = mark_tone(look.mark, is_original=self.is_original)
            painter.setBrush(theme.color(f"{tone}.soft"))
            if tone == "bad":
                painter.setPen(QPen(theme.color("bad.fill"), 1))
                box = box.adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, theme.px(_RADIUS), theme.px(_RADIUS))

    def _paint_icon(self, painter: QPainter, cell: QRect, look: CellLook, *, is_left: bool) -> QRectF:
        """Draws the icon at the side away from the text's own edge; returns what is left for the text."""
        px, room = self._theme.px, QRectF(cell)
        room.adjust(px(CELL_PADDING), 0, -px(CELL_PADDING), 0)
        if look.mark is None and not look.is_pending:
            return room
        left = room.left() if is_left else room.right() - px(_ICON)
        square = QRectF(left, room.center().y() - px(_ICON) / 2, px(_ICON), px(_ICON))
        if look.mark is None:
            paint_icon(self._theme, painter, square, _PENDING_ICON, "accent_text")
        else:
            tone = mark_tone(look.mark, is_original=self.is_original)
            paint_icon(self._theme, painter, square, _ICONS[look.mark], f"{tone}.text")
        return room.adjusted(px(ICON_ROOM), 0, 0, 0) if is_left else room.adjusted(0, 0, -px(ICON_ROOM), 0)

    def _write(self, painter: QPainter, room: QRectF, look: CellLook, column: int, *, is_right: bool) -> None:
        font = self._face(look, column)
        painter.setFont(font)
        painter.setPen(self._theme.color(self._ink(look, column)))
        side = Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        words = QFontMetricsF(font).elidedText(visible(look.text), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words)

    def _face(self, look: CellLook, column: int) -> QFont:
        is_plain = column == 0 or (look.is_other and not look.is_whole_row)
        font = self._theme.face(12, mono=not is_plain)
        if look.is_struck and column > 0 and look.mark is None:
            font = QFont(font)
            font.setStrikeOut(True)
        return font

    def _ink(self, look: CellLook, column: int) -> str:
        if look.is_pending:
            return "accent_text"
        if column == 0:
            return "text2"
        if look.mark is not None and look.mark is not Mark.KEPT:
            return f"{mark_tone(look.mark, is_original=self.is_original)}.text"
        return "text3" if look.is_other or look.is_struck else "text"
