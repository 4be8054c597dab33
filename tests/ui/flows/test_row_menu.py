"""The menu of a row: everything that the inspector offers, what matters most on top."""

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from mcdesk.model.events import PollStatus
from mcdesk.model.rows import Retry
from mcdesk.ui.flows.row_menu import pop_up
from mcdesk.ui.inspector.acts import Act, Offer
from mcdesk.ui.inspector.facts import facts_of
from mcdesk.ui.inspector.queue_place import NO_PLACE, QueuePlace
from tests.ui.inspector import samples
from tests.ui.inspector.probes import shown
from tests.ui.inspector.samples import NOW

MIDDLE = QueuePlace(has_next=True)


@pytest.fixture
def open_menu(qtbot, theme):
    owner = shown(qtbot, QWidget(), 400, 300)
    chosen: list[Offer] = []

    def pop(details, place) -> tuple[list[QAction], list[Offer]]:
        pop_up(theme, owner, QPoint(0, 0), details, place, chosen.append)
        menu = owner.findChild(QMenu)
        assert menu is not None
        qtbot.waitUntil(menu.isVisible)
        return [entry for entry in menu.actions() if not entry.isSeparator()], chosen

    yield pop
    for menu in owner.findChildren(QMenu):
        menu.hide()


def test_places_carry_their_keys_and_the_chosen_offer_is_told(open_menu):
    entries, chosen = open_menu(samples.waiting(2), MIDDLE)
    words = [entry.text() for entry in entries]
    assert "Move up\tAlt+Up" in words
    assert "Move down\tAlt+Down" in words
    assert "Remove from the queue\tDel" in words
    entries[words.index("Move up\tAlt+Up")].trigger()
    assert [offer.act for offer in chosen] == [Act.MOVE_UP]


@pytest.mark.parametrize(
    ("details", "place", "first"),
    [
        (samples.waiting(retry=Retry("Offline.", NOW + 40)), NO_PLACE, "Try now"),
        (samples.put_on_hold(), NO_PLACE, "Back into the queue"),
        (samples.completed(samples.download()), NO_PLACE, "Open results"),
    ],
)
def test_what_matters_most_stands_on_top(open_menu, details, place, first):
    entries, _ = open_menu(details, place)
    assert entries[0].text() == first


def test_nothing_is_offered_that_the_inspector_does_not_offer(open_menu):
    entries, _ = open_menu(samples.waiting(2), MIDDLE)
    offered = {offer.entry for offer in facts_of(samples.waiting(2), PollStatus(), NOW, MIDDLE).offers}
    assert {entry.text() for entry in entries} == offered | {"Copy the reference"}
