"""The Decode page: a VIN above, what the service told of it below. It shows what it is given, no more."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from mcdesk.model.errors import DeskError
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.specs import Specs
from mcdesk.model.words import duration
from mcdesk.ui.controls.button import button
from mcdesk.ui.decode.answer_panel import AnswerPanel
from mcdesk.ui.decode.found import attributes_of
from mcdesk.ui.decode.vin_field import VinField
from mcdesk.ui.pages.announcing import announce
from mcdesk.ui.pages.head import PageHead
from mcdesk.ui.pages.stand_in import StandIn
from mcdesk.ui.theme.theme import Theme

_WHAT = (
    "Type a VIN to get what the service knows of the vehicle: year, make, model, trim, engine, options and "
    "more, in groups that can be searched."
)
_COST = "Each decode counts as one request. Many VINs go as a file, under Jobs."
_WAITING = (
    "The answer usually takes less than a second. Cancelling keeps the VIN; the request may still count."
)


class DecodePage(QWidget):
    """One of four states: nothing yet, waiting, an answer, an error. What was typed stays through all.

    `now` gives the present moment in seconds since 1970.
    """

    decode_asked = Signal(str)
    cancel_asked = Signal()
    history_asked = Signal()
    export_asked = Signal(str)
    """The suffix of the wanted file: ".csv" or ".xlsx"."""
    rank_asked = Signal(str)
    """The VIN for which dealers are to be ranked."""

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self._asked, self._again_at = "", 0.0
        self.field = VinField(theme, now)
        self.answer = AnswerPanel(theme)
        self._cancel = button(theme, "Cancel")
        self._again = button(theme, "Try again", kind="primary", icon_name="ph.arrow-counter-clockwise")
        self._nothing, self._waiting = StandIn(theme), StandIn(theme, [self._cancel])
        self._trouble = StandIn(theme, [self._again])
        self._answered = QScrollArea()
        self._places = QStackedWidget()
        self._lay_out()
        self._connect()
        self.show_nothing()

    def show_nothing(self) -> None:
        """Says what the page is for and what it costs."""
        self._nothing.show_words("ph.barcode", "Decode a VIN", _WHAT, facts=_COST)
        self._places.setCurrentWidget(self._nothing)

    def show_waiting(self, vin: str) -> None:
        """The request is on its way."""
        self._asked = vin
        self.field.show_vin(vin)
        self._waiting.show_words("ph.spinner-gap", f"Decoding {vin}", _WAITING)
        self._places.setCurrentWidget(self._waiting)

    def show_specs(self, specs: Specs, past: PastRequest | None) -> None:
        """Shows an answer, new or from the history."""
        self._asked = specs.vin or (past.subject if past is not None else self._asked)
        self.field.show_vin(self._asked)
        self.answer.show_specs(specs, past, self._asked, self._now())
        self._places.setCurrentWidget(self._answered)
        number = len(attributes_of(specs.groups))
        announce(self, f"{specs.title or self._asked}, {number} attributes")

    def show_error(self, error: DeskError) -> None:
        """Says what went wrong and what to do. The VIN stays where it was typed."""
        codes = (error.code, error.instance and f"request id {error.instance}")
        small = " · ".join(part for part in codes if part)
        tone = "warn" if error.can_retry else "bad"
        name = "ph.warning-fill" if error.can_retry else "ph.warning-octagon-fill"
        self._trouble.show_words(name, error.title, error.advice, tone=tone, small=small)
        self._again.setVisible(error.can_retry)
        self._again_at = self._now() + (error.retry_after or 0.0)
        self._weigh_again()
        self._places.setCurrentWidget(self._trouble)
        announce(self, str(error))

    def tick(self) -> None:
        """Time has passed: says anew how long ago the answer came, and when to try again."""
        self.answer.head.tick(self._now())
        self._weigh_again()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc cancels the request on its way, Ctrl+F searches."""
        if event.key() == Qt.Key.Key_Escape and self._places.currentWidget() is self._waiting:
            self.cancel_asked.emit()
        elif event.matches(QKeySequence.StandardKey.Find):
            self._find()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        history = QShortcut(QKeySequence("Ctrl+H"), self)
        history.activated.connect(self.history_asked)
        self.field.submitted.connect(self.decode_asked)
        self._cancel.clicked.connect(self.cancel_asked)
        self._again.clicked.connect(self._ask_again)
        self.answer.rank_asked.connect(self.rank_asked)
        self.answer.export_asked.connect(self.export_asked)

    def _weigh_again(self) -> None:
        """A service that asks for a pause gets it."""
        left = self._again_at - self._now()
        self._again.setText(f"Try again in {duration(left)}" if left >= 1 else "Try again")
        self._again.setEnabled(left < 1 and bool(self._asked or self.field.vin))

    def _ask_again(self) -> None:
        """What stands in the field: it may have been corrected since."""
        self.decode_asked.emit(self.field.vin or self._asked)

    def _find(self) -> None:
        place = self.answer.search if self._places.currentWidget() is self._answered else self.field.line
        place.setFocus(Qt.FocusReason.ShortcutFocusReason)
        place.selectAll()

    def _lay_out(self) -> None:
        px = self._theme.px
        head = PageHead(self._theme, "Decode")
        history = button(self._theme, "History", icon_name="ph.clock-counter-clockwise")
        history.clicked.connect(self.history_asked)
        head.row.addStretch(1)
        head.row.addWidget(history)
        asked = QFrame()
        line = QVBoxLayout(asked)
        line.setContentsMargins(px(20), px(4), px(16), px(16))
        line.addWidget(self.field)
        self._answered.setWidgetResizable(True)
        self._answered.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._answered.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._answered.setWidget(self.answer)
        # After it is the scroll area's: that gives it a ground of its own.
        self._answered.viewport().setAutoFillBackground(False)
        self.answer.setAutoFillBackground(False)
        for place in (self._nothing, self._waiting, self._answered, self._trouble):
            self._places.addWidget(place)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(asked)
        column.addWidget(self._places, 1)
