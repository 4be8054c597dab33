"""What the ledger had to set right when it was opened, as notices. Pure, no Qt."""

from __future__ import annotations

from collections.abc import Sequence

from mcdesk.model.damage import Rescue, SetAside
from mcdesk.model.events import Notice, NoticeKind
from mcdesk.ui.panels.names import short_name

_ONE_BY_ONE, _NAMED = 2, 3


def ledger_notices(rescue: Rescue | None, set_aside: Sequence[SetAside]) -> tuple[Notice, ...]:
    """A notice for a file that was rescued, and for what can't be read: one each, or one for many."""
    notices = [] if rescue is None else [Notice(NoticeKind.TROUBLE, rescue.title, rescue.advice)]
    if len(set_aside) <= _ONE_BY_ONE:
        notices += [_notice_of(row) for row in set_aside]
    else:
        notices.append(_notice_of_many(set_aside))
    return tuple(notices)


def _notice_of(row: SetAside) -> Notice:
    title = f"{row.title} can't be read: {row.reason.rstrip('.')}."
    return Notice(NoticeKind.TROUBLE, title, row.advice)


def _notice_of_many(rows: Sequence[SetAside]) -> Notice:
    """The first ones by name, and each advice once: it is the same for all rows of a table."""
    names = ", ".join(_name_of(row) for row in rows[:_NAMED])
    more = f" and {len(rows) - _NAMED:,} more" if len(rows) > _NAMED else ""
    advice = " ".join(dict.fromkeys(row.advice for row in rows))
    title = f"{len(rows):,} records of the ledger can't be read"
    return Notice(NoticeKind.TROUBLE, title, f"{names}{more}. {advice}")


def _name_of(row: SetAside) -> str:
    return short_name(row.title, 40)
