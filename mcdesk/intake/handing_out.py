"""Hands a cleaned copy out as one file, whatever the parts it was cut into, with its log and its rejects."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import IO, cast

from isal import igzip, igzip_threaded

from mcdesk.intake.opening import CHUNK, is_gzip
from mcdesk.intake.preflight import Prepared
from mcdesk.intake.records import CHANGES_NAME, REJECTS_NAME
from mcdesk.model.errors import StorageError
from mcdesk.model.file_names import base_name


def join_parts(parts: Iterable[Path], header_size: int, out: IO[bytes]) -> None:
    """Writes the parts as one table: the header once, then every row in the order of the parts.

    Args:
        parts: Files as a preflight wrote them.
        header_size: Bytes of the header in each.
        out: Gets the table.
    """
    for number, part in enumerate(parts):
        opener = igzip.open if is_gzip(part) else open
        with opener(part, "rb") as file:
            header = file.read(header_size)
            if not number:
                out.write(header)
            shutil.copyfileobj(file, out, CHUNK)


def hand_out_copy(prepared: Prepared, target: Path) -> tuple[Path, ...]:
    """Writes the cleaned copy to `target`, compressed if its name ends with .gz, and two files beside it.

    The log of changes is called like the target with `-changes.csv`, the rejects with `-rejects.csv`. None is
    overwritten; what was written is removed again if the rest can't be.

    Raises:
        StorageError: If one can't be written.
    """
    base = base_name(target)
    beside = {
        target.with_name(f"{base}-changes.csv"): prepared.folder / CHANGES_NAME,
        target.with_name(f"{base}-rejects.csv"): prepared.folder / REJECTS_NAME,
    }
    made: list[Path] = []
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            made.append(target)
            with _packer(file, is_packed=target.name.lower().endswith(".gz")) as out:
                join_parts([part.packed.path for part in prepared.parts], prepared.header_size, out)
        for path, source in beside.items():
            with source.open("rb") as kept, path.open("xb") as file:
                made.append(path)
                shutil.copyfileobj(kept, file, CHUNK)
    except BaseException as exc:
        for path in made:
            path.unlink(missing_ok=True)
        if not isinstance(exc, OSError):
            raise
        raise StorageError(
            f"{exc.filename or target} can't be written.",
            "Name a place that you may write to, where no file of that name is yet.",
        ) from exc
    return tuple(made)


def _packer(file: IO[bytes], *, is_packed: bool) -> AbstractContextManager[IO[bytes]]:
    if not is_packed:
        return nullcontext(file)
    opened = igzip_threaded.open(file, "wb", 1, threads=2)  # type: ignore[no-untyped-call]
    return cast("AbstractContextManager[IO[bytes]]", opened)
