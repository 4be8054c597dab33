"""Renders the jobs page to PNG files, in both themes, scales and sizes. A tool for looking, not a test.

Usage: python scripts/gallery.py FOLDER. Each scale needs a process of its own: the script starts itself anew.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NOW = 1_779_000_000.0
MINUTE, HOUR, DAY = 60.0, 3600.0, 86_400.0
SIZES = ((1280, 800), (1024, 640), (1600, 900))


def rows() -> list[object]:
    """Some 24 jobs like those of the mockup."""
    from mcdesk.model.jobs import DownloadSlots
    from mcdesk.model.rows import CopyState, JobRow, RowState

    done, verified = RowState.COMPLETED, CopyState.VERIFIED

    def ended(
        key: str, op: str, items: int, back: int, ago: float, took: float, left: int, **more: object
    ) -> JobRow:
        told = {"failed": 0, "copy": verified, **more}
        return JobRow(
            key, op, key, done, NOW - ago, items=items, succeeded=back, progress=100,
            finished_at=NOW - ago + took, slots=DownloadSlots(left, 3), **told,  # type: ignore[arg-type]
        )  # fmt: skip

    def other(key: str, op: str, state: RowState, ago: float, items: int, **more: object) -> JobRow:
        told = {"reference": key, "is_submitted": False, **more}
        return JobRow(key, op, state=state, submitted_at=NOW - ago, items=items, **told)  # type: ignore[arg-type]

    refusal = "The service does not know this key"
    found: list[object] = [
        other("may-auction", "rank", RowState.PROCESSING, 18 * MINUTE, 12_000, progress=55),
        other("fleet-returns-w19", "decode", RowState.UPLOADING, 2, 2400, progress=43),
        other("may-trade-ins", "rank", RowState.WAITING, 60, 4310, lane_place=1),
        other("june-preview", "rank", RowState.WAITING, 50, 860, lane_place=2),
        ended("ranking-batch-2026-04", "rank", 1200, 1150, 2 * HOUR, 12 * MINUTE, 2),
        ended("lease-ends-q2", "decode", 2980, 2977, DAY, 6 * MINUTE, 2, failed=3, copy=CopyState.FETCHING),
        other("dealer-swap-south", "rank", RowState.FAILED, DAY + 5, 800, progress=55),
        ended("april-national-sweep", "rank", 1_200_000, 1_164_000, 20 * DAY, 221 * MINUTE, 0),
        ended("vin-audit-0426", "decode", 1450, 1450, 22 * DAY, 4 * MINUTE, 1, is_elsewhere=True),
        other("refused-file", "rank", RowState.HELD, 90, 12, refusal_title=refusal),
        other("fleet-w20", "decode", RowState.UNSURE, 40, 77),
    ]
    found += [
        ended(f"weekly-{week:02}", "rank", 900 + week, 890, (25 + week) * DAY, 300.0, 3, copy=CopyState.NONE)
        for week in range(13)
    ]
    return found


def render(folder: Path, scale: str) -> None:
    """Writes the pictures of one scale."""
    from PySide6.QtWidgets import QApplication, QLabel

    from mcdesk.model.accounts import Account, AccountKind
    from mcdesk.ui.jobs.page import JobsPage
    from mcdesk.ui.jobs.table_model import JobTableModel
    from mcdesk.ui.shell.frame import Frame
    from mcdesk.ui.theme.theme import Choice, Theme

    app = QApplication([])
    theme = Theme(app, Choice.LIGHT)
    for choice, kind in ((Choice.LIGHT, AccountKind.PRODUCTION), (Choice.DARK, AccountKind.SANDBOX)):
        theme.choose(choice)
        for width, height in SIZES:
            model = JobTableModel(lambda: NOW)
            page, frame = JobsPage(theme, model), Frame(theme)
            account = Account("a", "Northlake Auto" if kind == "production" else "Practice server", kind, "")
            frame.rail.account.set_accounts([account], "a")
            frame.set_account_kind(kind)
            frame.set_page(page)
            frame.set_status(QLabel("  Status line"))
            inspector = QLabel("   Inspector")
            inspector.setMinimumHeight(238)
            page.set_inspector(inspector)
            model.replace_all(rows())  # type: ignore[arg-type]
            frame.rail.set_count("jobs", model.counts()["active"])
            page.table.choose("ranking-batch-2026-04")
            frame.resize(width, height)
            frame.grab().save(str(folder / f"jobs-{choice}-{width}x{height}@{scale}.png"))
            frame.deleteLater()


def main() -> None:
    """Starts one process a scale."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if scale := os.environ.get("QT_SCALE_FACTOR"):
        render(folder, scale)
        return
    for scale in ("1", "1.5", "2"):
        environment = {**os.environ, "QT_SCALE_FACTOR": scale, "QT_QPA_PLATFORM": "offscreen"}
        subprocess.run([sys.executable, __file__, str(folder)], env=environment, check=True)


if __name__ == "__main__":
    main()
