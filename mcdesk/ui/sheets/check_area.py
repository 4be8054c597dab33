"""What stands above the foot: that the file is read, what is to be expected, or why it can't be sent."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.errors import DeskError
from mcdesk.model.operations import OPERATIONS
from mcdesk.model.preflight import Report
from mcdesk.ui.panels.label import label
from mcdesk.ui.panels.progress_line import ProgressLine
from mcdesk.ui.panels.word_box import WordBox
from mcdesk.ui.preflight import forecast_words as say
from mcdesk.ui.sheets.forecast_strip import ForecastStrip
from mcdesk.ui.sheets.values import BatchDraft
from mcdesk.ui.theme.theme import Theme

_LEAST_HEIGHT = 40


class CheckArea(QWidget):
    """One of three faces at a time; only trouble on the way out leaves the forecast in sight."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setMinimumHeight(theme.px(_LEAST_HEIGHT))
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(theme.px(8))
        self._reading = QWidget()
        column = QVBoxLayout(self._reading)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        row = QHBoxLayout()
        self._progress, self._so_far = label("", "", "text2"), label("", "small", "text2")
        row.addWidget(self._progress)
        row.addStretch(1)
        row.addWidget(self._so_far)
        column.addLayout(row)
        self._bar = ProgressLine(theme, "Checking")
        column.addWidget(self._bar)
        self._box = WordBox(theme)
        self._strip = ForecastStrip(theme)
        for widget in (self._reading, self._box, self._strip):
            lines.addWidget(widget)
        self.show_reading(0, None)

    def show_reading(self, done: int, total: int | None, report: Report | None = None) -> None:
        """The file is being read; `done` of `total` bytes. `report` is what was found so far."""
        self._face(reading=True)
        self._progress.setText(say.reading_words(done, total))
        self._so_far.setText(say.so_far_words(report) if report is not None else "")
        self._bar.set_share(done / total if total else 0.0)

    def show_forecast(self, draft: BatchDraft, report: Report, trial: int | None) -> None:
        """All has been seen; this is what goes out and what should come back.

        Args:
            draft: What the file is for, and what waits in its lane.
            report: With a forecast.
            trial: How many first rows are sent, None for all.
        """
        forecast = report.forecast
        if forecast is None:
            return
        self._face(forecast=True)
        if report.missing:
            self._strip.show_forecast([("", say.NOT_YET)], say.UNTOUCHED)
            return
        self._strip.show_forecast(
            say.forecast_parts(draft, forecast),
            say.left_out_words(report, trial),
            say.repeat_words(OPERATIONS[draft.operation], forecast),
            say.part_lines(draft, forecast),
        )

    def show_problem(self, error: DeskError, *, keeps_forecast: bool = False) -> None:
        """The file can't be sent as it is; or it can, and was not taken."""
        self._face(box=True, forecast=keeps_forecast)
        small = ", ".join(
            part
            for part in (
                f"Code: {error.code}" if error.code else "",
                f"Request id {error.instance}" if error.instance else "",
            )
            if part
        )
        self._box.show_words("bad", "ph.warning-octagon-fill", error.title, error.advice, small)

    def set_compact(self, is_compact: bool) -> None:
        """Makes do with less height."""
        self._strip.set_compact(is_compact)

    @property
    def said(self) -> str:
        """What it says at the moment about reading and about trouble; "" while neither is."""
        if not self._reading.isHidden():
            return self._progress.text()
        return "" if self._box.isHidden() else self._box.words

    def _face(self, *, reading: bool = False, box: bool = False, forecast: bool = False) -> None:
        self._reading.setVisible(reading)
        self._box.setVisible(box)
        self._strip.setVisible(forecast)
