"""An answer set against an earlier one: what is said, and how one is chosen."""

from dataclasses import replace

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from mcdesk.model.rankings import RankAnswer
from mcdesk.ui.answer.answer_panel import AnswerPanel
from tests.ui.answer import samples
from tests.ui.answer.hands import list_of, menus, words_on
from tests.ui.answer.samples import Clock, compared_view, view


def test_a_comparison_says_with_what_and_ends(panel: AnswerPanel, qtbot: QtBot, clock: Clock) -> None:
    panel.show_answer(compared_view())
    line = panel.answer_page.line
    assert line.choose.text().startswith("Compared with yesterday, ")
    assert "3 up · 2 down · 1 new · 1 gone" in words_on(panel)
    with qtbot.waitSignal(panel.uncompare_asked):
        line.stop_asked.emit()
    panel.show_answer(view())
    assert not line.isVisible()


def test_a_comparison_tells_scores_that_changed_where_no_rank_did(panel: AnswerPanel) -> None:
    panel.show_answer(samples.repriced_view())
    assert "No rank changed; vin_score rose by 43" in words_on(panel)
    assert "Asked with $8,900 then, $20,000 now" in words_on(panel)
    panel.show_answer(replace(view(), against=view().past, against_answer=view().answer))
    assert "Nothing moved" in words_on(panel)
    assert "Asked with" not in words_on(panel)


def test_vehicles_that_were_asked_with_other_values_are_told(panel: AnswerPanel) -> None:
    told = samples.vehicles()
    asked, ranked = told.request, told.answer.ranked
    many = ((asked.many[0][0], "19000", asked.many[0][2]), *asked.many[1:])
    then = samples.past(replace(asked, many=many), "before", samples.DAY)
    before = RankAnswer((replace(ranked[0], price="19000"), *ranked[1:]))
    panel.show_answer(replace(told, against=then, against_answer=before))
    assert "One vehicle was asked with $19,000 then, $20,000 now" in words_on(panel)
    sentence = list_of(panel).answer_model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "asked with $19,000 then, $20,000 now" in sentence


def test_earlier_answers_are_offered_where_they_were_asked_for(panel: AnswerPanel, qtbot: QtBot) -> None:
    told = compared_view()
    panel.show_answer(told)
    with qtbot.waitSignal(panel.compare_asked):
        panel.answer_page.line.choose.click()
    earlier = (samples.past(told.request, "before", samples.DAY), samples.past(told.request, "old", 9e6))
    panel.offer_earlier(earlier)
    (menu,) = menus()
    first, second = menu.actions()
    assert (first.isChecked(), second.isChecked()) == (True, False)
    assert first.text().endswith(" · 2023 Porsche · $20,000 · 3,000 miles · 11 dealers")
    with qtbot.waitSignal(panel.compare_with) as chosen:
        second.trigger()
    assert chosen.args == ["old"]
    menu.close()


def test_without_an_earlier_answer_the_menu_says_so(panel: AnswerPanel, qtbot: QtBot) -> None:
    panel.show_answer(view())
    with qtbot.waitSignal(panel.compare_asked):
        panel.footer.compare.click()
    panel.offer_earlier(())
    (menu,) = menus()
    (entry,) = menu.actions()
    assert entry.text() == "No earlier answer to compare with"
    assert not entry.isEnabled()
    menu.close()


def test_comparing_leaves_the_list_where_it_is(panel: AnswerPanel) -> None:
    told = view(100)
    panel.show_answer(told)
    list_of(panel).verticalScrollBar().setValue(700)
    panel.show_answer(replace(told, against=told.past, against_answer=samples.answer(90)))
    assert list_of(panel).verticalScrollBar().value() == 700
    panel.show_answer(view(100))
    assert list_of(panel).verticalScrollBar().value() == 0
