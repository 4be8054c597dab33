"""The list of past requests: what is chosen, opened, removed, and when more is wanted. It starts nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from mcdesk.model.past_requests import PastRequest
from mcdesk.ui.history.delegate import HistoryDelegate
from mcdesk.ui.history.list_model import HistoryModel
from mcdesk.ui.theme.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ROWS_BEFORE_END = 5


class HistoryListView(QListView):
    """Several can be chosen, to be removed together."""

    opened = Signal()
    removed = Signal()
    menu_asked = Signal(QPoint)
    end_reached = Signal()
    chosen_changed = Signal()

    def __init__(self, theme: Theme, model: HistoryModel, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme = theme
        self._requests = model
        self.setModel(model)
        self._painter = HistoryDelegate(theme, now, self)
        self.setItemDelegate(self._painter)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setMouseTracking(True)
        self.setAccessibleName("Past requests")
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen_changed.emit())
        model.modelReset.connect(self.chosen_changed)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    @property
    def chosen(self) -> list[PastRequest]:
        """The chosen requests from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._requests.request_at(place) for place in places]

    def choose(self, place: int) -> None:
        """Chooses one row and brings it into view; a place beyond the end means the last."""
        if last := self._requests.rowCount():
            index = self._requests.index(max(0, min(place, last - 1)), 0)
            # By name: the view itself would look at the keys that are held down, and choose one more.
            choosing = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.selectionModel().setCurrentIndex(index, choosing)
            self.scrollTo(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Delete removes; Qt moves and chooses."""
        if event.key() in _ENTER and self.chosen:
            self.opened.emit()
        elif event.key() == Qt.Key.Key_Delete and self.chosen:
            self.removed.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Makes the first row current where none is, so that the focus is seen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose(0)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the mouse, or at the row when the keyboard asked."""
        spot = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            spot = self.visualRect(self.currentIndex()).center()
        if self.chosen:
            self.menu_asked.emit(self.viewport().mapToGlobal(spot))

    def _on_scrolled(self, value: int) -> None:
        rest = self._theme.px(52) * _ROWS_BEFORE_END
        if value >= self.verticalScrollBar().maximum() - rest:
            self.end_reached.emit()
