"""The painted parts: they fit, they speak to screen readers, and they paint in every state."""

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QHelpEvent
from PySide6.QtWidgets import QApplication, QToolTip

import mcdesk.ui
from mcdesk.ui.inspector.count_facts import counts_of
from mcdesk.ui.inspector.counts_bar import CountsBar
from mcdesk.ui.inspector.timeline import Timeline
from mcdesk.ui.inspector.timeline_facts import steps_of
from mcdesk.ui.theme.fonts import icon_charmap
from tests.ui.inspector import samples
from tests.ui.inspector.probes import shown
from tests.ui.inspector.samples import NOW

ROOMS = ("inspector", "transfers", "status", "empty", "drop", "sheets", "notices", "panels")
STATES = {
    "completed": samples.completed(samples.download()),
    "processing": samples.processing(),
    "failed": samples.failed(),
    "waiting": samples.waiting(),
    "uploading": samples.uploading(),
    "held": samples.held(),
    "unsure": samples.unsure(),
}


@pytest.mark.parametrize("details", STATES.values(), ids=STATES.keys())
@pytest.mark.parametrize("width", [1000, 380])
def test_the_timeline_speaks_and_paints_in_every_state(qtbot, theme, details, width):
    timeline = Timeline(theme)
    timeline.show_steps(steps_of(details, NOW))
    shown(qtbot, timeline, width, timeline.heightForWidth(width))
    assert timeline.accessibleDescription().startswith("Checked, done")
    assert not timeline.grab().isNull()


def test_the_timeline_turns_where_its_words_do_not_fit(theme):
    timeline = Timeline(theme)
    timeline.show_steps(steps_of(samples.completed(samples.download()), NOW))
    assert timeline.is_across_at(1000)
    assert not timeline.is_across_at(380)
    assert timeline.heightForWidth(380) > timeline.heightForWidth(1000)


def test_exact_times_are_in_the_tooltip_of_a_step(qtbot, theme):
    timeline = Timeline(theme)
    timeline.show_steps(steps_of(samples.completed(samples.download()), NOW))
    shown(qtbot, timeline, 1000, 54)
    spot = QPoint(410, 10)
    event = QHelpEvent(QEvent.Type.ToolTip, spot, timeline.mapToGlobal(spot))
    QApplication.sendEvent(timeline, event)
    qtbot.waitUntil(lambda: QToolTip.text().count("–") == 1)
    QToolTip.hideText()


def test_the_bar_of_counts_has_words_behind_it(qtbot, theme):
    bar = CountsBar(theme)
    bar.show_counts(counts_of(samples.completed(successful_count=1_140, failed_count=3)))
    shown(qtbot, bar, 300, 8)
    assert "1,140 unique VINs returned" in bar.accessibleDescription()
    assert "7 missing" in bar.toolTip()
    assert not bar.grab().isNull()


@pytest.mark.parametrize("room", ROOMS)
def test_every_icon_exists(qapp, room):
    folder = Path(mcdesk.ui.__file__).parent / room
    source = "".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    names = set(re.findall(r'"ph\.([a-z-]+)"', source))
    assert names <= set(icon_charmap("ph"))
