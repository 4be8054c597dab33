"""What a user sees of an answer and can do with it, by mouse and by keyboard."""

import time

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QToolTip
from pytestqt.qtbot import QtBot

from mcdesk.ui.answer.acts import Act
from mcdesk.ui.answer.answer_panel import AnswerPanel
from mcdesk.ui.answer.sort_button import SortButton
from mcdesk.ui.answer.sorting import SortKey
from mcdesk.ui.controls.link_button import LinkButton
from tests.ui.answer import samples
from tests.ui.answer.hands import CTRL, SHIFT, head, list_of, menus, names, spot_of, words_on
from tests.ui.answer.samples import Clock, compared_view, view


def test_an_answer_says_how_much_how_fast_and_how_old_it_is(panel: AnswerPanel, clock: Clock) -> None:
    panel.show_answer(view())
    assert "Best match first\n10 ranked · 0.4 s · just now" in words_on(panel)
    clock.now += 130
    panel.tick()
    assert "10 ranked · 0.4 s · 2 min ago" in words_on(panel)
    facts = next(each for each in panel.findChildren(QLabel) if "2 min ago" in each.text())
    assert "req-c0ffee12" in facts.toolTip()
    panel.resize(800, 700)
    assert "req-c0ffee12" in facts.toolTip()


def test_an_answer_says_what_it_is_about_and_with_which_values(panel: AnswerPanel) -> None:
    panel.show_answer(view())
    assert f"{samples.VIN}\n· 2023 Porsche\n· $20,000\n· 3,000 miles" in words_on(panel)
    name = next(each for each in panel.findChildren(QLabel) if each.text() == samples.VIN)
    assert name.toolTip() == f"VIN {samples.VIN}, $20,000, 3,000 miles, 2023 Porsche"
    panel.show_answer(samples.vehicles())
    assert "mbofaugusta.com\n· 30907" in words_on(panel)
    assert "· $20,000" not in words_on(panel)
    assert list_of(panel).accessibleDescription() == "mbofaugusta.com, ZIP 30907"


def test_no_figure_of_what_was_asked_is_cut(panel: AnswerPanel, qapp: QApplication) -> None:
    panel.resize(344, 700)
    panel.show_answer(view())
    qapp.processEvents()
    told = [each for each in panel.findChildren(QLabel) if each.isVisible() and each.text().startswith("· ")]
    assert len(told) == 3
    for each in told:
        assert each.width() >= each.fontMetrics().horizontalAdvance(each.text())
        assert each.visibleRegion().boundingRect() == each.rect()


def test_an_old_answer_is_not_read_for_what_the_form_holds_now(panel: AnswerPanel) -> None:
    panel.show_answer(view())
    assert "The form has changed" not in words_on(panel)
    panel.set_is_current(False)
    assert "The form has changed since: rank again" in words_on(panel)
    assert "The form has changed since" in list_of(panel).accessibleDescription()
    panel.show_answer(compared_view())
    assert "The form has changed" in words_on(panel)
    panel.set_is_current(True)
    assert "The form has changed" not in words_on(panel)


def test_the_head_counts_what_was_not_ranked_and_leads_there(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.resize(620, 420)
    panel.show_answer(view(60, failed=2))
    assert "60 ranked ·\n· 0.4 s · just now" in words_on(panel)
    found = list_of(panel)
    link = next(each for each in panel.findChildren(LinkButton) if each.text() == "2 not ranked")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert [row.words.name for row in found.chosen_rows] == ["sandhillsmotors.com"]
    assert found.viewport().rect().contains(found.visualRect(found.answer_model.index(61)).center())
    assert found.hasFocus()
    panel.show_answer(view())
    assert not link.isVisible()


def test_a_row_leads_to_where_the_form_has_it_now(panel: AnswerPanel, qtbot: QtBot) -> None:
    rows: dict[int, int | None] = {10: 3, 11: 4}
    panel.set_rows(rows.get)
    panel.show_answer(view(failed=2))
    found = list_of(panel)
    found.setCurrentIndex(found.answer_model.index(11))
    assert found.chosen_acts[Act.GO_TO_ROW] == "Go to row 4"
    rows[10] = 8
    assert found.chosen_acts[Act.GO_TO_ROW] == "Go to row 9"
    with qtbot.waitSignal(panel.go_to_row) as led:
        qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot_of(panel, 11, Act.GO_TO_ROW))
    assert led.args == [10, "source"]  # of the request: the form knows the rest
    rows[10] = None
    panel.set_is_current(False)
    rect = found.visualRect(found.answer_model.index(11))
    spots = (QPoint(at, rect.center().y()) for at in range(rect.left(), rect.right()))
    assert {found._act_at(spot) for spot in spots} == {None, Act.COPY_REQUEST_ID}
    with qtbot.assertNotEmitted(panel.go_to_row), qtbot.assertNotEmitted(panel.copied):
        qtbot.keyClick(found, Qt.Key.Key_Return)


