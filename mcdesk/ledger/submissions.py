"""Submissions and their way, on a connection that is handed in. A step off the way changes nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from mcdesk.ledger import jobs, paths, rows, schema, set_aside
from mcdesk.ledger.submission_rows import submission_of, values_of
from mcdesk.model.errors import LedgerError
from mcdesk.model.jobs import Job
from mcdesk.model.submissions import Refusal, Submission, SubmissionState

COMES_FROM: Mapping[SubmissionState, frozenset[SubmissionState]] = {
    SubmissionState.WAITING: frozenset({SubmissionState.SENDING, SubmissionState.HELD}),
    SubmissionState.SENDING: frozenset({SubmissionState.WAITING, SubmissionState.UNSURE}),
    SubmissionState.UNSURE: frozenset({SubmissionState.SENDING, SubmissionState.HELD}),
    SubmissionState.HELD: frozenset(
        {SubmissionState.SENDING, SubmissionState.WAITING, SubmissionState.UNSURE}
    ),
    # That the service has it must be written down whatever was thought of it before.
    SubmissionState.ACCEPTED: frozenset(
        {SubmissionState.SENDING, SubmissionState.UNSURE, SubmissionState.HELD}
    ),
}
REMOVABLE = frozenset({SubmissionState.WAITING, SubmissionState.HELD})
_WORDS = {
    SubmissionState.WAITING: "waiting in its lane",
    SubmissionState.SENDING: "being sent",
    SubmissionState.UNSURE: "sent, without an answer so far",
    SubmissionState.HELD: "held back",
    SubmissionState.ACCEPTED: "accepted by the service",
}
_NO_REFUSAL = {"refusal_title": None, "refusal_advice": None, "refusal_code": None, "refusal_instance": None}
_table = schema.submissions.c


def add(connection: Connection, submission: Submission) -> Submission:
    """Puts it at the end of its lane, whatever place it came with, and answers it with its place."""
    last = select(func.max(_table.place)).where(
        _table.account_id == submission.account_id, _table.operation == submission.operation
    )
    placed = replace(submission, place=(connection.execute(last).scalar() or 0) + 1)
    connection.execute(insert(schema.submissions), values_of(placed))
    return placed


def add_all(connection: Connection, new: Sequence[Submission]) -> tuple[Submission, ...]:
    """Puts them at the end of their lanes in the given order, and answers them with their places."""
    return tuple([add(connection, submission) for submission in new])


def load(connection: Connection, account_id: str) -> tuple[Submission, ...]:
    """All submissions of an account by place."""
    query = select(*schema.submissions.columns).where(_table.account_id == account_id)
    query = query.order_by(_table.place, _table.created_at, _table.id)
    return tuple(rows.values(connection, query, submission_of))


def of_jobs(connection: Connection, account_id: str, job_ids: Collection[str]) -> tuple[Submission, ...]:
    """Those that became one of these jobs, by place."""
    query = select(*schema.submissions.columns).where(
        _table.account_id == account_id, _table.job_id.in_(job_ids)
    )
    query = query.order_by(_table.place, _table.created_at, _table.id)
    return tuple(rows.values(connection, query, submission_of))


def load_unsettled(connection: Connection, account_id: str) -> tuple[Submission, ...]:
    """Those that the service has not accepted, by place."""
    query = select(*schema.submissions.columns).where(
        _table.account_id == account_id, _table.state != SubmissionState.ACCEPTED.value
    )
    query = query.order_by(_table.place, _table.created_at, _table.id)
    return tuple(rows.values(connection, query, submission_of))


def files_needed(connection: Connection) -> frozenset[str]:
    """The names of all folders that submissions need: their own, their family's and their source's.

    A submission that was set aside keeps its files too: somebody may still want to know what they were.
    """
    query = select(_table.id, _table.family, _table.source_path)
    kept = [
        *connection.execute(query).cursor.fetchall(),
        *(
            (held.get("id"), held.get("family"), held.get("source_path"))
            for held in set_aside.contents(connection, "submissions")
        ),
    ]
    return frozenset(name for row in kept for name in _folders(*row))


def find(connection: Connection, submission_id: str) -> Submission | None:
    """One submission, None if there is none of this id."""
    query = select(*schema.submissions.columns).where(_table.id == submission_id)
    return rows.first(connection, query, submission_of)


def mark_sending(connection: Connection, submission_id: str, at: float) -> None:
    """To be called before the first byte leaves. Of two processes that try at once, one is refused."""
    _move(connection, submission_id, SubmissionState.SENDING, sent_at=at)


def mark_unsure(connection: Connection, submission_id: str) -> None:
    """No answer came."""
    _move(connection, submission_id, SubmissionState.UNSURE, **_NO_REFUSAL)


def mark_waiting(connection: Connection, submission_id: str) -> None:
    """Back to its place in the lane."""
    _move(connection, submission_id, SubmissionState.WAITING, sent_at=None, **_NO_REFUSAL)


def mark_held(connection: Connection, submission_id: str, refusal: Refusal | None) -> None:
    """It waits for the user: refused, or put on hold by the user, who needs no reason.

    Without a reason only a file that WAITS is held: of any other it would be forgotten that it may have gone.
    """
    found = _existing(connection, submission_id)
    if refusal is None and found.state is not SubmissionState.WAITING:
        raise _off_the_way(found, SubmissionState.HELD)
    _move(
        connection,
        submission_id,
        SubmissionState.HELD,
        refusal_title=refusal.title if refusal else None,
        refusal_advice=refusal.advice if refusal else None,
        refusal_code=refusal.code if refusal else None,
        refusal_instance=refusal.instance if refusal else None,
    )


def set_not_before(connection: Connection, submission_id: str, at: float | None) -> None:
    """The moment from which it may go; None for as soon as it can."""
    found = _existing(connection, submission_id)
    if found.state not in REMOVABLE:
        raise LedgerError(
            f"“{found.title}” can't be put off: it is {_WORDS[found.state]}.",
            "Nothing was changed. Only files that wait or are held back can be put off.",
        )
    statement = update(schema.submissions).where(_table.id == submission_id)
    connection.execute(statement.values(not_before=at))


def exchange_places(connection: Connection, submission_id: str, other_id: str) -> None:
    """Two files of one lane that wait, or are held back, change places."""
    pair = [_existing(connection, submission_id), _existing(connection, other_id)]
    first, second = pair
    for each in pair:
        if each.state not in REMOVABLE:
            raise LedgerError(
                f"“{each.title}” can't be moved: it is {_WORDS[each.state]}.",
                "Nothing was changed. Only files that wait or are held back have a place in the queue.",
            )
    if (first.account_id, first.operation) != (second.account_id, second.operation):
        raise LedgerError("The two files are in different lanes.", "Nothing was changed.")
    # No two may have one place, not even in between.
    for each, place in ((first, -first.place), (second, first.place), (first, second.place)):
        statement = update(schema.submissions).where(_table.id == each.id)
        connection.execute(statement.values(place=place))


def mark_accepted(connection: Connection, submission_id: str, job: Job, at: float, request_id: str) -> None:
    """The service has it, and this is its job."""
    found = _move(
        connection,
        submission_id,
        SubmissionState.ACCEPTED,
        accepted_at=at,
        job_id=job.job_id,
        request_id=request_id,
        **_NO_REFUSAL,
    )
    known = jobs.find(connection, found.account_id, job.job_id)
    if known is None or not known.status.is_final:  # an answer that came late tells of an earlier state
        jobs.save(connection, found.account_id, [job])


def remove(connection: Connection, submission_id: str) -> bool:
    """Forgets a submission that never left; answers whether nothing of its family is left."""
    found = _existing(connection, submission_id)
    if found.state not in REMOVABLE:
        raise LedgerError(
            f"“{found.title}” can't be removed: it is {_WORDS[found.state]}.",
            "Nothing was changed. Only files that wait or are held back can be removed.",
        )
    connection.execute(delete(schema.submissions).where(_table.id == submission_id))
    relatives = select(_table.id).where(_table.account_id == found.account_id, _table.family == found.family)
    return connection.execute(relatives.limit(1)).first() is None


def _move(connection: Connection, submission_id: str, to: SubmissionState, **values: Any) -> Submission:
    found = _existing(connection, submission_id)
    if found.state not in COMES_FROM[to]:
        raise _off_the_way(found, to)
    connection.execute(
        update(schema.submissions).where(_table.id == submission_id).values(state=to.value, **values)
    )
    return found


def _off_the_way(found: Submission, to: SubmissionState) -> LedgerError:
    return LedgerError(
        f"“{found.title}” is {_WORDS[found.state]}; it can't become “{_WORDS[to]}” from there.",
        "Nothing was changed. Another mcdesk may have acted on it: look at it again before you go on.",
    )


def _existing(connection: Connection, submission_id: str) -> Submission:
    found = find(connection, submission_id)
    if found is None:
        raise LedgerError(
            "This submission is not in the ledger, or no longer.",
            "Nothing was changed. Another mcdesk may have removed it; drop the file again to send it.",
        )
    return found


def _folders(id_: object, family: object, source: object) -> Iterator[str]:
    """Of a row that may hold anything."""
    yield from (name for name in (id_, family) if isinstance(name, str))
    if isinstance(source, str | bytes):
        yield paths.restored(source).parent.name
