"""The band above the job table: title, filters, search, New batch. It tells wishes and filters nothing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from mcdesk.model.operations import OPERATIONS
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.controls.polish import dress
from mcdesk.ui.controls.search_field import SearchField
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.jobs.columns import COLUMNS
from mcdesk.ui.jobs.job_filter import JobFilter, StateGroup
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT = 55  # 56 with the panel's border above
_SEARCH_WIDTH, _SEARCH_LEAST = 208, 132
_TYPING_PAUSE_MS = 120
_ANY_OPERATION = "All operations"


class JobFilters(QWidget):
    """Shows only title and New batch until there is a job."""

    filter_changed = Signal(JobFilter)
    new_batch_asked = Signal()
    columns_asked = Signal()
    column_switched = Signal(str, bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._operation = ""
        self._told = JobFilter()
        self.setFixedHeight(theme.px(_HEIGHT))
        self._segments = Segmented(theme)
        self._segments.setAccessibleName("Show jobs by state")
        self._segments.chosen.connect(self._tell)
        self.set_counts({})
        self._operations = MenuButton(theme, _ANY_OPERATION)
        self._fill_operations()
        self.search = SearchField(theme, "Search jobs", QKeySequence(QKeySequence.StandardKey.Find))
        self.search.setMinimumWidth(theme.px(_SEARCH_LEAST))
        self.search.setMaximumWidth(theme.px(_SEARCH_WIDTH))
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_PAUSE_MS)
        self._typing.timeout.connect(self._tell)
        self.search.textChanged.connect(self._typing.start)
        self._columns = MenuButton(theme, icon_name="ph.sliders-horizontal", words="Choose columns")
        self._columns.popup_menu.aboutToShow.connect(self.columns_asked)
        self._column_actions = self._fill_columns()
        self._new_batch = button(theme, "New batch", kind="primary", icon_name="ph.plus-bold")
        self._new_batch.clicked.connect(self.new_batch_asked)
        self._filters = (self._segments, self._operations, self.search, self._columns)
        self._lay_out()

    @property
    def current(self) -> JobFilter:
        """What is asked for now."""
        group = StateGroup(self._segments.current or StateGroup.ALL)
        return JobFilter(group, self._operation, self.search.text())

    def set_counts(self, counts: Mapping[str, int]) -> None:
        """Shows how many jobs are in each segment. Empty segments can't be chosen."""
        self._segments.set_items(
            [
                (
                    group,
                    group.capitalize(),
                    counts.get(group, 0),
                    bool(counts.get(group)) or group == StateGroup.ALL,
                )
                for group in StateGroup
            ]
        )

    def set_bare(self, is_bare: bool) -> None:
        """Without a single job there is nothing to filter, and the empty page has the one primary button."""
        for widget in self._filters:
            widget.setVisible(not is_bare)
        dress(self._new_batch, "secondary" if is_bare else "primary")
        self._new_batch.setIcon(icon(self._theme, "ph.plus-bold", "text2" if is_bare else "on_accent"))

    def set_shown_columns(self, shown: Mapping[str, bool]) -> None:
        """Ticks the columns that are to be seen, without telling `column_switched`."""
        for ident, action in self._column_actions.items():
            action.setChecked(shown.get(ident, False))

    def clear(self) -> None:
        """Lets everything through again."""
        self.show_filter(JobFilter())

    def show_filter(self, wanted: JobFilter) -> None:
        """Asks for this, as if the user had chosen it."""
        self._segments.set_current(wanted.state_group)
        self._set_operation(wanted.operation)
        self.search.setText(wanted.text)
        self._tell()

    def _lay_out(self) -> None:
        px = self._theme.px
        title = QLabel("Jobs")
        title.setProperty("kind", "title")
        row = QHBoxLayout(self)
        row.setContentsMargins(px(20), 0, px(16), 0)
        row.setSpacing(px(8))
        row.addWidget(title)
        row.addSpacing(px(14))
        row.addWidget(self._segments)
        row.addSpacing(px(4))
        row.addWidget(self._operations)
        row.addStretch(1)
        row.addWidget(self.search, 1000)
        row.addWidget(self._columns)
        row.addWidget(self._new_batch)

    def _fill_operations(self) -> None:
        group = QActionGroup(self)
        names = {"": _ANY_OPERATION} | {ident: operation.name for ident, operation in OPERATIONS.items()}
        for ident, name in names.items():
            action = self._operations.popup_menu.addAction(name)
            action.setCheckable(True)
            action.setChecked(not ident)
            action.setData(ident)
            group.addAction(action)
        group.triggered.connect(self._operation_chosen)

    def _operation_chosen(self, action: QAction) -> None:
        self._set_operation(action.data())
        self._tell()

    def _set_operation(self, ident: str) -> None:
        self._operation = ident
        for action in self._operations.popup_menu.actions():
            action.setChecked(action.data() == ident)
        self._operations.setText(OPERATIONS[ident].name if ident else _ANY_OPERATION)

    def _fill_columns(self) -> dict[str, QAction]:
        found = {}
        for column in COLUMNS[1:]:
            action = self._columns.popup_menu.addAction(column.title)
            action.setCheckable(True)
            action.triggered.connect(lambda on, ident=column.id: self.column_switched.emit(ident, on))
            found[column.id] = action
        return found

    def _tell(self) -> None:
        self._typing.stop()
        if self.current != self._told:
            self._told = self.current
            self.filter_changed.emit(self._told)
