"""What a ranking was asked about, and with which values. Words only, no Qt.

An answer outlives what stands in the form: without these words it would be read for what stands there now.
"""

from __future__ import annotations

import time
from dataclasses import replace

from mcdesk.intake.forms.vin_facts import vin_facts
from mcdesk.model.lookups import VEHICLE, Cells, RankRequest, Side
from mcdesk.model.words import rows
from mcdesk.ui.answer.entry_words import EntryWords, figure_words, words_of


def asked_words(request: RankRequest, now: float) -> EntryWords:
    """The one that a list was set against: WP1BE2AY5PDA28064, 2023 Porsche, $20,000, 3,000 miles.

    Args:
        request: What was asked.
        now: Seconds since 1970; a vehicle can't be of a year that is yet to come.
    """
    side, cells = request.ranking.one, request.one
    words = words_of(side, cells)
    known = vehicle_name(side.value(cells, "vin"), now) if side is VEHICLE else ""
    if not known:
        return words
    return replace(words, details=(known, *words.details), spoken=f"{words.spoken}, {known}")


def asked_facts(request: RankRequest, now: float) -> tuple[str, ...]:
    """What tells two requests about the same thing apart: 2023 Porsche; $20,000; 3,000 miles; 12 dealers."""
    told = asked_words(request, now).details if request.ranking.one is VEHICLE else ()
    return (*told, rows(len(request.many), request.ranking.many.noun))


def vehicle_name(vin: str, now: float) -> str:
    """Model year and maker as far as a VIN tells them: 2023 Porsche. `now` in seconds since 1970."""
    facts = vin_facts(vin, latest=time.gmtime(now).tm_year + 1)
    years = " or ".join(map(str, facts.years))
    return " ".join(part for part in (years, facts.maker) if part)


def other_values(side: Side, new: Cells, old: Cells) -> str:
    """How price and miles differ between two requests about the same thing; "" where they do not.

    asked with $8,900 then, $12,000 now
    """
    changed = [
        (figure_words(name, was), figure_words(name, became))
        for name, became, was in zip(side.names, new, old, strict=True)
        if name not in side.identity and became and was and became != was
    ]
    if not changed:
        return ""
    then, today = (" and ".join(parts) for parts in zip(*changed, strict=True))
    return f"asked with {then} then, {today} now"
