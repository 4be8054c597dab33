"""The line a VIN is typed into, the button, and below what is known of it so far. It asks for nothing."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from mcdesk.intake.forms.cell_check import check_cell
from mcdesk.intake.forms.vin_facts import vin_facts
from mcdesk.model.lookups import VEHICLE
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.polish import repolish
from mcdesk.ui.pages.vin_words import vin_line
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

_COLUMN = VEHICLE.columns[VEHICLE.names.index("vin")]
_WIDTH, _LEAST, _LONGEST = 280, 216, 64
_MARK_ROOM = 30
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class VinField(QWidget):
    """`submitted` tells a VIN that can be sent, mended: after Enter, or after the button.

    `now` gives the present moment in seconds since 1970: it tells which model years there can be.
    """

    submitted = Signal(str)

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self._was_asked = False
        self.line = _VinLine(theme)
        self.line.setAccessibleName("VIN")
        self.line.textChanged.connect(self._on_typed)
        self.line.returnPressed.connect(self._submit)
        self._go = button(theme, "Decode", kind="primary", icon_name="ph.barcode")
        self._go.clicked.connect(self._on_go_clicked)
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(QApplication.doubleClickInterval())
        self._mark = IconMark(theme, side=14)
        self._words = label("", "small", "text2", wrap=True)
        self._lay_out()
        self._tell()

    @property
    def vin(self) -> str:
        """As it would go out, "" for nothing."""
        return check_cell(_COLUMN, self.line.text()).sends

    @property
    def words(self) -> str:
        """What is said below the field."""
        return self._words.text()

    def show_vin(self, vin: str) -> None:
        """Shows the VIN that an answer is about, unless another one is being typed by now."""
        if not self.line.isModified() or not self.line.text().strip():
            self._was_asked = False
            self.line.setText(vin)
            self.line.setCursorPosition(len(vin))

    def _submit(self) -> None:
        check = check_cell(_COLUMN, self.line.text())
        self._was_asked = True
        self._tell()
        if check.sends and not check.is_bad:
            self.line.setModified(False)
            self._settling.start()
            self.submitted.emit(check.sends)
        else:
            self.line.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_go_clicked(self) -> None:
        """The second click of a double click is no second request."""
        if not self._settling.isActive():
            self._submit()

    def _on_typed(self) -> None:
        self._was_asked = False
        self._tell()

    def _tell(self) -> None:
        text = self.line.text()
        next_year = time.gmtime(self._now()).tm_year + 1  # of which there may be cars already
        facts = vin_facts(text, latest=next_year)
        said = vin_line(facts, check_cell(_COLUMN, text), was_asked=self._was_asked)
        self._words.setText(said.words)
        dress_label(self._words, "small", said.token.removesuffix(".text"))
        self._mark.set_icon(said.icon, said.token)
        self.line.setAccessibleDescription(said.words)
        self.line.mark = (said.icon, said.token) if said.token == "ok.text" or said.has_failed else None
        tone = "bad" if said.has_failed else ""
        if self.line.property("tone") != tone:
            self.line.setProperty("tone", tone)
            repolish(self.line)
        self.line.update()

    def _lay_out(self) -> None:
        px = self._theme.px
        caption = label("VIN", "small_strong", "text2")
        caption.setBuddy(self.line)
        row = QHBoxLayout()
        row.setSpacing(px(8))
        row.addWidget(self.line, 1000)
        row.addWidget(self._go)
        row.addStretch(1)
        below = QHBoxLayout()
        below.setSpacing(px(6))
        below.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignVCenter)
        below.addWidget(self._words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px(6))
        column.addWidget(caption)
        column.addLayout(row)
        column.addLayout(below)


class _VinLine(QLineEdit):
    """In the face of VINs, with a mark at its end."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.mark: tuple[str, str] | None = None
        # What is pasted may have blanks, hyphens and a scanner's prefix: it is mended, not cut.
        self.setMaxLength(_LONGEST)
        self.setFont(theme.face(13, mono=True))
        self.setMinimumWidth(theme.px(_LEAST))
        self.setMaximumWidth(theme.px(_WIDTH))
        self.setTextMargins(0, 0, theme.px(_MARK_ROOM - 8), 0)
        self.setPlaceholderText("WP1BE2AY5PDA28064")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """An Enter that is held down asks once."""
        if event.isAutoRepeat() and event.key() in _ENTER:
            event.accept()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the line, then the mark."""
        super().paintEvent(event)
        if self.mark is not None:
            side, px = self._theme.px(14), self._theme.px
            left = self.width() - px(_MARK_ROOM - 6) - side / 2
            square = QRectF(left, (self.height() - side) / 2, side, side)
            paint_icon(self._theme, QPainter(self), square, *self.mark)
