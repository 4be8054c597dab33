"""Which column of the file fills which needed one, to be looked over and changed. It tells wishes only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.dealers import Dealer
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Filling, Report
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import add_shown, clear_layout_of, label, set_text
from mcdesk.ui.preflight import mapping_words as say
from mcdesk.ui.preflight.dealer_line import DealerLine
from mcdesk.ui.preflight.mapping_line import NAME_WIDTH, PICK_SHARE, VALUE_SHARE, MappingLine
from mcdesk.ui.theme.theme import Theme

_HEAD, _COLUMN_HEAD = 22, 26


class MappingPanel(QWidget):
    """`fillings_changed` tells all fillings by field; `dealer_saved` a `Dealer` with the name just given."""

    fillings_changed = Signal(object)
    dealer_saved = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._report: Report | None = None
        self._operation: Operation | None = None
        self._dealers: tuple[Dealer, ...] = ()
        self._lines: dict[str, MappingLine] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        column.addWidget(self._make_column_heads())
        self._fields = QWidget()
        fields = QVBoxLayout(self._fields)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(0)
        column.addWidget(self._fields)
        self._dealer = DealerLine(theme)
        self._dealer.named.connect(self._on_dealer_named)
        self._dealer.hide()
        column.addWidget(self._dealer)
        self._others = label("", "small", "text2", wrap=True)
        self._others.setContentsMargins(0, theme.px(6), 0, 0)
        column.addWidget(self._others)
        column.addStretch(1)

    def make_ready(self, operation: Operation) -> None:
        """Makes the lines for an operation's fields, before there is anything to show in them."""
        if operation is not self._operation:
            self._operation = operation
            self._build(operation)

    def show_report(self, report: Report, operation: Operation) -> None:
        """Shows how the columns are matched for an operation."""
        self.make_ready(operation)
        self._report = report
        self._show()

    def show_dealers(self, dealers: Sequence[Dealer]) -> None:
        """Offers these dealers where a field describes one."""
        self._dealers = tuple(dealers)
        self._show()

    def set_remembered(self, is_remembered: bool) -> None:
        """Says that the same headers were matched before, and are matched as they were then."""
        self._remembered.setVisible(is_remembered)

    def _show(self) -> None:
        report, operation = self._report, self._operation
        if report is None or operation is None:
            return
        for name, line in self._lines.items():
            line.show_filling(report, report.fillings.get(name), self._dealers)
        told = say.dealer_of(operation, report.fillings)
        is_new = told is not None and not say.is_known(self._dealers, told)
        if not is_new and self._dealer.holds_focus:
            # Qt would go on to whatever comes next in the order of Tab.
            self._lines[(operation.dealer_fields or tuple(self._lines))[-1]].take_focus()
        self._dealer.setVisible(is_new)
        set_text(self._others, "\n".join(say.column_words(report, operation)))

    def _build(self, operation: Operation) -> None:
        clear_layout_of(self._fields)
        self._lines = {}
        layout = self._fields.layout()
        for field in operation.fields:
            line = MappingLine(self._theme, field, operation)
            line.filled.connect(partial(self._on_filled, field.name))
            line.dealer_chosen.connect(self._on_dealer_chosen)
            self._lines[field.name] = line
            if layout is not None:
                add_shown(layout, line)

    def _on_filled(self, name: str, filling: Filling | None) -> None:
        fillings = self._fillings()
        fillings.pop(name, None)
        self._tell(fillings if filling is None else {**fillings, name: filling})

    def _on_dealer_chosen(self, dealer: Dealer) -> None:
        if self._operation is not None:
            self._tell({**self._fillings(), **say.dealer_fillings(self._operation, dealer)})

    def _on_dealer_named(self, name: str) -> None:
        if self._operation is not None and (told := say.dealer_of(self._operation, self._fillings())):
            self.dealer_saved.emit(Dealer(name, **told))

    def _fillings(self) -> dict[str, Filling]:
        return dict(self._report.fillings) if self._report is not None else {}

    def _tell(self, fillings: dict[str, Filling]) -> None:
        if self._report is not None and fillings != self._fillings():
            # Shown at once: a second change that is made before the answer builds upon this one.
            self._report = replace(self._report, fillings=fillings)
            self._show()
            self.fillings_changed.emit(fillings)

    def _make_head(self) -> QWidget:
        head = QWidget()
        head.setFixedHeight(self._theme.px(_HEAD))
        row = QHBoxLayout(head)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label("Columns", "section"))
        row.addStretch(1)
        self._remembered = QWidget()
        hint = QHBoxLayout(self._remembered)
        hint.setContentsMargins(0, 0, 0, 0)
        hint.setSpacing(self._theme.px(6))
        hint.addWidget(IconMark(self._theme, "ph.clock-counter-clockwise", "text2", 14))
        hint.addWidget(label("remembered for these headers", "small", "text2"))
        self._remembered.hide()
        row.addWidget(self._remembered)
        return head

    def _make_column_heads(self) -> QWidget:
        heads = QWidget()
        heads.setFixedHeight(self._theme.px(_COLUMN_HEAD))
        row = QHBoxLayout(heads)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        needed = label("Needed", "small", "text2")
        needed.setFixedWidth(self._theme.px(NAME_WIDTH))
        row.addWidget(needed)
        row.addWidget(label("Your column", "small", "text2"), PICK_SHARE)
        first = label("First value", "small", "text2")
        first.setIndent(self._theme.px(16))
        row.addWidget(first, VALUE_SHARE)
        return heads
