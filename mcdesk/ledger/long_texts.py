"""Long texts as the ledger keeps them: compressed, so that damage in them shows. Pure.

A long row stands in several pages of the file. Where one of them is lost or changed SQLite still gives a row,
with a text that nobody wrote.
"""

from __future__ import annotations

import zlib

_QUICK = 1
"""The compression that is worth its time: 100 kB take a millisecond, then an eighth of the room."""


def packed(text: str) -> bytes | None:
    """What to store; None for an empty text. It is short: every page is looked through at every start."""
    return zlib.compress(text.encode(errors="surrogatepass"), _QUICK) if text else None


def unpacked(content: bytes | None) -> str:
    """The text again.

    Raises:
        ValueError: It is not what `packed` made: a single changed bit shows.
    """
    if content is None:
        return ""
    try:
        return zlib.decompress(content).decode(errors="surrogatepass")
    except zlib.error as exc:
        raise ValueError("this is not what was packed") from exc


def is_packed(content: bytes) -> bool:
    """Whether it is what `packed` made."""
    try:
        unpacked(content)
    except ValueError:
        return False
    return True
