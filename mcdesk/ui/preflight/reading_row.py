"""How the file is read, as facts that can be changed: encoding, delimiter, header, a workbook's sheet."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QWidget

from mcdesk.model import words
from mcdesk.model.preflight import NO_HEADER, Dialect, Encoding, Quoting, ReadingWish, Separator
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.preflight import reading_words as say
from mcdesk.ui.preflight.choices import Choice, ChoiceGroup
from mcdesk.ui.preflight.fact import Fact
from mcdesk.ui.preflight.fact_button import FactButton
from mcdesk.ui.preflight.inline_edit import InlineEdit
from mcdesk.ui.theme.theme import Theme

_OTHER_LINE = "other line"
_LAST_LINE = 1_000_000


class ReadingRow(QWidget):
    """`reading_wished` tells everything that the user chose so far; what was not chosen stays None."""

    reading_wished = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._path, self._wish = Path(), ReadingWish()
        self._dialect: Dialect | None = None
        self._samples: Mapping[Encoding, str] = {}
        self._rows, self._octets = Fact(theme, "Rows"), Fact(theme, "Size")
        self._sheet = FactButton(theme, "Sheet", self._sheets)
        self._encoding = FactButton(theme, "Encoding", self._encodings)
        self._separator = FactButton(theme, "Delimiter", self._separators)
        self._header = FactButton(theme, "Header", self._headers)
        self._menus = (self._sheet, self._encoding, self._separator, self._header)
        self._line = InlineEdit("Row of the header", self._header)
        self._line.setValidator(QIntValidator(1, _LAST_LINE, self._line))
        self._line.setFixedWidth(theme.px(72))
        flow = FlowLayout(self, theme.px(18))
        for widget in (self._rows, self._octets, *self._menus, self._line):
            flow.addWidget(widget)
        for menu in self._menus:
            menu.chosen.connect(self._on_chosen)
        self._line.committed.connect(self._on_line)
        self.show_file(self._path)

    def show_file(self, path: Path) -> None:
        """Another file, of which nothing is known and nothing wished yet."""
        self._path, self._wish, self._dialect, self._samples = path, ReadingWish(), None, {}
        self.show_amounts(None, None)
        for menu in self._menus:
            menu.hide()

    def show_amounts(self, rows: int | None, size: int | None) -> None:
        """How many rows there are and how large the file is, in bytes; None for what is not known."""
        self._rows.show_value("" if rows is None else words.count(rows))
        self._octets.show_value("" if size is None else words.size(size))

    def show_dialect(self, dialect: Dialect) -> None:
        """How the file is read."""
        if dialect != self._dialect or self._header.isHidden():
            self._dialect = dialect
            self._show_menus()

    def show_unreadable(self) -> None:
        """The file can't be read so. Everything can be chosen."""
        self._show_menus()

    def show_encoding_samples(self, samples: Mapping[Encoding, str]) -> None:
        """How a piece of the file's text that is not plain ASCII reads in each encoding."""
        self._samples = dict(samples)

    def _show_menus(self) -> None:
        dialect, wish = self._dialect, self._wish
        self._sheet.show_value(say.sheet_words(dialect, wish))
        self._encoding.show_value(say.encoding_words(dialect, wish))
        self._separator.show_value(say.separator_words(dialect, wish))
        self._header.show_value(say.header_words(dialect, wish))
        has_sheets = say.is_workbook(self._path, dialect)
        self._sheet.setVisible(dialect is not None and bool(dialect.sheets))
        self._encoding.setVisible(not has_sheets)
        self._separator.setVisible(not has_sheets)
        self._header.setVisible(self._line.isHidden())

    def _encodings(self) -> tuple[ChoiceGroup, ...]:
        chosen = self._wish.encoding
        found = say.ENCODINGS[self._dialect.encoding] if self._dialect and chosen is None else ""
        detected = Choice(replace(self._wish, encoding=None), "Detected", found, is_held=chosen is None)
        every = tuple(
            Choice(
                replace(self._wish, encoding=each),
                name,
                self._samples.get(each, ""),
                self._samples.get(each, ""),
                is_held=each is chosen,
            )
            for each, name in say.ENCODINGS.items()
        )
        return (ChoiceGroup((detected,)), ChoiceGroup(every))

    def _separators(self) -> tuple[ChoiceGroup, ...]:
        held, quoting = self._held_separator(), self._held_quoting()
        return (
            ChoiceGroup(
                tuple(
                    Choice(replace(self._wish, separator=each), name, is_held=each is held)
                    for each, name in say.SEPARATORS.items()
                )
            ),
            ChoiceGroup(
                tuple(
                    Choice(replace(self._wish, quoting=each), name, is_held=each is quoting)
                    for each, name in say.QUOTINGS.items()
                ),
                "Quotes around cells",
            ),
        )

    def _headers(self) -> tuple[ChoiceGroup, ...]:
        held = self._dialect.header_line if self._dialect else self._wish.header_line
        lines = [*say.HEADER_LINES]
        if held is not None and held > lines[-1]:
            lines.append(held)
        known = [self._header_choice(line, held) for line in lines]
        others = (self._header_choice(NO_HEADER, held), Choice(_OTHER_LINE, "Other row…"))
        return (ChoiceGroup(tuple(known)), ChoiceGroup(others))

    def _header_choice(self, line: int, held: int | None) -> Choice:
        wish = replace(self._wish, header_line=line)
        return Choice(wish, say.header_line_words(line), is_held=line == held)

    def _sheets(self) -> tuple[ChoiceGroup, ...]:
        dialect = self._dialect or Dialect()
        choices = (
            Choice(replace(self._wish, sheet=name), name, is_held=name == dialect.sheet)
            for name in dialect.sheets
        )
        return (ChoiceGroup(tuple(choices)),)

    def _held_separator(self) -> Separator | None:
        return self._dialect.separator if self._dialect else self._wish.separator

    def _held_quoting(self) -> Quoting | None:
        return self._dialect.quoting if self._dialect else self._wish.quoting

    def _on_chosen(self, key: Hashable) -> None:
        if isinstance(key, ReadingWish):
            self._wished(key)
        elif key == _OTHER_LINE:
            self._line.open_with("")

    def _on_line(self, text: str) -> None:
        self._wished(replace(self._wish, header_line=int(text)))

    def _wished(self, wish: ReadingWish) -> None:
        if wish != self._wish:
            self._wish = wish
            if self._dialect is not None:
                self._dialect = say.as_wished(self._dialect, wish)
            self._show_menus()
            self.reading_wished.emit(wish)
