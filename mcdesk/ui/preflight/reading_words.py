"""How a file is read, in words: encodings, separators, header lines. Pure, no Qt."""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePath

from mcdesk.model.preflight import NO_HEADER, Dialect, Encoding, Quoting, ReadingWish, Separator

ENCODINGS: dict[Encoding, str] = {
    Encoding.UTF_8: "UTF-8",
    Encoding.UTF_16_LE: "UTF-16 LE",
    Encoding.UTF_16_BE: "UTF-16 BE",
    Encoding.WINDOWS_1252: "Windows-1252",
    Encoding.LATIN_1: "Latin-1",
}
SEPARATORS: dict[Separator, str] = {
    Separator.COMMA: "Comma",
    Separator.SEMICOLON: "Semicolon",
    Separator.TAB: "Tab",
    Separator.PIPE: "Pipe",
}
QUOTINGS: dict[Quoting, str] = {Quoting.DOUBLE: "Double quotes", Quoting.NONE: "None"}
HEADER_LINES = (1, 2, 3, 4, 5)
"""Header lines that can be chosen without typing a number."""

UNKNOWN = "Choose…"
"""Stands where mcdesk could not find out and the user has not said."""

_WORKBOOKS = (".xlsx", ".xls", ".xlsm", ".xlsb", ".ods")


def is_workbook(path: PurePath, dialect: Dialect | None) -> bool:
    """Whether the file has sheets rather than an encoding; before it is read, its ending has to do."""
    return bool(dialect.sheets) if dialect is not None else path.suffix.lower() in _WORKBOOKS


def as_wished(dialect: Dialect, wish: ReadingWish) -> Dialect:
    """The dialect with what was chosen since, to be shown until the file has been read anew."""
    is_same = wish.encoding in (None, dialect.encoding)
    return replace(
        dialect,
        encoding=dialect.encoding if wish.encoding is None else wish.encoding,
        has_mark=dialect.has_mark and is_same,
        separator=dialect.separator if wish.separator is None else wish.separator,
        quoting=dialect.quoting if wish.quoting is None else wish.quoting,
        header_line=dialect.header_line if wish.header_line is None else wish.header_line,
        sheet=dialect.sheet if wish.sheet is None else wish.sheet,
    )


def encoding_words(dialect: Dialect | None, wish: ReadingWish) -> str:
    """UTF-8, BOM removed."""
    if dialect is None:
        return ENCODINGS[wish.encoding] if wish.encoding is not None else UNKNOWN
    return ENCODINGS[dialect.encoding] + (", BOM removed" if dialect.has_mark else "")


def separator_words(dialect: Dialect | None, wish: ReadingWish) -> str:
    """Semicolon; and "Semicolon, no quotes" where a quote is a character like any other."""
    separator = dialect.separator if dialect is not None else wish.separator
    quoting = dialect.quoting if dialect is not None else wish.quoting
    name = SEPARATORS[separator] if separator is not None else UNKNOWN
    return f"{name}, no quotes" if quoting is Quoting.NONE else name


def header_words(dialect: Dialect | None, wish: ReadingWish) -> str:
    """Row 1, or No header."""
    line = dialect.header_line if dialect is not None else wish.header_line
    return UNKNOWN if line is None else header_line_words(line)


def header_line_words(line: int) -> str:
    """Row 3; No header for NO_HEADER."""
    return "No header" if line == NO_HEADER else f"Row {line:,}"


def sheet_words(dialect: Dialect | None, wish: ReadingWish) -> str:
    """The sheet's name."""
    return (dialect.sheet if dialect is not None else wish.sheet) or UNKNOWN
