"""What to type instead when a file has more rows than one request takes. Pure: it runs nothing."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from pathlib import Path

from mcdesk.cli.errand import Reach
from mcdesk.intake.forms.blocks import Block
from mcdesk.model.fields import Field
from mcdesk.model.lookups import Cells, Ranking
from mcdesk.model.operations import OPERATIONS


def batch_advice(
    ranking: Ranking, one: Cells, file: Path | None, block: Block, reach: Reach, *, leaves_out: bool
) -> str:
    """How the same file goes as a batch: a command that can be copied, and what it lacks, if anything.

    Args:
        ranking: What was asked for.
        one: The vehicle or dealer of the options; the batch takes as constants what it has columns for.
        file: None for what came in on stdin.
        block: The file as it was read. Where it has no headings, the columns are told by their numbers.
        reach: Whose the request was to be, and where it was to go.
        leaves_out: Whether rows that can't be sent were to be left out.
    """
    fields = {field.name: field for field in OPERATIONS[ranking.batch].fields}
    named = zip(ranking.one.names, one, strict=True)
    constants = {name: text for name, text in named if text and name in fields}
    columns = {name: place for place, name in enumerate(block.columns, 1) if name in fields}
    words = ["mcdesk", "run", shlex.quote("FILE" if file is None else str(file))]
    words += ["--operation", ranking.batch]
    if not block.has_header:
        words += ["--header-line", "0"]
        words += [part for name, place in columns.items() for part in ("--map", _quoted(name, f"#{place}"))]
    words += [part for name, text in constants.items() for part in ("--constant", _quoted(name, text))]
    words += ["--bad-rows", "leave-out"] if leaves_out else []
    words += ["--base-url", shlex.quote(reach.base_url)] if reach.base_url else []
    words += ["--account", shlex.quote(reach.account)] if reach.account else []
    lacking = [field for name, field in fields.items() if name not in constants and name not in columns]
    return f"{_needs(lacking, has_file=file is not None)}: {' '.join(words)}"


def _needs(lacking: Sequence[Field], *, has_file: bool) -> str:
    steps = [] if has_file else ["save them as FILE"]
    if lacking:
        steps.append(f"add a column {' and a column '.join(field.name for field in lacking)}")
    begin = "A batch takes them all"
    return f"{begin}. First {' and '.join(steps)}, then" if steps else begin


def _quoted(name: str, text: str) -> str:
    return shlex.quote(f"{name}={text}")
