"""Reads rows out of the pages of a ledger's file, one page at a time, where SQLite finds no way to them.

A page that holds rows can be read by itself, whatever became of the table of contents, of the tree that leads
to it or of the file's header. What is found may be out of date: a page that is no longer in use is not told
from one that is. So what comes from here must be treated like an old copy. Nothing is written.

Source: "Database File Format" and "WAL-mode File Format" of SQLite's documents.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from mcdesk.ledger.row_values import text_or_bytes

PAGE = 4096
"""SQLite's own choice for a new file, which a ledger leaves as it is."""
_LEAF = 13
_FILE_HEADER, _PAGE_HEADER = 100, 8
_LOG_HEADER, _FRAME_HEADER = 32, 24
_LARGEST = 1_000_000
"""Bytes of a row. The sizes in a damaged page say anything."""

Value: TypeAlias = int | float | str | bytes | None
Pages: TypeAlias = Mapping[int, bytes]


def pages_of(file: bytes, log: bytes) -> Pages:
    """The file's pages by number, from 1, as the write-ahead log left them. The last one may be cut off."""
    pages = dict(enumerate((file[start : start + PAGE] for start in range(0, len(file), PAGE)), 1))
    waiting: dict[int, bytes] = {}
    for start in range(_LOG_HEADER, len(log), _FRAME_HEADER + PAGE):
        content = log[start + _FRAME_HEADER : start + _FRAME_HEADER + PAGE]
        # Frames of an earlier round of the log have other salts; those behind the last commit never counted.
        if log[start + 8 : start + 16] != log[16:24] or len(content) < PAGE:
            break
        number, size_if_commit = struct.unpack_from(">II", log, start)
        waiting[number] = content
        if size_if_commit:
            pages |= waiting
            waiting.clear()
    return pages


def rows_in(pages: Pages) -> Iterator[Sequence[Value]]:
    """Every row that can be read, in no order. A primary key that is an integer is None. Never raises."""
    for number, page in pages.items():
        start = _FILE_HEADER if number == 1 else 0
        first = start + _PAGE_HEADER
        if len(page) < first or page[start] != _LEAF:
            continue
        cells = int.from_bytes(page[start + 3 : start + 5])
        for place in range(first, min(first + 2 * cells, len(page) - 1), 2):
            try:
                yield _row(pages, page, int.from_bytes(page[place : place + 2]))
            except (IndexError, ValueError, KeyError, struct.error):
                continue  # this cell is damaged; the next one stands for itself


def _row(pages: Pages, page: bytes, at: int) -> Sequence[Value]:
    size, at = _varint(page, at)
    _rowid, at = _varint(page, at)
    return _values(_payload(pages, page, at, size))


def _payload(pages: Pages, page: bytes, at: int, size: int) -> bytes:
    """A row's bytes, of which the page holds the beginning only if there are many."""
    if size > _LARGEST:
        raise ValueError("no row is so large")
    here = size
    if size > PAGE - 35:
        least = (PAGE - 12) * 32 // 255 - 23
        here = least + (size - least) % (PAGE - 4)
        here = least if here > PAGE - 35 else here
    parts, rest = [page[at : at + here]], size - here
    following = int.from_bytes(page[at + here : at + here + 4]) if rest else 0
    while rest > 0:
        more = pages[following]
        parts.append(more[4 : 4 + min(rest, PAGE - 4)])
        following = int.from_bytes(more[:4])
        rest -= PAGE - 4
    payload = b"".join(parts)
    if len(payload) != size:
        raise ValueError("the page ends before the row does")
    return payload


def _values(payload: bytes) -> list[Value]:
    end, at = _varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = _varint(payload, at)
        kinds.append(kind)
    values = []
    for kind in kinds:
        value, at = _value(payload, at, kind)
        values.append(value)
    if at != len(payload):
        raise ValueError("the row is longer than its columns")
    return values


_INTEGERS = {1: 1, 2: 2, 3: 3, 4: 4, 5: 6, 6: 8}
_WITHOUT_BYTES: Mapping[int, Value] = {0: None, 8: 0, 9: 1}


def _value(payload: bytes, at: int, kind: int) -> tuple[Value, int]:
    """The value at a place, and the place behind it."""
    if kind in _WITHOUT_BYTES:
        return _WITHOUT_BYTES[kind], at
    if kind == 7:
        number: float = struct.unpack_from(">d", payload, at)[0]
        return number, at + 8
    if kind in (10, 11):
        raise ValueError("a kind that no file has")
    end = at + (_INTEGERS[kind] if kind in _INTEGERS else (kind - 12) // 2)
    content = payload[at:end]
    if len(content) != end - at:
        raise ValueError("the row ends before its column does")
    if kind in _INTEGERS:
        return int.from_bytes(content, signed=True), end
    return text_or_bytes(content) if kind % 2 else content, end


def _varint(content: bytes, at: int) -> tuple[int, int]:
    """A number of up to nine bytes, and the place behind it."""
    number = 0
    for _ in range(8):
        byte = content[at]
        at += 1
        number = number << 7 | byte & 0x7F
        if byte < 0x80:
            return number, at
    return number << 8 | content[at], at + 1
