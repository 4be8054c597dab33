"""All rows of the grid looked at together: what each sends, and what is said of it. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from mcdesk.intake.forms.row_check import RowCheck, check_rows
from mcdesk.model.landing import Landed
from mcdesk.model.lookups import Cells, Side
from mcdesk.ui.grid.row_messages import Message, beyond_message, message_of
from mcdesk.ui.grid.splices import Entries, Entry

Troubles = Mapping[Cells, Landed]
"""What the service refused, by what was sent: a row that sends something else is not meant any more."""


@dataclass(frozen=True, slots=True)
class Judged:
    """One row with everything that is known of it.

    Attributes:
        entry: As the user made it.
        check: What its cells break, and what they send.
        message: What is said of it.
        goes: Whether it is part of the next request.
        is_beyond: Whether it only lacks room in it.
    """

    entry: Entry
    check: RowCheck
    message: Message | None
    goes: bool
    is_beyond: bool = False


def judge(side: Side, entries: Entries, troubles: Troubles, most: int) -> tuple[Judged, ...]:
    """Judges every row. Of those that can be sent, the first `most` go."""
    checks = check_rows(side, [entry.cells for entry in entries], [entry.on for entry in entries])
    judged, going, beyond = [], 0, 0
    for entry, check in zip(entries, checks, strict=True):
        trouble = troubles.get(check.sends) if troubles and not check.is_empty else None
        first = checks[check.repeats] if check.repeats is not None else None
        message = message_of(side, check, trouble, first)
        # A request with a refused row in it would be refused again.
        goes = check.is_sendable and trouble is None
        is_beyond = goes and going == most
        if is_beyond:
            goes, beyond = False, beyond + 1
            message = beyond_message(most, is_first=beyond == 1)
        going += goes
        judged.append(Judged(entry, check, message, goes, is_beyond))
    return tuple(judged)
