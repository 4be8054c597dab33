"""How an entry moved between two answers: in a sign, in words, in a colour's name. No Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model.comparing import Compared, Move
from mcdesk.model.words import rows
from mcdesk.ui.answer.values import Comparison

_TOLD = (Move.UP, Move.DOWN, Move.NEW, Move.GONE)


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


def summary(comparison: Comparison) -> str:
    """3 up · 2 down · 1 new · 1 gone: only what there is."""
    entries = (*comparison.moved, *comparison.gone)
    counted = {move.value: sum(entry.move is move for entry in entries) for move in _TOLD}
    counted["no longer ranked"] = sum(before is not None for before in comparison.lost)
    told = " · ".join(f"{number:,} {words}" for words, number in counted.items() if number)
    return told or "Nothing moved"
