"""How an entry moved between two answers: in a sign, in words, in a colour's name. No Qt."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from mcdesk.model.comparing import Compared, Move
from mcdesk.model.words import rows
from mcdesk.ui.answer.figures import Score, score_words
from mcdesk.ui.answer.values import Comparison

_TOLD = (Move.UP, Move.DOWN, Move.NEW, Move.GONE)
CHANGES: dict[Score, Callable[[Compared], float | None]] = {
    Score.VIN: lambda entry: entry.vin_score_change,
    Score.DEALER: lambda entry: entry.dealer_score_change,
}
"""By how much a score of an entry changed; None where that can't be told."""


@dataclass(frozen=True, slots=True)
class MoveLook:
    """`slope` is 1 for a triangle that points up, -1 for one that points down, 0 for none."""

    slope: int
    text: str
    token: str
    spoken: str


def move_look(entry: Compared) -> MoveLook:
    """Shape, text, colour and spoken words of one move."""
    steps = rows(entry.steps, "place")
    looks = {
        Move.UP: MoveLook(1, f"{entry.steps:,}", "ok.text", f"up {steps}"),
        Move.DOWN: MoveLook(-1, f"{entry.steps:,}", "bad.text", f"down {steps}"),
        Move.SAME: MoveLook(0, "=", "text3", "same place"),
        Move.NEW: MoveLook(0, "New", "run.text", "new"),
        Move.GONE: MoveLook(0, "Gone", "text3", "gone"),
    }
    return looks[entry.move]


def change_words(entry: Compared | None, key: Score) -> str:
    """Rose by 43; fell by 43.5; "" for no change, and where nobody can tell."""
    change = CHANGES[key](entry) if entry is not None else None
    return _by(change) if change else ""


def summary(comparison: Comparison, noun: str) -> str:
    """3 up · 2 down · 1 new · 1 gone · vin_score rose by 43: only what there is.

    Where all of them have changed by as much it is said how much, else for how many; `noun` is what one is
    called. Without any move that is said first: who sees only "=" must not take it that nothing changed.
    """
    entries = (*comparison.moved, *comparison.gone)
    counted = {move.value: sum(entry.move is move for entry in entries) for move in _TOLD}
    counted["no longer ranked"] = sum(before is not None for before in comparison.lost)
    moves = " · ".join(f"{number:,} {words}" for words, number in counted.items() if number)
    scores = ", ".join(_scores(comparison, noun))
    if moves:
        return f"{moves} · {scores}" if scores else moves
    return f"No rank changed; {scores}" if scores else "Nothing moved"


def _scores(comparison: Comparison, noun: str) -> Iterator[str]:
    for key, change_of in CHANGES.items():
        known = [change for entry in comparison.moved if (change := change_of(entry)) is not None]
        changed = sum(map(bool, known))
        if changed and len(set(known)) == 1:
            yield f"{key} {_by(known[0])}"
        elif changed:
            yield f"{key} changed for {rows(changed, noun)}"


def _by(change: float) -> str:
    return f"{'rose' if change > 0 else 'fell'} by {score_words(abs(change))}"
