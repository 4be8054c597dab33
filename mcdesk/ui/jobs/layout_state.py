"""The user's arrangement of the columns, as text that survives versions. No widgets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

_VERSION = 1


@dataclass(slots=True)
class LayoutState:
    """Columns by their id. `asked` were switched on by hand, `hidden` off; the rest follows the room."""

    order: list[str] = field(default_factory=list)
    widths: dict[str, int] = field(default_factory=dict)
    hidden: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    sort: str = ""
    is_descending: bool = False

    def to_text(self) -> str:
        """As JSON, with its version."""
        return json.dumps({"version": _VERSION, **asdict(self)})


def layout_from(text: str, known: Sequence[str]) -> LayoutState | None:
    """Reads what `to_text` wrote, perhaps with other columns. None if it is not such a text."""
    try:
        told = json.loads(text)
        if told["version"] != _VERSION:
            return None
        state = LayoutState(
            order=[str(ident) for ident in told["order"] if ident in known],
            widths={str(k): int(v) for k, v in told["widths"].items() if k in known and 0 < int(v) < 4000},
            hidden=[str(ident) for ident in told["hidden"] if ident in known],
            asked=[str(ident) for ident in told["asked"] if ident in known],
            sort=told["sort"] if told["sort"] in known else "",
            is_descending=bool(told["is_descending"]),
        )
    except (ValueError, KeyError, TypeError, AttributeError):
        return None
    for place, ident in enumerate(known):  # a column that is new since then goes where it was meant to be
        if ident not in state.order:
            state.order.insert(min(place, len(state.order)), ident)
    return state