def test_only_what_is_chosen_has_a_ground_of_its_own(panel: AnswerPanel) -> None:
    panel.show_answer(view())
    found = list_of(panel)

    def ground(place: int) -> str:
        spot = found.visualRect(found.answer_model.index(place)).topLeft() + QPoint(12, 6)
        return found.viewport().grab().toImage().pixelColor(spot).name()

    assert ground(0) == ground(1)
    found.setCurrentIndex(found.answer_model.index(1))
    assert ground(0) != ground(1)


def test_heads_sort_and_the_title_says_so(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view(failed=1))
    qtbot.mouseClick(head(panel, SortKey.NAME), Qt.MouseButton.LeftButton)
    assert names(panel)[0] == "acceleride.esterobaychevrolet.com"
    assert "By dealer, A to Z" in words_on(panel)
    assert head(panel, SortKey.NAME).accessibleName() == "Sort by Dealer, ascending"
    qtbot.mouseClick(head(panel, SortKey.DEALER_SCORE), Qt.MouseButton.LeftButton)
    assert names(panel)[0] == "porscheofmelbourne.com"
    assert "Highest dealer_ymm_score first" in words_on(panel)
    assert names(panel)[-2:] == ["Not ranked", "sandhillsmotors.com"]


def test_heads_are_one_stop_for_tab_and_arrows_go_on(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view())
    stops = [each for each in panel.findChildren(SortButton) if each.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert [each.key for each in stops] == [SortKey.PLACE]
    stops[0].setFocus()
    qtbot.keyClick(stops[0], Qt.Key.Key_Right)
    assert head(panel, SortKey.NAME).hasFocus()
    qtbot.keyClick(head(panel, SortKey.NAME), Qt.Key.Key_Space)
    assert names(panel)[0] == "acceleride.esterobaychevrolet.com"


def test_what_is_chosen_stays_chosen_when_it_is_sorted(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view())
    found = list_of(panel)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_Down)
    qtbot.keyClick(found, Qt.Key.Key_Down, SHIFT)
    before = {row.words.name for row in found.chosen_rows}
    panel.answer_page.sort_by(SortKey.NAME)
    assert (
        {row.words.name for row in found.chosen_rows} == before == {"gulfcoastporsche.com", "mbofaugusta.com"}
    )


def test_rows_are_copied_as_cells(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view(failed=2))
    found = list_of(panel)
    found.setFocus()
    qtbot.keyClick(found, Qt.Key.Key_A, CTRL)
    with qtbot.waitSignal(panel.copied) as told:
        qtbot.keyClick(found, Qt.Key.Key_C, CTRL)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert len(lines) == 13
    assert "dealer_ymm_score" in lines[0].split("\t")
    assert told.args == ["Copied 12 rows"]
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot_of(panel, 3))
    qtbot.keyClick(found, Qt.Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text().count("\n") == 1
    assert "eurocarsorlando.com" in QGuiApplication.clipboard().text().split("\n")[1]


def test_what_was_not_ranked_leads_to_its_row(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view(failed=2))
    found = list_of(panel)
    with qtbot.waitSignal(panel.go_to_row) as led:
        qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot_of(panel, 12, Act.GO_TO_ROW))
    assert led.args == [11, "source"]
    with qtbot.waitSignal(panel.copied) as told:
        spot = spot_of(panel, 12, Act.COPY_REQUEST_ID)
        qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert told.args == ["Copied the request id"]
    assert QGuiApplication.clipboard().text() == "req-c0ffee12"
    found.setCurrentIndex(found.answer_model.index(11))
    with qtbot.waitSignal(panel.go_to_row) as led:
        qtbot.keyClick(found, Qt.Key.Key_Return)
    assert led.args == [10, "source"]


def test_a_button_that_is_let_go_elsewhere_does_nothing(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view(failed=2))
    viewport = list_of(panel).viewport()
    with qtbot.assertNotEmitted(panel.go_to_row):
        QTest.mousePress(viewport, Qt.MouseButton.LeftButton, pos=spot_of(panel, 12, Act.GO_TO_ROW))
        QTest.mouseRelease(viewport, Qt.MouseButton.LeftButton, pos=spot_of(panel, 2))


