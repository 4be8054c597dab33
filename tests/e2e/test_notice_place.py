"""A notice keeps clear of what stands at the foot of whichever page is seen."""

from PySide6.QtCore import QPoint

from mcdesk.model.events import Notice, NoticeKind
from mcdesk.ui.shell.rail import RANKINGS
from tests.e2e.house import House
from tests.sandbox_fixtures import Sandbox


def test_a_notice_follows_to_the_foot_of_another_page(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        window = house.window
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        window.notices.show_notice(Notice(NoticeKind.TROUBLE, "Something to read."))
        inspector_top = window.inspector.mapTo(window.pages, QPoint(0, 0)).y()
        assert window.notices.geometry().bottom() <= inspector_top
        window.frame.rail.place_chosen.emit(RANKINGS)
        assert window.notices.geometry().bottom() > inspector_top
        assert window.notices.geometry().bottom() <= window.pages.height()

    play(story, url=sandbox.url)
