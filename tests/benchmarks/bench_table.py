"""How fast the job table is with a hundred thousand rows. Plain functions: `table_figures()` tells all."""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from mcdesk.model.jobs import DownloadSlots
from mcdesk.model.rows import JobRow, RowState
from mcdesk.ui.jobs.columns import COLUMNS
from mcdesk.ui.jobs.job_filter import JobFilter, StateGroup
from mcdesk.ui.jobs.table_model import JobTableModel
from mcdesk.ui.jobs.table_view import JobTableView
from mcdesk.ui.theme.theme import Choice, Theme

ROWS = 100_000
NOW = 1_779_000_000.0
UP, DOWN = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder


def make_rows(count: int = ROWS) -> list[JobRow]:
    """Rows as an account with a long history has them."""
    dice = random.Random(7)
    states = [RowState.COMPLETED] * 17 + [RowState.FAILED, RowState.PROCESSING, RowState.WAITING]
    return [
        JobRow(
            key=f"key-{number:06}",
            operation=dice.choice(("rank", "decode")),
            reference=f"{dice.choice(('auction', 'Fleet', 'lease', 'audit'))}-{dice.randrange(count)}",
            state=dice.choice(states),
            submitted_at=NOW - dice.random() * 4e7,
            progress=dice.randrange(101),
            items=dice.randrange(1, 2_000_000),
            succeeded=dice.randrange(1, 2_000_000),
            failed=dice.randrange(3),
            finished_at=NOW - dice.random() * 1e7,
            slots=DownloadSlots(dice.randrange(4), 3),
            job_id=f"{dice.getrandbits(128):032x}",
        )
        for number in range(count)
    ]


def seconds(act: Callable[[], object]) -> float:
    """How long one call takes."""
    start = time.perf_counter()
    act()
    return time.perf_counter() - start


def table_figures() -> dict[str, float]:
    """All figures, in seconds; the slowest column counts. With a view attached and a row chosen."""
    app = QApplication.instance() or QApplication([])
    if not isinstance(app, QApplication):
        raise TypeError("the table needs a QApplication")
    theme = Theme(app, Choice.LIGHT)
    rows = make_rows()
    model = JobTableModel(lambda: NOW)
    view = JobTableView(theme, model)
    view.resize(1100, 600)
    view.show()
    app.processEvents()
    figures = {"fill": seconds(lambda: model.replace_all(rows))}
    view.choose(rows[500].key)
    figures |= _sorting(model)
    figures |= _applying(model, rows)
    figures |= _filtering(model)
    figures |= _painting(app, model, view)
    view.close()
    return figures


def _sorting(model: JobTableModel) -> dict[str, float]:
    by_column = []
    for place in range(len(COLUMNS)):
        model.sort(-1)
        by_column.append(seconds(lambda at=place: model.sort(at, UP)))  # type: ignore[misc]
    return {
        "sort, slowest column": max(by_column),
        "sort, turned": seconds(lambda: model.sort(len(COLUMNS) - 1, DOWN)),
    }


def _applying(model: JobTableModel, rows: list[JobRow]) -> dict[str, float]:
    dice, slowest, medians = random.Random(3), 0.0, []
    for wanted in (JobFilter(), JobFilter(StateGroup.COMPLETED, text="auction")):
        model.set_filter(wanted)
        for place in range(-1, len(COLUMNS)):
            model.sort(place, DOWN)
            times = []
            for _ in range(20):
                row = replace(
                    dice.choice(rows),
                    reference=f"auction-{dice.random()}",
                    progress=dice.randrange(101),
                    items=dice.randrange(2_000_000),
                    failed=dice.randrange(9),
                    state=dice.choice((RowState.COMPLETED, RowState.PROCESSING)),
                )
                times.append(seconds(lambda changed=row: model.apply([changed])))  # type: ignore[misc]
            slowest = max(slowest, *times)
            medians.append(statistics.median(times))
    model.set_filter(JobFilter())
    changed = [replace(row, progress=(row.progress + 1) % 101) for row in dice.sample(rows, 1000)]
    return {
        "apply one row, median of the slowest column": max(medians),
        "apply one row, slowest of all": slowest,
        "apply 1,000 rows": seconds(lambda: model.apply(changed)),
        "apply 100,000 rows that are the same": seconds(
            lambda: model.apply([model.row_at(n) for n in range(ROWS)])
        ),
    }


def _filtering(model: JobTableModel) -> dict[str, float]:
    figures = {}
    for sorted_by in (-1, 0):
        model.sort(sorted_by)
        name = "natural order" if sorted_by < 0 else "by reference"
        for text in ("auction", "fleet-7", "no such thing", ""):
            figures[f"filter {text!r}, {name}"] = seconds(lambda t=text: model.set_filter(JobFilter(text=t)))  # type: ignore[misc]
    return figures


def _painting(app: QApplication, model: JobTableModel, view: JobTableView) -> dict[str, float]:
    model.sort(7, DOWN)
    app.processEvents()
    bar, times = view.verticalScrollBar(), []
    for step in range(40):
        bar.setValue(step * 40_000)
        times.append(seconds(lambda: view.viewport().grab()))
    return {"paint a full page, median": statistics.median(times), "tick": seconds(view.tick)}


if __name__ == "__main__":
    for name, value in table_figures().items():
        print(f"{value * 1000:9.2f} ms  {name}")
