"""What goes out and what should come back, in words, worked out from a report. Pure, no Qt."""

from __future__ import annotations

from mcdesk.model import words
from mcdesk.model.operations import OPERATIONS, Operation
from mcdesk.model.preflight import Forecast, PartForecast, Report
from mcdesk.ui.inspector.count_facts import counted
from mcdesk.ui.panels.names import short_name
from mcdesk.ui.sheets.values import BatchDraft

_PARTS_SPELT_OUT = 4
_PARTS_LISTED = 20
NOT_YET = "What goes out is known once every needed column is filled"
UNTOUCHED = "source file untouched"


def forecast_parts(draft: BatchDraft, forecast: Forecast) -> tuple[tuple[str, str], ...]:
    """Strong and plain halves: 12,000 rows · 11,640 unique VINs · about 310 KB after compression."""
    operation = OPERATIONS[draft.operation]
    how = "after compression" if operation.packing.suffix.endswith(".gz") else "to upload"
    first = _jobs(forecast) if len(forecast.parts) > 1 else _rows(forecast.rows_sent)
    unique = f"unique {counted(operation)}" + ("" if forecast.unique_values == 1 else "s")
    return (
        first,
        (f"{forecast.unique_values:,}", unique),
        (f"about {words.size(forecast.size)}", how),
        (f"expect successful_count ≈ {forecast.successful_count:,}", ""),
    )


def left_out_words(report: Report, trial: int | None) -> str:
    """4 of 12,004 rows left out · source file untouched."""
    if trial is not None and report.forecast is not None:
        sent = f"trial: {report.forecast.rows_sent:,} of {words.rows(report.rows)}"
    elif report.left_out and report.open_problems:
        sent = f"{report.left_out:,} of {words.rows(report.rows)} held back"
    elif report.left_out:
        sent = f"{report.left_out:,} of {words.rows(report.rows)} left out"
    else:
        sent = "every row is sent"
    return f"{sent} · {UNTOUCHED}"


def repeat_words(operation: Operation, forecast: Forecast) -> str:
    """Why fewer values are counted than rows go out, or "" when none repeat."""
    repeated = forecast.rows_sent - forecast.successful_count
    if repeated <= 0:
        return ""
    verb = "repeats" if repeated == 1 else "repeat"
    noun = counted(operation)
    across = ""
    if forecast.successful_count > forecast.unique_values:
        more = words.rows(forecast.successful_count - forecast.unique_values, noun)
        across = f"; {more} counted again in a later job"
    return f"{words.rows(repeated)} {verb} a {noun}: expected, nothing is missing{across}."


def part_lines(draft: BatchDraft, forecast: Forecast) -> tuple[str, ...]:
    """Each job to be: its rows, its size, when it starts. () where it is only one."""
    if len(forecast.parts) < 2:
        return ()
    lines = [_part_line(draft, place, part) for place, part in enumerate(forecast.parts, 1)]
    if len(lines) > _PARTS_LISTED:
        lines[_PARTS_LISTED - 1 : -1] = [f"… {len(lines) - _PARTS_LISTED:,} more"]
    return tuple(lines)


def reading_words(done: int, total: int | None) -> str:
    """Checking every row · 310 of 668 MB."""
    return f"Checking every row · {words.amounts(done, total)}" if done or total else "Checking every row…"


def so_far_words(report: Report) -> str:
    """4,210 rows so far · 3 kinds of problem."""
    found = len(report.problems)
    kinds = "" if not found else " · 1 kind of problem" if found == 1 else f" · {found:,} kinds of problem"
    return f"{words.rows(report.rows)} so far{kinds}"


def _rows(number: int) -> tuple[str, str]:
    return (f"{number:,}", "row" if number == 1 else "rows")


def _jobs(forecast: Forecast) -> tuple[str, str]:
    parts = forecast.parts
    if len(parts) <= _PARTS_SPELT_OUT:
        rows = " + ".join(f"{part.rows:,}" for part in parts)
        return (f"{len(parts):,} jobs:", f"{rows} rows, one after the other")
    most = max(part.rows for part in parts)
    return (f"{len(parts):,} jobs:", f"{words.rows(forecast.rows_sent)}, at most {most:,} each, in turn")


def _part_line(draft: BatchDraft, place: int, part: PartForecast) -> str:
    if place > 1:
        start = f"after part {place - 1:,}"
    elif draft.lane_waiting:
        start = "after those that wait already"
    elif draft.lane_running:
        start = f"after {short_name(draft.lane_running)}"
    else:
        start = "at once"
    rows = f"rows {part.first:,}–{part.last:,}"
    return f"Part {place:,}: {rows}, about {words.size(part.size)}, starts {start}"
