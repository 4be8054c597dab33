"""All rows of the grid looked at together: what each sends, and what is said of it. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mcdesk.intake.forms.row_check import RowCheck, check_row, with_repeats
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
        trouble: What the service has against it.
        first: The row that it repeats.
    """

    entry: Entry
    check: RowCheck
    message: Message | None
    goes: bool
    is_beyond: bool = False
    trouble: Landed | None = None
    first: RowCheck | None = None

    @property
    def is_refused(self) -> bool:
        """Whether it would go, but for what the service said of it."""
        return self.trouble is not None and self.check.is_sendable


@dataclass(frozen=True, slots=True)
class Tally:
    """The rows of a grid, counted.

    Attributes:
        filled: Those in which something stands.
        in_order: Those that nothing is wrong with, however many have room in one request.
        refused: Those of these that the service has something against.
        repeats: Those that mean the same as an earlier one.
        first_aside: Place of the first that has something to mend, or that was refused; None for none.
    """

    filled: int = 0
    in_order: int = 0
    refused: int = 0
    repeats: int = 0
    first_aside: int | None = None

    @property
    def wrong(self) -> int:
        """Rows that have something to mend before they can be sent."""
        return self.filled - self.in_order - self.repeats


def tally_of(rows: Sequence[Judged]) -> Tally:
    """Counts them, in one go through all."""
    filled = in_order = refused = repeats = 0
    first_aside: int | None = None
    for place, row in enumerate(rows):
        check = row.check
        if check.is_empty:
            continue
        filled += 1
        if check.repeats is not None:
            repeats += 1
            continue
        is_refused = row.trouble is not None and not check.is_bad
        in_order, refused = in_order + (not check.is_bad), refused + is_refused
        if first_aside is None and (check.is_bad or is_refused):
            first_aside = place
    return Tally(filled, in_order, refused, repeats, first_aside)


def judge(
    side: Side, entries: Entries, troubles: Troubles, most: int, before: Sequence[Judged] = ()
) -> tuple[Judged, ...]:
    """Judges every row. Of those that can be sent, the first `most` go.

    `before` is how the rows were judged that most of these are: one of which nothing changes stays itself.
    """
    olds = _paired(entries, before)
    checks = with_repeats(
        old.check if old is not None else check_row(side, entry.cells, entry.on)
        for old, entry in zip(olds, entries, strict=True)
    )
    judged, going, beyond = [], 0, 0
    for entry, check, old in zip(entries, checks, olds, strict=True):
        trouble = troubles.get(check.sends) if troubles and not check.is_empty else None
        first = checks[check.repeats] if check.repeats is not None else None
        # A request with a refused row in it would be refused again.
        can_go = trouble is None and check.is_sendable
        goes = can_go and going < most
        is_beyond = can_go and not goes
        going, beyond = going + goes, beyond + is_beyond
        known = old
        if old is not None and (
            old.check is not check or old.trouble is not trouble or old.first is not first
        ):
            known = None
        if is_beyond:
            message: Message | None = beyond_message(most, is_first=beyond == 1)
        elif known is not None and not known.is_beyond:
            message = known.message
        else:
            message = message_of(side, check, trouble, first)
        if known is None or known.message is not message:
            known = Judged(entry, check, message, goes, is_beyond, trouble, first)
        judged.append(known)
    return tuple(judged)


def _paired(entries: Entries, before: Sequence[Judged]) -> list[Judged | None]:
    """For each row how it was judged before; a change is in one piece, so all is found from both ends."""
    most = min(len(entries), len(before))
    top = next((at for at in range(most) if entries[at] is not before[at].entry), most)
    rest = most - top
    low = next((at for at in range(rest) if entries[-1 - at] is not before[-1 - at].entry), rest)
    return [*before[:top], *[None] * (len(entries) - top - low), *before[len(before) - low :]]
