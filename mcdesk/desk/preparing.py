"""From a file that went through preflight to submissions, and what is remembered of it. Sends nothing."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from mcdesk.desk.syncing import sync
from mcdesk.desk.world import World
from mcdesk.intake.packer import PackedPart
from mcdesk.intake.preflight import Prepared
from mcdesk.model.errors import StorageError
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import (
    Constant,
    Filling,
    Fix,
    FromColumn,
    PreflightWish,
    ReadingWish,
    Report,
)
from mcdesk.model.submissions import FileFacts, Origin, Submission, SubmissionState

PROVENANCE_NAME = "preflight.json"


def submissions_of(
    prepared: Prepared,
    operation: Operation,
    *,
    family: str,
    account_id: str,
    reference: str,
    origin: Origin,
    recipe: str,
    world: World,
) -> tuple[Submission, ...]:
    """One submission for each part, in order; each part's file is moved into its own submission's folder.

    Blocks. The log of changes, the rejects and the provenance stay in the family's folder.

    Done again after it failed, it gives the same submissions but for their keys.

    Raises:
        StorageError: If a file can't be moved or written.
    """
    try:
        return _submissions_of(prepared, operation, family, account_id, reference, origin, recipe, world)
    except OSError as exc:
        raise StorageError(
            "The copy for sending can't be put in its place.", "Free some disk space, then try again."
        ) from exc


def _submissions_of(
    prepared: Prepared,
    operation: Operation,
    family: str,
    account_id: str,
    reference: str,
    origin: Origin,
    recipe: str,
    world: World,
) -> tuple[Submission, ...]:
    count = len(prepared.parts)
    found: list[Submission] = []
    for number, part in enumerate(prepared.parts, start=1):
        # A file in one piece has its family's own name, so that all that belongs to it lies in one folder.
        submission_id = family if count == 1 else f"{family}-{number}"
        found.append(
            Submission(
                id=submission_id,
                account_id=account_id,
                operation=operation.id,
                reference=reference,
                idempotency_key=f"mcd-{world.new_id()}",
                source=prepared.source,
                packed=_moved(part, world.files_of(submission_id)),
                rows=part.rows,
                unique_values=prepared.unique_in(number),
                origin=origin,
                state=SubmissionState.WAITING,
                place=0,
                created_at=world.now(),
                family=family,
                part=number,
                parts=count,
                recipe=recipe,
                left_out=prepared.report.left_out,
                changed_cells=prepared.report.changed_cells,
            )
        )
    told = json.dumps(provenance(prepared, operation), indent=2)
    (prepared.folder / PROVENANCE_NAME).write_text(told, encoding="utf-8")
    return tuple(found)


def _moved(part: PackedPart, folder: Path) -> FileFacts:
    packed = part.packed
    target = folder / packed.path.name
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        packed.path.rename(target)
    # The intent will be on the disk when it is written down; what it speaks of must be there as well.
    sync(target)
    sync(folder)
    return FileFacts(target, packed.size, packed.sha256)


def provenance(prepared: Prepared, operation: Operation) -> dict[str, Any]:
    """Where the copy comes from and what was done to it, for whoever must answer for it later."""
    report = prepared.report
    dialect = report.dialect
    return {
        "operation": operation.id,
        "source": {"path": str(prepared.source.path), "sha256": prepared.source.sha256},
        "encoding": dialect.encoding.value,
        "separator": dialect.separator.value,
        "header_line": dialect.header_line,
        "sheet": dialect.sheet,
        "mapping": {name: said_of(filling, report) for name, filling in report.fillings.items()},
        "rows": report.rows,
        "left_out": report.left_out,
        "changed_cells": report.changed_cells,
        "problems": {problem.rule.id: problem.count for problem in report.problems},
        "mended": [problem.rule.id for problem in report.problems if problem.is_mended],
        "parts": [
            {"file": part.packed.path.name, "rows": [part.first, part.last], "sha256": part.packed.sha256}
            for part in prepared.parts
        ],
    }


def said_of(filling: Filling, report: Report) -> str:
    """A field's filling in one word: a column's name, or a constant behind an equals sign."""
    return f"={filling.text}" if isinstance(filling, Constant) else report.header[filling.index]


def recipe_of(wish: PreflightWish, named: Sequence[str] = ()) -> str:
    """A hash of everything that was wished otherwise than by default; "" for nothing.

    Args:
        wish: What the user decided.
        named: Columns and constants that were named beside it, in any order.
    """
    told: dict[str, Any] = {}
    if wish.reading != ReadingWish():
        reading = wish.reading
        told["reading"] = [
            reading.encoding, reading.separator, reading.quoting, reading.header_line, reading.sheet
        ]  # fmt: skip
    if named:
        told["named"] = sorted(named)
    if wish.fillings is not None:
        told["fillings"] = {name: _plain(filling) for name, filling in sorted(wish.fillings.items())}
    if wish.fix is not Fix.SAFE:
        told["fix"] = wish.fix
    for name in ("switches", "decisions"):
        if some := dict(sorted(getattr(wish, name).items())):
            told[name] = some
    if wish.bad_rows is not type(wish.bad_rows).ASK:
        told["bad_rows"] = wish.bad_rows
    if wish.edits:
        told["edits"] = [[edit.row, edit.column, edit.text] for edit in wish.edits]
    if wish.first_rows is not None:
        told["first_rows"] = wish.first_rows
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:32] if told else ""


def _plain(filling: Filling) -> list[Any]:
    if isinstance(filling, FromColumn):
        return [filling.index, filling.is_kilometres]
    return [filling.text]
