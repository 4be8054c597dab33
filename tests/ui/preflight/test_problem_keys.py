"""The problem list by keyboard: where the keys lead, and that a report takes no focus away."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from mcdesk.ui.preflight.problem_head import ProblemHead
from mcdesk.ui.preflight.problem_list import ProblemList
from mcdesk.ui.theme.theme import Theme
from tests.ui.inspector.probes import buttons, press_key, shown
from tests.ui.preflight import samples
from tests.ui.preflight.list_hands import focus, group, groups


def test_arrow_keys_go_from_group_to_group(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    rows = groups(listed)
    focus(qtbot, rows[0].head)
    press_key(rows[0].head, Qt.Key.Key_Up)
    assert rows[0].head.hasFocus()
    press_key(rows[0].head, Qt.Key.Key_Down)
    assert rows[1].head.hasFocus()
    focus(qtbot, rows[1].remedy.switch)
    press_key(rows[1].remedy.switch, Qt.Key.Key_Down)
    assert rows[2].head.hasFocus()
    press_key(rows[2].head, Qt.Key.Key_Up)
    focus(qtbot, rows[0].remedy.decide)
    press_key(rows[0].remedy.decide, Qt.Key.Key_Down)
    assert rows[1].head.hasFocus()


def test_tab_reaches_the_remedy_of_the_group_and_then_leaves(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    row = group(listed, "ZIP lost its leading zero")
    focus(qtbot, row.head)
    press_key(row.head, Qt.Key.Key_Tab)
    assert row.remedy.switch.hasFocus()
    press_key(row.remedy.switch, Qt.Key.Key_Tab)
    holder = QApplication.focusWidget()
    assert holder is not None
    assert not any(each.isAncestorOf(holder) for each in groups(listed))


def test_groups_that_come_later_stand_in_reading_order_for_tab(qtbot: QtBot, theme: Theme) -> None:
    page, listed, after = QWidget(), ProblemList(theme), QPushButton("After")
    lines = QVBoxLayout(page)
    lines.addWidget(listed)
    lines.addWidget(after)
    shown(qtbot, page, 660, 420)
    listed.show_report(replace(samples.mixed(), problems=(samples.LEADING_ZERO,)))
    listed.show_report(samples.mixed())
    undo = buttons(listed)["Undo all fixes"]
    focus(qtbot, undo)
    order = []
    for _ in range(4):
        press_key(QApplication.focusWidget() or page, Qt.Key.Key_Tab)
        holder = QApplication.focusWidget()
        order.append(type(holder).__name__)
    assert order == ["ProblemHead", "Switch", "LinkButton", "QPushButton"]
    assert after.hasFocus()


def test_a_report_takes_neither_focus_nor_the_open_group(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.running())
    row = group(listed, "Dealer site is a full web address")
    qtbot.mouseClick(row.head, Qt.MouseButton.LeftButton)
    focus(qtbot, row.remedy.switch)
    listed.show_report(samples.undecided())
    assert group(listed, "Dealer site is a full web address") is row
    assert row.remedy.switch.hasFocus()
    assert listed.open_rule == "source-url"
    assert "214" in group(listed, "ZIP lost its leading zero").head.accessibleName()


def test_the_focus_goes_on_when_its_group_is_gone(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    focus(qtbot, group(listed, "ZIP lost its leading zero").head)
    kept = tuple(each for each in samples.mixed().problems if each.rule.id != "zip-leading-zero")
    listed.show_report(replace(samples.mixed(), problems=kept))
    assert group(listed, "Dealer site is a full web address").head.hasFocus()


def test_a_focused_group_looks_different(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    head = group(listed, "Dealer site is a full web address").head
    calm = listed.grab().toImage()
    focus(qtbot, head)
    assert listed.grab().toImage() != calm
    assert isinstance(QApplication.focusWidget(), ProblemHead)


def test_home_and_end_go_to_the_first_and_last_group(qtbot: QtBot, listed: ProblemList) -> None:
    listed.show_report(samples.mixed())
    focus(qtbot, groups(listed)[1].head)
    press_key(groups(listed)[1].head, Qt.Key.Key_End)
    assert groups(listed)[-1].head.hasFocus()
    press_key(groups(listed)[-1].head, Qt.Key.Key_Home)
    assert groups(listed)[0].head.hasFocus()
