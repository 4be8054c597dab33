"""The menu of a row: what the inspector offers, and what can be copied. It pops up and waits for nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from mcdesk.model.details import JobDetails
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.inspector.acts import Offer
from mcdesk.ui.inspector.offers import offers_of
from mcdesk.ui.inspector.queue_place import QueuePlace
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme


def pop_up(
    theme: Theme,
    owner: QWidget,
    spot: QPoint,
    details: JobDetails,
    place: QueuePlace,
    act: Callable[[Offer], None],
) -> None:
    """Opens the menu at `spot` of the screen; `act` is told the offer that was chosen."""
    menu = new_menu(owner)
    menu.aboutToHide.connect(menu.deleteLater)
    # The one that matters most stands on top: in the inspector it is the last of its row.
    for offer in sorted(offers_of(details, place), key=lambda each: (each.is_more, not each.is_primary)):
        entry = menu.addAction(icon(theme, offer.icon), offer.entry)
        entry.triggered.connect(lambda _=False, chosen=offer: act(chosen))
    menu.addSeparator()
    copies = (("Copy the reference", details.row.reference), ("Copy the job id", details.row.job_id or ""))
    for words, text in copies:
        if text:
            entry = menu.addAction(icon(theme, "ph.copy"), words)
            entry.triggered.connect(lambda _=False, copied=text: QGuiApplication.clipboard().setText(copied))
    menu.popup(spot)
