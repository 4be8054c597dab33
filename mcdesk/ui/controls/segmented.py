"""A row of choices of which exactly one holds. It shows counts it is given and filters nothing itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from mcdesk.ui.controls.segment import Segment
from mcdesk.ui.theme.theme import Theme

Item = tuple[str, str, int | None, bool]
"""Id, word, count or None, and whether it can be chosen."""

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Segmented(QWidget):
    """All · Active · Completed · Failed. Left and Right move the choice; `chosen` tells the id."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._segments: list[Segment] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(lambda segment: self.chosen.emit(segment.ident))
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(2, 2, 2, 2)
        self._row.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def current(self) -> str:
        """The id of the choice that holds; "" before there are items."""
        return next((segment.ident for segment in self._segments if segment.isChecked()), "")

    def set_items(self, items: Sequence[Item]) -> None:
        """Shows these choices. The one that holds stays, and stays enabled even at zero."""
        if [item[0] for item in items] != [segment.ident for segment in self._segments]:
            self._rebuild([item[0] for item in items])
        for segment, (_, word, count, is_enabled) in zip(self._segments, items, strict=True):
            segment.set_words(word, count)
            segment.setEnabled(is_enabled or segment.isChecked())

    def set_icons(self, icons: Mapping[str, str]) -> None:
        """Puts an icon before the word of each choice that is named, by id."""
        for segment in self._segments:
            segment.set_icon_name(icons.get(segment.ident, ""))

    def set_current(self, ident: str) -> None:
        """Makes a choice hold without telling `chosen`."""
        for segment in self._segments:
            if segment.ident == ident:
                segment.setEnabled(True)
                segment.setChecked(True)
        self._keep_one_tab_stop()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Serves its own keys, and leaves the rest to Qt."""
        step = _STEPS.get(Qt.Key(event.key()))
        able = [segment for segment in self._segments if segment.isEnabled()]
        if step is None or not able:
            super().keyPressEvent(event)
            return
        at = next((n for n, segment in enumerate(able) if segment.isChecked()), 0)
        wanted = able[(at + step) % len(able)]
        wanted.setFocus(Qt.FocusReason.TabFocusReason)
        wanted.click()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws it in the colours of the moment."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("window" if self._theme.is_dark else "pressed"))
        radius = self._theme.px(8)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)

    def _rebuild(self, idents: Sequence[str]) -> None:
        held = self.current
        for segment in self._segments:
            self._group.removeButton(segment)
            self._row.removeWidget(segment)
            segment.deleteLater()
        self._segments = [Segment(self._theme, ident) for ident in idents]
        for segment in self._segments:
            segment.toggled.connect(self._keep_one_tab_stop)
            self._group.addButton(segment)
            self._row.addWidget(segment)
        if idents:
            self.set_current(held if held in idents else idents[0])

    def _keep_one_tab_stop(self) -> None:
        """Tab reaches the choice that holds; the arrow keys go on from there."""
        for segment in self._segments:
            policy = Qt.FocusPolicy.StrongFocus if segment.isChecked() else Qt.FocusPolicy.ClickFocus
            segment.setFocusPolicy(policy)
