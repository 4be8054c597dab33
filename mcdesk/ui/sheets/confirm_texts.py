"""The words of every question mcdesk asks before something that costs or loses. Pure functions, no Qt."""

from __future__ import annotations

from mcdesk.model import words
from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import JobRow, RowState
from mcdesk.model.submissions import Refusal
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.sheets.values import Question


def download(reference: str, slots: DownloadSlots | None, *, has_copy: bool = False) -> Question:
    """Before a download: names its price. The last slot asks a second time."""
    if slots is None:
        body = "It uses one of the job's downloads. The service has not told how many are left."
        return Question(f"Download {short_name(reference)}?", _with_copy(body, has_copy), "Download")
    if slots.left <= 1:
        return _last_download(reference, slots, has_copy=has_copy)
    title = f"Download {short_name(reference)} again?" if has_copy else f"Download {short_name(reference)}?"
    after = DownloadSlots(slots.left - 1, slots.total)
    verb = "remains" if after.left == 1 else "remain"
    body = f"It uses 1 of {slots.left} downloads left. {after.words} {verb} afterwards."
    return Question(title, _with_copy(body, has_copy), "Download again" if has_copy else "Download")


def _last_download(reference: str, slots: DownloadSlots, *, has_copy: bool) -> Question:
    body = (
        f"This is the last of {slots.total} downloads. If it breaks off, the result can't be fetched again "
        "and the file has to be sent as a new job."
    )
    return Question(
        f"Use the last download of {short_name(reference)}?",
        _with_copy(body, has_copy),
        "Use the last download",
        is_danger=True,
        second="I know that no download remains after this one",
    )


def _with_copy(body: str, has_copy: bool) -> str:
    if not has_copy:
        return f"{body} The copy is saved here: opening it later is free."
    return f"{body} A verified copy is already on this computer, and opening that one is free."


def send_once_more(earlier: JobRow, now: float) -> Question:
    """Before the very bytes of an earlier file are sent as another job."""
    when = words.ago(earlier.submitted_at, now)
    stands = {
        RowState.COMPLETED: f"was sent {when} and is completed. Its result needs no other job",
        RowState.PROCESSING: f"was sent {when} and is being worked on",
    }
    said = stands.get(earlier.state, "waits to be sent, or is on its way")
    return Question(
        "Send the same rows again?",
        f"{short_name(earlier.title)} has exactly these rows: it {said}. Sending them again makes a second "
        "job, which is paid for like the first.",
        "Send as another job",
        "Don't send",
        is_danger=True,
    )


def remove_waiting(title: str) -> Question:
    """Before a file leaves the queue."""
    body = "It has not been sent, so nothing happens at the service. The source file stays where it is."
    return Question(f"Remove {short_name(title)} from the queue?", body, "Remove from the queue", "Keep it")


def remove_held(title: str, refusal: Refusal | None = None) -> Question:
    """Before a file on hold is forgotten: one that was refused carries the reason, which may be a doubt."""
    if refusal is None:
        body = "It has not been sent, so no job is lost."
    else:
        body = f"{refusal.title} {refusal.advice} mcdesk knows of no job for it."
    return Question(
        f"Remove {short_name(title)}?", f"{body} The source file stays where it is.", "Remove", "Keep it"
    )


def cancel_download(reference: str, slots: DownloadSlots | None) -> Question:
    """Before a running download is broken off: the price is paid either way."""
    left = f" {slots.words} are left." if slots is not None and slots.left != 1 else ""
    left = f" {slots.words} is left." if slots is not None and slots.left == 1 else left
    body = (
        "Its slot counts from the moment the download was asked for, so it may be spent although no copy "
        f"is saved.{left}"
    )
    danger = slots is not None and slots.left == 0
    return Question(
        f"Cancel the download of {short_name(reference)}?",
        body,
        "Cancel the download",
        "Go on",
        is_danger=danger,
    )


def remove_account(name: str, unsent: int, *, is_practice: bool = False) -> Question:
    """Before mcdesk forgets an account and its key."""
    kept = "Its rows leave the table; results that are on this computer stay in their folder."
    lost = (
        "To come back, practise again: the jobs of the practice server are kept with it."
        if is_practice
        else "Its key leaves the keyring; to come back, add the key again. Its jobs run on at the service."
    )
    queue = f" {words.rows(unsent, 'file')} in the queue will not be sent." if unsent else ""
    return Question(
        f"Remove {short_name(name)} from mcdesk?",
        f"{lost} {kept}{queue}",
        "Remove the account",
        "Keep it",
        is_danger=True,
    )


def remove_requests(number: int) -> Question:
    """Before requests leave the history: there is no way back."""
    what = "this request" if number == 1 else f"{number:,} requests"
    kept = "its answer" if number == 1 else "their answers"
    return Question(
        f"Remove {what}?",
        f"What was asked and {kept} are forgotten. Nothing changes at the service.",
        "Remove",
        is_danger=True,
    )
