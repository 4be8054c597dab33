"""Finds out how bytes stand for text, and turns them into UTF-8. It never replaces what it can't decode."""

from __future__ import annotations

import codecs
from typing import IO

from mcdesk.intake.opening import CHUNK
from mcdesk.model.preflight import Encoding

_MARKS = {
    Encoding.UTF_16_LE: codecs.BOM_UTF16_LE,
    Encoding.UTF_16_BE: codecs.BOM_UTF16_BE,
}
_UNDEFINED_IN_1252 = b"\x81\x8d\x8f\x90\x9d"
_SAMPLE = 4096
_MOST = 0.6
"""The share of ASCII characters from which a text without a mark is taken for UTF-16."""
_NEXT = {
    Encoding.UTF_8: Encoding.WINDOWS_1252,
    Encoding.WINDOWS_1252: Encoding.LATIN_1,
    Encoding.UTF_16_LE: Encoding.LATIN_1,
    Encoding.UTF_16_BE: Encoding.LATIN_1,
    Encoding.LATIN_1: Encoding.LATIN_1,
}


class WrongEncodingError(Exception):
    """Bytes that mean nothing in the encoding a file is read in. It never leaves the intake."""

    def __init__(self, encoding: Encoding) -> None:
        super().__init__(f"not {encoding.value}")
        self.encoding = encoding


def detected_encoding(head: bytes) -> tuple[Encoding, bool]:
    """How the first bytes of a file stand for text, and whether a byte order mark says so.

    UTF-8 that breaks further down can't be seen from here; `next_encoding` says how to go on then.
    """
    for encoding in (Encoding.UTF_8, Encoding.UTF_16_LE, Encoding.UTF_16_BE):
        if mark_of(head, encoding):
            return encoding, True
    if utf_16 := _unmarked_utf_16(head[:_SAMPLE]):
        return utf_16, False
    try:
        decoded(head, Encoding.UTF_8)
    except WrongEncodingError:
        is_undefined = any(octet in head for octet in _UNDEFINED_IN_1252)
        return (Encoding.LATIN_1 if is_undefined else Encoding.WINDOWS_1252), False
    return Encoding.UTF_8, False


def next_encoding(failed: Encoding) -> Encoding:
    """What to try once a file turned out not to be in `failed`.

    In Latin-1 every byte means something, so the way ends there. Broken UTF-16 goes there too, and is refused
    for what it is when it is opened so.
    """
    return _NEXT[failed]


def mark_of(head: bytes, encoding: Encoding) -> bytes:
    """The byte order mark at the start of a file that is read in `encoding`, or b"".

    The mark of UTF-8 is no text in Windows-1252 and Latin-1 either: it stands there when a file that
    claims to be UTF-8 is not.
    """
    mark = _MARKS.get(encoding, codecs.BOM_UTF8)
    return mark if head.startswith(mark) else b""


def decoded(head: bytes, encoding: Encoding) -> str:
    """The text of the first bytes; a character that is cut at their end is left out.

    Raises:
        WrongEncodingError: If they are not of the encoding.
    """
    try:
        return codecs.getincrementaldecoder(encoding.value)().decode(head)
    except UnicodeDecodeError as exc:
        raise WrongEncodingError(encoding) from exc


def _unmarked_utf_16(sample: bytes) -> Encoding | None:
    """Of ASCII characters, UTF-16 has a zero in each second byte, and none in the others."""
    pairs = len(sample) // 2
    if not pairs:
        return None
    first, second = (sample[start::2].count(0) / pairs for start in (0, 1))
    if second >= _MOST and first <= 1 - _MOST:
        return Encoding.UTF_16_LE
    if first >= _MOST and second <= 1 - _MOST:
        return Encoding.UTF_16_BE
    return None


class Utf8Stream:
    """The text of a file as UTF-8, without the byte order mark, a chunk at a time.

    Args:
        file: Unpacked bytes. Its `read` gives less than asked for only at the end.
        encoding: How they stand for text.
        unread: Bytes that were taken from `file` already and are to be read again first.
        position: Where in the file `unread` begins, in bytes.
    """

    def __init__(
        self, file: IO[bytes], encoding: Encoding, *, unread: bytes = b"", position: int = 0
    ) -> None:
        self._file = file
        self._encoding = encoding
        self._unread = unread
        self._position = position
        self._decoder = codecs.getincrementaldecoder(encoding.value)()
        self._has_ascii = encoding not in _MARKS
        self._cut = b""

    @property
    def position(self) -> int:
        """Bytes of the file that were consumed."""
        return self._position

    def read(self, size: int = CHUNK) -> bytes:
        """About `size` bytes, whole characters only; b"" at the end.

        Raises:
            WrongEncodingError: If the next bytes are not of the encoding, or end within a character.
        """
        try:
            while raw := self._take(size):
                if text := self._recoded(raw):
                    return text
            if self._cut:
                raise WrongEncodingError(self._encoding)
            return self._decoder.decode(b"", final=True).encode()
        except UnicodeDecodeError as exc:
            raise WrongEncodingError(self._encoding) from exc

    def _take(self, size: int) -> bytes:
        raw, self._unread = self._unread, b""
        if self._position:
            raw = raw or self._file.read(size)
            self._position += len(raw)
            return raw
        raw = raw or self._file.read(max(size, len(codecs.BOM_UTF8)))
        self._position = len(raw)
        mark = mark_of(raw, self._encoding)
        return raw[len(mark) :] or (self._take(size) if mark else b"")

    def _recoded(self, raw: bytes) -> bytes:
        if self._encoding is not Encoding.UTF_8:
            if self._has_ascii and raw.isascii():
                return raw
            return self._decoder.decode(raw).encode()
        data = self._cut + raw if self._cut else raw
        if data.isascii():
            self._cut = b""
            return data
        # Decoded for the check only: a whole chunk goes on as it is, without a copy.
        _, used = codecs.utf_8_decode(data, "strict", False)
        self._cut = data[used:]
        return data[:used]
