"""The one vehicle, or the one dealer, that a ranking is about: its fields and a line on what they say.

It checks as the user types and never stands in the way: nothing that was typed is refused or lost.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.intake.forms.blocks import read_block
from mcdesk.intake.forms.cell_check import CellCheck, check_cell
from mcdesk.model.fields import Shape
from mcdesk.model.landing import Landed
from mcdesk.model.lookups import Cells, Side
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.rank.form_field import FormField, titled
from mcdesk.ui.rank.one_words import OneState, Words, explained, first_of, is_fault, state_of, words_of
from mcdesk.ui.theme.theme import Theme

_STRETCH = {Shape.VIN: 11, Shape.DOMAIN: 9}
_OTHERS = 5


class OneForm(QFrame):
    """`entered` tells that the user has come to the end of the last field."""

    changed = Signal()
    state_changed = Signal()
    """`state` is another."""
    entered = Signal()

    def __init__(self, theme: Theme, side: Side) -> None:
        super().__init__()
        self._theme, self._side = theme, side
        self._trouble: Landed | None = None
        self._words, self._note = Words(""), ""
        self._state = OneState.INCOMPLETE
        self.setProperty("kind", "card")
        self.setAccessibleName(side.noun.capitalize())
        self.fields = tuple(FormField(theme, column) for column in side.columns)
        self._mark = IconMark(theme, side=14)
        self._line = label("", "small", "text2", wrap=True)
        self._fix = LinkButton("")
        self._fix.clicked.connect(self._on_fix)
        self._lay_out()
        for place, field in enumerate(self.fields):
            field.textChanged.connect(self._on_text_changed)
            field.left.connect(lambda place=place: self._on_left(place))
            field.came.connect(self._weigh)
            field.entered.connect(lambda place=place: self._on_entered(place))
            field.block_pasted.connect(lambda text, place=place: self._on_block(text, place))
        self._weigh()

    @property
    def cells(self) -> Cells:
        """What was typed."""
        return tuple(field.text() for field in self.fields)

    @property
    def checks(self) -> tuple[CellCheck, ...]:
        """What is to be said of each cell."""
        return tuple(check_cell(field.column, field.text()) for field in self.fields)

    @property
    def sends(self) -> Cells | None:
        """What goes out; None while it can't: a needed cell is empty, or a cell can't be read."""
        checks = self.checks
        return None if any(check.is_bad for check in checks) else tuple(check.sends for check in checks)

    @property
    def state(self) -> OneState:
        """Whether it can go, or what keeps it."""
        return self._state

    @property
    def words(self) -> str:
        """What the line below the fields says."""
        return self._line.text()

    def set_cells(self, cells: Cells) -> None:
        """Writes over all fields."""
        for place, (field, text) in enumerate(zip(self.fields, cells, strict=True)):
            field.put(text)
            self._on_left(place)

    def set_trouble(self, trouble: Landed | None) -> None:
        """What the service had against it; gone as soon as a field changes."""
        self._trouble = trouble
        self._weigh()

    def go_to(self, column: str) -> None:
        """Puts the cursor into a field."""
        field = next((each for each in self.fields if each.column.name == column), self.fields[0])
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        field.selectAll()

    @property
    def first_gap(self) -> FormField:
        """Where something is missing or wrong, else the first field."""
        pairs = zip(self.fields, self.checks, strict=True)
        return next((field for field, check in pairs if check.is_bad), self.fields[0])

    def go_to_first_gap(self) -> None:
        """Puts the cursor where something is missing or wrong, else into the first field."""
        self.go_to(self.first_gap.column.name)

    def _lay_out(self) -> None:
        px = self._theme.px
        lines = QVBoxLayout(self)
        lines.setContentsMargins(px(14), px(10), px(14), px(10))
        lines.setSpacing(px(8))
        row = QHBoxLayout()
        row.setSpacing(px(12))
        for field in self.fields:
            row.addWidget(titled(self._theme, field), _STRETCH.get(field.column.field.shape, _OTHERS))
        lines.addLayout(row)
        below = QHBoxLayout()
        below.setSpacing(px(6))
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._line, 1)
        below.addWidget(self._fix)
        lines.addLayout(below)

    @property
    def _at(self) -> int:
        """The place of the field with the cursor, -1 for none; also while another window has the keyboard."""
        holder: QWidget | None = self.window().focusWidget()
        return next((place for place, field in enumerate(self.fields) if field is holder), -1)

    def _on_text_changed(self) -> None:
        self._trouble, self._note = None, ""
        self._weigh()
        self.changed.emit()

    def _weigh(self) -> None:
        checks = self.checks
        words = self._words = words_of(self._side, self.cells, checks, self._trouble, self._at)
        for place, check in enumerate(checks):
            self._mark_field(place, check)
        self._mark.setVisible(bool(words.icon))
        if words.icon:
            self._mark.set_icon(words.icon, words.token)
        self._line.setText(". ".join(filter(None, (self._note, words.text))))
        dress_label(self._line, "small", words.token.partition(".")[0])
        self._fix.setVisible(words.rule is not None)
        if words.rule is not None:
            self._fix.setText(words.rule.fix)
        before, self._state = self._state, state_of(self._side, self.cells, checks, self._at)
        if self._state is not before:
            self.state_changed.emit()

    def _mark_field(self, place: int, check: CellCheck) -> None:
        field, trouble = self.fields[place], self._trouble
        if trouble is not None and trouble.column == field.column.name:
            field.show_mark("ph.warning-fill", "warn.text", trouble.words, is_bad=True)
        elif is_fault(self._side, self.cells, check, place, self._at):
            field.show_mark("ph.warning-octagon-fill", "bad.text", explained(check), is_bad=True)
        elif check.is_bad or not field.text().strip():
            field.show_mark()
        elif check.left:
            field.show_mark("ph.warning-fill", "warn.text", explained(check))
        elif check.is_mended:
            field.show_mark("ph.wrench", "text2", f"Is sent as {check.sends}")
        elif field.column.field.shape is Shape.VIN:
            field.show_mark("ph.check-circle-fill", "ok.text", "17 characters, check digit matches")
        else:
            field.show_mark()

    def _on_left(self, place: int) -> None:
        """What is sent otherwise than it was typed is shown as it is sent, once the cursor is elsewhere."""
        check = self.checks[place]
        if check.is_mended:
            self.fields[place].put(check.sends)
        self._weigh()  # a VIN that is too short is no longer being typed

    def _on_entered(self, place: int) -> None:
        if place + 1 < len(self.fields):
            self.fields[place + 1].setFocus(Qt.FocusReason.TabFocusReason)
            self.fields[place + 1].selectAll()
        else:
            self.entered.emit()

    def _on_block(self, text: str, place: int) -> None:
        """Cells that were copied side by side: each goes where it belongs. Only the first row counts."""
        rows = read_block(text, self._side, place).rows
        for field in self.fields:
            if rows and field.column.name in rows[0]:
                field.put(rows[0][field.column.name])
        if len(rows) > 1:
            self._note = first_of(self._side, len(rows))
            self._weigh()

    def _on_fix(self) -> None:
        words = self._words
        if words.rule is not None:
            field = self.fields[words.place]
            field.put(check_cell(field.column, field.text(), frozenset({words.rule.id})).sends)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
