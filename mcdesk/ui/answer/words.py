"""Sentences of the answer panel: counts, times, what is said aloud. No Qt."""

from __future__ import annotations

from mcdesk.model.lookups import Ranking, RankRequest
from mcdesk.model.rankings import RankAnswer
from mcdesk.model.words import ago, exact, rows
from mcdesk.ui.answer.entry_words import entry_words
from mcdesk.ui.answer.moments import took
from mcdesk.ui.answer.values import AnswerView


def counted(number: int, ranking: Ranking) -> str:
    """1 dealer; 11 dealers."""
    return rows(number, ranking.many.noun)


def facts(view: AnswerView, came_at: float, now: float) -> str:
    """10 ranked · 0.4 s · just now."""
    seconds = took(view.past.seconds) if view.past is not None else ""
    parts = (f"{len(view.answer.ranked):,} ranked", seconds, ago(came_at, now))
    return " · ".join(part for part in parts if part)


def exact_facts(view: AnswerView, came_at: float) -> str:
    """When exactly, and the service's id of the request."""
    lines = [f"Answered {exact(came_at)}"]
    if view.request_id:
        lines.append(f"Request id {view.request_id}")
    return "\n".join(lines)


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
