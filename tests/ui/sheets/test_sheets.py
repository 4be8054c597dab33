"""What a user can read and decide in the sheets."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from mcdesk.model.accounts import MARKETCHECK_URL, Account, AccountKind
from mcdesk.model.errors import (
    AnswerLostError,
    KeyRefusedError,
    KeyringError,
    UnreachableError,
)
from mcdesk.model.jobs import DownloadSlots
from mcdesk.ui.sheets import confirm_texts
from mcdesk.ui.sheets.add_key import AddKeySheet
from mcdesk.ui.sheets.confirm import ConfirmSheet
from mcdesk.ui.sheets.settings import SettingsSheet
from mcdesk.ui.theme.theme import Choice
from tests.ui.inspector.probes import buttons, press, press_key, said, shown

PRODUCTION = Account("p", "Northlake Auto", AccountKind.PRODUCTION, MARKETCHECK_URL)


@pytest.fixture
def page(qtbot):
    return shown(qtbot, QWidget(), 1024, 640)


def opened(qtbot, sheet):
    qtbot.addWidget(sheet)
    sheet.open()
    qtbot.waitUntil(sheet.isVisible)
    sheet.activateWindow()
    return sheet


def field(sheet, name):
    return next(each for each in sheet.findChildren(QLineEdit) if each.accessibleName() == name)


@pytest.fixture
def key(qtbot, theme, page):
    return opened(qtbot, AddKeySheet(theme, page))


def test_a_key_is_taken_with_name_and_address(key, qtbot):
    assert not buttons(key)["Check and save"].isEnabled()
    field(key, "Account name").setText("Northlake")
    field(key, "API key").setText(" secret ")
    with qtbot.waitSignal(key.save_asked) as asked:
        press(key, "Check and save")
    assert asked.args == ["Northlake", "secret", MARKETCHECK_URL]


def test_the_key_is_hidden_until_asked_for(key):
    editor = field(key, "API key")
    assert editor.echoMode() is QLineEdit.EchoMode.Password
    editor.actions()[0].trigger()
    assert editor.echoMode() is QLineEdit.EchoMode.Normal


@pytest.mark.parametrize(
    ("address", "able"),
    [
        ("https://api.marketcheck.com", True),
        ("http://api.marketcheck.com", False),
        ("http://127.0.0.1:9000", True),
        ("ftp://localhost", False),
        ("", False),
    ],
)
def test_a_key_never_travels_in_the_clear(key, address, able):
    field(key, "API key").setText("secret")
    press(key, "Service address…")
    field(key, "Service address").setText(address)
    assert buttons(key)["Check and save"].isEnabled() is able


def test_checking_holds_the_fields_and_a_problem_frees_them(key):
    field(key, "API key").setText("secret")
    key.show_checking()
    assert field(key, "API key").isReadOnly()
    assert not buttons(key)["Check and save"].isEnabled()
    key.show_problem(KeyRefusedError("The key was refused.", "Enter it again.", instance="req-3"))
    assert not field(key, "API key").isReadOnly()
    assert "req-3" in said(key)
    assert "Use for this session only" not in buttons(key)


def test_without_a_keyring_the_key_may_serve_for_the_session(key, qtbot):
    field(key, "API key").setText("secret")
    key.show_problem(KeyringError("There is no keyring.", "Install one."))
    with qtbot.waitSignal(key.session_asked) as asked:
        press(key, "Use for this session only")
    assert asked.args == ["MarketCheck", "secret", MARKETCHECK_URL]


def test_the_key_does_not_outlive_the_sheet(key):
    editor = field(key, "API key")
    editor.setText("secret")
    key.show_saved()
    assert editor.text() == ""
    assert not key.isVisible()


def confirm(qtbot, theme, page, left):
    question = confirm_texts.download("may-auction", DownloadSlots(left, 3))
    return opened(qtbot, ConfirmSheet(theme, page, question, PRODUCTION))


def test_a_question_is_answered_by_its_verb(qtbot, theme, page):
    sheet = confirm(qtbot, theme, page, 2)
    with qtbot.waitSignals([sheet.confirmed, sheet.accepted]):
        press(sheet, "Download")


def test_the_last_download_needs_a_tick_first(qtbot, theme, page):
    sheet = confirm(qtbot, theme, page, 1)
    assert not buttons(sheet)["Use the last download"].isEnabled()
    sheet.findChild(QCheckBox).click()
    with qtbot.waitSignal(sheet.confirmed):
        press(sheet, "Use the last download")


def test_enter_never_uses_the_last_download_by_itself(qtbot, theme, page):
    sheet = confirm(qtbot, theme, page, 1)
    with qtbot.assertNotEmitted(sheet.confirmed), qtbot.waitSignal(sheet.rejected):
        press_key(sheet, Qt.Key.Key_Return)


def test_no_is_always_possible(qtbot, theme, page):
    sheet = confirm(qtbot, theme, page, 2)
    with qtbot.waitSignal(sheet.rejected):
        press(sheet, "Cancel")
    other = confirm(qtbot, theme, page, 2)
    with qtbot.waitSignal(other.rejected):
        press(other, "Close")


def test_settings_hold_at_once(qtbot, theme, page):
    sheet = SettingsSheet(theme, page, choice=Choice.SYSTEM, fetches=True)
    opened(qtbot, sheet)
    with qtbot.waitSignal(sheet.theme_chosen) as chosen:
        press(sheet, "Dark")
    assert chosen.args == ["dark"]
    with qtbot.waitSignal(sheet.fetch_toggled) as toggled:
        press(sheet, "Fetch results automatically")
    assert toggled.args == [False]
    press(sheet, "Done")
    assert not sheet.isVisible()


def test_the_sheet_follows_its_window(key, page):
    page.resize(1200, 800)
    assert key.size() == page.size()
    assert key.rect().contains(key.panel.geometry())


def test_tab_goes_through_the_content_and_ends_at_the_cross(qtbot, theme, page):
    sheet = confirm(qtbot, theme, page, 2)
    last = buttons(sheet)["Download"]
    qtbot.waitUntil(last.hasFocus)
    press_key(last, Qt.Key.Key_Tab)
    assert sheet.focusWidget() is buttons(sheet)["Close"]


def test_a_refused_key_can_be_typed_anew_at_once(key, qtbot):
    editor = field(key, "API key")
    editor.setText("wrong")
    buttons(key)["Check and save"].setFocus()
    key.show_checking()
    with qtbot.assertNotEmitted(key.rejected), qtbot.assertNotEmitted(key.save_asked):
        press_key(key.focusWidget(), Qt.Key.Key_Return)
    key.show_problem(KeyRefusedError("The key was refused.", "Enter it again."))
    assert key.focusWidget() is editor
    assert editor.selectedText() or editor.hasSelectedText()
    with qtbot.waitSignal(key.save_asked), qtbot.assertNotEmitted(key.rejected):
        press_key(editor, Qt.Key.Key_Return)


@pytest.mark.parametrize("kind", [UnreachableError, AnswerLostError])
def test_without_an_answer_the_address_is_shown_and_nothing_goes_on_by_itself(key, kind):
    field(key, "API key").setText("secret")
    key.show_checking()
    key.show_problem(kind("The service can't be reached.", "mcdesk goes on by itself."))
    address = field(key, "Service address")
    assert address.isVisible()
    assert key.focusWidget() is address
    assert address.selectedText() == MARKETCHECK_URL
    assert "press Check and save" in said(key)
    assert "by itself" not in said(key)


def test_the_window_below_a_sheet_follows_the_theme(qtbot, theme, page):
    sheet = opened(qtbot, SettingsSheet(theme, page, choice=Choice.LIGHT, fetches=True))
    corner = sheet.grab().toImage().pixelColor(3, 3)
    try:
        theme.choose(Choice.DARK)
        dark = sheet.grab().toImage().pixelColor(3, 3)
    finally:
        theme.choose(Choice.LIGHT)
    assert dark.lightness() < corner.lightness()
    assert sheet.grab().toImage().pixelColor(3, 3) == corner
    assert sheet.windowTitle() == "Settings – mcdesk"
