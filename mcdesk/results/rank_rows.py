"""Reads rows of a verified result again, so that one of them can be asked about alone. It changes nothing.

Streams, so that a result of any size takes no memory. Blocks: for worker threads.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from mcdesk.model.errors import StorageError
from mcdesk.model.fields import SOURCE, ZIP
from mcdesk.model.lookups import DEALER, VEHICLE
from mcdesk.model.operations import RANK
from mcdesk.results.shelf import reading_trouble

COLUMNS = (*VEHICLE.names, *DEALER.names, *RANK.result_columns)
"""What is read of a row, where the result has it."""

_Record = tuple[int, Sequence[str], Sequence[str]]
"""A line, names of columns, and their cells. The two meet only in what is found, of millions of rows."""


@dataclass(frozen=True, slots=True)
class ResultRow:
    """One row of a result: the line it begins on, from 1, and its cells by column name, as they stand."""

    line: int
    values: Mapping[str, str]


def rows_of(path: Path, search: str = "", most: int = 200) -> tuple[ResultRow, ...]:
    """The first rows of a result in which every word of `search` occurs, whatever its case.

    Args:
        path: A verified `.csv.gz` or `.jsonl.gz`, or such a file unpacked.
        search: Words that are looked for in the cells that are shown; "" for any row.
        most: Rows at most.

    Raises:
        StorageError: If the file is gone, damaged, or can't be read.
    """
    words = search.casefold().split()
    found: list[ResultRow] = []
    with _records(path, COLUMNS) as records:
        for line, names, cells in records:
            if len(found) >= most:
                break
            text = "\n".join(cells).casefold() if words else ""
            if all(word in text for word in words):
                found.append(ResultRow(line, dict(zip(names, cells, strict=True))))
    return tuple(found)


def dealers_in(path: Path, most: int = 10_000) -> tuple[tuple[str, str], ...]:
    """The different dealers of a result as (source, ZIP), in the order in which they first appear.

    Raises:
        StorageError: If the file is gone, damaged, or can't be read.
    """
    found: dict[tuple[str, str], None] = {}
    with _records(path, (SOURCE.name, ZIP.name)) as records:
        for _, names, cells in records:
            if len(found) >= most:
                break
            told = dict(zip(names, cells, strict=True))
            if source := told.get(SOURCE.name, "").strip().lower():
                found[source, told.get(ZIP.name, "").strip()] = None
    return tuple(found)


@contextmanager
def _records(path: Path, columns: Sequence[str]) -> Iterator[Iterable[_Record]]:
    """The wanted columns of all rows, as far as the file has them.

    Translates whatever goes wrong while they are read, for the whole block.
    """
    try:
        with path.open("rb") as file, _unpacked(file, path) as content:
            text = io.TextIOWrapper(content, "utf-8-sig", errors="replace", newline="")
            read = _json_records if ".jsonl" in path.name else _csv_records
            yield read(text, columns)
    except FileNotFoundError as exc:
        raise StorageError(
            "The saved result is gone.", f"Put {path.name} back, or download it again."
        ) from exc
    except (EOFError, zlib.error, gzip.BadGzipFile, csv.Error) as exc:
        raise StorageError(
            "The saved result is damaged.", f"Open {path.name} from the job table, which restores it."
        ) from exc
    except OSError as exc:
        raise reading_trouble(path) from exc


def _unpacked(file: IO[bytes], path: Path) -> IO[bytes]:
    return cast("IO[bytes]", gzip.GzipFile(fileobj=file)) if path.suffix == ".gz" else file


def _csv_records(text: Iterable[str], columns: Sequence[str]) -> Iterator[_Record]:
    reader = csv.reader(text)
    header = [name.strip().lower() for name in next(reader, [])]
    names = [name for name in columns if name in header]
    places = [header.index(name) for name in names]
    width = max(places, default=-1) + 1
    line = reader.line_num + 1
    for row in reader:
        if row:
            full = row if len(row) >= width else row + [""] * (width - len(row))
            yield line, names, [full[place] for place in places]
        line = reader.line_num + 1


def _json_records(text: Iterable[str], columns: Sequence[str]) -> Iterator[_Record]:
    for line, told in enumerate(text, start=1):
        try:
            record = json.loads(told)
        except (ValueError, RecursionError):
            continue  # one line that can't be read is no reason to keep the others back
        if isinstance(record, dict):
            names = [name for name in columns if name in record]
            yield line, names, [_said(record[name]) for name in names]


def _said(value: object) -> str:
    return str(value) if isinstance(value, str | int | float) and not isinstance(value, bool) else ""
