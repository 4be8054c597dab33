"""The attributes of a decoded vehicle as a tree: groups open and close, rows are copied. No more."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView

from mcdesk.model.specs import Attribute, SpecGroup
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.decode.found import attributes_of, copied
from mcdesk.ui.decode.specs_delegate import SpecsDelegate
from mcdesk.ui.decode.specs_model import ATTRIBUTE, KEY, VALUE, SpecsModel
from mcdesk.ui.pages.column_header import ColumnHeader
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_LABEL_SHARE, _KEY_SHARE, _LEAST, _MOST = 0.27, 0.27, 110, 300
_LEAST_HEIGHT = 150


class SpecsView(QTreeView):
    """Left and Right, Enter, Space or a click close and open a group; Ctrl+C copies what is selected."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._specs = SpecsModel(self)
        self._closed: set[str] = set()
        self._all: tuple[Attribute, ...] = ()
        self._is_searched = False
        self._painter = SpecsDelegate(theme, self._specs, self.columnWidth, self)
        self._painter.is_open = self._is_open
        self.setItemDelegate(self._painter)
        self.setHeader(ColumnHeader(theme, self))
        self.setModel(self._specs)
        self._dress()
        self.header().sectionResized.connect(lambda *_: self.scheduleDelayedItemsLayout())
        self.collapsed.connect(lambda index: self._note(index, is_closed=True))
        self.expanded.connect(lambda index: self._note(index, is_closed=False))

    @property
    def has_rows(self) -> bool:
        """Whether anything is shown."""
        return self._specs.rowCount() > 0

    def begin(self, groups: Sequence[SpecGroup]) -> None:
        """Begins another answer, from its top; what of it is shown, `show_found` says."""
        self._all = attributes_of(groups)
        self._specs.show_groups(())
        self.scrollToTop()

    def show_found(self, groups: Sequence[SpecGroup], *, is_searched: bool) -> None:
        """Shows what a search has left; what is found is seen, also in groups that were closed."""
        held = self._specs.attribute_at(self.currentIndex())
        self._is_searched = is_searched
        self._specs.show_groups(groups)
        for row in range(self._specs.rowCount()):
            index = self._specs.index(row, 0)
            self.setFirstColumnSpanned(row, QModelIndex(), True)
            self.setExpanded(index, is_searched or groups[row].title not in self._closed)
        self._go_back_to(held)

    def selected_attributes(self) -> tuple[Attribute, ...]:
        """What is selected, in the order of the screen; a selected group counts as all of its attributes."""
        rows = {QPersistentModelIndex(index) for index in self.selectionModel().selectedRows()}
        found = []
        for place in range(self._specs.rowCount()):
            head = self._specs.index(place, 0)
            is_whole = QPersistentModelIndex(head) in rows
            for row in range(self._specs.rowCount(head)):
                index = self._specs.index(row, 0, head)
                if is_whole or QPersistentModelIndex(index) in rows:
                    found.append(self._specs.attribute_at(index))
        return tuple(each for each in found if each is not None)

    def copy_selected(self) -> None:
        """Puts the selected rows on the clipboard as cells."""
        if chosen := self.selected_attributes():
            QGuiApplication.clipboard().setText(copied(chosen))

    def copy_all(self) -> None:
        """Puts every attribute on the clipboard as cells, whatever is searched for."""
        QGuiApplication.clipboard().setText(copied(self._all))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies; Enter and Space close or open a group."""
        group = self._specs.group_at(self.currentIndex())
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.key() in _ENTER and group is not None:
            self._toggle(self.currentIndex())
        elif event.key() in _ENTER:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click on a group closes or opens it."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        is_plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        if event.button() is Qt.MouseButton.LeftButton and is_plain:
            self._toggle(index)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of a row, at the mouse or at the row."""
        spot, index = event.pos(), self.indexAt(event.pos())
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            spot = self.visualRect(index).center()
        if index.isValid():
            self._open_menu(index, self.viewport().mapToGlobal(spot))

    def sizeHint(self) -> QSize:
        """A few rows: the rest scrolls, here or with the page."""
        return QSize(self._theme.px(320), self._theme.px(_LEAST_HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """The same: where the page has less room, it scrolls as a whole."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Gives label and key their share; the value has the rest."""
        super().resizeEvent(event)
        px, wide = self._theme.px, self.viewport().width()
        if event.oldSize().width() != event.size().width():
            for column, share in ((ATTRIBUTE, _LABEL_SHARE), (KEY, _KEY_SHARE)):
                self.setColumnWidth(column, round(min(px(_MOST), max(px(_LEAST), wide * share))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tells the painter first how wide a row is."""
        self._painter.row_width = self.header().length()
        super().paintEvent(event)

    def _dress(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setExpandsOnDoubleClick(False)
        self.setAllColumnsShowFocus(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(VALUE, QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName("Attributes")

    def _is_open(self, index: QModelIndex | QPersistentModelIndex) -> bool:
        return self.isExpanded(self._specs.index(index.row(), 0))

    def _note(self, index: QModelIndex, *, is_closed: bool) -> None:
        group = self._specs.group_at(index)
        if group is not None and not self._is_searched:
            (self._closed.add if is_closed else self._closed.discard)(group.title)

    def _toggle(self, index: QModelIndex) -> None:
        if self._specs.group_at(index) is not None:
            head = self._specs.index(index.row(), 0)
            self.setExpanded(head, not self.isExpanded(head))

    def _go_back_to(self, held: Attribute | None) -> None:
        """The row that was current, or its group where that is closed now; else the first that was found."""
        heads = [self._specs.index(row, 0) for row in range(self._specs.rowCount())]
        rows = [
            (self._specs.index(row, 0, head), head)
            for head in heads
            for row in range(self._specs.rowCount(head))
        ]
        same = [pair for pair in rows if self._specs.attribute_at(pair[0]) is held]
        wanted = same[:1] if held is not None and same else rows[:1]
        if wanted and (held is not None or self._is_searched):
            index, head = wanted[0]
            # Making a row current would open its group.
            self.setCurrentIndex(index if self.isExpanded(head) else head)

    def _open_menu(self, index: QModelIndex, spot: QPoint) -> None:
        menu = new_menu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        attribute = self._specs.attribute_at(index)
        if attribute is not None:
            for words, text in (("Copy the value", attribute.value), ("Copy the key", attribute.key)):
                entry = menu.addAction(words)
                entry.triggered.connect(lambda _=False, told=text: QGuiApplication.clipboard().setText(told))
        rows = menu.addAction(icon(self._theme, "ph.copy"), "Copy the selected rows")
        rows.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        rows.triggered.connect(self.copy_selected)
        menu.addAction("Copy all attributes").triggered.connect(self.copy_all)
        menu.addSeparator()
        menu.addAction("Open all groups").triggered.connect(self.expandAll)
        menu.addAction("Close all groups").triggered.connect(self.collapseAll)
        menu.popup(spot)
