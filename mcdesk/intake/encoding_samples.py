"""How a piece of a file reads in each encoding, for a user who must choose one. It decides nothing."""

from __future__ import annotations

import re
from pathlib import Path

from mcdesk.intake.opening import content_of
from mcdesk.model.preflight import Encoding

_HEAD = 256 * 1024
_BEFORE, _SHOWN = 16, 48
_EIGHT_BIT = (Encoding.UTF_8, Encoding.WINDOWS_1252, Encoding.LATIN_1)
_BEYOND = re.compile(r"[^\x00-\x7f]")


def encoding_samples(path: Path) -> dict[Encoding, str]:
    """The same few words in each encoding; {} where the beginning of the file reads alike in all of them.

    Raises:
        InputFileError: If the file can't be read.
    """
    with content_of(path) as content:
        head = content.read(_HEAD)
    place = next((at for at, octet in enumerate(head) if octet >= 0x80), None)
    if place is None:
        return {}
    found = {encoding: _piece(head, place, encoding) for encoding in _EIGHT_BIT}
    for encoding in (Encoding.UTF_16_LE, Encoding.UTF_16_BE):
        found[encoding] = _piece(head[: len(head) // 2 * 2], 0, encoding)
    return found


def _piece(head: bytes, place: int, encoding: Encoding) -> str:
    """What stands on the line around a place, as far as it can be read."""
    start = max(0, place - _BEFORE)
    while start and head[start] & 0xC0 == 0x80:
        start -= 1  # not within a character of several bytes
    text = head[start : start + 4 * _SHOWN].decode(encoding.value, "replace")
    first = _BEYOND.search(text)
    begin = text.rfind("\n", 0, first.start() if first else 0) + 1
    return text[begin:].lstrip("\ufeff").partition("\n")[0].strip()[:_SHOWN]
