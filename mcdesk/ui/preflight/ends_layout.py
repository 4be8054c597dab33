"""A layout of two things at the two ends of a line, which become two lines where the room is too small."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class EndsLayout(QLayout):
    """The first item keeps left, the second right. Broken, the second is below, at the side that it is told.

    Args:
        owner: Whose layout it is.
        gap: The least room between the two on one line, in px.
        line_gap: The room between two lines, in px.
        keeps_right: Where the second goes on a line of its own.
    """

    def __init__(self, owner: QWidget, gap: int, line_gap: int, *, keeps_right: bool = False) -> None:
        super().__init__(owner)
        self._gap, self._line_gap, self._keeps_right = gap, line_gap, keeps_right
        self._items: list[QLayoutItem] = []
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Takes the first or the second item."""
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

    def expandingDirections(self) -> Qt.Orientation:
        """It wants the whole line."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Its height depends on its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height it needs at `width`."""
        margins = self.contentsMargins()
        inner = width - margins.left() - margins.right()
        heights = [_height(item, item_width) for item, item_width in self._widths(inner)]
        between = self._line_gap * (len(heights) - 1) if self._breaks(inner) else 0
        total = sum(heights) + between if self._breaks(inner) else max(heights, default=0)
        return total + margins.top() + margins.bottom()

    def setGeometry(self, rect: QRect) -> None:
        """Moves the items into `rect`."""
        super().setGeometry(rect)
        inner = rect.marginsRemoved(self.contentsMargins())
        y = inner.y()
        for place, (item, width) in enumerate(self._widths(inner.width())):
            high = _height(item, width)
            is_right = place > 0 and (self._keeps_right or not self._breaks(inner.width()))
            x = inner.x() + inner.width() - width if is_right else inner.x()
            if self._breaks(inner.width()):
                item.setGeometry(QRect(QPoint(x, y), QSize(width, high)))
                y += high + self._line_gap
            else:
                item.setGeometry(QRect(QPoint(x, y + (inner.height() - high) // 2), QSize(width, high)))

    def sizeHint(self) -> QSize:
        """Both on one line."""
        sizes = [item.sizeHint() for item in self._visible()]
        wide = sum(size.width() for size in sizes) + self._gap * max(0, len(sizes) - 1)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def minimumSize(self) -> QSize:
        """Room for the wider one."""
        sizes = [item.minimumSize() for item in self._visible()]
        wide = max((size.width() for size in sizes), default=0)
        return self._with_margins(QSize(wide, max((size.height() for size in sizes), default=0)))

    def _visible(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _breaks(self, width: int) -> bool:
        items = self._visible()
        return len(items) > 1 and sum(item.sizeHint().width() for item in items) + self._gap > width

    def _widths(self, width: int) -> list[tuple[QLayoutItem, int]]:
        return [(item, min(item.sizeHint().width(), width)) for item in self._visible()]

    def _with_margins(self, size: QSize) -> QSize:
        margins = self.contentsMargins()
        return QSize(
            size.width() + margins.left() + margins.right(),
            size.height() + margins.top() + margins.bottom(),
        )


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()
