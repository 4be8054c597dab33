"""What the window and `mcdesk run` must make of each fault that the sandbox can be told to have. A table.

A kind that the sandbox learns and that is not in it fails a test: somebody must think about it first.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from mcdesk.cli.exits import Exit
from mcdesk.model.rows import CopyState, RowState
from mcdesk.sandbox.operations import Call

CALLS = (Call.SUBMIT, Call.STATUS, Call.LIST, Call.DOWNLOAD)
"""The calls that a desk makes, and so those that a fault in front of any call can strike."""


class Word(Enum):
    """What the user does about it. Without it, nothing more may happen."""

    NOT_NEEDED = auto()
    RESUME = auto()
    DOWNLOAD = auto()
    AGREE = auto()
    """To another slot: the first is gone."""
    USELESS = auto()


@dataclass(frozen=True, slots=True)
class Window:
    """Where a window comes to rest by itself.

    Attributes:
        state: The row's.
        copy: The result's.
        spent: Download slots that are gone at the service.
        told: Words that the user has been shown; "" where there is no trouble to be told of.
        word: What the user does then. Where it helps, it costs one slot and ends in a verified result.
    """

    state: RowState = RowState.COMPLETED
    copy: CopyState = CopyState.VERIFIED
    spent: int = 1
    told: str = ""
    word: Word = Word.NOT_NEEDED


@dataclass(frozen=True, slots=True)
class Run:
    """How `mcdesk run` ends: its code, the slots that are gone, words on stderr, and the same command's code
    when it is given again (None where it is not)."""

    code: Exit = Exit.DONE
    spent: int = 1
    told: str = ""
    again: Exit | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One fault, struck once."""

    kind: str
    on: str
    window: Window = field(default_factory=Window)
    run: Run = field(default_factory=Run)
    parameters: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return f"{self.kind}-{self.on}"


def _passing(kind: str, told: str, told_of_download: str = "", **parameters: Any) -> list[Case]:
    """It passes by itself wherever it strikes; a window that only counts slots does not speak of it."""
    in_run = dict.fromkeys(CALLS, told) | {Call.DOWNLOAD: told_of_download or told}
    return [
        Case(kind, call, Window(told="" if call is Call.STATUS else told), Run(told=in_run[call]), parameters)
        for call in CALLS
    ]


def _refusal(kind: str, told: str, *, by_list: str | None = None, **parameters: Any) -> list[Case]:
    """Nothing in the same account would fare better: what is to be sent waits, what was sent goes on.

    `by_list` is what the window says where it is the list that is refused; by default the same.
    """
    unsent = Window(RowState.WAITING, CopyState.NONE, 0, told, Word.RESUME)
    unfetched = Window(RowState.COMPLETED, CopyState.NONE, 0, told, Word.DOWNLOAD)
    refused = Run(Exit.REFUSED, 0, told, again=Exit.DONE)
    return [
        Case(kind, Call.SUBMIT, unsent, refused, parameters),
        Case(kind, Call.STATUS, Window(), refused, parameters),
        Case(kind, Call.LIST, Window(told=told if by_list is None else by_list), refused, parameters),
        Case(kind, Call.DOWNLOAD, unfetched, refused, parameters),
    ]


_COMPLETED = RowState.COMPLETED

CASES = (
    *_passing("slow", "", seconds=0.05),
    *_passing("rate_limited", "The service asks for fewer requests.", retry_after=0),
    *_passing(
        "unavailable",
        "The service is in trouble (HTTP 502).",
        "no usable answer came",
        status=502,
        retry_after=0,
    ),
    *_refusal("unauthorized", "The service does not accept the key."),
    # One of two products may be closed to a key: that alone is no trouble with watching.
    *_refusal("access_denied", "This key may not do that.", by_list=""),
    *_refusal("quota_exhausted", "The month's requests of this account are used up.", retry_after=0),
    Case("slow_job", Call.SUBMIT, parameters={"seconds": 0.1}),
    Case(
        "fail_job",
        Call.SUBMIT,
        Window(RowState.FAILED, CopyState.NONE, 0, "Column vin is empty.", Word.USELESS),
        Run(Exit.JOB_FAILED, 0, "Column vin is empty."),
        {"error_message": "Column vin is empty."},
    ),
    Case("drop_after_upload", Call.SUBMIT, Window(told="did not answer"), Run(told="did not answer")),
    Case(
        "drop_download",
        Call.DOWNLOAD,
        Window(_COMPLETED, CopyState.BROKEN, 1, "The download broke off.", Word.AGREE),
        Run(spent=2, told="The download broke off."),
    ),
    Case(
        "wrong_checksum",
        Call.DOWNLOAD,
        Window(_COMPLETED, CopyState.DAMAGED, 1, "The result does not match its checksum.", Word.AGREE),
        Run(Exit.NOT_VERIFIED, 1, "The result does not match its checksum."),
    ),
    Case(
        "no_downloads_left",
        Call.DOWNLOAD,
        Window(_COMPLETED, CopyState.NONE, 3, "All downloads of this job are used.", Word.USELESS),
        Run(Exit.NO_DOWNLOADS_LEFT, 3, "All downloads of this job are used."),
    ),
)
