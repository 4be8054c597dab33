"""The lists of dealers at the left of the book: one is chosen, named, removed. It saves nothing."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from mcdesk.model.words import count
from mcdesk.ui.dealers.cell_editor import CellEditor
from mcdesk.ui.dealers.lists_model import ALL, COUNT_ROLE, AnyIndex, ListsModel
from mcdesk.ui.jobs.cells.canvas import RIGHT, metrics_of
from mcdesk.ui.pages.row_paint import paint_ring, paint_text
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_ROW, _ICON, _PADDING, _TEXT_LEFT = 34, 16, 10, 36
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Hint = QAbstractItemDelegate.EndEditHint


class ListsView(QListView):
    """`list_chosen` tells a key. F2 or a double click names a list, Delete removes it (not its dealers)."""

    list_chosen = Signal(str)
    list_removed = Signal(str)
    context_requested = Signal(QPoint)
    name_doubted = Signal(str)
    """Why the name that is being typed can't be had; "" for a name that can."""
    went_in = Signal()
    """Enter: the dealers of the list are wanted."""

    def __init__(self, theme: Theme, model: ListsModel) -> None:
        super().__init__()
        self._lists, self._told = model, ALL
        painter = _ListDelegate(theme, model, self)
        painter.doubted.connect(self.name_doubted)
        self.setItemDelegate(painter)
        self.setModel(model)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(triggers.DoubleClicked | triggers.EditKeyPressed)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setAccessibleName("Lists of dealers")
        self.selectionModel().currentChanged.connect(self._on_current)
        model.modelReset.connect(self._restore)
        self._restore()

    @property
    def chosen(self) -> str:
        """The key of the list that is shown; ALL for all dealers."""
        return self._told

    def choose(self, key: str) -> None:
        """Shows a list, as if the user had chosen it."""
        self.setCurrentIndex(self._lists.index(self._lists.row_of(key)))

    def begin_new(self, members: tuple[str, ...] = ()) -> None:
        """Lets the user name a new list of these dealers."""
        index = self._lists.index(self._lists.begin_new(members))
        self.scrollTo(index)
        self.edit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete removes a list, Enter goes to its dealers."""
        key = self._lists.key_at(self.currentIndex().row())
        if event.key() == Qt.Key.Key_Delete and key != ALL:
            self.list_removed.emit(key)
        elif event.key() in _ENTER:
            if self.hasFocus():
                self.went_in.emit()
        else:
            super().keyPressEvent(event)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """A new list that was not named goes away again; Tab does not open the next."""
        super().closeEditor(editor, _Hint.NoHint)
        self.name_doubted.emit("")
        if hint is _Hint.RevertModelCache:
            self._lists.drop_new()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the mouse, or at the list when the keyboard asked."""
        spot = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            spot = self.visualRect(self.currentIndex()).center()
        self.context_requested.emit(self.viewport().mapToGlobal(spot))

    def _on_current(self, current: QModelIndex) -> None:
        key = self._lists.key_at(current.row()) if current.isValid() else ALL
        is_named = current.isValid() and (key != ALL or current.row() == 0)
        if is_named and key != self._told:
            self._told = key
            self.list_chosen.emit(key)

    def _restore(self) -> None:
        """The same list as before, under its new name where it was given one here."""
        key, before = self._lists.key_now(self._told), self._told
        self._told = key
        self.setCurrentIndex(self._lists.index(self._lists.row_of(key)))
        if key != before:
            self.list_chosen.emit(key)


class _ListDelegate(QStyledItemDelegate):
    """Icon, name, count."""

    doubted = Signal(str)

    def __init__(self, theme: Theme, model: ListsModel, owner: QWidget) -> None:
        super().__init__(owner)
        self._theme, self._lists = theme, model

    def sizeHint(self, _option: QStyleOptionViewItem, _index: AnyIndex) -> QSize:
        """All alike."""
        return QSize(self._theme.px(80), self._theme.px(_ROW))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        """Draws one list in the colours of the moment."""
        theme, px, is_all = self._theme, self._theme.px, index.row() == 0
        is_held = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QRectF(option.rect).adjusted(0, 1, 0, -1)
        if is_held or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("pressed" if is_held else "hover"))
            painter.drawRoundedRect(ground, px(6), px(6))
        if option.state & QStyle.StateFlag.State_HasFocus:
            paint_ring(theme, painter, ground.adjusted(0.5, 0.5, -0.5, -0.5))
        side = px(_ICON)
        square = QRectF(ground.x() + px(_PADDING), ground.center().y() - side / 2, side, side)
        name = "ph.storefront" if is_all else "ph.list-bullets"
        paint_icon(theme, painter, square, f"{name}-fill" if is_held and is_all else name, "text2")
        box = ground.adjusted(px(_TEXT_LEFT), 0, -px(_PADDING), 0)
        words = count(index.data(COUNT_ROLE))
        paint_text(theme, painter, box, words, "text2", px=12, align=RIGHT)
        box.setRight(box.right() - metrics_of(theme.face(12)).horizontalAdvance(words) - px(8))
        weight = 600 if is_held else 500
        paint_text(theme, painter, box, str(index.data()), "text" if is_held else "text2", weight=weight)
        painter.restore()

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: AnyIndex) -> QWidget:
        """A line that knows which names are taken."""
        trouble_of = partial(self._lists.name_trouble, index.row())
        editor = CellEditor(self._theme, "Name of the list", trouble_of, parent)
        editor.troubled.connect(self.doubted)
        return editor

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter does not close the line while the name can't be had: the reason is beside it."""
        is_key = event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
        if (
            is_key
            and isinstance(event, QKeyEvent)
            and event.key() in _ENTER
            and isinstance(watched, CellEditor)
        ):
            if event.type() is QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if watched.trouble:
                return True
        if event.type() is QEvent.Type.FocusOut and isinstance(watched, CellEditor) and watched.trouble:
            self.closeEditor.emit(watched, _Hint.RevertModelCache)
            return False
        return super().eventFilter(watched, event)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        """Hands over the name."""
        if isinstance(editor, CellEditor):
            model.setData(index, editor.text(), Qt.ItemDataRole.EditRole)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        """The name as it is, all of it selected."""
        if isinstance(editor, CellEditor) and not editor.isModified():
            editor.setText(str(index.data()))
            editor.selectAll()

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex) -> None:
        """Over the name, up to the edge."""
        px = self._theme.px
        editor.setGeometry(option.rect.adjusted(px(_TEXT_LEFT - 8), 3, -px(3), -3))
