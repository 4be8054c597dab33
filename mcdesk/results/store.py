"""Verified results by what they are: one file for each SHA-256, never written on. It fetches nothing.

The files that people see are further names of it, or copies where a file system has no links. Blocks: for
worker threads.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from mcdesk.model.errors import StorageError
from mcdesk.results import shelf

_READ_ONLY = 0o444
_HASH = re.compile("[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Store:
    """Blobs lie at `folder`/first two digits/SHA-256 and endings: `9f/9f2c….csv.gz`."""

    folder: Path

    def place_of(self, sha256: str, endings: str) -> Path:
        """Where the blob with that hash lies or would lie.

        Raises:
            ValueError: If that is no SHA-256 in small hexadecimal digits; it becomes part of a path.
        """
        if not _HASH.fullmatch(sha256):
            raise ValueError("not a SHA-256")
        return self.folder / sha256[:2] / f"{sha256}{endings}"

    def find(self, sha256: str | None) -> Path | None:
        """The blob with that hash, read through just now; None if there is none that is intact.

        Raises:
            StorageError: None that can be read is intact, but there is one that can't be read.
        """
        if sha256 is None or not _HASH.fullmatch(sha256):
            return None
        trouble: StorageError | None = None
        for blob in self._blobs(sha256):
            try:
                if shelf.holds(blob, sha256):
                    return blob
            except StorageError as exc:
                trouble = exc
        if trouble is not None:
            raise trouble
        return None

    def put(self, part: Path, sha256: str, endings: str) -> Path:
        """Takes a verified file in and gives its blob; `part` is gone then. Survives a power cut at once.

        Raises:
            StorageError: If it can't be put there; `part` is as it was, and so is a blob that can't be read.
        """
        blob = self.place_of(sha256, endings)
        try:
            blob.parent.mkdir(parents=True, exist_ok=True)
            # Judged before it is moved: one that appears meanwhile was put there by somebody else, whole.
            if os.path.lexists(blob):
                if shelf.holds(blob, sha256):
                    part.unlink(missing_ok=True)
                    return blob
                _clear(blob)
            _write_through(part)
            part.chmod(_READ_ONLY)
            part.rename(blob)
        except OSError as exc:
            raise shelf.storage_trouble(exc, blob.parent) from exc
        for folder in (blob.parent, self.folder, self.folder.parent):
            shelf.sync_folder(folder)
        return blob

    def keep(self, part: Path, sha256: str, wanted: Path) -> Path:
        """Takes a verified file in and gives its name, `wanted` or a free one beside it.

        It was paid for, so it is kept in whatever way the disk allows: under its name alone where the store
        can't be written; nameless, to be named when it is next looked at, where its folder can't.

        Raises:
            StorageError: If there is no way at all; `part` is as it was.
        """
        try:
            blob = self.put(part, sha256, shelf.endings_of(wanted))
        except StorageError:
            try:
                named = shelf.moved_aside(part, wanted)
            except OSError as exc:
                raise shelf.storage_trouble(exc, wanted.parent) from exc
            shelf.sync_folder(named.parent)
            return named
        return self.named(blob, sha256, wanted)

    def named(self, blob: Path, sha256: str, wanted: Path) -> Path:
        """As `give_name`; where that can't be done now, the name that `restored` will give."""
        free = shelf.free_name(wanted)
        with contextlib.suppress(StorageError):
            return self.give_name(blob, sha256, wanted)
        return free

    def give_name(self, blob: Path, sha256: str, wanted: Path) -> Path:
        """Gives a blob one more name: `wanted`, or the first free one beside it.

        Raises:
            StorageError: If there is no room for it, or the blob is not what it was.
        """
        try:
            wanted.parent.mkdir(parents=True, exist_ok=True)
            named = _linked(blob, wanted)
            if named is None:
                named = shelf.copied(blob, sha256, wanted)
                named.chmod(_READ_ONLY)
        except OSError as exc:
            raise shelf.storage_trouble(exc, wanted.parent) from exc
        shelf.sync_folder(named.parent)
        return named

    def restored(self, named: Path, sha256: str) -> Path | None:
        """Makes sure that the file with that name is the verified one; None if nobody has its bytes any more.

        One that was changed, or can't be read, is moved aside. One that the store has not got is taken in.

        Raises:
            StorageError: If the bytes are there and can't be given the name, or may be there and can't be
                read.
        """
        trouble: StorageError | None = None
        try:
            if shelf.holds(named, sha256):
                self._take_in(named, sha256)
                return named
        except StorageError as exc:
            trouble = exc
        blob = self.find(sha256)
        if blob is None:
            if trouble is not None:
                raise trouble
            return None
        try:
            if os.path.lexists(named):
                stem, dot, endings = named.name.partition(".")
                shelf.moved_aside(named, named.with_name(f"{stem} (changed){dot}{endings}"))
        except OSError as exc:
            raise shelf.storage_trouble(exc, named.parent) from exc
        return self.give_name(blob, sha256, named)

    def hand_out(self, named: Path, sha256: str, folder: Path) -> Path:
        """Copies a verified result into a folder, as `shelf.hand_out`; restores it first where need be.

        Raises:
            StorageError: If it is gone, or the folder can't take it.
        """
        return shelf.hand_out(self._required(named, sha256), sha256, folder)

    def readable(self, named: Path, sha256: str) -> Path:
        """A copy that ordinary programs open, as `shelf.readable`; restores the result first where need be.

        Raises:
            StorageError: If it is gone, or the copy can't be made.
        """
        return shelf.readable(self._required(named, sha256))

    def _required(self, named: Path, sha256: str) -> Path:
        result = self.restored(named, sha256)
        if result is None:
            raise StorageError(
                "The saved result is gone or has changed.", f"Put {named.name} back, or download it again."
            )
        return result

    def _blobs(self, sha256: str) -> Iterator[Path]:
        folder = self.folder / sha256[:2]
        try:
            there = sorted(folder.iterdir())
        except shelf.NOT_THERE:
            return
        except OSError as exc:
            raise shelf.reading_trouble(folder) from exc
        yield from (path for path in there if path.name.startswith(sha256))

    def _take_in(self, named: Path, sha256: str) -> None:
        """Keeps an intact file's bytes also here. The file is good without that, so no failure is told."""
        blob = self.place_of(sha256, shelf.endings_of(named))
        with contextlib.suppress(OSError, StorageError):
            if blob.exists() and (blob.samefile(named) or shelf.holds(blob, sha256)):
                return
            blob.parent.mkdir(parents=True, exist_ok=True)
            _clear(blob)
            named.chmod(_READ_ONLY)
            self.give_name(named, sha256, blob)


def _linked(file: Path, wanted: Path) -> Path | None:
    """A further name of a file; None where the file system takes none."""
    while True:
        target = shelf.free_name(wanted)
        try:
            os.link(file, target)
        except FileExistsError:
            continue
        except OSError:
            return None
        return target


def _clear(blob: Path) -> None:
    """Moves a damaged file out of the way of the right one: not even that is overwritten."""
    if os.path.lexists(blob):
        shelf.moved_aside(blob, blob.with_name(f"damaged-{blob.name}"))


def _write_through(part: Path) -> None:
    """Waits until a file's bytes are on the disk, also those of a process that is dead."""
    part.chmod(0o600)
    with part.open("r+b") as file:
        os.fsync(file.fileno())
