"""Writes the copies that are sent: as few files as the limits allow, each with the header, in row order.

It knows bytes and rows, no cells. Nothing is overwritten but its own files.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from isal import igzip_threaded

from mcdesk.intake.block import Ints
from mcdesk.model import words
from mcdesk.model.errors import InputFileError
from mcdesk.model.operations import Packing
from mcdesk.model.preflight import Limits
from mcdesk.model.submissions import FileFacts

_LEVEL = 1
"""ISA-L's level 1 comes within 3 % of `gzip -6` in size at a twentieth of its time."""
_TRAILER = 64
"""Bytes that closing a compressed file may add."""

Render = Callable[[Ints], bytes]


@dataclass(frozen=True, slots=True)
class PackedPart:
    """A file that is ready to be sent: rows `first` to `last` of those that are sent, from 1."""

    packed: FileFacts
    first: int
    last: int

    @property
    def rows(self) -> int:
        """How many rows it holds."""
        return self.last - self.first + 1


class Packer:
    """Takes rows in their order, then `finish`. Or `abandon`: then nothing is left.

    Args:
        folder: Gets the files; it exists.
        name: What the files are called, without their ending.
        packing: Their shape.
        header: The first line of each.
        limits: What one file may hold.
    """

    def __init__(self, folder: Path, name: str, packing: Packing, header: bytes, limits: Limits) -> None:
        self._folder = folder
        self._name = name
        self._packing = packing
        self._header = header
        self._limits = limits
        self._parts: list[tuple[Path, int, int]] = []
        self._sink: _Sink | None = None
        self._first = 1
        self._rows = 0

    def add(self, places: Ints, render: Render) -> None:
        """Takes the rows at these places; `render` writes any of them.

        Raises:
            InputFileError: If a single row is larger than a whole file may be.
        """
        while len(places):
            if self._limits.rows is not None and self._rows >= self._limits.rows:
                self._close()
            sink = self._sink or self._open()
            room = len(places) if self._limits.rows is None else self._limits.rows - self._rows
            some = places[:room]
            text = render(some)
            while not sink.has_room(len(text), self._limits.size) and len(some) > 1:
                some = some[: len(some) // 2]
                text = render(some)
            if sink.has_room(len(text), self._limits.size):
                sink.write(text)
                self._rows += len(some)
                places = places[len(some) :]
            elif self._rows:
                self._close()
            else:
                raise InputFileError(
                    f"One row alone is larger than {words.size(self._limits.size)}, the most a job takes.",
                    "Look for a cell with far too much text, or allow larger jobs in the settings.",
                )

    def finish(self) -> list[PackedPart]:
        """Closes and hashes the files. There is one at least, even without rows."""
        if self._sink is None and not self._parts:
            self._open()
        self._close()
        count = len(self._parts)
        found: list[PackedPart] = []
        for number, (path, first, last) in enumerate(self._parts, start=1):
            if count > 1:
                path = path.rename(self._folder / self._named(f"-{number}-of-{count}"))
            found.append(PackedPart(facts_of(path), first, last))
        self._parts = [(part.packed.path, part.first, part.last) for part in found]
        return found

    def abandon(self) -> None:
        """Removes every file it has made."""
        if self._sink is not None:
            with contextlib.suppress(OSError):  # what a full disk did not take is not wanted any more
                self._sink.close()
            self._sink.path.unlink(missing_ok=True)
            self._sink = None
        for path, _, _ in self._parts:
            path.unlink(missing_ok=True)

    def _named(self, more: str) -> str:
        return self._name + more + self._packing.suffix

    def _open(self) -> _Sink:
        number = len(self._parts) + 1
        path = self._folder / self._named("" if number == 1 else f"-{number}")
        self._sink = _Sink(path, is_gzip=self._packing is Packing.GZIP_CSV)
        self._sink.write(self._header)
        return self._sink

    def _close(self) -> None:
        if self._sink is not None:
            self._sink.close()
            self._parts.append((self._sink.path, self._first, self._first + self._rows - 1))
            self._first += self._rows
            self._rows = 0
            self._sink = None


class _Sink:
    """One file that grows; it knows how large it can have become at most."""

    def __init__(self, path: Path, *, is_gzip: bool) -> None:
        self.path = path
        self._is_gzip = is_gzip
        self._file = path.open("wb")
        self._out: IO[bytes] = self._file
        if is_gzip:
            self._out = cast("IO[bytes]", igzip_threaded.open(self._file, "wb", _LEVEL, threads=2))  # type: ignore[no-untyped-call]
        self._size = 0
        """Exact up to here."""
        self._pending = 0
        """Bytes written since, before compression."""

    def write(self, text: bytes) -> None:
        self._out.write(text)
        self._pending += len(text)

    def has_room(self, count: int, limit: int) -> bool:
        """Whether the file surely stays within `limit` bytes with that many more."""
        if self._bound(self._pending + count) <= limit:
            return True
        self._out.flush()
        self._size, self._pending = self._file.tell(), 0
        return self._bound(count) <= limit

    def close(self) -> None:
        self._out.close()
        if self._is_gzip:
            self._file.close()

    def _bound(self, more: int) -> int:
        if not self._is_gzip:
            return self._size + more
        return self._size + more + more // 10 + _TRAILER


def facts_of(path: Path) -> FileFacts:
    """Where a file lies, its size and its SHA-256."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
        return FileFacts(path.absolute(), file.tell(), digest)
