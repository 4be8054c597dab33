"""Renders the new-batch sheet in its states, light and dark, into a folder of pictures. A tool, not a test.

Usage: python scripts/gallery_preflight_sheet.py FOLDER. It starts itself anew for each scale and text size.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QWidget

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.model.dealers import Dealer
from mcdesk.model.errors import InputFileError, StorageError
from mcdesk.model.preflight import (
    Dialect,
    Encoding,
    Forecast,
    FromColumn,
    PartForecast,
    Report,
)
from mcdesk.ui.preflight.fact_button import FactButton
from mcdesk.ui.preflight.pick_button import PickButton
from mcdesk.ui.sheets.new_batch import NewBatchSheet
from mcdesk.ui.sheets.values import BatchDraft
from mcdesk.ui.theme import theme as theme_module
from mcdesk.ui.theme.theme import Choice, Theme
from tests.ui.preflight import samples

SIZES = ((1280, 800), (1024, 640))
ACCOUNT = Account("p", "Northlake Auto", AccountKind.PRODUCTION, "https://api.marketcheck.com")
JUNE = Path("/home/ann/Desktop/lots/june-auction.csv")
FREE, BUSY = BatchDraft(JUNE, "rank", "june-auction"), BatchDraft(JUNE, "rank", "june-auction", "may-auction")
DECODE = BatchDraft(JUNE.with_name("fleet-returns-w20.xlsx"), "decode", "fleet-returns-w20")
DEALERS = (
    Dealer("Northlake Auto", "northlakeauto.com", "28202"),
    Dealer("Augusta", "mbofaugusta.com", "30907"),
)
TEXTS = {
    Encoding.UTF_8: "Müller Größe",
    Encoding.UTF_16_LE: "畍汬牥䜠썲",
    Encoding.UTF_16_BE: "䵵﷿汥爠",
    Encoding.WINDOWS_1252: "MÃ¼ller GrÃ¶ÃŸe",
    Encoding.LATIN_1: "MÃ¼ller GrÃ¶Ã\u009fe",
}
REFUSED = InputFileError(
    "The file does not look like text in UTF-8.", "Choose another encoding above, or save the file as UTF-8."
)
FULL = StorageError("The disk is full.", "Free some space, then submit again.")


def with_samples(report: Report) -> Report:
    """The report with the first values of its columns."""
    columns = zip(*(row.cells for row in samples.preview()), strict=True)
    return replace(report, samples=tuple(tuple(column) for column in columns))


def parts() -> Report:
    """A file for three jobs, of which one column is needed."""
    three = tuple(
        PartForecast(first, last, last - first + 1, (last - first + 1) * 18)
        for first, last in ((1, 3000), (3001, 6000), (6001, 6642))
    )
    forecast = Forecast(6642, 6630, 119_556, three)
    dialect = Dialect(sheets=("June", "Sheet2"), sheet="June", header_line=3)
    plain = with_samples(samples.calm())
    fillings = {"vin": FromColumn(0)}
    return replace(plain, rows=6642, dialect=dialect, fillings=fillings, forecast=forecast, is_result=False)


def states() -> dict[str, tuple[BatchDraft, Callable[[NewBatchSheet], None]]]:
    """Each state by name: for which draft, and what the sheet is told."""

    def report(told: Report) -> Callable[[NewBatchSheet], None]:
        return lambda sheet: sheet.show_report(with_samples(told), 668_000)

    def reading(sheet: NewBatchSheet) -> None:
        sheet.show_report(with_samples(samples.running()), 668_000_000)
        sheet.show_progress(310_000_000, 668_000_000)

    def trial(sheet: NewBatchSheet) -> None:
        few = replace(samples.mixed(), forecast=samples.forecast(100, 98, 4_000))
        report(few)(sheet)
        sheet.findChildren(QCheckBox)[0].click()
        report(few)(sheet)

    def refused(sheet: NewBatchSheet) -> None:
        report(samples.mixed())(sheet)
        sheet.show_problem(REFUSED)

    def not_taken(sheet: NewBatchSheet) -> None:
        report(samples.mixed())(sheet)
        sheet.show_problem(FULL)

    kilometres = {**samples.FILLINGS, "miles": FromColumn(2, is_kilometres=True)}
    return {
        "mixed": (BUSY, report(samples.mixed())),
        "open": (FREE, report(samples.undecided())),
        "calm": (FREE, report(replace(samples.calm(), fillings=kilometres))),
        "missing": (FREE, report(samples.constants())),
        "reading": (FREE, reading),
        "begun": (FREE, lambda sheet: sheet.show_progress(0, None)),
        "refused": (FREE, refused),
        "not-taken": (FREE, not_taken),
        "parts": (DECODE, report(parts())),
        "trial": (BUSY, trial),
        "long": (BUSY, report(samples.long_names())),
    }


def settle() -> None:
    """Lets everything take its place."""
    for _ in range(4):
        QTest.qWait(1)
        QCoreApplication.sendPostedEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def sheet_for(theme: Theme, page: QWidget, draft: BatchDraft) -> NewBatchSheet:
    """An open sheet."""
    sheet = NewBatchSheet(theme, page, ACCOUNT, draft, time.time)
    sheet.show_dealers(DEALERS)
    sheet.set_remembered(draft is BUSY)
    sheet.show_encoding_samples(TEXTS)
    sheet.open()
    return sheet


def render_lists(theme: Theme, page: QWidget, folder: Path, name: str) -> None:
    """The lists that pop up."""
    sheet = sheet_for(theme, page, FREE)
    sheet.show_report(with_samples(samples.mixed()), 668_000)
    settle()
    facts, picks = sheet.findChildren(FactButton), sheet.findChildren(PickButton)
    buttons: tuple[FactButton | PickButton, ...] = (*facts[1:], picks[2], picks[3])
    for button in buttons:
        button.click()
        settle()
        kind = button.accessibleName().split()[0].strip(",:").lower()
        button.choice_popup.grab().save(str(folder / f"list-{kind}-{name}.png"))
        button.choice_popup.close()
    sheet.reject()


def render(folder: Path, scale: str) -> None:
    """Writes the pictures of one scale."""
    app = QApplication([])
    theme = Theme(app, Choice.LIGHT)
    for choice in (Choice.LIGHT, Choice.DARK):
        theme.choose(choice)
        for width, height in SIZES:
            page = QWidget()
            page.resize(width, height)
            page.show()
            for name, (draft, say) in states().items():
                sheet = sheet_for(theme, page, draft)
                say(sheet)
                settle()
                sheet.grab().save(str(folder / f"sheet-{name}-{choice}-{width}x{height}@{scale}.png"))
                sheet.reject()
            if (width, height) == SIZES[0]:
                render_lists(theme, page, folder, f"{choice}@{scale}")
            page.close()


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
        environment = {
            **os.environ,
            "MCDESK_GALLERY_SCALE": scale,
            "QT_SCALE_FACTOR": scale.removeprefix("text"),
        }
        if scale == "text2":
            environment["QT_SCALE_FACTOR"] = "1"
        subprocess.run([sys.executable, __file__, str(folder)], env=environment, check=True)


if __name__ == "__main__":
    main()
