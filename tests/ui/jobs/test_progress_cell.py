"""The progress cell: what it says is read to its end, on two lines if need be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFontMetricsF, QImage, QPainter
from PySide6.QtWidgets import QApplication

from mcdesk.model.rows import JobRow, RowState
from mcdesk.ui.jobs.cells.canvas import Canvas, broken_in_two
from mcdesk.ui.jobs.cells.progress import paint_progress
from mcdesk.ui.jobs.looks import Scene, progress_look
from mcdesk.ui.theme.theme import Theme
from tests.ui.jobs.samples import NOW, row

COLUMN, COMPACT = 184, 32
LONG = (
    row("held", RowState.HELD, finished_at=None),
    row("gone", RowState.PROCESSING, gone_at=NOW),
    row("refused", RowState.HELD, refusal_title="It is not known whether this file arrived."),
)


def picture(theme: Theme, told: JobRow, width: int) -> QImage:
    image = QImage(width + 40, COMPACT, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    paint_progress(Canvas(theme, painter, QRectF(0, 0, width, COMPACT), Scene(NOW)), told)
    painter.end()
    return image


@pytest.mark.parametrize("told", LONG, ids=lambda told: told.key)
def test_long_words_are_not_cut_in_the_column_s_own_width(theme: Theme, told: JobRow) -> None:
    metrics = QFontMetricsF(theme.face(12))
    lines = broken_in_two(progress_look(told, Scene(NOW)).words, metrics, COLUMN)
    assert len(lines) == 2
    assert all(metrics.horizontalAdvance(line) <= COLUMN for line in lines)
    assert 2 * metrics.height() <= COMPACT


def test_what_has_room_stands_on_one_line(theme: Theme) -> None:
    wide, wider = (picture(theme, LONG[0], width).copy(0, 0, 400, COMPACT) for width in (400, 500))
    assert wide == wider
    assert picture(theme, LONG[0], COLUMN) != wide.copy(0, 0, COLUMN + 40, COMPACT)


@given(st.text("ab ", max_size=60), st.floats(1, 500))
def test_no_word_is_lost_by_breaking(qapp: QApplication, words: str, width: float) -> None:
    lines = broken_in_two(words, QFontMetricsF(qapp.font()), width)
    assert " ".join(lines) == words
    assert 1 <= len(lines) <= 2
