"""Tells what is no table from what may be one, by its first bytes, and says what to do instead."""

from __future__ import annotations

import json
import re

from mcdesk.intake.spreadsheets import looks_like_workbook
from mcdesk.model.errors import InputFileError

_LOOKED_AT = 64 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_BLANK = " \t\r\n"
_MARKUP = re.compile(r"\s*<(?:!doctype|\?xml|html|head|meta|body|table|style)\b", re.IGNORECASE)
_CHOOSE = "Choose a CSV or another text with a line for each row, or a workbook such as an .xlsx."
_JSON = json.JSONDecoder()


def refuse_binary(head: bytes, name: str) -> None:
    """Refuses what is known by its first bytes. `head` is unpacked already if the file was gzip.

    Raises:
        InputFileError: If it is a PDF, or a workbook or an archive within a gzip.
    """
    if head.startswith(b"%PDF-"):
        raise InputFileError(f"{name} is a PDF.", f"Its table can't be read from it. {_CHOOSE}")
    if looks_like_workbook(head):
        raise InputFileError(
            f"{name} is a packed workbook or archive.", "Unpack it, then drop the file from within it."
        )


def refuse_no_table(text: str, name: str) -> None:
    """Refuses a text that can't be a table.

    Args:
        text: The beginning of the file.
        name: The file's name.

    Raises:
        InputFileError: If it is empty, no text at all, JSON, or a web page.
    """
    if _CONTROL.search(text, 0, _LOOKED_AT):
        raise no_text(name)
    refuse_empty(text, name)
    start = text.lstrip(_BLANK)
    if start.startswith(("{", "[")):
        _refuse_json(start, name)
    if _MARKUP.match(start):
        raise InputFileError(
            f"{name} is a web page or XML, not a table.",
            "Open it in your spreadsheet program, save it as “CSV UTF-8 (comma delimited)”, then drop that.",
        )


def refuse_empty(text: str, name: str) -> None:
    """Refuses a text of nothing but blanks.

    Raises:
        InputFileError: If it is one.
    """
    if not text.strip(_BLANK):
        raise InputFileError(
            f"{name} is empty.", "The first line must name the columns; each row follows below."
        )


def no_text(name: str) -> InputFileError:
    """What is said of a file whose bytes stand for no text."""
    return InputFileError(f"{name} is not a text file.", _CHOOSE)


def broken_utf_16(name: str) -> InputFileError:
    """What is said of a file that is UTF-16 by its first bytes and can't be read so."""
    return InputFileError(
        f"{name} is UTF-16 text and damaged.",
        "Open it in your spreadsheet program, save it as “CSV UTF-8 (comma delimited)”, then drop that.",
    )


def _refuse_json(start: str, name: str) -> None:
    """A line with an object comes from a result; other JSON has a list around it or spreads over lines."""
    is_list = start.startswith("[")
    start = start[1:].lstrip(_BLANK) if is_list else start
    try:
        value, end = _JSON.raw_decode(start)
    except (ValueError, RecursionError):
        return
    if not isinstance(value, dict):
        return
    if is_list or "\n" in start[:end]:
        raise InputFileError(f"{name} is JSON, not a table.", f"Have it exported as CSV. {_CHOOSE}")
    raise InputFileError(
        f"{name} is a result, not a list to send.", "Drop the CSV that the result was made from."
    )
