"""Rail, account and frame."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.ui.shell.account_switcher import AccountSwitcher
from mcdesk.ui.shell.frame import Frame
from mcdesk.ui.shell.logo import paint_logo
from mcdesk.ui.shell.rail import Rail
from mcdesk.ui.shell.stripe import Stripe
from mcdesk.ui.theme.theme import Choice, Theme

REAL = Account("a", "Northlake Auto", AccountKind.PRODUCTION, "https://x")
PRACTICE = Account("b", "Practice server", AccountKind.SANDBOX, "http://127.0.0.1")


@pytest.fixture
def switcher(qtbot: QtBot, theme: Theme) -> AccountSwitcher:
    made = AccountSwitcher(theme)
    qtbot.addWidget(made)
    made.resize(160, 52)
    made.show()
    return made


def test_the_two_kinds_never_look_alike(qtbot: QtBot, theme: Theme) -> None:
    stripe = Stripe(theme)
    qtbot.addWidget(stripe)
    stripe.resize(200, 3)
    real = {stripe.grab().toImage().pixelColor(x, 1).name() for x in range(200)}
    stripe.set_kind(AccountKind.SANDBOX)
    practice = {stripe.grab().toImage().pixelColor(x, 1).name() for x in range(200)}
    assert real == {theme.color("production.fill").name()}
    assert len(practice) > 1
    assert stripe.accessibleName() == "Account: sandbox"


def test_the_switcher_names_the_account(switcher: AccountSwitcher) -> None:
    switcher.set_accounts([REAL, PRACTICE], "b")
    assert switcher.accessibleName() == "Account, Sandbox: Practice server"
    switcher.set_narrow(True)
    assert switcher.toolTip() == "Sandbox: Practice server"
    assert not switcher.grab().isNull()


def test_the_menu_tells_what_was_chosen(qtbot: QtBot, switcher: AccountSwitcher) -> None:
    switcher.set_accounts([REAL, PRACTICE], "b")
    with qtbot.waitSignal(switcher.asked):
        qtbot.mouseClick(switcher, Qt.MouseButton.LeftButton)
    assert switcher._menu.isVisible()
    switcher._menu.close()
    first, *_, add = switcher._menu.actions()
    with qtbot.waitSignal(switcher.chosen) as told:
        first.trigger()
    assert told.args == ["a"]
    with qtbot.waitSignal(switcher.add_key_asked):
        add.trigger()


def test_practice_is_offered_where_there_is_no_sandbox(qtbot: QtBot, switcher: AccountSwitcher) -> None:
    switcher.set_accounts([REAL], "a")
    with qtbot.waitSignal(switcher.practise_asked):
        switcher._menu.actions()[-1].trigger()
    switcher.set_accounts([REAL, PRACTICE], "a")
    assert all("Practise" not in action.text() for action in switcher._menu.actions())


def test_the_rail_leads_and_counts(qtbot: QtBot, theme: Theme) -> None:
    rail = Rail(theme)
    qtbot.addWidget(rail)
    rail.resize(184, 600)
    rail.show()
    rail.set_count("jobs", 4)
    assert rail._buttons["jobs"].accessibleName() == "Jobs, 4 active"
    with qtbot.waitSignal(rail.place_chosen) as told:
        rail._buttons["settings"].click()
    assert told.args == ["settings"]
    assert rail._buttons["jobs"].isChecked()
    rail._buttons["jobs"].setFocus()
    assert not rail.grab().isNull()


@pytest.mark.parametrize(("width", "rail"), [(1280, 184), (1024, 56)])
@pytest.mark.parametrize("choice", [Choice.LIGHT, Choice.DARK])
def test_the_frame_folds_its_rail(qtbot: QtBot, theme: Theme, width: int, rail: int, choice: Choice) -> None:
    theme.choose(choice)
    frame = Frame(theme)
    qtbot.addWidget(frame)
    page, shelf, status = QLabel("page"), QLabel("shelf"), QLabel("status")
    shelf.setFixedHeight(56)
    frame.set_page(page)
    frame.set_shelf(shelf)
    frame.set_status(status)
    frame.set_account_kind(AccountKind.SANDBOX)
    frame.resize(width, 640)
    frame.show()
    qtbot.waitUntil(lambda: page.mapTo(frame, page.rect().topLeft()).x() == rail + 1)
    assert frame.rail.width() == rail
    assert frame.width() == width
    with_shelf = page.height()
    shelf.hide()
    qtbot.waitUntil(lambda: page.height() == with_shelf + 56 + 8)
    assert status.mapTo(frame, status.rect().bottomLeft()).y() == 639


def test_the_mark_is_drawn_at_any_size(theme: Theme) -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    paint_logo(theme, painter, image.rect().toRectF())
    painter.end()
    assert image.pixelColor(32, 4) == theme.color("accent")
    assert image.pixelColor(32, 20) == theme.color("on_accent")
