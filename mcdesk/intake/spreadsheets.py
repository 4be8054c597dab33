"""Recognises a workbook and has one of its sheets written as CSV. It reads no cell itself.

Reading is the work of a process of its own (`workbook_process.py`), so that a damaged workbook can't take
the program down and reading can be stopped at any moment.
"""

from __future__ import annotations

import errno
import json
import lzma
import struct
import subprocess
import sys
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mcdesk.intake.opening import opened
from mcdesk.model.errors import DeskError, InputFileError, StorageError

_ZIP_MAGIC = b"PK\x03\x04"
_OLE2_MAGIC = bytes.fromhex("D0CF11E0A1B11AE1")
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument.spreadsheet"
_PROCESS = Path(__file__).with_name("workbook_process.py")
_WATCH_SECONDS = 0.05
_ZIP_ERRORS = (
    *(zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError),
    *(OverflowError, struct.error, zlib.error, lzma.LZMAError),
)
"""What the library says of a damaged archive, according to where the damage is."""


@dataclass(frozen=True, slots=True)
class WrittenSheet:
    """The sheet that was written, and the names of all that can be."""

    name: str
    names: tuple[str, ...]


def looks_like_workbook(head: bytes) -> bool:
    """Whether a file that starts so may be a workbook: a zip archive, or an older Office file."""
    return head.startswith((_ZIP_MAGIC, _OLE2_MAGIC))


def is_workbook(path: Path) -> bool:
    """Whether the bytes say workbook (xlsx, xlsm, xlsb, xls or ods), whatever the name says.

    Raises:
        InputFileError: If the file can't be opened, or is a zip archive of another kind.
    """
    with opened(path) as file:
        head = file.read(len(_OLE2_MAGIC))
        if not head.startswith(_ZIP_MAGIC):
            return looks_like_workbook(head)
        try:
            with zipfile.ZipFile(file) as archive:
                names = archive.namelist()
                is_open_document = "mimetype" in names and _mimetype(archive).startswith(_OPEN_DOCUMENT)
        except _ZIP_ERRORS as exc:
            raise _damaged(path.name) from exc
        except OSError as exc:
            if exc.errno in (None, errno.EINVAL):  # a place before the file's start, or broken bzip2
                raise _damaged(path.name) from exc
            raise
    if is_open_document or any(name.lower().startswith("xl/workbook") for name in names):
        return True
    raise _other_archive(path.name, names)


def _mimetype(archive: zipfile.ZipFile) -> bytes:
    """No more of it than is looked at: it may have been packed to fill all memory."""
    with archive.open("mimetype") as entry:
        return entry.read(len(_OPEN_DOCUMENT))


def write_sheet(path: Path, sheet: str, target: Path, watch: Callable[[], None]) -> WrittenSheet:
    """Writes a sheet as CSV: UTF-8, commas, line feeds, a record for each of its rows, blank ones too.

    Args:
        path: The workbook.
        sheet: The sheet's name; "" for the first visible one that has something in it.
        target: Where the CSV goes.
        watch: Called some times a second; may raise to stop.

    Raises:
        InputFileError: If the workbook is damaged or protected, or has no such sheet.
        StorageError: If the CSV can't be written.
    """
    answer = _answer([str(path.absolute()), sheet, str(target.absolute())], watch)
    names = tuple(answer.get("sheets", ()))
    if "failure" in answer:
        raise _failure(answer["failure"], path.name, sheet, names)
    return WrittenSheet(answer["sheet"], names)


def _answer(arguments: list[str], watch: Callable[[], None]) -> dict[str, Any]:
    """What the process says; of one that died, that the workbook is damaged."""
    command = [sys.executable, "-P", str(_PROCESS), *arguments]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows only, where a console would flash up
    try:
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=hidden,
        )
    except OSError as exc:
        raise StorageError(
            "Another process for reading the workbook can't be started.",
            "Close some programs, then try again.",
        ) from exc
    with process:
        try:
            said = _said(process, watch)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        return {"failure": "damaged"}
    answer: dict[str, Any] = json.loads(said)
    return answer


def _said(process: subprocess.Popen[bytes], watch: Callable[[], None]) -> bytes:
    while True:
        watch()
        try:
            return process.communicate(timeout=_WATCH_SECONDS)[0]
        except subprocess.TimeoutExpired:
            continue


def _failure(kind: str, name: str, sheet: str, names: tuple[str, ...]) -> DeskError:
    if kind == "protected":
        return InputFileError(
            f"{name} is protected by a password.",
            "Open it in your spreadsheet program, save it without the password, then try again.",
        )
    if kind == "sheet" and sheet:
        listed = ", ".join(f"“{other}”" for other in names)
        return InputFileError(f"{name} has no sheet “{sheet}”.", f"Choose one of its sheets: {listed}.")
    if kind == "sheet":
        return InputFileError(
            f"{name} has no sheet with rows.", "In a sheet, the first row must name the columns."
        )
    if kind == "source":
        return InputFileError(
            f"{name} can't be read to its end.", "Check the disk or the network drive it lies on."
        )
    if kind == "target":
        return StorageError(
            "The rows of the workbook can't be written.", "Free some disk space, then try again."
        )
    return _damaged(name)


def _damaged(name: str) -> InputFileError:
    return InputFileError(
        f"{name} can't be read: it is damaged, no workbook, or far too large.",
        "Open it in your spreadsheet program, save the sheet as CSV, then drop that.",
    )


def _other_archive(name: str, entries: list[str]) -> InputFileError:
    if any(entry.startswith("Index/Document.iwa") for entry in entries):
        return InputFileError(
            f"{name} is a Numbers document.", "Export it as CSV from Numbers, then drop that."
        )
    if "[Content_Types].xml" in entries or "mimetype" in entries:
        return InputFileError(
            f"{name} is a document, not a workbook.",
            "Copy its table into a spreadsheet and save that as CSV.",
        )
    return InputFileError(f"{name} is a zip archive.", "Unpack it, then drop the file from within it.")
