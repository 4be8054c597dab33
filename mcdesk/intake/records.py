"""Writes down what became of a file's cells and rows: the change log and the rejects, as CSV beside the copy.

Both are for people and scripts; nothing in mcdesk reads them back.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from pathlib import Path

from mcdesk.intake.examination import Examined
from mcdesk.intake.layout import Layout, row_writer
from mcdesk.model.rules import MALFORMED_ROW

CHANGES_NAME, REJECTS_NAME = "changes.csv", "rejects.csv"
BY_HAND, BY_MAPPING, BY_CONSTANT, NOT_SENT = "edited-by-hand", "column-matched", "constant", "column-not-sent"
"""Reasons in the change log beside the names of rules."""


class Records:
    """Hand it every block, then `close` or `abandon` it.

    The change log has line, column, before, after and rule for each cell that is sent otherwise than it
    stands in the file, the header's cells among them. The rejects have line and reason in front of the
    row's own cells.
    """

    def __init__(self, folder: Path, header: Sequence[str]) -> None:
        self._header = tuple(header)
        self._change_file = (folder / CHANGES_NAME).open("w", encoding="utf-8", newline="")
        self._reject_file = (folder / REJECTS_NAME).open("w", encoding="utf-8", newline="")
        self._changes = row_writer(self._change_file)
        self._rejects = row_writer(self._reject_file)
        self._changes.writerow(("line", "column", "before", "after", "rule"))
        self._rejects.writerow(("line", "reason", *self._header))
        self.changed_cells = 0
        self.left_out = 0

    def close(self) -> None:
        """Completes the files."""
        self._change_file.close()
        self._reject_file.close()

    def abandon(self) -> None:
        """Removes the files."""
        for file in (self._change_file, self._reject_file):
            with contextlib.suppress(OSError):  # what a full disk did not take is not wanted any more
                file.close()
            Path(file.name).unlink(missing_ok=True)

    def note_header(self, line: int, layout: Layout) -> None:
        """Writes down which columns get another name, are added, or stay behind."""
        name_of = dict(zip(layout.columns, layout.names, strict=True))
        for column, before in enumerate(self._header):
            if column not in name_of:
                self._changes.writerow((line, before, before, "", NOT_SENT))
            elif name_of[column] != before:
                self._changes.writerow((line, before, before, name_of[column], BY_MAPPING))
        for name, text in layout.constants:
            self._changes.writerow((line, name, "", text, BY_CONSTANT))

    def note_rows(self, seen: Examined, repeats: Sequence[int], reason: str) -> None:
        """Writes a block's changes and its rows that stay behind.

        `repeats` are the places of rows that are left out for the given `reason`.
        """
        reasons = _reasons(seen)
        for place in repeats:
            reasons.setdefault(place, {})[reason] = None
        rejected: list[tuple[int, str, Sequence[str]]] = [
            (misfit.line, MALFORMED_ROW.name, (misfit.text,)) for misfit in seen.block.misfits
        ]
        self.left_out += len(seen.block.misfits) + int(seen.is_out.sum())
        for place in seen.is_out.nonzero()[0].tolist():
            cells = [cell.decode() for cell in _as_in_file(seen, place)]
            line = int(seen.block.lines[place])
            rejected.append((line, " ".join(reasons.get(place, {})), cells))
        rejected.sort(key=lambda reject: reject[0])
        self._rejects.writerows((line, why, *cells) for line, why, cells in rejected)
        self._note_changes(seen)

    def _note_changes(self, seen: Examined) -> None:
        lines, is_out, block = seen.block.lines.tolist(), seen.is_out.tolist(), seen.block
        for place in sorted(seen.sent.keys() | seen.before.keys()):
            if is_out[place]:
                continue
            written, mended = seen.before.get(place, {}), seen.sent.get(place, {})
            for column in sorted(written.keys() | mended.keys()):
                verdict = mended.get(column)
                now = verdict.text if verdict else block.cell(place, column)
                stood = written.get(column, now)
                goes = verdict.sent if verdict else now
                if stood == goes:
                    continue
                why = verdict.why if verdict else ""
                if column in written:
                    why = f"{BY_HAND} {why}".strip()
                self.changed_cells += 1
                row = (lines[place], self._header[column], stood.decode(), goes.decode(), why)
                self._changes.writerow(row)


def _as_in_file(seen: Examined, place: int) -> list[bytes]:
    cells = seen.block.cells(place)
    for column, text in seen.before.get(place, {}).items():
        cells[column] = text
    return cells


def _reasons(seen: Examined) -> dict[int, dict[str, None]]:
    """Why rows stay behind: the names of the rules that keep them, each once, in order."""
    reasons: dict[int, dict[str, None]] = {}
    for _, look in seen.looks:
        for place, verdict in zip(look.places.tolist(), look.verdicts, strict=True):
            if verdict.is_out:
                reasons.setdefault(place, {}).update(dict.fromkeys(verdict.barred_by))
    for name, rule in seen.bad_constants:
        for place in seen.is_out.nonzero()[0].tolist():
            reasons.setdefault(place, {})[f"{name}: {rule.name}"] = None
    return reasons
