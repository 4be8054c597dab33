"""How many rows a file has, read as a form reads it. It keeps no cell. Blocks: for worker threads."""

from __future__ import annotations

import tempfile
from pathlib import Path

from mcdesk.intake.encodings import WrongEncodingError, next_encoding
from mcdesk.intake.row_reader import RowReader
from mcdesk.intake.tables import opened_table
from mcdesk.model.errors import StorageError
from mcdesk.model.preflight import Encoding, ReadingWish


def rows_in(path: Path) -> int:
    """Counts the rows below the header, with those that do not fit the columns.

    Raises:
        InputFileError: If it can't be read as a table.
        StorageError: If there is no room for the rows of a workbook.
    """
    encoding: Encoding | None = None
    while True:
        try:
            with tempfile.TemporaryDirectory(prefix="mcdesk-") as folder:
                wish = ReadingWish(encoding=encoding)
                with opened_table(path, wish, Path(folder), _never_stopped) as table:
                    return sum(len(block) + len(block.misfits) for block in RowReader(table))
        except WrongEncodingError as exc:
            encoding = next_encoding(exc.encoding)
        except OSError as exc:
            raise StorageError(
                "The file can't be unpacked for reading.", "Free some disk space, then try again."
            ) from exc


def _never_stopped() -> None:
    """Counting is quick beside reading, which is over by then."""
