"""The small controls: what they say, take and tell."""

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QPainter
from pytestqt.qtbot import QtBot

from mcdesk.ui.controls.bars import paint_bar
from mcdesk.ui.controls.button import button, icon_button
from mcdesk.ui.controls.copy_button import CopyButton
from mcdesk.ui.controls.cost_button import CostButton
from mcdesk.ui.controls.elided_label import ElidedLabel
from mcdesk.ui.controls.key_cap import KeyCap
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.controls.menu_button import MenuButton
from mcdesk.ui.controls.pill import Pill
from mcdesk.ui.controls.search_field import SearchField
from mcdesk.ui.controls.segmented import Segmented
from mcdesk.ui.controls.slot_dots import dots_width, paint_dots
from mcdesk.ui.controls.tag import Tag
from mcdesk.ui.theme.theme import Theme

ITEMS = [("all", "All", 24, True), ("active", "Active", 4, True), ("failed", "Failed", 0, False)]


@pytest.fixture
def paper() -> QImage:
    image = QImage(200, 20, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.white)
    return image


def test_buttons_have_their_heights(qtbot: QtBot, theme: Theme) -> None:
    for kind in ("primary", "secondary", "quiet", "danger"):
        widget = button(theme, "Go", kind=kind)
        qtbot.addWidget(widget)
        assert widget.sizeHint().height() == 32
    small = button(theme, "Go", dense=True)
    square = icon_button(theme, "ph.x", "Close")
    for widget in (small, square):
        qtbot.addWidget(widget)
    assert small.sizeHint().height() == 26
    assert (square.sizeHint().width(), square.sizeHint().height()) == (32, 32)
    assert square.accessibleName() == square.toolTip() == "Close"


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet", "danger"])
def test_a_focused_button_looks_different(qtbot: QtBot, theme: Theme, kind: str) -> None:
    widget = button(theme, "Go", kind=kind)  # type: ignore[arg-type]
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.clearFocus()
    calm, size = widget.grab().toImage(), widget.sizeHint()
    widget.activateWindow()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    assert widget.grab().toImage() != calm
    assert widget.sizeHint() == size


def test_a_cost_is_said_and_takes_room(qtbot: QtBot, theme: Theme) -> None:
    widget = CostButton(theme, "Download again…", "uses 1 of 2 left", icon_name="ph.download-simple")
    qtbot.addWidget(widget)
    assert widget.accessibleName() == "Download again…, uses 1 of 2 left"
    wide = widget.sizeHint().width()
    widget.set_cost("")
    assert widget.sizeHint().width() < wide
    assert widget.accessibleName() == "Download again…"
    assert not widget.grab().isNull()


def test_a_segment_is_chosen_by_mouse_and_by_arrow(qtbot: QtBot, theme: Theme) -> None:
    widget = Segmented(theme)
    qtbot.addWidget(widget)
    widget.set_items(ITEMS)
    widget.show()
    assert widget.current == "all"
    first, second, third = widget.findChildren(type(widget._segments[0]))
    with qtbot.waitSignal(widget.chosen) as told:
        qtbot.mouseClick(second, Qt.MouseButton.LeftButton)
    assert told.args == ["active"]
    widget.activateWindow()
    qtbot.waitUntil(second.hasFocus)
    with qtbot.waitSignal(widget.chosen):
        qtbot.keyClick(second, Qt.Key.Key_Right)  # over the disabled one, round to the first
    assert widget.current == "all"
    assert first.accessibleName() == "All, 24"
    assert not third.isEnabled()


def test_the_choice_that_holds_stays_enabled_at_zero(qtbot: QtBot, theme: Theme) -> None:
    widget = Segmented(theme)
    qtbot.addWidget(widget)
    widget.set_items(ITEMS)
    widget.set_current("active")
    with qtbot.assertNotEmitted(widget.chosen):
        widget.set_items(
            [("all", "All", 1, True), ("active", "Active", 0, False), ("failed", "Failed", 1, True)]
        )
    assert widget.current == "active"


