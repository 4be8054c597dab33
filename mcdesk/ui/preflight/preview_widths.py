"""How wide the preview's columns are at first: as their first cells need, within reason. Changes nothing."""

from __future__ import annotations

from PySide6.QtGui import QFontMetricsF

from mcdesk.model.words import count
from mcdesk.ui.preflight.preview_columns import ColumnKind
from mcdesk.ui.preflight.preview_delegate import CELL_PADDING, ICON_ROOM
from mcdesk.ui.preflight.preview_model import PreviewModel
from mcdesk.ui.theme.theme import Theme

_MEASURED = 40
_LEAST, _MOST, _AIR = 44, 240, 8


def line_width(theme: Theme, model: PreviewModel) -> int:
    """What the highest line number takes, with an icon beside it: a number is never cut."""
    most = max((model.row_at(place).line for place in range(model.rowCount())), default=0)
    words = QFontMetricsF(theme.face(12)).horizontalAdvance(count(most))
    return round(words) + theme.px(ICON_ROOM) + 2 * theme.px(CELL_PADDING) + theme.px(_AIR)


def first_widths(theme: Theme, model: PreviewModel) -> list[int]:
    """One width a column, in px, from its heading and its first cells."""
    mono = QFontMetricsF(theme.face(12, mono=True)).horizontalAdvance("0")
    plain, heading = QFontMetricsF(theme.face(12)), QFontMetricsF(theme.face(12, 500))
    rows = [row for row in map(model.row_at, range(min(_MEASURED, model.rowCount()))) if row.fits]
    widths = []
    for column in model.columns:
        texts = [column.text(row, is_original=original) for row in rows for original in (True, False)]
        # Every needed cell may get an icon later: the column must not have to grow for it.
        icon = 0 if column.kind is ColumnKind.OTHER else ICON_ROOM
        if column.kind is ColumnKind.FIELD:
            cells = max((len(text) for text in texts), default=0) * mono
        else:
            cells = max((plain.horizontalAdvance(text) for text in texts), default=0.0)
        words = max(cells + theme.px(icon), heading.horizontalAdvance(column.title))
        least, most = theme.px(_LEAST), theme.px(_MOST)
        widths.append(round(min(max(words, least), most)) + 2 * theme.px(CELL_PADDING) + theme.px(_AIR))
    return widths
