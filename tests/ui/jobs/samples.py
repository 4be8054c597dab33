"""Rows for the job table's tests."""

from typing import Any

from mcdesk.model.rows import JobRow, RowState
from mcdesk.ui.jobs.columns import COLUMN_OF
from mcdesk.ui.jobs.table_model import JobTableModel

NOW = 1_779_000_000.0


class Clock:
    """Stands until it is set."""

    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> float:
        return self.time


def row(key: str, state: RowState = RowState.COMPLETED, ago: float = 3600.0, **more: Any) -> JobRow:
    told: dict[str, Any] = {"operation": "rank", "reference": key, "items": 10, "finished_at": NOW, **more}
    return JobRow(key=key, state=state, submitted_at=NOW - ago, **told)


def keys(model: JobTableModel) -> list[str]:
    return [model.row_at(place).key for place in range(model.rowCount())]


def cell(model: JobTableModel, key: str, column: str) -> str:
    words: str = model.index(model.place_of(key), COLUMN_OF[column]).data()
    return words
