"""The rows of an answer: what was ranked, what was not, what is gone. Words and values, no Qt."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from mcdesk.model.comparing import Compared
from mcdesk.model.landing import failed_words
from mcdesk.model.lookups import RankRequest
from mcdesk.model.rankings import Match
from mcdesk.ui.answer.asked_words import other_values
from mcdesk.ui.answer.entry_words import EntryWords, cells_of, entry_words
from mcdesk.ui.answer.figures import Score, score_words
from mcdesk.ui.answer.moments import day_and_time
from mcdesk.ui.answer.moves import change_words, move_look
from mcdesk.ui.answer.values import AnswerView


class RowKind(StrEnum):
    """What a row of the list is."""

    RANKED = "ranked"
    TITLE = "title"
    """The head of a group; it can't be chosen."""
    FAILED = "failed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One row.

    Attributes:
        kind: What it is.
        words: What it is called; of a title, the title and the count.
        sentence: All of it, as it is read aloud.
        match: What the service answered; None for a title.
        reason: Why there are no scores.
        place: Which row of the request's list it answers, from 0; None where nobody can tell.
        compared: How it moved; None without a comparison.
        asked_then: How price and miles differed in the earlier request, in words; "" where they did not.
        is_best: Whether it is the best match of the answer, however the list is sorted.
    """

    kind: RowKind
    words: EntryWords
    sentence: str
    match: Match | None = None
    reason: str = ""
    place: int | None = None
    compared: Compared | None = None
    asked_then: str = ""
    is_best: bool = False


@dataclass(frozen=True, slots=True)
class AnswerRows:
    """`ranked` by rank, and what stands below it in groups of its own."""

    ranked: tuple[AnswerRow, ...] = ()
    below: tuple[AnswerRow, ...] = ()


def rows_of(view: AnswerView, now: float) -> AnswerRows:
    """All rows of an answer. `now` in seconds since 1970."""
    answer, comparison = view.answer, view.comparison()
    moved = comparison.moved if comparison is not None else [None] * len(answer.ranked)
    lost = comparison.lost if comparison is not None else [None] * len(answer.failed)
    ranked = tuple(
        _ranked(view.request, match, entry, is_best=place == 0)
        for place, (match, entry) in enumerate(zip(answer.ranked, moved, strict=True))
    )
    failed = [_failed(view.request, *pair) for pair in zip(answer.failed, lost, strict=True)]
    below = [_title("Not ranked", len(failed)), *failed] if failed else []
    gone = comparison.gone if comparison is not None else ()
    if gone and view.against is not None:
        since = f"Gone since {day_and_time(view.against.asked_at, now)}"
        below += [_title(since, len(gone)), *(_gone(view.request, entry, since) for entry in gone)]
    return AnswerRows(ranked, tuple(below))


def _ranked(request: RankRequest, match: Match, entry: Compared | None, *, is_best: bool) -> AnswerRow:
    words, asked_then = entry_words(request, match), _asked_then(request, entry)
    said = (
        f"Rank {match.vin_rank:,}" if match.vin_rank is not None else "Rank not told",
        words.spoken,
        f"dealer score {score_words(match.dealer_ymm_score)}",
        change_words(entry, Score.DEALER),
        f"vehicle score {score_words(match.vin_score)}",
        change_words(entry, Score.VIN),
        asked_then,
        move_look(entry).spoken if entry is not None else "",
    )
    return AnswerRow(
        RowKind.RANKED,
        words,
        ", ".join(part for part in said if part),
        match,
        place=match.place,
        compared=entry,
        asked_then=asked_then,
        is_best=is_best,
    )


def _asked_then(request: RankRequest, entry: Compared | None) -> str:
    if entry is None or entry.match is None or entry.before is None:
        return ""
    side = request.ranking.many
    return other_values(side, cells_of(request, entry.match), entry.before.cells(side))


def _failed(request: RankRequest, match: Match, before: Match | None) -> AnswerRow:
    words, reason = entry_words(request, match), failed_words(request, match)
    if before is not None:
        reason = f"{reason.rstrip('.')}. In the earlier answer it {_was(before)}"
    said = f"Not ranked, {words.spoken}, {reason}"
    return AnswerRow(RowKind.FAILED, words, said, match, reason, match.place)


def _gone(request: RankRequest, entry: Compared, since: str) -> AnswerRow:
    # The place belongs to the earlier request's list: in this one another entry may stand there.
    before = replace(entry.before or Match(), place=None)
    words = entry_words(request, before)
    at = _was(before)
    reason = f"{at}, dealer_ymm_score {score_words(before.dealer_ymm_score)}"
    return AnswerRow(RowKind.GONE, words, f"{since}, {words.spoken}, {at}", before, reason, compared=entry)


def _was(before: Match) -> str:
    return f"was rank {before.vin_rank:,}" if before.vin_rank is not None else "was ranked"


def _title(words: str, number: int) -> AnswerRow:
    return AnswerRow(RowKind.TITLE, EntryWords(words, (f"{number:,}",), words), f"{words}, {number:,}")
