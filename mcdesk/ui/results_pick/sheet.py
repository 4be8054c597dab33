"""The sheet in which a row of a result is picked, to rank it at once. It reads no file and ranks nothing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from mcdesk.model.accounts import Account
from mcdesk.model.errors import DeskError
from mcdesk.model.words import rows as row_words
from mcdesk.results.rank_rows import ResultRow
from mcdesk.ui.controls.button import button
from mcdesk.ui.pages.delayed_search import DelayedSearch
from mcdesk.ui.pages.stand_in import StandIn
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.label import label
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.preflight.round_frame import RoundFrame
from mcdesk.ui.results_pick.rows_model import RowsModel, has_dealer, has_vehicle
from mcdesk.ui.results_pick.rows_view import RowsView
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.theme import Theme

_WIDTH, _HINT = 1010, "Search VIN, dealer or ZIP"


class ResultRowSheet(Sheet):
    """Asks for rows by `search_changed`; between that and `show_rows` nothing can be picked."""

    search_changed = Signal(str)
    row_chosen = Signal(object)
    """The ResultRow for whose vehicle dealers are to be ranked."""
    dealer_chosen = Signal(object)
    """The ResultRow for whose dealer vehicles are to be ranked."""

    def __init__(self, theme: Theme, owner: QWidget, name: str, account: Account | None = None) -> None:
        title = f"Rank a row of {short_name(name)}"
        super().__init__(theme, owner, title, width=_WIDTH, account=account)
        self.set_tall(True)
        self.search = DelayedSearch(theme, _HINT)
        self.table = RowsView(theme, RowsModel(self))
        self._is_ready = False
        self._note = label("", "small", "text3")
        self._for_dealer = button(theme, "Rank vehicles for this dealer")
        self._for_vehicle = button(theme, "Rank dealers for this vehicle", kind="primary")
        self._for_vehicle.setDefault(True)
        self._stand_in = StandIn(theme)
        self._frame = RoundFrame(theme)
        self._frame.places.addWidget(self._stand_in)
        self._frame.places.addWidget(self.table)
        for widget, stretch in ((self.search, 0), (self._frame, 1), (self._note, 0)):
            self.lines.addWidget(widget, stretch)
        acts = QWidget()
        flow = FlowLayout(acts, theme.px(8))
        flow.addWidget(self._for_dealer)
        flow.addWidget(self._for_vehicle)
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(acts)
        self._connect()
        self.show_waiting()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    @property
    def note(self) -> str:
        """What is said below the rows."""
        return self._note.text()

    def show_waiting(self) -> None:
        """The rows are being looked for. Rows of before stay in sight, but can't be picked."""
        self._is_ready = False
        if not self._frame.places.currentIndex():
            self._stand_in.show_words("ph.magnifying-glass", "Reading the saved result", "")
        self._weigh()

    def show_rows(self, rows: Sequence[ResultRow], *, is_more: bool = False) -> None:
        """Shows what was found; `is_more` says that these are only the first of them."""
        self._is_ready = True
        self.table.show_rows(rows)
        search = self.search.text().strip()
        words = (
            f"None has “{search}” in VIN, dealer, ZIP or figures."
            if search
            else "The saved result has no rows."
        )
        self._stand_in.show_words("ph.magnifying-glass", "No row matches" if search else "No rows", words)
        self._frame.places.setCurrentIndex(1 if rows else 0)
        first = f"The first {row_words(len(rows))}. Search to find others"
        self._note.setText(first if is_more else row_words(len(rows)) if rows else "")
        self._weigh()

    def show_error(self, error: DeskError) -> None:
        """Says why the result can't be read."""
        self._is_ready = False
        self._stand_in.show_words(
            "ph.warning-octagon-fill", error.title, error.advice, tone="bad", small=error.code
        )
        self._frame.places.setCurrentIndex(0)
        self._note.setText("")
        self._weigh()

    def _connect(self) -> None:
        self.search.searched.connect(self._on_searched)
        self.search.went_down.connect(self.table.setFocus)
        self.search.left.connect(self.reject)
        self.table.selectionModel().currentChanged.connect(lambda *_: self._weigh())
        self.table.doubleClicked.connect(lambda _: self._for_vehicle.click())
        self._for_vehicle.clicked.connect(lambda: self._tell(for_dealer=False))
        self._for_dealer.clicked.connect(lambda: self._tell(for_dealer=True))

    def _on_searched(self, search: str) -> None:
        self.show_waiting()
        self.search_changed.emit(search)

    def _weigh(self) -> None:
        row = self.table.chosen if self._is_ready else None
        self._for_vehicle.setEnabled(row is not None and has_vehicle(row))
        self._for_dealer.setEnabled(row is not None and has_dealer(row))

    def _tell(self, *, for_dealer: bool) -> None:
        row = self.table.chosen
        if row is not None:
            self.accept()
            (self.dealer_chosen if for_dealer else self.row_chosen).emit(row)
