"""A decoded vehicle: what it is, what the service remarked, its attributes, its JSON. It asks for nothing."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QStackedWidget, QVBoxLayout, QWidget

from mcdesk.model.past_requests import PastRequest
from mcdesk.model.specs import Specs
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.decode.answer_head import AnswerHead
from mcdesk.ui.decode.found import count_words, found_in
from mcdesk.ui.decode.json_text import indented
from mcdesk.ui.decode.specs_view import SpecsView
from mcdesk.ui.pages.delayed_search import DelayedSearch
from mcdesk.ui.pages.stand_in import StandIn
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.label import label
from mcdesk.ui.panels.word_box import WordBox
from mcdesk.ui.theme.theme import Theme

_ATTRIBUTES, _JSON = "attributes", "json"
_SEARCH_LEAST, _PAUSE_MS = 230, 40
_NOTHING = "The service answered, but told no attribute of this VIN."


class AnswerPanel(QWidget):
    """Takes one answer at a time. Its searching is done here: the whole answer is at hand."""

    rank_asked = Signal(str)
    export_asked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._specs, self._vin = Specs(), ""
        self._past: PastRequest | None = None
        self.head = AnswerHead(theme)
        self._remark = WordBox(theme)
        self._views = Segmented(theme)
        self._views.setAccessibleName("Show the answer as")
        self._views.set_items([(_ATTRIBUTES, "Attributes", None, True), (_JSON, "JSON", None, True)])
        self.search = DelayedSearch(theme, "Search attributes", pause_ms=_PAUSE_MS)
        self.search.setMinimumWidth(theme.px(_SEARCH_LEAST))
        self._count = label("", "small", "text2")
        self.table = SpecsView(theme)
        self._json, self._json_place = self._make_json(), QWidget()
        clear = button(theme, "Clear search")
        clear.clicked.connect(self.search.clear)
        clear.clicked.connect(self.search.tell)
        self._no_match, self._bare = StandIn(theme, [clear]), StandIn(theme)
        self._places = QStackedWidget()
        self._lay_out()
        self._connect()

    @property
    def count_said(self) -> str:
        """How many attributes are shown, in words."""
        return self._count.text()

    @property
    def remark(self) -> str:
        """What is said of the service's observation; "" where there was none."""
        return self._remark.words if self._remark.isVisibleTo(self) else ""

    def show_specs(self, specs: Specs, past: PastRequest | None, vin: str, now: float) -> None:
        """Shows another answer. The search stays: the next vehicle is asked about the same thing.

        Args:
            specs: What the service told.
            past: The request that it answers, None where that is not known.
            vin: Which VIN was asked about: not every answer says so.
            now: The present moment, in seconds since 1970.
        """
        self._specs, self._past, self._vin = specs, past, vin
        self.head.show_vehicle(specs.title, vin, past, now)
        self._show_remark(specs)
        body = past.answer if past is not None else ""
        self._json.setPlainText(indented(body))
        self._views.setVisible(bool(body))
        if not body:
            self._views.set_current(_ATTRIBUTES)
        self.table.begin(specs.groups)
        self._find(self.search.text())

    def show_json(self) -> None:
        """Shows the service's own answer in place of the attributes, where there is one."""
        if self._json.toPlainText():
            self._views.set_current(_JSON)
            self._show_place()

    def take_focus(self) -> None:
        """Gives the keyboard to what is shown."""
        place = self._places.currentWidget()
        if place is self._json_place:
            self._json.setFocus(Qt.FocusReason.OtherFocusReason)
        elif place is self.table:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.search.searched.connect(self._find)
        for told in (self.search.left, self.search.went_down, self.search.returnPressed):
            told.connect(self.take_focus)
        self._views.chosen.connect(lambda _: self._show_place())
        self.head.rank_asked.connect(lambda: self.rank_asked.emit(self._vin))
        self.head.export_asked.connect(self.export_asked)
        self.head.copy_all_asked.connect(self.table.copy_all)
        self.head.copy_json_asked.connect(self._copy_json)

    def _find(self, search: str) -> None:
        found = found_in(self._specs, search)
        self.table.show_found(found, is_searched=bool(search.split()))
        self._count.setText(count_words(self._specs, found, search))
        self._no_match.show_words(
            "ph.magnifying-glass",
            "No attribute matches",
            f"None has “{search.strip()}” in key, label or value.",
        )
        self._show_place()

    def _show_place(self) -> None:
        is_json = self._views.current == _JSON
        self.search.setVisible(not is_json)
        self._count.setVisible(not is_json)
        place: QWidget = self.table if self.table.has_rows else self._no_match
        if not self._specs.groups:
            place = self._bare
        self._places.setCurrentWidget(self._json_place if is_json else place)

    def _show_remark(self, specs: Specs) -> None:
        self._remark.setVisible(bool(specs.observation))
        if specs.observation:
            words = "\n".join(specs.explained)
            self._remark.show_words(
                "warn", "ph.warning-fill", "The service remarked on this decode", words, specs.observation
            )

    def _copy_json(self) -> None:
        if self._past is not None:
            QGuiApplication.clipboard().setText(self._past.answer)

    def _make_json(self) -> QPlainTextEdit:
        text = QPlainTextEdit()
        text.setReadOnly(True)
        text.setFont(self._theme.face(12, mono=True))
        text.setAccessibleName("The service's own answer")
        text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        text.setTabChangesFocus(True)
        return text

    def _lay_out(self) -> None:
        px, tools = self._theme.px, QWidget()
        flow = FlowLayout(tools, px(10))
        parts: tuple[QWidget, ...] = (self._views, self.search, self._count)
        for widget in parts:
            flow.addWidget(widget)
        self._count.setMinimumHeight(px(32))
        self._bare.show_words("ph.barcode", "No attributes", _NOTHING)
        around = QVBoxLayout(self._json_place)
        around.setContentsMargins(px(16), 0, px(15), px(16))
        around.addWidget(self._json)
        places: tuple[QWidget, ...] = (self.table, self._json_place, self._no_match, self._bare)
        for place in places:
            self._places.addWidget(place)
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedHeight(1)
        top = QVBoxLayout()
        top.setContentsMargins(px(20), px(14), px(16), px(10))
        top.setSpacing(px(10))
        for widget in (self.head, self._remark, tools):
            top.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule)
        column.addLayout(top)
        framed = QVBoxLayout()
        framed.setContentsMargins(px(4), 0, 1, 0)
        framed.addWidget(self._places)
        column.addLayout(framed, 1)
