"""Painting of one ranked row: badge, move, name, two bars on one scale, their figures. It decides nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from mcdesk.model.rankings import Match
from mcdesk.ui.answer.entry_words import DOT
from mcdesk.ui.answer.figures import NO_FIGURE, SCALE_LINES, score_words, share_of
from mcdesk.ui.answer.ink import LEFT, MIDDLE, RIGHT, Ink, paint_triangle
from mcdesk.ui.answer.lanes import Lane, Lanes
from mcdesk.ui.answer.moves import move_look
from mcdesk.ui.answer.rows import AnswerRow
from mcdesk.ui.controls.bars import paint_bar
from mcdesk.ui.theme.theme import Theme

ROW_HEIGHT = 44
VIN_TONE, DEALER_TONE = "idle", "run"
"""The bars' colours: grey for `vin_score`, blue for `dealer_ymm_score`."""

_UPPER, _LOWER, _BAR, _BADGE_HIGH, _LINE, _MARK = 15, 29, 6, 24, 18, 8
_BADGE_RADIUS, _MARK_GAP, _LONGEST_RANK = 6, 3, 3


def paint_ranked(theme: Theme, painter: QPainter, row: AnswerRow, box: QRectF, lanes: Lanes) -> None:
    """Draws a row into `box`; the ground is there already."""
    match = row.match or Match()
    _paint_badge(theme, painter, box, lanes.badge, match.vin_rank, is_best=row.is_best)
    if row.compared is not None and lanes.mark.width:
        look = move_look(row.compared)
        place = QRectF(lanes.mark.left, box.y(), lanes.mark.width, box.height())
        _paint_move(theme, painter, place, look.slope, look.text, look.token)
    name = Ink(theme, "text", 12 if row.words.is_code else 13, 500, mono=row.words.is_code)
    elide = Qt.TextElideMode.ElideMiddle if row.words.is_code else Qt.TextElideMode.ElideRight
    name.write(painter, _line(theme, box, lanes.name, _UPPER - 1), row.words.name, LEFT, elide=elide)
    below, small = _line(theme, box, lanes.name, _LOWER + 1), Ink(theme, "text2", 12)
    small.write(painter, below, small.fitting(row.words.details, DOT, lanes.name.width))
    paint_scale_lines(theme, painter, lanes.bars, box.top(), box.bottom())
    for at, score, tone, weight in (
        (_UPPER, match.vin_score, VIN_TONE, 400),
        (_LOWER, match.dealer_ymm_score, DEALER_TONE, 600),
    ):
        paint_score(theme, painter, lanes.bars, box.y() + theme.px(at), score, tone)
        words = score_words(score)
        token = "text3" if words == NO_FIGURE else "text" if weight > 400 else "text2"
        Ink(theme, token, 13, weight).write(painter, _line(theme, box, lanes.figures, at), words, RIGHT)


def paint_scale_lines(theme: Theme, painter: QPainter, bars: Lane, top: float, bottom: float) -> None:
    """Draws the thin lines of the scale through a row."""
    for share in SCALE_LINES:
        x = round(bars.left + (bars.width - 1) * share)
        painter.fillRect(QRectF(x, top, 1, bottom - top), theme.color("line"))


def paint_score(
    theme: Theme, painter: QPainter, bars: Lane, middle: float, score: float | None, tone: str
) -> None:
    """Draws one bar around the height `middle`: an empty track where there is no score."""
    high = theme.px(_BAR)
    rect = QRectF(bars.left, round(middle - high / 2), bars.width, high)
    share = share_of(score)
    # The lowest score of the scale is a score all the same: it shows as a dot.
    least = high / bars.width if score is not None and bars.width else 0.0
    paint_bar(theme, painter, rect, max(share, least), tone)


def _paint_badge(
    theme: Theme, painter: QPainter, box: QRectF, lane: Lane, vin_rank: int | None, *, is_best: bool
) -> None:
    words = NO_FIGURE if vin_rank is None else f"{vin_rank:,}"
    px = 13 if len(words) <= _LONGEST_RANK else 11
    ink = Ink(theme, "on_accent" if is_best else "text", px, 600)
    high = theme.px(_BADGE_HIGH)
    wide = max(lane.width, ink.width_of(words) + theme.px(8))
    badge = QRectF(lane.left, round(box.center().y() - high / 2), wide, high)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("accent" if is_best else "idle.soft"))
    radius = theme.px(_BADGE_RADIUS)
    painter.drawRoundedRect(badge, radius, radius)
    ink.write(painter, badge, words, MIDDLE)


def _paint_move(theme: Theme, painter: QPainter, box: QRectF, slope: int, text: str, token: str) -> None:
    ink, left = Ink(theme, token, 12, 500), box.x()
    if slope:
        side = theme.px(_MARK)
        shape = QRectF(left, round(box.center().y() - side / 2) + 0.5, side, side - 1)
        paint_triangle(theme, painter, shape, token, slope)
        left += side + theme.px(_MARK_GAP)
    ink.write(painter, QRectF(left, box.y(), box.right() - left, box.height()), text)


def _line(theme: Theme, box: QRectF, lane: Lane, middle: float) -> QRectF:
    high = theme.px(_LINE)
    return QRectF(lane.left, box.y() + theme.px(middle) - high / 2, lane.width, high)