def test_search_empties_with_esc_and_then_lets_go(qtbot: QtBot, theme: Theme) -> None:
    field = SearchField(theme, "Search jobs", QKeySequence("Ctrl+F"))
    qtbot.addWidget(field)
    field.show()
    field.setText("may")
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.text() == ""
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert field.accessibleName() == "Search jobs"


def test_copying_says_so_for_a_moment(qtbot: QtBot, theme: Theme) -> None:
    widget = CopyButton(theme, "job id")
    qtbot.addWidget(widget)
    widget.set_copied_text("770a")
    widget.click()
    assert QGuiApplication.clipboard().text() == "770a"
    assert widget.accessibleName() == "Copied job id"
    qtbot.waitUntil(lambda: widget.accessibleName() == "Copy job id", timeout=3000)
    widget.set_copied_text("")
    assert not widget.isEnabled()


def test_an_elided_label_keeps_its_words_in_the_tool_tip(qtbot: QtBot, theme: Theme) -> None:
    label = ElidedLabel("a-very-long-reference-of-a-very-long-job")
    qtbot.addWidget(label)
    label.resize(60, 20)
    label.show()
    assert label.toolTip() == label.text()
    label.resize(600, 20)
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() < label.sizeHint().width()
    assert not label.grab().isNull()


def test_words_of_the_small_ones(qtbot: QtBot, theme: Theme) -> None:
    pill, cap, tag = Pill(theme), KeyCap("Ctrl+F"), Tag("elsewhere")
    link, menu = (
        LinkButton("Check now"),
        MenuButton(theme, icon_name="ph.sliders-horizontal", words="Columns"),
    )
    for widget in (pill, cap, tag, link, menu):
        qtbot.addWidget(widget)
        widget.grab()
    pill.set_state("Failed", "bad", "ph.warning-octagon-fill", solid=True)
    assert pill.accessibleName() == "State: Failed"
    assert pill.sizeHint().height() == 22
    assert cap.text() == "Ctrl F"
    assert menu.accessibleName() == "Columns"


def test_a_menu_button_pops_its_menu_up(qtbot: QtBot, theme: Theme) -> None:
    widget = MenuButton(theme, "All operations")
    qtbot.addWidget(widget)
    widget.popup_menu.addAction("Rank")
    widget.show()
    widget.click()
    assert widget.popup_menu.isVisible()
    widget.popup_menu.close()


def test_a_bar_is_filled_as_far_as_it_says(theme: Theme, paper: QImage) -> None:
    painter = QPainter(paper)
    paint_bar(theme, painter, QRectF(0, 0, 200, 20), 0.5)
    painter.end()
    assert paper.pixelColor(50, 10) == theme.color("run.fill")
    assert paper.pixelColor(150, 10) == theme.color("track")


def test_a_hatched_part_differs_from_a_solid_one(theme: Theme, paper: QImage) -> None:
    painter = QPainter(paper)
    paint_bar(theme, painter, QRectF(0, 0, 200, 20), 1.0, "ok", hatched_from=0.5, hatch_tone="idle")
    painter.end()
    solid = {paper.pixelColor(x, 10).name() for x in range(30, 90)}
    hatched = {paper.pixelColor(x, 10).name() for x in range(110, 170)}
    assert len(solid) == 1
    assert len(hatched) > 2


def test_dots_say_left_busy_and_used(theme: Theme, paper: QImage) -> None:
    painter = QPainter(paper)
    width = paint_dots(theme, painter, QRectF(0, 0, 60, 20), 1, 3, busy=1)
    painter.end()
    assert width == dots_width(theme, 3)
    assert paper.pixelColor(4, 10) == theme.color("text2")
    assert paper.pixelColor(15, 10) == theme.color("run.fill")
    assert paper.pixelColor(30, 10).name() == "#ffffff"
    assert dots_width(theme, 12) == 0
