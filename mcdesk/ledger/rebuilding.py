"""Puts rows from a damaged ledger and from copies of it together, so that a new ledger can hold them.

The first row that comes with an id is kept, so the sources must come in the order of trust. Submissions are
more precious than anything: their idempotency keys keep a job from being paid for twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection

from mcdesk.ledger import set_aside
from mcdesk.ledger.row_rules import ANCHOR, RULES, reason_against
from mcdesk.ledger.salvage import RECORDS, Row
from mcdesk.model.submissions import SubmissionState

_PLACES = {table: {name: place for place, name in enumerate(columns)} for table, columns in RULES.items()}
_IDENTITY: Mapping[str, tuple[str, ...]] = {
    "accounts": ("id",),
    "submissions": ("id",),
    "jobs": ("account_id", "job_id"),
    "downloads": ("id",),
    "requests": ("id",),
    "dealers": ("key",),
    "dealer_lists": ("key",),
    "dealer_list_members": ("list_key", "dealer_key"),
    "settings": ("name",),
    "salt": ("id",),
}
_UNIQUE: Mapping[tuple[str, ...], str] = {
    ("account_id", "idempotency_key"): "another submission has its idempotency key",
    ("account_id", "family", "part"): "another submission is the same part of the same file",
}
_UNMISTAKABLE = frozenset({"submissions", "jobs", "downloads", "requests"})
"""Tables with so many columns that nothing else in a file looks like their rows."""
_MAY_BE_SENT = (
    "It may have been sent since. Send it from here, not as a new file: its key then settles whether it was."
)


class Rebuilding:
    """What the new ledger will hold, in memory."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[Row, Row]] = {table: {} for table in RULES}
        """By table and identity."""
        self.bad: list[tuple[str, Row, str]] = []
        """Table, row, and the reason why it is set aside."""
        self._old: set[tuple[str, Row]] = set()
        self._anchors: dict[Row, Row] = {}
        self._records: dict[tuple[str, str], Row] = {}
        self._taken: dict[tuple[str, ...], set[Row]] = {columns: set() for columns in _UNIQUE}
        self._lanes: dict[Row, set[int]] = {}

    def take(self, table: str, row: Row, *, is_old: bool) -> None:
        """Takes a row that nobody judged yet.

        Args:
            table: Whose it is.
            row: All columns of today's schema.
            is_old: Whether it may be out of date, or of something that was removed since.
        """
        if table == RECORDS:
            self._take_record(row)
            return
        identity = _of(table, row, _IDENTITY[table])
        if identity in self.rows[table] and (is_old or self.rows[table][identity] == row):
            return
        reason = reason_against(table, row)
        if table == "accounts" and reason is not None:
            self._take_unreadable_account(row, reason, is_old=is_old)
        elif reason is None and identity in self.rows[table]:
            self._refuse(table, row, "another row has its id", is_old=is_old)
        elif reason is not None:
            self._refuse(table, row, reason, is_old=is_old)
            self._keep_mended(table, row, is_old=is_old)
        elif table == "submissions":
            self._take_submission(row, is_old=is_old)
        else:
            self._keep(table, row, is_old=is_old)

    def _keep(self, table: str, row: Row, *, is_old: bool) -> None:
        identity = _of(table, row, _IDENTITY[table])
        self.rows[table][identity] = row
        if is_old:
            self._old.add((table, identity))

    def _refuse(self, table: str, row: Row, reason: str, *, is_old: bool) -> None:
        # A loose page holds rows of SQLite's own too, which look like those of a small table.
        if not is_old or table in _UNMISTAKABLE:
            self.bad.append((table, row, reason))

    def _keep_mended(self, table: str, row: Row, *, is_old: bool) -> None:
        instead = None if is_old else set_aside.in_place_of(table, row)
        if instead is not None and _of(table, instead, _IDENTITY[table]) not in self.rows[table]:
            self._keep(table, instead, is_old=False)

    def _take_record(self, row: Row) -> None:
        _, table, content, reason, found_at = row
        if all(type(text) is str for text in (table, content, reason)) and type(found_at) in (int, float):
            self._records.setdefault((table, content), (table, content, reason, float(found_at)))

    def _take_unreadable_account(self, row: Row, reason: str, *, is_old: bool) -> None:
        instead = None if is_old else set_aside.in_place_of_account(row)
        if row[2] != ANCHOR:
            self._refuse("accounts", row, reason, is_old=is_old)
        if instead is None:
            return
        if instead[2] == ANCHOR:
            self._anchors[instead[:1]] = instead  # a copy may still have the account itself
        else:
            self._keep("accounts", instead, is_old=is_old)

    def _take_submission(self, row: Row, *, is_old: bool) -> None:
        row = _as_it_may_be(row) if is_old else row
        for columns, reason in _UNIQUE.items():
            if _of("submissions", row, columns) in self._taken[columns]:
                self._refuse("submissions", row, reason, is_old=is_old)
                return
        for columns, taken in self._taken.items():
            taken.add(_of("submissions", row, columns))
        places = self._lanes.setdefault(_of("submissions", row, ("account_id", "operation")), set())
        place = row[_PLACES["submissions"]["place"]]
        if place in places:
            place = max(places) + 1
            row = _with(row, place=place)
        places.add(place)
        self._keep("submissions", row, is_old=is_old)

    def settle_accounts(self, *, are_whole: bool) -> None:
        """Sees to it that every row has an account to belong to. To be called when all is taken.

        Args:
            are_whole: Whether all accounts are certainly here. What an old copy has of others was removed.
        """
        for table in ("submissions", "jobs", "downloads", "requests"):
            for identity, row in list(self.rows[table].items()):
                account = _of(table, row, ("account_id",))
                if account in self.rows["accounts"] or account in self._anchors:
                    continue
                if are_whole and self.is_old(table, identity):
                    del self.rows[table][identity]
                    continue
                self._anchors[account] = (*account, "", ANCHOR, "", "")
                self.bad.append(("accounts", (*account, *[None] * 4), "its row could not be found"))

    def write(self, connection: Connection, found_at: float) -> None:
        """Writes everything into an empty ledger, in the transaction of `connection`."""
        anchors = {key: row for key, row in self._anchors.items() if key not in self.rows["accounts"]}
        for table, rows in self.rows.items():
            new = [*rows.values(), *(anchors.values() if table == "accounts" else ())]
            marks = ", ".join("?" * len(RULES[table]))
            if new:  # in the order of RULES: what others hang on comes first
                connection.exec_driver_sql(f"INSERT INTO {table} VALUES ({marks})", new)
        for record in self._records.values():
            connection.exec_driver_sql(
                "INSERT INTO set_aside (source_table, content, reason, found_at) VALUES (?, ?, ?, ?)", record
            )
        for table, row, reason in self.bad:
            set_aside.keep(connection, table, row, reason, found_at)

    def is_old(self, table: str, identity: Row) -> bool:
        """Whether a row may be out of date, or of something that was removed since."""
        return (table, identity) in self._old

    def counts(self) -> dict[str, int]:
        """How many rows of each table there are."""
        return {table: len(rows) for table, rows in self.rows.items()}

    def old_counts(self) -> dict[str, int]:
        """How many of them may be out of date."""
        return dict(Counter(table for table, identity in self._old if identity in self.rows[table]))


