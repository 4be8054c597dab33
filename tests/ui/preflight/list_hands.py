"""What can be read from the problem list, and where its focus is put."""

from dataclasses import replace

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from mcdesk.model.preflight import Report
from mcdesk.ui.preflight.problem_list import ProblemList
from mcdesk.ui.preflight.problem_row import ProblemRow


def groups(listed: ProblemList) -> list[ProblemRow]:
    rows = [row for row in listed.findChildren(ProblemRow) if row.isVisibleTo(listed)]
    return sorted(rows, key=lambda row: row.y())


def titles(listed: ProblemList) -> list[str]:
    return [row.head.text() for row in groups(listed)]


def group(listed: ProblemList, title: str) -> ProblemRow:
    return next(row for row in groups(listed) if row.head.text() == title)


def with_(report: Report, rule_id: str, **changes: object) -> Report:
    """The report with one problem changed."""
    return replace(
        report,
        problems=tuple(
            replace(each, **changes) if each.rule.id == rule_id else each  # type: ignore[arg-type]
            for each in report.problems
        ),
    )


def focus(qtbot: QtBot, widget: QWidget) -> None:
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
