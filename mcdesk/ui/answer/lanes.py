"""Where the parts of a ranked row lie: rows, the head above them and tool tips ask here. No Qt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_BADGE_LEFT, _BADGE, _MARK, _FIGURES, _RIGHT = 8, 26, 38, 46, 6
_NAME_LEFT, _GAP, _FIGURE_GAP = 56, 10, 10
_BARS_SHARE, _BARS_SHARE_NARROW, _BARS_LEAST, _BARS_MOST, _NARROW = 0.37, 0.28, 40, 440, 460
_NAME_LEAST = 92
"""A name needs more room than bars do: they have their figures beside them."""


@dataclass(frozen=True, slots=True)
class Lane:
    """From `left`, so many pixels wide."""

    left: float
    width: float

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.left + self.width

    def has(self, x: float) -> bool:
        """Whether a place lies in it."""
        return self.left <= x < self.right


@dataclass(frozen=True, slots=True)
class Lanes:
    """From left to right. `mark` has no width where nothing is compared."""

    badge: Lane
    mark: Lane
    name: Lane
    bars: Lane
    figures: Lane


def lanes_of(width: float, px: Callable[[float], int], *, has_marks: bool) -> Lanes:
    """The lanes of a row that is `width` wide; `px` scales with the user's text."""
    is_narrow = width < px(_NARROW)
    left = px(_NAME_LEFT)
    name_left = left + (px(_MARK) if has_marks else 0)
    figures = Lane(width - px(_RIGHT) - px(_FIGURES), px(_FIGURES))
    share = _BARS_SHARE_NARROW if is_narrow else _BARS_SHARE
    wide = min(width * share, px(_BARS_MOST))
    bars_right = figures.left - px(_FIGURE_GAP)
    wide = max(px(_BARS_LEAST), min(wide, bars_right - px(_GAP) - name_left - px(_NAME_LEAST)))
    bars = Lane(bars_right - wide, wide)
    mark = Lane(left - px(4), px(_MARK) if has_marks else 0)
    return Lanes(
        badge=Lane(px(_BADGE_LEFT), px(_BADGE)),
        mark=mark,
        name=Lane(name_left, max(0.0, bars.left - px(_GAP) - name_left)),
        bars=bars,
        figures=figures,
    )