def _as_it_may_be(row: Row) -> Row:
    """A submission of which only an older state is known, as it is safe to go on with.

    What waited then may have been sent since. As WAITING it could be removed and dropped anew, under another
    key, and be paid for twice. As UNSURE it is sent with the same key and bytes, which settles it: the
    service answers with the job that it has, or takes it now, as the user wanted. What was held back is for
    the user to decide, who must know that it may have gone.
    """
    held = dict(zip(RULES["submissions"], row, strict=True))
    if held["state"] in (SubmissionState.WAITING, SubmissionState.SENDING):
        return _with(row, state=SubmissionState.UNSURE.value)
    if held["state"] == SubmissionState.HELD:
        return _with(
            row,
            refusal_title=held["refusal_title"] or "It comes from an older copy of the ledger.",
            refusal_advice=" ".join(filter(None, (held["refusal_advice"], _MAY_BE_SENT))),
            refusal_code=held["refusal_code"] or "",
            refusal_instance=held["refusal_instance"] or "",
        )
    return row


def _of(table: str, row: Row, columns: Iterable[str]) -> Row:
    return tuple(row[_PLACES[table][column]] for column in columns)


def _with(row: Row, **values: Any) -> Row:
    """A submission with some values in place of its own."""
    return tuple((dict(zip(RULES["submissions"], row, strict=True)) | values).values())
