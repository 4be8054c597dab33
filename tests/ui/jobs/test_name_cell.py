"""The name's cell: in a narrow column the name is cut, but which part of a file it is can still be read."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from mcdesk.model.rows import JobRow
from mcdesk.ui.jobs.cells.canvas import Canvas
from mcdesk.ui.jobs.cells.plain import paint_reference
from mcdesk.ui.jobs.looks import Scene
from mcdesk.ui.theme.theme import Theme
from tests.ui.jobs.samples import NOW, row

LONG = "june-auction-of-all-the-lots-in-the-north"


def picture(theme: Theme, told: JobRow, width: int) -> QImage:
    """The cell as it is painted, with a margin at its right that nothing may reach into."""
    image = QImage(width + 40, 40, QImage.Format.Format_RGB32)
    image.fill(theme.color("surface"))
    painter = QPainter(image)
    paint_reference(Canvas(theme, painter, QRectF(0, 0, width, 40), Scene(NOW)), told)
    painter.end()
    return image


def part(name: str, number: int) -> JobRow:
    return row("p", reference=name, part=number, parts=3)


@pytest.mark.parametrize("width", [100, 150, 400])
def test_the_parts_of_a_file_never_look_alike(theme: Theme, width: int) -> None:
    first, second = picture(theme, part(LONG, 1), width), picture(theme, part(LONG, 2), width)
    assert first != second
    margin = first.copy(width, 0, 40, 40)
    blank = picture(theme, row("none", reference=""), width).copy(width, 0, 40, 40)
    assert margin == blank


def test_it_is_the_name_that_gives_way(theme: Theme) -> None:
    assert picture(theme, part(LONG, 1), 100) == picture(theme, part(LONG + "-and-south", 1), 100)
    assert picture(theme, part(LONG, 1), 400) != picture(theme, part(LONG + "s", 1), 400)


def test_without_parts_nothing_is_added(theme: Theme) -> None:
    whole = picture(theme, row("w", reference="june"), 300)
    assert whole != picture(theme, part("june", 1), 300)
    assert whole == picture(theme, row("w", reference="june", part=1, parts=1), 300)
