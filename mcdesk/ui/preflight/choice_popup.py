"""A list that pops up below a button, to choose one thing from. It runs no loop of its own."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QStandardItem,
    QStandardItemModel,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QVBoxLayout, QWidget

from mcdesk.ui.preflight.choice_delegate import CHOICE_ROLE, RULE_ROLE, ChoiceDelegate
from mcdesk.ui.preflight.choices import Choice, ChoiceGroup
from mcdesk.ui.theme.theme import Theme

_PADDING, _RADIUS, _MOST_HEIGHT, _LEAST_WIDTH, _MOST_WIDTH = 5, 8, 420, 150, 560


class ChoicePopup(QFrame):
    """`chosen` tells the key. Up, Down and letters move, Enter chooses, Esc and a click outside close it."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        # A click on the button that opened the list closes it; handed on, it would open the list again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self._theme = theme
        self.list_view = _List(theme)
        self._model = QStandardItemModel(self)
        self._delegate = ChoiceDelegate(theme)
        self.list_view.setModel(self._model)
        self.list_view.setItemDelegate(self._delegate)
        self.list_view.picked.connect(self._on_picked)
        lines = QVBoxLayout(self)
        padding = theme.px(_PADDING)
        lines.setContentsMargins(padding, padding, padding, padding)
        lines.addWidget(self.list_view)
        self.setFocusProxy(self.list_view)

    def open_below(self, button: QWidget, groups: Sequence[ChoiceGroup]) -> None:
        """Shows these choices below `button`, or above it where there is more room."""
        self._fill(groups)
        self.list_view.setAccessibleName(button.accessibleName())
        self.setGeometry(self._place_at(button))
        self.show()
        self.list_view.setFocus(Qt.FocusReason.PopupFocusReason)
        self._go_to_held()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the list and nothing more."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground of a menu."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("raised"))
        radius = self._theme.px(_RADIUS)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _fill(self, groups: Sequence[ChoiceGroup]) -> None:
        self._model.clear()
        for place, group in enumerate(groups):
            if group.title:
                title = QStandardItem(group.title)
                title.setFlags(Qt.ItemFlag.NoItemFlags)
                self._add(title, is_ruled=place > 0)
            for first, choice in enumerate(group.choices):
                item = QStandardItem(choice.words)
                item.setData(choice, CHOICE_ROLE)
                item.setToolTip(choice.tip)
                item.setData(_spoken(choice), Qt.ItemDataRole.AccessibleTextRole)
                self._add(item, is_ruled=place > 0 and first == 0 and not group.title)

    def _add(self, item: QStandardItem, *, is_ruled: bool) -> None:
        item.setEditable(False)
        item.setData(is_ruled, RULE_ROLE)
        self._model.appendRow(item)

    def _go_to_held(self) -> None:
        rows = [self._model.index(row, 0) for row in range(self._model.rowCount())]
        able = [index for index in rows if isinstance(index.data(CHOICE_ROLE), Choice)]
        held = [index for index in able if index.data(CHOICE_ROLE).is_held]
        if able:
            self.list_view.setCurrentIndex((held or able)[0])
            self.list_view.scrollTo((held or able)[0], QAbstractItemView.ScrollHint.EnsureVisible)

    def _place_at(self, button: QWidget) -> QRect:
        px, padding = self._theme.px, 2 * self._theme.px(_PADDING) + 2
        content = self.list_view.content_size()
        high = min(content.height() + padding, px(_MOST_HEIGHT))
        bar = px(12) if content.height() + padding > high else 0
        wide = max(content.width() + padding + bar, px(_LEAST_WIDTH), button.width())
        screen = button.screen().availableGeometry()
        wide = min(wide, px(_MOST_WIDTH), screen.width())
        below = button.mapToGlobal(QPoint(0, button.height() + 4))
        above = button.mapToGlobal(QPoint(0, -4))
        room_below, room_above = screen.bottom() - below.y(), above.y() - screen.top()
        x = max(screen.left(), min(below.x(), screen.right() + 1 - wide))
        if high <= room_below or room_below >= room_above:
            return QRect(x, below.y(), wide, min(high, room_below))
        high = min(high, room_above)
        return QRect(x, above.y() - high, wide, high)

    def _on_picked(self, key: Hashable) -> None:
        self.close()
        self.chosen.emit(key)


class _List(QListView):
    """The list itself: the mouse moves what is current, as in a menu."""

    picked = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setMouseTracking(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)

    def content_size(self) -> QSize:
        """Room for all its lines."""
        model = self.model()
        rows = range(model.rowCount())
        sizes = [self.sizeHintForIndex(model.index(row, 0)) for row in rows]
        wide = max((size.width() for size in sizes), default=0)
        return QSize(wide, sum(size.height() for size in sizes))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose; Esc is the popup's; letters go to what begins with them."""
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._pick(self.currentIndex())
        elif key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            self.window().close()
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Makes the line under the mouse current."""
        index = self.indexAt(event.position().toPoint())
        if index.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.setCurrentIndex(index)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Chooses the line under the mouse."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._pick(self.indexAt(event.position().toPoint()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the lines on the ground of a menu rather than that of a table."""
        QPainter(self.viewport()).fillRect(self.viewport().rect(), self._theme.color("raised"))
        super().paintEvent(event)

    def _pick(self, index: QModelIndex) -> None:
        choice = index.data(CHOICE_ROLE) if index.isValid() else None
        if isinstance(choice, Choice):
            self.picked.emit(choice.key)


def _spoken(choice: Choice) -> str:
    held = "chosen" if choice.is_held else ""
    return ", ".join(part for part in (choice.words, held, choice.detail) if part)
