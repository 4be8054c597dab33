"""Renders the parts of the preflight sheet in their states, light and dark, into a folder of pictures.

python scripts/gallery_preflight.py FOLDER [SCALE]
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from mcdesk.model.operations import DECODE, RANK
from mcdesk.ui.controls.segment import Segment
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.problem_list import ProblemList
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.preflight import samples

LIST, NARROW, GRID, SMALL = (676, 300), (420, 420), (1138, 270), (620, 230)


class Gallery:
    """Shows a widget on a sheet, lets it settle, saves its picture."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder, self.theme = folder, theme

    def save(self, widget: QWidget, name: str, size: tuple[int, int]) -> None:
        """Writes one picture."""
        sheet = QFrame()
        sheet.setProperty("kind", "sheet")
        lines = QVBoxLayout(sheet)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.addWidget(widget)
        sheet.resize(*size)
        sheet.show()
        sheet.activateWindow()
        for _ in range(4):
            QTest.qWait(1)
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        mood = "dark" if self.theme.is_dark else "light"
        sheet.grab().save(str(self._folder / f"{name}-{mood}.png"))
        widget.setParent(None)


def problems(gallery: Gallery) -> None:
    """The list in every state."""
    for name, make in samples.REPORTS.items():
        listed = ProblemList(gallery.theme)
        listed.show_report(make())
        listed.set_busy("so-far" in name or name == "running")
        gallery.save(listed, f"list-{name}", LIST)
        gallery.save(listed, f"list-{name}-narrow", NARROW)


def previews(gallery: Gallery) -> None:
    """The grid in every state, and while it is worked in."""
    for name, make in samples.REPORTS.items():
        grid = PreviewGrid(gallery.theme)
        grid.show_report(make(), RANK)
        gallery.save(grid, f"grid-{name}", GRID)
    grid = PreviewGrid(gallery.theme)
    gallery.save(grid, "grid-nothing", GRID)
    grid.show_report(samples.undecided(), RANK)
    gallery.save(grid, "grid-small", SMALL)
    original = next(each for each in grid.findChildren(Segment) if each.text() == "Original")
    original.click()
    gallery.save(grid, "grid-original", GRID)
    table = grid.table
    table.setCurrentIndex(table.model().index(1, 5))
    table.model().setData(table.model().index(0, 2), "24,000")
    table.edit(table.currentIndex())
    gallery.save(grid, "grid-editing", GRID)
    grid.show_only("zip-leading-zero")
    gallery.save(grid, "grid-only", GRID)
    decoded = PreviewGrid(gallery.theme)
    decoded.show_report(samples.mixed(), DECODE)
    gallery.save(decoded, "grid-decode", GRID)


def main() -> None:
    """Renders everything."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    theme = Theme(app, Choice.LIGHT)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        for show in (problems, previews):
            show(Gallery(folder, theme))


if __name__ == "__main__":
    main()
