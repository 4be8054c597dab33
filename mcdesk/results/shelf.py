"""How result files are named, copied, compared and handed on, without overwriting any. It fetches nothing.

Blocks: for worker threads.
"""

from __future__ import annotations

import contextlib
import errno
import gzip
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from mcdesk.model.errors import StorageError

_CHUNK = 1024 * 1024
NOT_THERE = (FileNotFoundError, NotADirectoryError, IsADirectoryError)
"""What the system says of a path at which there is no file. Whatever else it says, there may be one."""
_LONGEST_NAME = 150
"""Bytes of a reference in a file's name; systems take 255 in all, and endings are still to come."""


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file (hex), or None if there is no such file.

    Raises:
        StorageError: It is there, or may be, but can't be read now: nobody knows what it holds.
    """
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except NOT_THERE:
        return None
    except OSError as exc:
        raise reading_trouble(path) from exc


def holds(path: Path, sha256: str) -> bool:
    """Whether a file has these bytes. For deciding what may be removed, or paid for again.

    Raises:
        StorageError: As `sha256_of` tells; it may have them.
    """
    return sha256_of(path) == sha256


def is_intact(path: Path | None, sha256: str | None) -> bool:
    """Whether a file is there, can be read, and still has the bytes that were verified."""
    if path is None or sha256 is None:
        return False
    try:
        return holds(path, sha256)
    except StorageError:
        return False


def free_name(path: Path) -> Path:
    """The path itself, or the first of `name (2).csv.gz`, `name (3).csv.gz` … that is not taken."""
    return _numbered(path, 1 + sum(1 for _ in _taken_names(path)))


def _taken_names(path: Path) -> Iterator[Path]:
    """The path itself and its numbered names, up to the first that is not taken, not even by a dead link."""
    number = 1
    while os.path.lexists(candidate := _numbered(path, number)):
        yield candidate
        number += 1


def _numbered(path: Path, number: int) -> Path:
    stem, dot, suffix = path.name.partition(".")
    return path if number == 1 else path.with_name(f"{stem} ({number}){dot}{suffix}")


def endings_of(path: Path) -> str:
    """All endings of a name: `.csv.gz`."""
    _, dot, endings = path.name.partition(".")
    return dot + endings


def file_name(reference: str, result_word: str, suffix: str) -> str:
    """A result's name from its job's reference: `april auction-ranked.csv.gz`. Safe on every system."""
    kept = "".join(c if c.isalnum() or c in " -_()+,@" else "-" for c in reference).strip(" -")
    short = kept[:100].encode()[:_LONGEST_NAME].decode(errors="ignore")
    return f"{short.strip(' -') or 'result'}-{result_word}{suffix}"


def require_writable(folder: Path) -> None:
    """Makes sure that a folder takes files, before anything is spent on filling it.

    Raises:
        StorageError: If it does not.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass
    except OSError as exc:
        raise storage_trouble(exc, folder) from exc


def hand_out(result: Path, sha256: str, folder: Path) -> Path:
    """Copies a verified result into a folder and gives the copy's path. Overwrites nothing.

    A file of the same name and bytes that is already there is the copy.

    Raises:
        StorageError: If the folder can't take it, or the result is not what it was.
    """
    wanted = folder / result.name
    _clear_parts(wanted, sha256)
    for there in _taken_names(wanted):
        if is_intact(there, sha256):
            return there
    return copied(result, sha256, wanted)


def copied(source: Path, sha256: str, wanted: Path) -> Path:
    """Copies verified bytes, under the first free name; what is copied is hashed on the way.

    Raises:
        StorageError: If the folder can't take them, or they are not what they were.
    """
    part: Path | None = None
    try:
        wanted.parent.mkdir(parents=True, exist_ok=True)
        _clear_parts(wanted, sha256)
        handle, name = tempfile.mkstemp(prefix=_prefix(wanted, sha256), suffix=".part", dir=wanted.parent)
        part = Path(name)
        part.chmod(0o644)
        digest = hashlib.sha256()
        with os.fdopen(handle, "wb") as out, source.open("rb") as file:
            while chunk := file.read(_CHUNK):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != sha256:
            raise StorageError("The saved result has changed.", "Download it again, or restore the file.")
        return take_name(part, wanted)
    except OSError as exc:
        raise storage_trouble(exc, wanted.parent) from exc
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _prefix(wanted: Path, sha256: str) -> str:
    return f".{wanted.name}.{sha256[:12]}."


def _clear_parts(wanted: Path, sha256: str) -> None:
    """Removes what a process has left that was killed while it made this very copy."""
    prefix = _prefix(wanted, sha256)
    with contextlib.suppress(OSError):
        for left in wanted.parent.iterdir():
            if left.name.startswith(prefix) and left.suffix == ".part":
                left.unlink()


def take_name(path: Path, wanted: Path) -> Path:
    """Gives a file the first free name; one that somebody else takes meanwhile is not free.

    The old name may stay, as another name of the same file: whoever calls removes it.

    Raises:
        OSError: If the folder takes no further name.
    """
    while True:
        target = free_name(wanted)
        try:
            os.link(path, target)
        except FileExistsError:
            continue
        except OSError:  # a file system without links, or another one
            try:
                target.open("xb").close()  # holds the name
            except FileExistsError:
                continue
            try:
                path.replace(target)
            except OSError:
                target.unlink(missing_ok=True)
                raise
        return target


def moved_aside(path: Path, wanted: Path) -> Path:
    """Renames whatever stands at a path to the first free name, so that its own is free.

    Raises:
        OSError: If the folder can't be written.
    """
    if path.is_dir() and not path.is_symlink():
        return path.rename(free_name(wanted))
    target = take_name(path, wanted)
    path.unlink(missing_ok=True)
    return target


def readable(result: Path) -> Path:
    """A copy that ordinary programs open: unpacked, beside the result, and not to be written on.

    The result itself stays as it was verified.

    Raises:
        StorageError: If the copy can't be made.
    """
    if result.suffix != ".gz":
        return result
    folder = result.parent / "readable"
    copy, part = folder / result.stem, folder / f".{result.stem}.part"
    if copy.exists():
        return copy
    try:
        folder.mkdir(exist_ok=True)
        with gzip.open(result, "rb") as source, part.open("wb") as out:
            shutil.copyfileobj(source, out, _CHUNK)
        part.chmod(0o444)
        part.replace(copy)
    except (OSError, EOFError, zlib.error) as exc:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise storage_trouble(OSError(str(exc)) if not isinstance(exc, OSError) else exc, folder) from exc
    return copy


def storage_trouble(exc: OSError, folder: Path) -> StorageError:
    """An operating system's refusal, in words."""
    if exc.errno in (errno.ENOSPC, errno.EDQUOT):
        return StorageError("The disk is full.", f"Free some space on the disk of {folder}, then try again.")
    return StorageError(
        f"{folder} can't be written.", "Choose another folder, or make this one writable, then try again."
    )


def reading_trouble(path: Path) -> StorageError:
    """The system would not let a file or folder be read that may hold what was paid for."""
    return StorageError(
        f"{path} can't be read.", "Nothing was removed. Check the disk and who may read it, then try again."
    )


def sync_folder(folder: Path) -> None:
    """Makes new names in a folder survive a power cut, on systems where folders can be synced."""
    with contextlib.suppress(OSError, AttributeError):
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
