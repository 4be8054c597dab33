"""Cells as the text that spreadsheets take. Pure; reading such a text is the intake's business."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from io import StringIO


def block_text(rows: Sequence[Sequence[str]]) -> str:
    """Rows of cells, tab separated, quoted where a cell needs it; a single cell as it is."""
    if len(rows) == 1 and len(rows[0]) == 1:
        return rows[0][0]
    paper = StringIO()
    csv.writer(paper, "excel-tab", lineterminator="\n").writerows(rows)
    return paper.getvalue().removesuffix("\n")
