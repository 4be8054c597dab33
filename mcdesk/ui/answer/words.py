"""Sentences of the answer panel: counts, times, what is said aloud. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.lookups import Ranking, RankRequest
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.words import ago, exact, rows
from mcdesk.ui.answer.entry_words import entry_words
from mcdesk.ui.answer.moments import took
from mcdesk.ui.answer.values import AnswerView


def counted(number: int, ranking: Ranking) -> str:
    """1 dealer; 11 dealers."""
    return rows(number, ranking.many.noun)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many entries were ranked, and how many were not."""

    ranked: int
    failed: int


def counts(answer: RankAnswer) -> Counts:
    """Of an answer."""
    return Counts(len(answer.ranked), len(answer.failed))


def facts(view: AnswerView, came_at: float, now: float) -> str:
    """0.4 s · just now."""
    seconds = took(view.past.seconds) if view.past is not None else ""
    return " · ".join(part for part in (seconds, ago(came_at, now)) if part)


def exact_facts(view: AnswerView, came_at: float) -> tuple[str, ...]:
    """When exactly, and the service's id of the request; a line each."""
    when = f"Answered {exact(came_at)}"
    return (when, f"Request id {view.request_id}") if view.request_id else (when,)


def nothing_ranked(answer: RankAnswer) -> str:
    """What stands in the list's place where nothing was ranked; "" where something was."""
    if answer.ranked:
        return ""
    if answer.failed:
        return "Nothing was ranked. What the service told of each entry stands below."
    return "The service answered without any entries. Check what was asked, then try again."


def announcement(view: AnswerView) -> str:
    """What is said aloud when an answer has come."""
    answer = view.answer
    said = [f"{len(answer.ranked):,} ranked"]
    if answer.failed:
        said.append(f"{len(answer.failed):,} not ranked")
    best = f" Best match: {entry_words(view.request, answer.ranked[0]).spoken}." if answer.ranked else ""
    return f"{', '.join(said)}.{best}"


def waiting(request: RankRequest) -> str:
    """What is under way."""
    return f"Ranking {counted(len(request.many), request.ranking)}…"


def copied_rows(number: int) -> str:
    """What is said after rows went to the clipboard."""
    return f"Copied {rows(number)}"
