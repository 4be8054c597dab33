"""Painting of what stands below the ranked rows: group titles, what was not ranked, what is gone.

The buttons of a row are painted; where they lie is told here, so that the view can be clicked there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from mcdesk.ui.answer.acts import Act
from mcdesk.ui.answer.entry_words import DOT
from mcdesk.ui.answer.ink import LEFT, MIDDLE, Ink
from mcdesk.ui.answer.rows import AnswerRow, RowKind
from mcdesk.ui.theme.icons import paint_icon
from mcdesk.ui.theme.theme import Theme

TITLE_HEIGHT, GROUP_ROW_HEIGHT = 40, 45

_ICONS = {
    RowKind.FAILED: ("ph.warning-octagon-fill", "bad.text"),
    RowKind.GONE: ("ph.minus-circle-fill", "text3"),
}
_ICON, _TEXT_LEFT, _UPPER, _REASON_TOP, _LINE = 14, 32, 14, 24, 18
_BUTTON_HIGH, _BUTTON_PADDING, _BUTTON_GAP, _ROOM_FOR_TWO = 26, 9, 6, 520
_TITLE_MIDDLE = 24


@dataclass(frozen=True, slots=True)
class RowButton:
    """A painted button: what it does, what it says, where it lies in the view."""

    act: Act
    words: str
    box: QRectF


def buttons_of(theme: Theme, acts: Mapping[Act, str], box: QRectF) -> list[RowButton]:
    """The buttons of a row that lies in `box`: all of them where there is room, else the first alone."""
    offered = list(acts.items())
    if box.width() < theme.px(_ROOM_FOR_TWO):
        offered = offered[:1]
    ink, high = Ink(theme, "text", 12, 500), theme.px(_BUTTON_HIGH)
    right = box.right() - theme.px(_BUTTON_GAP)
    made = []
    for act, words in reversed(offered):
        wide = round(ink.width_of(words)) + 2 * theme.px(_BUTTON_PADDING)
        place = QRectF(right - wide, round(box.center().y() - high / 2), wide, high)
        made.append(RowButton(act, words, place))
        right = place.left() - theme.px(_BUTTON_GAP)
    return made[::-1]


def group_row_height(theme: Theme, row: AnswerRow, acts: Mapping[Act, str], width: float) -> int:
    """How high a row of that width is: a reason is never cut, it takes as many lines as it needs."""
    least = theme.px(GROUP_ROW_HEIGHT)
    box = QRectF(0, 0, width, least)
    wide = _words_width(theme, box, buttons_of(theme, acts, box))
    high = _reason_ink(theme).height_of(row.reason, wide)
    return max(least, round(theme.px(_REASON_TOP) + high + theme.px(5)))


def paint_title(theme: Theme, painter: QPainter, row: AnswerRow, box: QRectF) -> None:
    """Draws a group's title with its count."""
    ink, middle = Ink(theme, "text", 13, 600), box.y() + theme.px(_TITLE_MIDDLE)
    line = QRectF(box.x(), middle - theme.px(_LINE) / 2, box.width(), theme.px(_LINE))
    ink.write(painter, line, row.words.name)
    line.setLeft(line.left() + ink.width_of(row.words.name) + theme.px(9))
    Ink(theme, "text2", 13).write(painter, line, row.words.detail)
    painter.fillRect(QRectF(box.x(), box.bottom() - 1, box.width(), 1), theme.color("line"))


def paint_group_row(
    theme: Theme, painter: QPainter, row: AnswerRow, box: QRectF, buttons: list[RowButton], hot: Act | None
) -> None:
    """Draws what was not ranked, or is gone: who it is, why, and what can be done."""
    px = theme.px
    icon, token = _ICONS[row.kind]
    side = px(_ICON)
    paint_icon(theme, painter, QRectF(box.x() + px(5), box.center().y() - side / 2, side, side), icon, token)
    wide = _words_width(theme, box, buttons)
    name = Ink(theme, "text", 12 if row.words.is_code else 13, 500, mono=row.words.is_code)
    upper = QRectF(box.x() + px(_TEXT_LEFT), box.y() + px(_UPPER) - px(_LINE) / 2, wide, px(_LINE))
    name.write(painter, upper, row.words.name, LEFT, elide=Qt.TextElideMode.ElideMiddle)
    rest = upper.adjusted(name.width_of(row.words.name), 0, 0, 0)
    soft = Ink(theme, "text2", 13)
    detail = soft.fitting(("", *row.words.details), DOT, rest.width())
    soft.write(painter, rest, detail)
    top = box.y() + px(_REASON_TOP)
    lower = QRectF(upper.x(), top, wide, box.bottom() - top)
    _reason_ink(theme).write_lines(painter, lower, row.reason)
    for button in buttons:
        _paint_button(theme, painter, button, is_hot=button.act is hot)


def _words_width(theme: Theme, box: QRectF, buttons: list[RowButton]) -> float:
    right = buttons[0].box.left() - theme.px(10) if buttons else box.right()
    return max(1.0, right - box.x() - theme.px(_TEXT_LEFT))


def _reason_ink(theme: Theme) -> Ink:
    return Ink(theme, "text2", 12)


def _paint_button(theme: Theme, painter: QPainter, button: RowButton, *, is_hot: bool) -> None:
    painter.setPen(QPen(theme.color("line2"), 1))
    painter.setBrush(theme.color("hover" if is_hot else "raised"))
    radius = theme.px(6)
    painter.drawRoundedRect(button.box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)
    Ink(theme, "text", 12, 500).write(painter, button.box, button.words, MIDDLE)
