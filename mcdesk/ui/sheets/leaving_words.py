"""The words of leaving: what is under way by name, and what each way of leaving costs. Pure, no Qt."""

from __future__ import annotations

from dataclasses import dataclass

from mcdesk.model import words
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.sheets.values import Leaving, UnderWay

_MOST, _NAME = 6, 30
WAITING = "mcdesk quits when this has ended"
RUN_ON = "Jobs that were submitted run on without mcdesk."


@dataclass(frozen=True, slots=True)
class Line:
    """Something under way: an icon, its colour's token, and what it is."""

    icon: str
    token: str
    words: str


def title_words(under_way: UnderWay) -> str:
    """The question, about the one thing by its name where it is only one."""
    names = (*under_way.uploads, *under_way.downloads)
    if len(names) > 1:
        return f"Quit while {words.rows(len(names), 'transfer')} are under way?"
    if names:
        return f"Quit while {short_name(names[0])} is {'uploading' if under_way.uploads else 'downloading'}?"
    if under_way.is_packing:
        return "Quit while a file is being prepared?"
    if under_way.unsent:
        return f"Quit without submitting {short_name(under_way.unsent)}?"
    count = sum(count for _, count in under_way.waiting)
    return (
        f"Quit while {words.rows(count, 'file')} {'waits' if count == 1 else 'wait'}?" if count else "Quit?"
    )


def lines_of(under_way: UnderWay) -> tuple[tuple[Line, ...], int]:
    """What is under way, by name, and how many more there are than are named."""
    lines = [
        *(Line("ph.upload-simple", "run.text", f"Uploading {_name(title)}") for title in under_way.uploads),
        *(
            Line(
                "ph.download-simple",
                "warn.text",
                f"Downloading {_name(title)}: its slot is spent either way",
            )
            for title in under_way.downloads
        ),
    ]
    if under_way.is_packing and not lines:
        lines.append(Line("ph.spinner-gap", "run.text", "Preparing a file"))
    if under_way.unsent:
        words_of_it = f"{_name(under_way.unsent)} is not submitted; the source file stays as it is"
        lines.append(Line("ph.file-text", "text2", words_of_it))
    for lane, count in under_way.waiting:
        verb = "waits" if count == 1 else "wait"
        lines.append(Line("ph.clock", "text2", f"{words.rows(count, 'file')} {verb} in the {lane} lane"))
    return tuple(lines[:_MOST]), max(0, len(lines) - _MOST)


def note_words(under_way: UnderWay) -> str:
    """What is safe whatever is chosen."""
    count = sum(count for _, count in under_way.waiting)
    if not count:
        return RUN_ON
    start = "A file that waits goes" if count == 1 else "Files that wait go"
    return f"{start} when mcdesk runs again. {RUN_ON}"


def choice_words(choice: Leaving, under_way: UnderWay) -> str:
    """What a way of leaving does to what is under way, and what it costs."""
    if choice is Leaving.WAIT:
        return "mcdesk quits by itself when this has ended. Nothing breaks off."
    uploads, downloads = _on_uploads(choice, len(under_way.uploads)), _on_downloads(choice, under_way)
    return " ".join(part for part in (uploads, downloads) if part) or "What is half done is given up."


def _on_uploads(choice: Leaving, count: int) -> str:
    is_one = count == 1
    who = "The upload" if is_one else f"The {count:,} uploads"
    if not count:
        return ""
    if choice is Leaving.GO_ON:
        return (
            f"{who} {'is' if is_one else 'are'} sent again next time with the same submit key: no second job."
        )
    held = f"{who} {'goes' if is_one else 'go'} on hold until you start {'it' if is_one else 'them'}."
    return (
        f"{held} Where all of it has been sent a job may run all the same: starting it again finds that job."
    )


def _on_downloads(choice: Leaving, under_way: UnderWay) -> str:
    count = len(under_way.downloads)
    who = "The download breaks" if count == 1 else f"The {count:,} downloads break"
    if not count:
        return ""
    then = "next time mcdesk asks before it tries again" if choice is Leaving.GO_ON else "no copy is saved"
    return f"{who} off: {'its slot is' if count == 1 else 'their slots are'} spent, {then}."


def _name(title: str) -> str:
    return short_name(title, _NAME)
