"""What of the ledger could not be read: single rows that were set aside, and a whole file that was rescued.

Plain values with the words for the user. Nothing is read, moved or mended here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class SetAside:
    """A row that made no sense and was taken out of its table. All of its content stays in the ledger's file.

    Attributes:
        table: Where it was: one of the ledger's tables, by its name.
        key: What told it from others in that table: an id, a job id, a name's key; "" if unreadable.
        account_id: Whose it was; "" if unreadable.
        reference: What the user called it, or what it was about; "" if unreadable.
        job_id: The job that it was about; "" if unreadable, or if there was none.
        reason: What was wrong, as a sentence without its stop.
        found_at: Seconds since 1970.
    """

    table: str
    key: str
    account_id: str
    reference: str
    job_id: str
    reason: str
    found_at: float

    @property
    def title(self) -> str:
        """What it was, as far as that can be read: “The submission “june-auction””."""
        named = f" “{self.reference or self.key}”" if self.reference or self.key else ""
        return f"{_NOUNS.get(self.table, 'A record')}{named}"

    @property
    def comes_back(self) -> bool:
        """Whether the service still knows it: reading the account's history anew brings it back."""
        return self.table == "jobs"

    @property
    def advice(self) -> str:
        """What follows from it, and what to do next."""
        return _ADVICE.get(self.table, "Everything else goes on as before.")


_NOUNS = {
    "accounts": "The account",
    "submissions": "The submission",
    "jobs": "The job",
    "downloads": "The download",
    "requests": "The request",
    "dealers": "The dealer",
    "dealer_lists": "The dealer list",
    "dealer_list_members": "The list entry",
    "settings": "The setting",
}
_ADVICE = {
    "accounts": "Add the key again. The service still has this account's jobs.",
    "submissions": "It may have been sent. Look for its job in the table before you drop the file again.",
    "jobs": "The service still knows it: it comes back when the history is read anew.",
    "downloads": "It may have used a download slot. If its file arrived, it is still in the results folder.",
    "requests": "It is no longer in the history. Ask again for an answer of today.",
    "dealers": "Look it up in the dealer book, and add what is missing.",
    "dealer_lists": "Look it up in the dealer book, and see whether its name and its dealers are right.",
    "dealer_list_members": "See in the dealer book whether it is missing in a list, and add it there.",
    "settings": "What mcdesk does by itself applies until you choose again.",
}


@dataclass(frozen=True, slots=True)
class Rescue:
    """A ledger file that was damaged: it was moved aside, and what could be read went into a new one.

    Attributes:
        moved_to: The damaged file, kept as it was; None if there was none, only a copy from before.
        came_back: How many rows of each table are in the new ledger.
        from_copy: How many of them come from an older copy or from loose pages, so may be out of date.
        set_aside: How many rows made no sense and were set aside.
    """

    moved_to: Path | None
    came_back: Mapping[str, int]
    from_copy: Mapping[str, int] = field(default_factory=dict)
    set_aside: int = 0

    @property
    def title(self) -> str:
        """What happened."""
        if self.moved_to is None:
            return "The ledger was missing. What its last copy holds was brought back."
        return "The ledger was damaged. What could be read was saved."

    @property
    def advice(self) -> str:
        """What came back, what does not have to, and what to do next."""
        sentences = [
            f"Back are {_counted(self.came_back)}.",
            "What the service still knows is fetched again.",
        ]
        if any(self.from_copy.values()):
            sentences.append("Some come from an older copy: look through what waits before it is sent.")
        if self.set_aside:
            sentences.append(f"Set aside: {self.set_aside:,} that can't be read.")
        if not self.came_back.get("accounts"):
            sentences.append("No account came back: add the key again.")
        if self.moved_to is not None:
            sentences.append(f"The damaged file is kept as {self.moved_to.name}.")
        return " ".join(sentences)


def _counted(rows: Mapping[str, int]) -> str:
    counts = [(rows.get(table, 0), noun) for table, noun in _COUNTED]
    counts += [(rows[table], noun) for table, noun in _COUNTED_IF_ANY if rows.get(table)]
    words = [f"{count:,} {noun if count == 1 else noun + 's'}" for count, noun in counts]
    return f"{', '.join(words[:-1])} and {words[-1]}"


_COUNTED = (
    ("accounts", "account"),
    ("submissions", "submission"),
    ("jobs", "job"),
    ("downloads", "download"),
)
_COUNTED_IF_ANY = (("requests", "request"), ("dealers", "dealer"), ("dealer_lists", "dealer list"))
"""Whoever never asked for a ranking has never heard of them."""
