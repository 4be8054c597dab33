"""Icons drawn from the icon font in a token's colour, at paint time: a theme switch needs no new icons."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QIcon, QIconEngine, QPainter, QPixmap
from shiboken6 import isValid

from mcdesk.ui.theme.fonts import icon_charmap, icon_family
from mcdesk.ui.theme.theme import Theme

DISABLED_TOKEN = "control"

_clones: list[QIconEngine] = []


def paint_icon(theme: Theme, painter: QPainter, rect: QRectF, name: str, token: str) -> None:
    """Draws an icon such as "ph.stack" into the middle of `rect`, as large as its shorter side."""
    glyph, font = _glyph(name, round(min(rect.width(), rect.height())))
    painter.save()
    painter.setPen(theme.color(token))
    painter.setFont(font)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, glyph)
    painter.restore()


def icon(theme: Theme, name: str, token: str = "text2", *, at_end: bool = False) -> QIcon:
    """An icon for buttons and menus.

    Asked for wider than high, it leaves a gap to the text, which is behind it or, `at_end`, in front.
    """
    return QIcon(_GlyphEngine(theme, name, token, at_end))


class _GlyphEngine(QIconEngine):
    """Draws one glyph in whatever colour its token has now."""

    def __init__(self, theme: Theme, name: str, token: str, at_end: bool) -> None:
        super().__init__()
        self._at_end = at_end
        self._theme = theme
        self._name = name
        self._token = token

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, _state: QIcon.State) -> None:
        """Draws it in the colours of the moment."""
        token = DISABLED_TOKEN if mode is QIcon.Mode.Disabled else self._token
        side = min(rect.width(), rect.height())
        left = rect.x() + (rect.width() - side if self._at_end else 0)
        square = QRectF(left, rect.y() + (rect.height() - side) / 2, side, side)
        paint_icon(self._theme, painter, square, self._name, token)

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Draws it on a transparent ground."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self.paint(painter, QRect(pixmap.rect()), mode, state)
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Another of the same."""
        twin = _GlyphEngine(self._theme, self._name, self._token, self._at_end)
        # Qt owns what it gets here, but PySide would free it: it is held until Qt is done with it.
        _clones[:] = [held for held in _clones if isValid(held)]
        _clones.append(twin)
        return twin


@cache
def _glyph(name: str, px: int) -> tuple[str, QFont]:
    prefix, _, glyph = name.partition(".")
    font = QFont([icon_family(prefix)])
    font.setPixelSize(max(1, px))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return icon_charmap(prefix)[glyph], font
