"""The Jobs page: filters, table, inspector, or what stands in their place. It composes and starts nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from mcdesk.ui.jobs.columns import COLUMNS
from mcdesk.ui.jobs.filters import JobFilters
from mcdesk.ui.jobs.no_match import NoMatch
from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.jobs.table_view import JobTableView
from mcdesk.ui.theme.theme import Theme

_BESIDE_FROM, _BESIDE_WIDTH, _BELOW_HEIGHT, _FOLDED_HEIGHT, _BAND_MARGIN = 1500, 440, 240, 56, 4
_OPENS_FROM_HEIGHT = 560
_NO_LIMIT = 16777215  # Qt's QWIDGETSIZE_MAX


class JobsPage(QWidget):
    """`table` and `filters` speak for themselves; the page adds what concerns both."""

    inspector_toggled = Signal(bool)

    def __init__(self, theme: Theme, model: JobTableModel) -> None:
        super().__init__()
        self._theme = theme
        self._model = model
        self._inspector: QWidget | None = None
        self._fold: Callable[[bool], None] | None = None
        self._wish: bool | None = None
        self.filters = JobFilters(theme)
        self.table = JobTableView(theme, model)
        self._no_match = NoMatch(theme)
        self._rule = QFrame()
        self._rule.setProperty("kind", "rule")
        self._table_stack = QStackedWidget()
        self._table_stack.addWidget(self._framed_table())
        self._table_stack.addWidget(self._no_match)
        self._work = QWidget()
        self._split = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._work)
        self._split.setContentsMargins(0, 0, 0, 0)
        self._split.setSpacing(0)
        self._split.addWidget(self._table_stack, 1)
        self._split.addWidget(self._rule)
        self._slot = QWidget()
        QVBoxLayout(self._slot).setContentsMargins(0, 0, 0, 0)
        self._split.addWidget(self._slot)
        self._places = QStackedWidget()
        self._places.addWidget(self._work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.filters)
        column.addWidget(self._places, 1)
        self._connect()
        self._show_place()

    @property
    def is_inspector_open(self) -> bool:
        """Whether the inspector is open: as the user wished, else as the window's height allows."""
        return self._is_tall() if self._wish is None else self._wish

    @property
    def home(self) -> QWidget | None:
        """Where the keyboard begins: the table, or the first way to begin while there is no job."""
        shown: QWidget | None = self._places.currentWidget()
        if self.table.isVisible() or shown is None:
            return self.table
        return next((each for each in shown.findChildren(QPushButton) if each.isVisible()), None)

    def set_inspector(self, widget: QWidget) -> None:
        """Puts a widget under the table, or beside it in a wide window. Space closes and opens it.

        One that has `set_folded(bool)` closes to its title row; any other goes away.
        """
        self._inspector = widget
        self._fold = getattr(widget, "set_folded", None)
        layout = self._slot.layout()
        if layout is not None:
            layout.addWidget(widget)
        self._arrange()

    def set_empty(self, widget: QWidget) -> None:
        """What is shown while there is no job at all."""
        self._places.addWidget(widget)
        self._show_place()

    def toggle_inspector(self) -> None:
        """Closes the inspector, or opens it again."""
        self._wish = not self.is_inspector_open
        self._arrange()
        self.inspector_toggled.emit(self._wish)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Moves the inspector beside the table when there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _connect(self) -> None:
        self.filters.filter_changed.connect(self._model.set_filter)
        self.filters.column_switched.connect(self.table.columns.set_shown)
        self.filters.search.left.connect(self.table.setFocus)
        self.filters.columns_asked.connect(self._tell_columns)
        self.table.inspector_asked.connect(self.toggle_inspector)
        self._no_match.clear_asked.connect(self.filters.clear)
        self._model.settled.connect(self._show_place)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._find)

    def _framed_table(self) -> QWidget:
        """A little air at both sides: the band of the chosen row must not touch the panel's border."""
        frame = QWidget()
        column = QVBoxLayout(frame)
        margin = self._theme.px(_BAND_MARGIN)
        column.setContentsMargins(margin, 0, 1, 0)
        column.addWidget(self.table)
        return frame

    def _show_place(self) -> None:
        counts = self._model.counts()
        has_empty = self._places.count() > 1
        is_bare = counts["all"] == 0
        self.filters.set_counts(counts)
        self.filters.set_bare(is_bare)
        self._places.setCurrentIndex(1 if is_bare and has_empty else 0)
        is_hidden = not is_bare and self._model.rowCount() == 0
        self._table_stack.setCurrentIndex(1 if is_hidden else 0)

    def _is_beside(self) -> bool:
        return self.window().width() >= _BESIDE_FROM

    def _is_tall(self) -> bool:
        return self._is_beside() or self.height() >= self._theme.px(_OPENS_FROM_HEIGHT)

    def _arrange(self) -> None:
        is_beside, px = self._is_beside(), self._theme.px
        direction = QBoxLayout.Direction.LeftToRight if is_beside else QBoxLayout.Direction.TopToBottom
        if self._split.direction() != direction:
            self._split.setDirection(direction)
        self._rule.setMinimumSize(1, 1)
        self._rule.setMaximumSize(1 if is_beside else _NO_LIMIT, _NO_LIMIT if is_beside else 1)
        self._slot.setMinimumWidth(px(_BESIDE_WIDTH) if is_beside else 0)
        self._slot.setMaximumWidth(px(_BESIDE_WIDTH) if is_beside else _NO_LIMIT)
        is_open = self.is_inspector_open
        below = px(_BELOW_HEIGHT if is_open else _FOLDED_HEIGHT)
        self._slot.setMinimumHeight(0 if is_beside else below)
        self._slot.setMaximumHeight(_NO_LIMIT if is_beside else below)
        is_there = self._inspector is not None and (is_open or self._fold is not None)
        if self._fold is not None:
            self._fold(not is_open)
        self._slot.setVisible(is_there)
        self._rule.setVisible(is_there)

    def _tell_columns(self) -> None:
        room = self.table.columns
        self.filters.set_shown_columns({column.id: room.is_shown(column.id) for column in COLUMNS})

    def _find(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()
