"""One needed column: whether something fills it, what does, and the first value. It matches nothing."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from mcdesk.model.dealers import Dealer
from mcdesk.model.fields import Field, Shape
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Constant, Filling, FromColumn, Report
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.tag import Tag
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.preflight import mapping_words as say
from mcdesk.ui.preflight.choices import Choice, ChoiceGroup
from mcdesk.ui.preflight.inline_edit import InlineEdit
from mcdesk.ui.preflight.pick_button import PickButton
from mcdesk.ui.theme.theme import Theme

NAME_WIDTH, PICK_SHARE, VALUE_SHARE = 104, 52, 48
"""The first in px, with the arrow; the others share what is left."""

_HEIGHT = 34
_CONSTANT, _NOTHING = "constant", "nothing"


class MappingLine(QWidget):
    """`filled` tells the field's new filling or None; `dealer_chosen` a saved dealer, for all its fields."""

    filled = Signal(object)
    dealer_chosen = Signal(object)

    def __init__(self, theme: Theme, field: Field, operation: Operation) -> None:
        super().__init__()
        self._field, self._operation = field, operation
        self._report: Report | None = None
        self._filling: Filling | None = None
        self._dealers: Sequence[Dealer] = ()
        self._mark = IconMark(theme, side=14)
        self._pick = PickButton(theme, self._choices)
        self._pick.chosen.connect(self._on_chosen)
        self._edit = InlineEdit(f"{field.name}, the same in every row", self._pick)
        self._edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._edit.committed.connect(self._on_constant)
        self._value = ElidedLabel()
        self._value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._value.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._place = QWidget()
        self._missing = label(say.MISSING, "small", "bad", wrap=True)
        self._unit = Tag("km")
        self._unit.setToolTip("Taken for kilometres. Open the list to say that they are miles.")
        self._arrange(theme, self._make_name(theme))

    def take_focus(self) -> None:
        """Goes to what fills the field."""
        self._pick.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_filling(self, report: Report, filling: Filling | None, dealers: Sequence[Dealer]) -> None:
        """Shows what fills the field."""
        self._report, self._filling, self._dealers = report, filling, dealers
        is_missing = filling is None
        icon, token = ("ph.warning-fill", "bad.text") if is_missing else ("ph.check-circle-fill", "ok.fill")
        self._mark.set_icon(icon, token)
        self._pick.show_choice(say.filling_words(report, filling), is_missing=is_missing)
        spoken = say.spoken(self._field.name, report, filling)
        self._pick.setAccessibleName(spoken)
        self._pick.setAccessibleDescription(say.MISSING if is_missing else "")
        self._missing.setVisible(is_missing)
        self._value.setVisible(not is_missing)
        self._unit.setVisible(isinstance(filling, FromColumn) and filling.is_kilometres)
        self._show_value(report, filling)

    def _show_value(self, report: Report, filling: Filling | None) -> None:
        if isinstance(filling, FromColumn):
            dress_label(self._value, "mono", "text2")
            self._value.setText(say.first_value(report, filling.index))
            self._place.setToolTip("\n".join(say.samples_of(report, filling.index)))
        elif filling is not None:
            dress_label(self._value, "small", "text2")
            self._value.setText(say.SAME_EVERYWHERE)
            self._place.setToolTip("")

    def _choices(self) -> tuple[ChoiceGroup, ...]:
        report = self._report
        if report is None:
            return ()
        columns = [self._column_choice(report, index) for index in range(len(report.header))]
        groups = [
            ChoiceGroup(tuple(columns), "Columns of your file"),
            ChoiceGroup(self._constant_choices(report)),
        ]
        if self._field.shape is Shape.DISTANCE and isinstance(self._filling, FromColumn):
            turned = FromColumn(self._filling.index, not self._filling.is_kilometres)
            words = "These are kilometres" if turned.is_kilometres else "These are miles"
            groups.append(ChoiceGroup((Choice(turned, words),)))
        groups.append(ChoiceGroup((Choice(_NOTHING, "Nothing", is_held=self._filling is None),)))
        return tuple(groups)

    def _column_choice(self, report: Report, index: int) -> Choice:
        held = self._filling
        is_held = isinstance(held, FromColumn) and held.index == index
        name = say.column_name(report, index)
        tip = "\n".join(say.samples_of(report, index))
        if is_held:
            return Choice(held, name, say.first_value(report, index), tip, is_held=True)
        is_kilometres = self._field.shape is Shape.DISTANCE and say.says_kilometres(name)
        return Choice(FromColumn(index, is_kilometres), name, say.first_value(report, index), tip)

    def _constant_choices(self, report: Report) -> tuple[Choice, ...]:
        text = self._filling.text if isinstance(self._filling, Constant) else ""
        dealers = self._dealers if self._field.name in self._operation.dealer_fields else ()
        told = say.dealer_of(self._operation, report.fillings)
        saved = [
            Choice(
                each, f"Saved dealer: {each.name}", f"{each.source} · {each.zip}", each.note,
                is_held=told is not None and say.is_known((each,), told),
            )
            for each in dealers
        ]  # fmt: skip
        is_other = bool(text) and not any(choice.is_held for choice in saved)
        return (Choice(_CONSTANT, say.ONE_VALUE, text if is_other else "", is_held=is_other), *saved)

    def _on_chosen(self, key: Hashable) -> None:
        if key == _CONSTANT:
            self._edit.open_with(self._filling.text if isinstance(self._filling, Constant) else "")
        elif key == _NOTHING:
            self.filled.emit(None)
        elif isinstance(key, Dealer):
            self.dealer_chosen.emit(key)
        else:
            self.filled.emit(key)

    def _on_constant(self, text: str) -> None:
        self.filled.emit(Constant(text))

    def _make_name(self, theme: Theme) -> QWidget:
        name = QWidget()
        name.setFixedWidth(theme.px(NAME_WIDTH))
        row = QHBoxLayout(name)
        row.setContentsMargins(0, 0, theme.px(12), 0)
        row.setSpacing(theme.px(8))
        row.addWidget(self._mark)
        row.addWidget(label(self._field.name, "strong"))
        row.addStretch(1)
        row.addWidget(IconMark(theme, "ph.arrow-left", "text2", 12))
        return name

    def _arrange(self, theme: Theme, name: QWidget) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self.setFixedHeight(theme.px(_HEIGHT))
        row.addWidget(name)
        row.addWidget(self._pick, PICK_SHARE)
        row.addWidget(self._edit, PICK_SHARE)
        self._place.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        inner = QHBoxLayout(self._place)
        inner.setContentsMargins(theme.px(16), 0, 0, 0)
        inner.setSpacing(theme.px(6))
        inner.addWidget(self._value, 1)
        inner.addWidget(self._missing, 1)
        inner.addWidget(self._unit, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self._place, VALUE_SHARE)
