"""Scores and ranks as figures, and where a score lies on the documents' scale. Pure, no Qt."""

from __future__ import annotations

import math
from enum import StrEnum

from mcdesk.model.lookups import HIGHEST_SCORE, LOWEST_SCORE

NO_FIGURE = "–"
_NO_DECIMALS_FROM = 10_000
SCALE_LINES = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Where thin lines stand, as shares of the scale."""
SCALE_FIGURES = (LOWEST_SCORE, (LOWEST_SCORE + HIGHEST_SCORE) // 2, HIGHEST_SCORE)


class Score(StrEnum):
    """The two scores by their field names."""

    VIN = "vin_score"
    DEALER = "dealer_ymm_score"


def score_words(score: float | None) -> str:
    """2,214; a decimal where the service told one; a dash for no score."""
    if score is None or not math.isfinite(score):
        return NO_FIGURE
    is_whole = score == round(score) or abs(score) >= _NO_DECIMALS_FROM
    return f"{score:,.0f}" if is_whole else f"{score:,.1f}"


def share_of(score: float | None) -> float:
    """How far along the scale a score lies, 0 to 1. What lies outside is held at the nearer end."""
    if score is None or math.isnan(score):
        return 0.0
    return min(1.0, max(0.0, (score - LOWEST_SCORE) / (HIGHEST_SCORE - LOWEST_SCORE)))
