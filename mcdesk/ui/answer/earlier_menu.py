"""The menu of earlier answers to compare with. It pops up and waits for nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QMenu, QWidget

from mcdesk.model.lookup_texts import request_from_text
from mcdesk.model.lookups import Ranking
from mcdesk.model.past_requests import PastRequest
from mcdesk.model.words import exact
from mcdesk.ui.answer.asked_words import asked_facts
from mcdesk.ui.answer.entry_words import DOT
from mcdesk.ui.answer.moments import day_and_time
from mcdesk.ui.answer.words import counted
from mcdesk.ui.controls.menu import new_menu

NO_EARLIER = "No earlier answer to compare with"


def earlier_menu(
    owner: QWidget,
    ranking: Ranking,
    earlier: Sequence[PastRequest],
    held: str,
    now: float,
    choose: Callable[[str], object],
) -> QMenu:
    """A menu that tells `choose` the id of the request that was taken.

    Args:
        owner: Owns the menu until it is closed.
        ranking: Which the answers are to.
        earlier: What there is, the newest first.
        held: The id of the one that is compared with now, "" for none.
        now: Seconds since 1970.
        choose: Is told the choice.
    """
    menu = new_menu(owner)
    menu.setToolTipsVisible(True)
    menu.aboutToHide.connect(menu.deleteLater)
    for past in earlier:
        asked = request_from_text(past.kind, past.request)
        facts = asked_facts(asked, now) if asked is not None else (counted(past.size, ranking),)
        words = DOT.join((day_and_time(past.asked_at, now), *facts))
        entry = menu.addAction(words)
        entry.setToolTip(exact(past.asked_at))
        if held:
            entry.setCheckable(True)
            entry.setChecked(past.id == held)
        entry.triggered.connect(lambda _=False, ident=past.id: choose(ident))
    if not earlier:
        menu.addAction(NO_EARLIER).setEnabled(False)
    return menu


def pop_up_at(menu: QMenu, button: QWidget) -> None:
    """Opens a menu below a button, or above it where the window ends."""
    high, window = menu.sizeHint().height(), button.window()
    below = button.mapTo(window, QPoint(0, button.height() + 4))
    has_room = below.y() + high <= window.height()
    spot = below if has_room else button.mapTo(window, QPoint(0, -4 - high))
    menu.popup(window.mapToGlobal(spot))
