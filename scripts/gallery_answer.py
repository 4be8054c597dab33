"""Renders the answer panel and the history sheet in their states into a folder of pictures. No test.

Usage: python scripts/gallery_answer.py FOLDER. It starts itself anew for each scale and text size.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.errors import DeskError
from mcdesk.model.lookups import RANK_DEALERS, RANK_VEHICLES
from mcdesk.ui.answer.answer_panel import AnswerPanel
from mcdesk.ui.answer.sorting import SortKey
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.history.history_sheet import HistorySheet
from mcdesk.ui.theme import theme as theme_module
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.answer import samples

SIZES = {"wide": (603, 700), "narrow": (420, 600)}
ACCOUNT = Account("p", "Northlake Auto", AccountKind.PRODUCTION, "https://api.marketcheck.com")


def states() -> dict[str, Callable[[AnswerPanel, samples.Clock], None]]:
    """Each state by name: what the panel is told."""

    def answered(view: AnswerView) -> Callable[[AnswerPanel, samples.Clock], None]:
        return lambda panel, _clock: panel.show_answer(view)

    def waiting(panel: AnswerPanel, clock: samples.Clock) -> None:
        panel.show_waiting(samples.request())
        clock.now += 3
        panel.tick()

    def chosen(panel: AnswerPanel, _clock: samples.Clock) -> None:
        panel.show_answer(samples.view())
        panel.answer_page.sort_by(SortKey.VIN_SCORE)
        panel.answer_page.list_view.setFocus()
        QTest.keyClick(panel.answer_page.list_view, samples.DOWN)
        QTest.keyClick(panel.answer_page.list_view, samples.DOWN, samples.SHIFT)

    def stale(panel: AnswerPanel, _clock: samples.Clock) -> None:
        panel.set_is_current(False)
        panel.show_answer(samples.view(failed=2))

    def failed(error: DeskError) -> Callable[[AnswerPanel, samples.Clock], None]:
        return lambda panel, _clock: panel.show_error(error, samples.request())

    made: dict[str, Callable[[AnswerPanel, samples.Clock], None]] = {
        "nothing": lambda panel, _clock: panel.show_nothing(RANK_DEALERS),
        "nothing-vehicles": lambda panel, _clock: panel.show_nothing(RANK_VEHICLES),
        "waiting": waiting,
        "ten": answered(samples.view()),
        "hundred": answered(samples.view(number=100)),
        "vehicles": answered(samples.vehicles()),
        "chosen": chosen,
        "failed": answered(samples.view(failed=2)),
        "stale": stale,
        "repriced": answered(samples.repriced_view()),
        "compared": answered(samples.compared_view()),
        "long": answered(samples.long_names()),
        "none": answered(samples.view(number=0, failed=3)),
    }
    return made | {f"error-{name}": failed(error) for name, error in samples.errors().items()}


def settle() -> None:
    """Lets everything take its place."""
    for _ in range(4):
        QTest.qWait(1)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def render_panels(theme: Theme, folder: Path, mood: str) -> None:
    """Every state of the panel, on the ground of a page."""
    for size, (width, height) in SIZES.items():
        for name, say in states().items():
            frame, clock = QFrame(), samples.Clock()
            frame.setProperty("kind", "panel")
            lines = QVBoxLayout(frame)
            lines.setContentsMargins(0, theme.px(8), 0, 0)
            panel = AnswerPanel(theme, clock)
            lines.addWidget(panel)
            frame.resize(width, height)
            frame.show()
            say(panel, clock)
            settle()
            frame.grab().save(str(folder / f"{name}-{size}-{mood}.png"))
            frame.close()
            frame.deleteLater()


def render_history(theme: Theme, folder: Path, mood: str) -> None:
    """The sheet, full and empty, large and small."""
    for width, height in ((1280, 800), (1024, 640)):
        page = QWidget()
        page.resize(width, height)
        page.show()
        told = {"full": samples.history(), "none": (), "search": ()}
        for name, requests in told.items():
            sheet = HistorySheet(theme, page, samples.Clock(), samples.answer_of, ACCOUNT)
            sheet.open()
            if name == "search":
                sheet.search("carvana")
            sheet.show_requests(requests)
            settle()
            sheet.grab().save(str(folder / f"history-{name}-{width}-{mood}.png"))
            sheet.reject()
        page.close()


def render(folder: Path, scale: str) -> None:
    """Writes the pictures of one scale."""
    app = QApplication([])
    theme = Theme(app, Choice.LIGHT)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        render_panels(theme, folder, f"{choice}@{scale}")
        render_history(theme, folder, f"{choice}@{scale}")


def main() -> None:
    """Starts one process a scale, and one for large text."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    if scale := os.environ.get("MCDESK_GALLERY_SCALE"):
        if scale == "text2":
            theme_module._user_scale = lambda: 2.0
        render(folder, scale)
        return
    for scale in ("1", "2", "text2"):
        factor = "1" if scale == "text2" else scale
        environment = {**os.environ, "MCDESK_GALLERY_SCALE": scale, "QT_SCALE_FACTOR": factor}
        subprocess.run([sys.executable, __file__, str(folder)], env=environment, check=True)


if __name__ == "__main__":
    main()
