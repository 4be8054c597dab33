"""The line above the preview: what is shown of the rows, in which order, and what the icons mean."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QPushButton, QWidget

from mcdesk.ui.controls.polish import dress
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.preflight.preview_legend import PreviewLegend
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

AFTER, ORIGINAL, PROBLEMS, FILE = "after", "original", "problems", "file"
_HEIGHT, _LONGEST_TITLE = 30, 46


class PreviewHead(QWidget):
    """Without room the legend goes to a line of its own, then the choices break theirs."""

    original_chosen = Signal(bool)
    problems_first_chosen = Signal(bool)
    all_asked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.cells = Segmented(theme)
        self.cells.setAccessibleName("Cells")
        self.cells.set_items([(AFTER, "After fixes", None, True), (ORIGINAL, "Original", None, True)])
        self.order = Segmented(theme)
        self.order.setAccessibleName("Order of rows")
        self.order.set_items([(PROBLEMS, "Problems first", None, True), (FILE, "File order", None, True)])
        self._chip, self._note = self._make_chip(), label("", "small", "text3")
        self._legend = PreviewLegend(theme)
        title = label("First rows", "section")
        self._choices = QWidget()
        flow = FlowLayout(self._choices, theme.px(10))
        for widget in (title, self.cells, self.order, self._chip, self._note):
            flow.addWidget(widget)
        for words in (title, self._note):
            words.setMinimumHeight(theme.px(_HEIGHT))
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(6))
        self._row.addWidget(self._choices, 1)
        self._row.addWidget(self._legend)
        self.show_rule("", "")
        self._connect()

    def show_rule(self, title: str, note: str) -> None:
        """Says that only rows of one rule are shown, "" for all rows; `note` says how many of them."""
        self._chip.setText(f"Showing: {short_name(title, _LONGEST_TITLE)}")
        self._chip.setAccessibleName(f"Showing: {title}. Show all rows again")
        self._chip.setVisible(bool(title))
        self.order.setVisible(not title)
        set_text(self._note, note)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """The widest of its parts; the rest goes to further lines."""
        return QSize(self._theme.px(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the parts to the new room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        needed = self._choices.sizeHint().width() + self._legend.sizeHint().width() + self._theme.px(12)
        is_wide = self.width() >= needed
        direction = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        if direction != self._row.direction():
            self._row.setDirection(direction)

    def _make_chip(self) -> QPushButton:
        chip, side = QPushButton(), self._theme.px(10)
        dress(chip, "chip")
        chip.setIcon(icon(self._theme, "ph.x-bold", "accent_text", at_end=True))
        chip.setIconSize(QSize(side + self._theme.px(4), side))
        chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the cross goes behind the words
        chip.setToolTip("Show all rows again")
        return chip

    def _connect(self) -> None:
        self.cells.chosen.connect(lambda ident: self.original_chosen.emit(ident == ORIGINAL))
        self.cells.chosen.connect(lambda ident: self._legend.set_original(ident == ORIGINAL))
        self.order.chosen.connect(lambda ident: self.problems_first_chosen.emit(ident == PROBLEMS))
        self._chip.clicked.connect(self.all_asked)
