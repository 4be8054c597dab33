"""The question what a file is for, by pointer and by keyboard."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from mcdesk.model.operations import DECODE, RANK
from mcdesk.ui.drop.blur import blurred
from mcdesk.ui.drop.offers import DropOffer
from mcdesk.ui.drop.overlay import DropOverlay
from mcdesk.ui.drop.target import DropTarget
from tests.ui.inspector.probes import press_key, said, shown

JUNE = Path("/home/ann/june-auction.csv")
GOOD = (
    DropOffer(RANK, "Will be compressed to .csv.gz", RANK.needs, "Starts by itself after may-auction"),
    DropOffer(DECODE, "Is sent as plain CSV", DECODE.needs, "Starts at once"),
)
BAD = tuple(DropOffer(each.operation, each.packing, each.needs, each.starts, "Not a CSV.") for each in GOOD)


class Probe:
    def __init__(self, page, overlay):
        self.page, self.overlay = page, overlay

    def open(self, offers=GOOD, *, is_drag=False):
        self.overlay.open_for(JUNE, self.page.grab(), offers, is_drag=is_drag)
        self.page.layout().activate()
        self.overlay.layout().activate()

    def target(self, operation):
        return next(each for each in self.targets if each.offer.operation is operation)

    @property
    def targets(self):
        return [each for each in self.overlay.findChildren(DropTarget) if each.isVisibleTo(self.overlay)]

    def middle_of(self, operation):
        target = self.target(operation)
        return target.mapTo(self.overlay, target.rect().center())

    @property
    def hot(self):
        return [each.offer.operation.id for each in self.targets if each.is_hot]


@pytest.fixture
def probe(qtbot, theme):
    page = QWidget()
    QVBoxLayout(page).addWidget(QLineEdit())
    overlay = DropOverlay(theme, page)
    shown(qtbot, page, 1086, 780)
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return Probe(page, overlay)


def test_the_overlay_is_away_until_it_is_needed(probe):
    assert not probe.overlay.isVisible()


def test_a_drag_heats_the_target_under_the_pointer(probe):
    probe.open(is_drag=True)
    assert "Drop june-auction.csv on what it is for" in said(probe.overlay)
    assert probe.hot == []
    assert probe.overlay.drag_moved(probe.middle_of(DECODE))
    assert probe.hot == ["decode"]
    assert not probe.overlay.drag_moved(QPoint(2, 2))
    assert probe.hot == []


def test_a_drop_tells_the_operation_and_takes_the_overlay_away(probe):
    probe.open(is_drag=True)
    assert probe.overlay.dropped(probe.middle_of(RANK)) == "rank"
    assert not probe.overlay.isVisible()


def test_a_drop_beside_the_targets_is_nothing(probe):
    probe.open(is_drag=True)
    assert probe.overlay.dropped(QPoint(2, 2)) is None


def test_a_drag_that_leaves_takes_the_overlay_along(probe):
    probe.open(is_drag=True)
    probe.overlay.drag_left()
    assert not probe.overlay.isVisible()


def test_a_file_of_no_use_turns_every_target_off_and_says_why(probe):
    probe.open(BAD, is_drag=True)
    assert not any(target.isEnabled() for target in probe.targets)
    assert all("Not a CSV." in target.accessibleName() for target in probe.targets)
    assert said(probe.overlay).split("\n")[:2] == ["Not a CSV.", "Nothing was sent."]
    assert probe.overlay.dropped(probe.middle_of(RANK)) is None


def test_where_one_target_is_off_the_question_stands(probe):
    probe.open((GOOD[0], BAD[1]))
    assert "What is june-auction.csv for?" in said(probe.overlay)
    assert "Nothing is sent until you press Submit." in said(probe.overlay)
    probe.open((BAD[0], replace(BAD[1], problem="Too long.")))
    assert said(probe.overlay).split("\n")[:2] == ["What is june-auction.csv for?", "Nothing was sent."]


def test_as_a_chooser_the_keyboard_is_enough(probe, qtbot):
    probe.open()
    assert "What is june-auction.csv for?" in said(probe.overlay)
    qtbot.waitUntil(probe.target(RANK).hasFocus)
    press_key(probe.target(RANK), Qt.Key.Key_Right)
    qtbot.waitUntil(probe.target(DECODE).hasFocus)
    with qtbot.waitSignal(probe.overlay.chosen) as chosen:
        press_key(probe.target(DECODE), Qt.Key.Key_Return)
    assert chosen.args == ["decode"]
    assert not probe.overlay.isVisible()


def test_tab_and_arrows_stay_among_the_targets(probe, qtbot):
    probe.open()
    for key in (Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Backtab):
        press_key(probe.page.focusWidget(), key)
        assert isinstance(probe.page.focusWidget(), DropTarget)


def test_escape_cancels_and_gives_the_focus_back(probe, qtbot):
    field = probe.page.findChild(QLineEdit)
    field.setFocus()
    probe.open()
    with qtbot.waitSignal(probe.overlay.cancelled):
        press_key(probe.page.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(field.hasFocus)


def test_a_click_chooses(probe, qtbot):
    probe.open()
    with qtbot.waitSignal(probe.overlay.chosen) as chosen:
        qtbot.mouseClick(probe.target(DECODE), Qt.MouseButton.LeftButton)
    assert chosen.args == ["decode"]


def test_the_overlay_covers_the_page_at_any_size(probe):
    probe.open()
    probe.page.resize(900, 600)
    assert probe.overlay.size() == probe.page.size()
    assert not probe.overlay.grab().isNull()


def test_the_backdrop_keeps_its_size(qapp):
    page = QPixmap(301, 203)
    page.fill(Qt.GlobalColor.red)
    assert blurred(page).size() == page.size()
    assert blurred(QPixmap()).isNull()
