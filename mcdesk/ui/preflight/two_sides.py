"""Two blocks side by side with a line between, or one above the other where the room is narrow."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QFrame, QLayout, QLayoutItem, QWidget

from mcdesk.ui.theme.theme import Theme

_GAP, _LEFT_SHARE, _LEAST_WIDTH = 24, 0.37, 760
_UNLIMITED = 16_777_215  # Qt's own largest height


class TwoSides(QWidget):
    """Both get the height of the higher one, where the right one, which scrolls, counts up to a limit."""

    def __init__(self, theme: Theme, left: QWidget, right: QWidget) -> None:
        super().__init__()
        rule = QFrame()
        rule.setProperty("kind", "rule")
        self._sides = _Layout(self, theme.px(_GAP), theme.px(_LEAST_WIDTH))
        for widget in (left, right, rule):
            self._sides.addWidget(widget)

    def set_most_height(self, most: int) -> None:
        """How high, in px, the right block may make this by itself."""
        if most != self._sides.most_height:
            self._sides.most_height = most
            self._sides.invalidate()


class _Layout(QLayout):
    """Items: left, right, and the line between."""

    def __init__(self, owner: QWidget, gap: int, least_width: int) -> None:
        super().__init__(owner)
        self._gap, self._least_width = gap, least_width
        self.most_height = _UNLIMITED
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Takes an item to the end."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """One item, None beyond the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Gives one item back."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height it needs at `width`."""
        left, right = self._heights(width)
        return max(left, right) if self._is_wide(width) else left + 2 * self._gap + right

    def setGeometry(self, rect: QRect) -> None:
        """Moves the items into `rect`."""
        super().setGeometry(rect)
        left, right, rule = self._items
        x, y, wide, high = rect.x(), rect.y(), rect.width(), rect.height()
        if self._is_wide(wide):
            first = self._left_width(wide)
            left.setGeometry(QRect(x, y, first, high))
            rule.setGeometry(QRect(x + first + self._gap, y, 1, high))
            start = first + 2 * self._gap
            right.setGeometry(QRect(x + start, y, wide - start, high))
            return
        upper, _ = self._heights(wide)
        left.setGeometry(QRect(x, y, wide, upper))
        rule.setGeometry(QRect(x, y + upper + self._gap, wide, 1))
        lower = upper + 2 * self._gap
        right.setGeometry(QRect(x, y + lower, wide, high - lower))

    def sizeHint(self) -> QSize:
        """As wide as it needs to stand side by side."""
        return QSize(self._least_width, self.heightForWidth(self._least_width))

    def minimumSize(self) -> QSize:
        """One above the other, as narrow as the wider one can be."""
        left, right = (item.minimumSize() for item in self._items[:2])
        return QSize(max(left.width(), right.width()), max(left.height(), right.height()))

    def _is_wide(self, width: int) -> bool:
        return width >= self._least_width

    def _left_width(self, width: int) -> int:
        return round(width * _LEFT_SHARE)

    def _heights(self, width: int) -> tuple[int, int]:
        left, right = self._items[:2]
        first = self._left_width(width) if self._is_wide(width) else width
        second = width - first - 2 * self._gap if self._is_wide(width) else width
        return _height(left, first), min(_height(right, second), self.most_height)


def _height(item: QLayoutItem, width: int) -> int:
    high = item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
    return max(high, item.minimumSize().height())
