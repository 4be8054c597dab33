"""The look in force: which table of tokens holds, and its colours and faces. Draws nothing itself."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTemporaryDir, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QStyleFactory

from mcdesk.ui.theme.fonts import MONO_FAMILY, UI_FAMILY, load_faces
from mcdesk.ui.theme.glyph_files import write_glyphs
from mcdesk.ui.theme.palette import palette_of
from mcdesk.ui.theme.stylesheet import sheet_of
from mcdesk.ui.theme.tokens import DARK, LIGHT, Tokens, with_high_contrast

# What each system calls its normal size, in px at 100 %. A user who chose more gets more everywhere.
_NORMAL_PX = {"win32": 12.0, "darwin": 13.0}
_NORMAL_PX_ELSEWHERE = 14.7


class Choice(StrEnum):
    """What the user asked for. SYSTEM follows the desktop, also while mcdesk runs."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


class Theme(QObject):
    """Colours by token, faces by size; tells when they have changed."""

    changed = Signal()

    def __init__(self, app: QApplication, choice: Choice = Choice.SYSTEM) -> None:
        super().__init__(app)
        self._app = app
        self._choice = choice
        self._applied: Tokens | None = None
        self._tokens: Tokens = LIGHT
        self._colors: dict[str, QColor] = {}
        self._faces: dict[tuple[int, int, bool], QFont] = {}
        self._pictures = QTemporaryDir()
        load_faces()
        self._scale = _user_scale()
        app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(self.face())
        app.styleHints().colorSchemeChanged.connect(self._refresh)
        self.choose(choice)

    @property
    def choice(self) -> Choice:
        """What the user asked for."""
        return self._choice

    @property
    def is_dark(self) -> bool:
        """Whether the dark table is in force."""
        if self._choice is Choice.SYSTEM:
            return self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return self._choice is Choice.DARK

    def choose(self, choice: Choice) -> None:
        """Takes the user's wish. Native parts (title bar, file dialogs) are asked to follow."""
        self._choice = choice
        hints = self._app.styleHints()
        if choice is Choice.SYSTEM:
            hints.unsetColorScheme()
        else:
            hints.setColorScheme(Qt.ColorScheme.Dark if self.is_dark else Qt.ColorScheme.Light)
        self._refresh()

    def color(self, token: str) -> QColor:
        """The colour of a token such as "text2", "run.soft" or "bad_solid"; KeyError on an unknown one."""
        try:
            return self._colors[token]
        except KeyError:
            return self._colors.setdefault(token, QColor(self._tokens[token]))

    def face(self, px: int = 13, weight: int = 400, *, mono: bool = False) -> QFont:
        """A face with tabular figures; `px` is the size at 100 %, before the user's own text size."""
        wanted = (px, weight, mono)
        if wanted not in self._faces:
            font = QFont([MONO_FAMILY if mono else UI_FAMILY])
            font.setStyleHint(QFont.StyleHint.Monospace if mono else QFont.StyleHint.SansSerif)
            font.setPixelSize(self.px(px))
            font.setWeight(QFont.Weight(weight))
            font.setFeature(QFont.Tag("tnum"), 1)
            self._faces[wanted] = font
        return self._faces[wanted]

    def px(self, length: float) -> int:
        """A length of the design language, scaled like the text that has to fit into it."""
        return round(length * self._scale)

    def _refresh(self) -> None:
        tokens = DARK if self.is_dark else LIGHT
        if tokens is self._applied:
            return
        self._applied = tokens
        self._tokens = with_high_contrast(tokens) if self._wants_contrast() else tokens
        self._colors = {}
        self._app.setPalette(palette_of(self.color))
        glyphs = write_glyphs(Path(self._pictures.path()), self._tokens, "dark" if self.is_dark else "light")
        self._app.setStyleSheet(sheet_of(self._tokens, self.px, glyphs))
        self.changed.emit()

    def _wants_contrast(self) -> bool:
        hints = self._app.styleHints()
        if not hasattr(hints, "accessibility"):  # Qt before 6.10 cannot tell
            return False
        return hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast


def _user_scale() -> float:
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    normal = _NORMAL_PX.get(sys.platform, _NORMAL_PX_ELSEWHERE)
    return min(2.5, max(1.0, QFontInfo(font).pixelSize() / normal))
