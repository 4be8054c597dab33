"""Turns a ranking that was typed into a file for a batch job. From there it goes the way of any file.

It checks nothing: preflight does, in front of the user.
"""

from __future__ import annotations

import asyncio
import csv
import io
from pathlib import Path

from mcdesk.desk.world import World
from mcdesk.model.errors import StorageError
from mcdesk.model.lookups import DEALER, VEHICLE, RankRequest
from mcdesk.model.operations import OPERATIONS
from mcdesk.results.shelf import file_name

_COLUMNS = (*VEHICLE.names, *DEALER.names)


async def batch_file(request: RankRequest, world: World) -> Path:
    """Writes every vehicle with every dealer as a CSV into a folder of its own under MCDESK_HOME.

    It is swept away like pasted cells if it is not sent. Columns that no row fills are left out, but for
    those that the batch needs. The list may be longer than a single request takes.

    Raises:
        StorageError: If it can't be written.
    """
    # A file's name becomes the job's reference: it should say what was typed.
    name = file_name(request.subject, request.ranking.many.plural, ".csv")
    path = world.home / "pasted" / world.new_id() / name
    content = _csv_of(request).encode(errors="replace")

    def write() -> None:
        path.parent.mkdir(parents=True)
        path.write_bytes(content)

    try:
        await asyncio.to_thread(write)
    except OSError as exc:
        raise StorageError("The rows can't be kept.", "Free some disk space, then try again.") from exc
    return path


def _csv_of(request: RankRequest) -> str:
    ranking = request.ranking
    one = dict(zip(ranking.one.names, request.one, strict=True))
    rows = [one | dict(zip(ranking.many.names, cells, strict=True)) for cells in request.many]
    needed = OPERATIONS[ranking.batch].columns
    columns = [name for name in _COLUMNS if name in needed or any(row[name] for row in rows)]
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()
