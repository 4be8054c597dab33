"""Renders the grid of the forms in its states, light and dark, into a folder of pictures.

python scripts/gallery_grid.py FOLDER [SCALE [TEXT]]    TEXT 2 is a user's text size of 200 %
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
if len(sys.argv) > 2:
    os.environ["QT_SCALE_FACTOR"] = sys.argv[2]
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QMenu, QVBoxLayout

from mcdesk.model.lookups import DEALER, VEHICLE, Cells
from mcdesk.ui.grid.entry_grid import EntryGrid
from mcdesk.ui.theme import theme as theme_module
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.grid import samples

USUAL, NARROW, SMALL = (460, 480), (344, 480), (460, 200)


class Gallery:
    """Shows a grid on a sheet, lets it settle, saves its picture."""

    def __init__(self, folder: Path, theme: Theme) -> None:
        self._folder, self.theme = folder, theme
        self._sheets: list[QFrame] = []

    def dealers(self, rows: tuple[Cells, ...] = (), size: tuple[int, int] = USUAL) -> EntryGrid:
        """A grid of dealers on the screen."""
        return self._shown(EntryGrid(self.theme, DEALER, 100), rows, size)

    def vehicles(self, rows: tuple[Cells, ...] = (), size: tuple[int, int] = USUAL) -> EntryGrid:
        """A grid of vehicles on the screen."""
        return self._shown(EntryGrid(self.theme, VEHICLE, 20), rows, size)

    def save(self, grid: EntryGrid, name: str) -> None:
        """Writes one picture."""
        self._settle()
        mood = "dark" if self.theme.is_dark else "light"
        sheet = grid.window()
        sheet.grab().save(str(self._folder / f"{name}-{mood}.png"))
        for menu in grid.findChildren(QMenu):
            menu.grab().save(str(self._folder / f"{name}-menu-{mood}.png"))
            menu.close()
        sheet.close()

    def _shown(self, grid: EntryGrid, rows: tuple[Cells, ...], size: tuple[int, int]) -> EntryGrid:
        sheet = QFrame()
        sheet.setProperty("kind", "sheet")
        lines = QVBoxLayout(sheet)
        lines.setContentsMargins(12, 12, 12, 12)
        lines.addWidget(grid)
        sheet.resize(*size)
        sheet.show()
        sheet.activateWindow()
        self._sheets.append(sheet)
        grid.set_rows(rows)
        self._settle()
        return grid

    def _settle(self) -> None:
        for _ in range(6):
            QTest.qWait(1)
            QCoreApplication.sendPostedEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def quiet(gallery: Gallery) -> None:
    """Nothing wrong: empty, some, full, too many."""
    gallery.save(gallery.dealers(), "empty")
    gallery.save(gallery.vehicles(size=SMALL), "empty-vehicles")
    gallery.save(gallery.dealers(samples.DEALERS), "dealers")
    full = gallery.dealers(samples.many(100))
    full.table.scrollToBottom()
    gallery.save(full, "full")
    beyond = gallery.dealers(samples.many(104))
    beyond.table.scrollToBottom()
    gallery.save(beyond, "beyond")


def troubled(gallery: Gallery) -> None:
    """Rows that need a look."""
    refused = gallery.dealers((*samples.DEALERS, samples.DEALERS[0]))
    refused.set_troubles([samples.several(6)])
    refused.go_to(6, "zip")
    gallery.save(refused, "refused")
    doubles = gallery.dealers((*samples.DEALERS[:3], samples.DEALERS[1], ("mbofaugusta.com", "3090", "")))
    gallery.save(doubles, "duplicates")
    vehicles = gallery.vehicles((*samples.VEHICLES, samples.VEHICLES[0]))
    gallery.save(vehicles, "vehicles")
    for size, name in ((USUAL, "long"), (NARROW, "long-narrow")):
        gallery.save(gallery.dealers(samples.LONG, size), name)
    gallery.save(gallery.dealers(samples.DEALERS, NARROW), "dealers-narrow")
    narrow = gallery.vehicles(samples.VEHICLES, NARROW)
    gallery.save(narrow, "vehicles-narrow")


def at_work(gallery: Gallery) -> None:
    """A cell that is typed, a block that is chosen, the menu."""
    typing = gallery.dealers(samples.DEALERS[:4])
    typing.setFocus()
    typing.table.go(4, 0)
    QTest.keyClicks(typing.table, "n")
    QTest.keyClicks(typing.table.delegate.editor or typing.table, "orthl")
    gallery.save(typing, "typing")
    chosen = gallery.dealers(samples.DEALERS)
    chosen.set_troubles([samples.several(6)])
    chosen.setFocus()
    chosen.table.go(2, 0)
    for _ in range(4):
        QTest.keyClick(chosen.table, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(chosen.table, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    gallery.save(chosen, "chosen")
    fixes = gallery.vehicles(samples.VEHICLES)
    fixes.setFocus()
    fixes.table.go(2, 1)
    fixes.table.menu_asked.emit(fixes.mapToGlobal(fixes.rect().center()))
    gallery.save(fixes, "fixes")


def main() -> None:
    """Renders everything."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    app = QApplication([])
    if len(sys.argv) > 3:
        theme_module._user_scale = lambda: float(sys.argv[3])
    theme = Theme(app, Choice.LIGHT)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        for show in (quiet, troubled, at_work):
            show(Gallery(folder, theme))


if __name__ == "__main__":
    main()
