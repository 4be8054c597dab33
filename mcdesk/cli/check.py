"""`mcdesk check`: what preflight finds in a file, and the cleaned copy if one is wanted. It sends nothing."""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from mcdesk.cli.show import Show
from mcdesk.cli.wishes import Preparation, operation_named
from mcdesk.desk.plan import Step
from mcdesk.desk.preparing import said_of
from mcdesk.intake.handing_out import hand_out_copy
from mcdesk.intake.preflight import Look, Prepared, preflight
from mcdesk.model import words
from mcdesk.model.errors import DeskError, UsageError
from mcdesk.model.operations import Operation
from mcdesk.model.preflight import Encoding, Problem, Report
from mcdesk.model.rules import Level

_ENCODING_NAMES = {Encoding.WINDOWS_1252: "windows-1252"}


class CheckExit(IntEnum):
    """How a check ended. Scripts rely on it."""

    CLEAN = 0
    MENDABLE = 1
    ERRORS = 2
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class CheckWish:
    """What the command line asked for."""

    file: Path
    operation: str
    preparation: Preparation
    out: Path | None
    as_json: bool


def check(wish: CheckWish) -> CheckExit:
    """Does it and gives the exit code."""
    with Show() as show:
        try:
            prepared, operation, written = _checked(wish, show)
        except DeskError as error:
            show.error(error)
            if wish.as_json:
                sys.stdout.write(json.dumps({"error": error.title, "advice": error.advice}) + "\n")
            return CheckExit.ERRORS
        except KeyboardInterrupt:
            sys.stderr.write("Interrupted. Nothing was written.\n")
            return CheckExit.INTERRUPTED
    report = prepared.report
    if wish.as_json:
        sys.stdout.write(json.dumps(answer_of(report), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(lines_of(report, operation)) + "\n")
    for path in written:
        sys.stderr.write(f"Written: {path}\n")
    sys.stdout.flush()
    return exit_of(report)


def _checked(wish: CheckWish, show: Show) -> tuple[Prepared, Operation, Sequence[Path]]:
    operation = operation_named(wish.operation)
    choices = wish.preparation
    if wish.out is not None and wish.out.exists():
        raise UsageError(
            f"{wish.out} is there already.", "Name a file that is not there, or remove that one."
        )

    def on_look(look: Look) -> None:
        percent = 100 * look.done // look.total if look.total else None
        show.step(Step("Checking every row", percent))

    with tempfile.TemporaryDirectory(prefix="mcdesk-check-") as folder:
        prepared = preflight(
            wish.file, choices.wish(operation), Path(folder), on_look, _go_on, choices.choose(operation)
        )
        written = hand_out_copy(prepared, wish.out) if wish.out is not None and prepared.parts else ()
    return prepared, operation, written


def exit_of(report: Report) -> CheckExit:
    """Clean, or nothing worse than warnings and what can be mended, or errors."""
    if not report.problems:
        return CheckExit.CLEAN
    is_bad = any(p.rule.level is Level.ERROR and not p.rule.can_mend for p in report.problems)
    return CheckExit.ERRORS if is_bad or report.missing else CheckExit.MENDABLE


def answer_of(report: Report) -> dict[str, Any]:
    """The report as scripts read it."""
    forecast = report.forecast
    encoding = report.dialect.encoding
    return {
        "rows": report.rows,
        "unique_vins": report.unique_values,
        "encoding": _ENCODING_NAMES.get(encoding, encoding.value),
        "separator": report.dialect.separator.value,
        "mapping": {name: said_of(filling, report) for name, filling in report.fillings.items()},
        "problems": list(_by_name(report.problems)),
        "forecast": {
            "jobs": len(forecast.parts) if forecast else 0,
            "rows_sent": forecast.rows_sent if forecast else 0,
            "bytes_compressed": forecast.size if forecast else 0,
            "successful_count": forecast.successful_count if forecast else 0,
        },
    }


def _by_name(problems: Iterable[Problem]) -> Iterable[dict[str, Any]]:
    """Kinds that share a name are one entry: as bad as the worst of them, mendable if all are."""
    named: dict[str, list[Problem]] = {}
    for problem in problems:
        named.setdefault(problem.rule.name, []).append(problem)
    for name, kinds in named.items():
        is_error = any(kind.rule.level is Level.ERROR for kind in kinds)
        yield {
            "rule": name,
            "level": (Level.ERROR if is_error else Level.WARNING).value,
            "count": sum(kind.count for kind in kinds),
            "mendable": all(kind.rule.can_mend for kind in kinds),
            "lines": sorted({line for kind in kinds for line in kind.lines})[:10],
        }


def lines_of(report: Report, operation: Operation) -> list[str]:
    """The report as people read it."""
    rows = words.rows(report.rows)
    noun = operation.counted_column.upper()
    told = [f"{rows}, {report.unique_values:,} unique {noun}s. Read as {_dialect_words(report)}."]
    told += [f"  {name} from {_filling_words(name, report)}" for name in report.fillings]
    told += [f"  {name} has nothing: use --map or --constant" for name in report.missing]
    if not report.problems:
        told.append(f"0 problems in {rows}")
    for problem in report.problems:
        at = ", ".join(f"{line:,}" for line in problem.lines)
        more = " …" if problem.count > len(problem.lines) else ""
        noun = "line" if problem.count == 1 else "lines"
        told.append(
            f"{problem.rule.level.value}: {problem.rule.title} ({problem.count:,}), {noun} {at}{more}"
        )
        told.append(f"  {_done_words(problem)}")
    forecast = report.forecast
    if forecast is not None and forecast.parts:
        jobs = "1 job" if len(forecast.parts) == 1 else f"{len(forecast.parts):,} jobs, one after the other"
        told.append(
            f"To send: {words.rows(forecast.rows_sent)} in {jobs}, {words.size(forecast.size)}; expect "
            f"successful_count ≈ {forecast.successful_count:,}."
        )
    return told


def _dialect_words(report: Report) -> str:
    dialect = report.dialect
    names = {",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars"}
    encoding = _ENCODING_NAMES.get(dialect.encoding, dialect.encoding.value)
    sheet = f", sheet {dialect.sheet}" if dialect.sheet else ""
    return f"{encoding} with {names[dialect.separator.value]}{sheet}"


def _filling_words(name: str, report: Report) -> str:
    said = said_of(report.fillings[name], report)
    return f"the constant {said[1:]}" if said.startswith("=") else f"column “{said}”"


def _done_words(problem: Problem) -> str:
    rule = problem.rule
    if problem.is_mended:
        return f"Fix on: {rule.fix}."
    if rule.can_mend:
        return f"Fix off: {rule.fix}. {rule.advice}"
    return rule.advice if rule.level is Level.ERROR else f"{rule.kept}."


def _go_on() -> None:
    """Ctrl-C ends a check by itself."""
