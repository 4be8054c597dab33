"""Which characters a fix took away and which it added, so that they can be painted bold. Pure, no Qt."""

from __future__ import annotations

import unicodedata
from difflib import SequenceMatcher
from itertools import groupby

Span = tuple[int, int]
"""From a character up to, but not including, another."""
Spans = tuple[Span, ...]

# Comparing takes as many steps as the lengths multiplied: beyond this all of both counts as changed.
_DEAREST = 40_000
_INVISIBLE = "·"
_CUT = "…"


def change_marks(before: str, after: str) -> tuple[Spans, Spans]:
    """The characters of `before` that are gone and those of `after` that are new.

    What is left unmarked reads the same on both sides. Where one text only lost or gained an end, exactly
    that end is marked: the zero that is put in front of 0000 is the first of the five.
    """
    if before == after:
        return (), ()
    if after.endswith(before):
        return (), _spans((0, len(after) - len(before)))
    if before.endswith(after):
        return _spans((0, len(before) - len(after))), ()
    if after.startswith(before):
        return (), _spans((len(before), len(after)))
    if before.startswith(after):
        return _spans((len(after), len(before))), ()
    if len(before) * len(after) > _DEAREST:
        return _spans((0, len(before))), _spans((0, len(after)))
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    changes = [step for step in steps if step[0] != "equal"]
    return (
        _spans(*((start, end) for _, start, end, _, _ in changes)),
        _spans(*((start, end) for *_, start, end in changes)),
    )


def visible(text: str) -> str:
    """The same text, as long as before, with a dot for each blank at its ends and each character unseen."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return "".join(
        _INVISIBLE if not start <= place < end or _is_unseen(sign) else sign
        for place, sign in enumerate(text)
    )


def excerpt(text: str, spans: Spans, most: int) -> tuple[str, Spans]:
    """At most `most` characters of a text, around its first change, and where its changes are in there.

    A sign for what is cut off stands in the place of the characters next to the cut.
    """
    if len(text) <= most:
        return text, spans
    first = spans[0][0] if spans else 0
    start = max(0, min(first - most // 3, len(text) - most))
    end = start + most
    head, tail = (_CUT if start else ""), (_CUT if end < len(text) else "")
    cut = head + text[start + len(head) : end - len(tail)] + tail
    inner = ((max(left, start) - start, min(right, end) - start) for left, right in spans)
    return cut, _spans(*inner)


def runs(text: str, spans: Spans) -> list[tuple[str, bool]]:
    """A text cut into pieces, each with whether it changed."""
    changed = {place for start, end in spans for place in range(start, end)}
    pieces = groupby(enumerate(text), key=lambda pair: pair[0] in changed)
    return [("".join(sign for _, sign in piece), is_changed) for is_changed, piece in pieces]


def _spans(*spans: Span) -> Spans:
    return tuple(span for span in spans if span[0] < span[1])


def _is_unseen(sign: str) -> bool:
    """Tabs, line ends, blanks that do not break and characters of no width."""
    return sign != " " and (sign.isspace() or unicodedata.category(sign) in ("Cc", "Cf"))