def test_a_ranked_row_leads_to_its_row_too(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(samples.vehicles())
    found = list_of(panel)
    qtbot.mouseClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot_of(panel, 1))
    with qtbot.waitSignal(panel.go_to_row) as led:
        qtbot.mouseDClick(found.viewport(), Qt.MouseButton.LeftButton, pos=spot_of(panel, 1))
    assert led.args == [1, "vin"]


def test_the_title_of_a_group_can_not_be_chosen(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view(failed=2))
    found = list_of(panel)
    found.setCurrentIndex(found.answer_model.index(9))
    qtbot.keyClick(found, Qt.Key.Key_Down)
    assert found.currentIndex().row() == 11


def test_figures_are_explained_where_the_mouse_is(panel: AnswerPanel) -> None:
    panel.show_answer(compared_view())
    found = list_of(panel)

    def tip(x: int, place: int = 2) -> str:
        spot = spot_of(panel, place, x=x)
        event = QHelpEvent(QEvent.Type.ToolTip, spot, found.viewport().mapToGlobal(spot))
        QApplication.sendEvent(found.viewport(), event)
        return QToolTip.text()

    assert "market position" in tip(400).replace("\n", " ")
    assert "at home" in tip(400).replace("\n", " ")
    assert "dealer_ymm_score 2,302\nFell by 173 since the earlier answer" in tip(400)
    assert max(map(len, tip(400).splitlines())) <= 60
    assert "best predicted match" in tip(12)
    assert tip(60) == "Down 2 places: it was rank 1"
    assert tip(60, 9) == "Not in the earlier answer"
    assert tip(120) == "mbofaugusta.com\n30907"
    heading = head(panel, SortKey.VIN_SCORE)
    assert "market position" in heading.toolTip()
    assert max(map(len, heading.toolTip().splitlines())) <= 60
    assert "\n" not in heading.accessibleDescription()


def test_every_row_is_read_as_one_sentence(panel: AnswerPanel) -> None:
    panel.show_answer(compared_view())
    model = list_of(panel).answer_model
    said = [model.index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(model.rowCount())]
    assert said[0].startswith("Rank 1, porscheofmelbourne.com, ZIP 32901")
    assert any(words.startswith("Gone since yesterday") for words in said)


def test_the_menu_offers_what_the_row_can(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view(failed=1))
    found = list_of(panel)
    found.setCurrentIndex(found.answer_model.index(11))
    found.contextMenuEvent(QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), QPoint()))
    (menu,) = menus()
    entries = {action.text(): action for action in menu.actions()}
    assert {"Go to row 11", "Copy request id", "Copy as cells", "Copy all as cells"} <= set(entries)
    entries["Copy all as cells"].trigger()
    assert QGuiApplication.clipboard().text().count("\n") == 11
    entries["Sort by name"].trigger()
    assert names(panel)[0] == "acceleride.esterobaychevrolet.com"
    menu.close()


def test_an_export_says_how_many_rows_go_out(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.open_export()
    assert menus() == []
    panel.show_answer(view(failed=2))
    panel.open_export()
    (menu,) = menus()
    assert [action.text() for action in menu.actions()] == ["CSV, 12 rows", "Excel workbook, 12 rows"]
    with qtbot.waitSignal(panel.export_asked) as asked:
        menu.actions()[1].trigger()
    assert asked.args == [".xlsx"]
    menu.close()


@pytest.mark.parametrize("width", [344, 420, 620, 1000])
def test_every_answer_can_be_painted_at_every_width(panel: AnswerPanel, width: int) -> None:
    panel.resize(width, 640)
    for told in (compared_view(), samples.vehicles(), samples.long_names(), view(0, 3), view(0)):
        panel.show_answer(told)
        list_of(panel).setFocus()
        assert not panel.grab().isNull()


def test_an_answer_without_entries_says_what_to_do(panel: AnswerPanel) -> None:
    panel.show_answer(view(0))
    assert "without any entries" in words_on(panel)
    panel.show_answer(view(0, 2))
    assert "Nothing was ranked" in words_on(panel)
    assert not head(panel, SortKey.VIN_SCORE).isVisible()
    panel.show_answer(view())
    assert head(panel, SortKey.VIN_SCORE).isVisible()


def test_a_hundred_rows_are_drawn_in_time(panel: AnswerPanel, qapp: QApplication) -> None:
    panel.show_answer(view())
    panel.grab()
    told = view(100)
    begun = time.process_time()  # of this process alone: others may run beside the tests
    panel.show_answer(told)
    panel.repaint()
    list_of(panel).viewport().repaint()
    assert time.process_time() - begun < 0.05
