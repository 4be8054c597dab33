"""Where verified results lie, and how they are handed on. Blocks: for worker threads. It fetches nothing."""

from __future__ import annotations

import contextlib
import errno
import gzip
import hashlib
import os
import shutil
import tempfile
import zlib
from collections.abc import Collection, Iterator
from pathlib import Path

from mcdesk.model.errors import StorageError

_CHUNK = 1024 * 1024
_LONGEST_NAME = 150
"""Bytes of a reference in a file's name; systems take 255 in all, and endings are still to come."""


def sha256_of(path: Path) -> str | None:
    """The SHA-256 of a file (hex), or None if it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def is_intact(path: Path | None, sha256: str | None) -> bool:
    """Whether a file is there and still has the bytes that were verified."""
    return path is not None and sha256 is not None and sha256_of(path) == sha256


def free_name(path: Path) -> Path:
    """The path itself, or the first of `name (2).csv.gz`, `name (3).csv.gz` … that is not taken."""
    return _numbered(path, 1 + sum(1 for _ in _taken_names(path)))


def _taken_names(path: Path) -> Iterator[Path]:
    """The path itself and its numbered names, up to the first that is not taken."""
    number = 1
    while (candidate := _numbered(path, number)).exists():
        yield candidate
        number += 1


def _numbered(path: Path, number: int) -> Path:
    stem, dot, suffix = path.name.partition(".")
    return path if number == 1 else path.with_name(f"{stem} ({number}){dot}{suffix}")


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


def require_space(folder: Path, size: int | None) -> None:
    """Makes sure that three times `size` is free, where the size is known: file, unpacked view and margin.

    Raises:
        StorageError: If it is not.
    """
    if size is not None and shutil.disk_usage(folder).free < 3 * size:
        raise StorageError(
            "The disk has too little room for the result.",
            f"Free at least {3 * size // 1_000_000 + 1:,} MB on the disk of {folder}, then try again.",
        )


def finished_file(folder: Path, since: float, known: Collection[Path]) -> Path | None:
    """A result in its final place that was written after `since` and is not among the known ones."""
    try:
        there = sorted(path for path in folder.iterdir() if path.is_file() and path not in known)
        for path in there:
            is_result = not path.name.startswith(".") and path.suffix not in (".part", ".not-verified")
            if is_result and path.stat().st_mtime >= since - 1:
                return path
    except OSError:
        return None
    return None


def hand_out(result: Path, sha256: str, folder: Path) -> Path:
    """Copies a verified result into a folder and gives the copy's path. Overwrites nothing.

    A file of the same name and bytes that is already there is the copy. What is handed out is hashed on the
    way, so that it is the verified result and nothing else.

    Raises:
        StorageError: If the folder can't take it, or the result is not what it was.
    """
    wanted = folder / result.name
    for there in _taken_names(wanted):
        if is_intact(there, sha256):
            return there
    part: Path | None = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=folder)
        part = Path(name)
        part.chmod(0o644)
        digest = hashlib.sha256()
        with result.open("rb") as source, os.fdopen(handle, "wb") as out:
            while chunk := source.read(_CHUNK):
                digest.update(chunk)
                out.write(chunk)
            out.flush()
            os.fsync(out.fileno())
        if digest.hexdigest() != sha256:
            raise StorageError("The saved result has changed.", "Download it again, or restore the file.")
        return _named(part, wanted)
    except OSError as exc:
        raise storage_trouble(exc, folder) from exc
    finally:
        if part is not None:
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)


def _named(part: Path, wanted: Path) -> Path:
    """Gives a finished file the first free name; a name that somebody else takes meanwhile is not free."""
    while True:
        target = free_name(wanted)
        try:
            os.link(part, target)
        except FileExistsError:
            continue
        except OSError:  # a file system without links
            with target.open("xb"):
                pass
            part.replace(target)
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
