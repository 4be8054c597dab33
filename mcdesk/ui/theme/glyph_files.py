"""Check marks and carets as picture files: a style sheet can't take them from anywhere else."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from mcdesk.ui.theme.fonts import icon_charmap, icon_family
from mcdesk.ui.theme.tokens import Tokens

# Name in the style sheet: glyph and token.
_GLYPHS = {
    "check": ("check-bold", "text"),
    "check_on": ("check-bold", "on_accent"),
    "caret_down": ("caret-down-bold", "text2"),
    "caret_up": ("caret-up-bold", "text2"),
}
_SIDE = 12
_SCALES = {"": 1, "@2x": 2, "@3x": 3}


def write_glyphs(folder: Path, tokens: Tokens, name: str) -> dict[str, str]:
    """Writes the pictures for one table of tokens, called `name`; tells their paths.

    The names differ from table to table: Qt remembers pictures by their path.
    """
    paths = {}
    for word, (glyph, token) in _GLYPHS.items():
        for suffix, scale in _SCALES.items():
            _picture(glyph, tokens[token], _SIDE * scale).save(str(folder / f"{name}-{word}{suffix}.png"))
        paths[word] = (folder / f"{name}-{word}.png").as_posix()
    return paths


def _picture(glyph: str, colour: str, side: int) -> QImage:
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    font = QFont([icon_family("ph")])
    font.setPixelSize(side)
    painter = QPainter(image)
    painter.setPen(QColor(colour))
    painter.setFont(font)
    painter.drawText(QRectF(image.rect()), Qt.AlignmentFlag.AlignCenter, icon_charmap("ph")[glyph])
    painter.end()
    return image
