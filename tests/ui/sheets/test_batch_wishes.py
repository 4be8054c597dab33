"""What a user can change in the sheet of a new batch, and what is told of it."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox

from mcdesk.model.dealers import Dealer
from mcdesk.model.preflight import Constant, Decision, Edit, Encoding, Fix
from mcdesk.ui.preflight.preview_grid import PreviewGrid
from mcdesk.ui.preflight.problem_list import ProblemList
from mcdesk.ui.preflight.wish_state import Wishes
from tests.ui.inspector.probes import buttons, press, press_key, said
from tests.ui.preflight import samples
from tests.ui.preflight.hands import choose, editor, offered, opened
from tests.ui.sheets.bench import SIZE, can_submit, field

AUGUSTA = Dealer("Augusta", "mbofaugusta.com", "02139")


def test_every_act_adds_to_the_wishes(sheet, wishes):
    sheet.show_report(samples.undecided(), SIZE)
    problems, grid = sheet.findChild(ProblemList), sheet.findChild(PreviewGrid)
    problems.fix_switched.emit("zip-leading-zero", False)
    problems.decided.emit("vin-length", "leave-out")
    grid.cell_edited.emit(3, 0, "1HGCY1F30PA012345")
    choose(sheet, "zip", "lot")
    sheet.findChild(QCheckBox).click()
    last = wishes[-1]
    assert last == sheet.wishes
    assert last.switches == {"zip-leading-zero": False}
    assert last.decisions == {"vin-length": Decision.LEAVE_OUT}
    assert last.edits == (Edit(3, 0, "1HGCY1F30PA012345"),)
    assert last.fillings is not None
    assert last.fillings["vin"] == samples.FILLINGS["vin"]
    assert last.trial == 100
    assert len(wishes) == 5


def test_all_fixes_are_undone_and_proposed_again(sheet, wishes):
    sheet.show_report(samples.mixed(), SIZE)
    press(sheet, "Undo all fixes")
    assert wishes[-1].fix is Fix.NONE
    sheet.findChild(ProblemList).proposed_asked.emit()
    assert wishes[-1] == Wishes()


def test_what_is_sent_is_what_was_shown(sheet, qtbot):
    """Between a change and its report there is nothing that could be submitted."""
    sheet.show_report(samples.mixed(), SIZE)
    choose(sheet, "zip", "lot")
    assert not can_submit(sheet)
    with qtbot.assertNotEmitted(sheet.submit_asked):
        QTest.keyClick(field(sheet), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    sheet.show_report(samples.running(), SIZE)
    assert not can_submit(sheet)
    sheet.show_report(samples.mixed(), SIZE)
    assert can_submit(sheet)


def test_what_is_being_typed_is_taken_before_anything_is_sent(sheet, qtbot, wishes):
    sheet.show_report(samples.mixed(), SIZE)
    choose(sheet, "zip", "The same in every row…")
    line = editor(sheet, "zip, the same in every row")
    QTest.keyClicks(line, "02139")
    with qtbot.assertNotEmitted(sheet.submit_asked):
        QTest.keyClick(line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wishes[-1].fillings["zip"] == Constant("02139")


def test_keys_of_an_inline_editor_do_not_reach_the_sheet(sheet, qtbot, wishes):
    sheet.show_report(samples.mixed(), SIZE)
    for key, changes in ((Qt.Key.Key_Escape, 0), (Qt.Key.Key_Return, 1)):
        choose(sheet, "zip", "The same in every row…")
        line = editor(sheet, "zip, the same in every row")
        QTest.keyClicks(line, "02139")
        with qtbot.assertNotEmitted(sheet.submit_asked), qtbot.assertNotEmitted(sheet.cancelled):
            press_key(line, key)
        assert len(wishes) == changes
        assert sheet.isVisible()


def test_a_trial_is_named_in_the_button(sheet, wishes):
    sheet.show_report(samples.mixed(), SIZE)
    sheet.findChild(QCheckBox).click()
    assert wishes[-1].trial == 100
    few = replace(samples.mixed(), rows=103, forecast=samples.forecast(100, 98, 4_000))
    sheet.show_report(few, SIZE)
    assert can_submit(sheet, "Submit trial")
    assert "trial: 100 of 12,004 rows" in said(sheet)
    assert "103" not in said(sheet)
    number = field(sheet, "Rows of the trial")
    number.setFocus()
    number.selectAll()
    QTest.keyClicks(number, "250")
    press_key(number, Qt.Key.Key_Tab)
    assert wishes[-1].trial == 250
    sheet.findChild(QCheckBox).click()
    assert wishes[-1].trial is None
    assert "Submit" in buttons(sheet)


def test_no_number_is_a_trial_of_the_usual_size(sheet, wishes):
    sheet.show_report(samples.mixed(), SIZE)
    sheet.findChild(QCheckBox).click()
    field(sheet, "Rows of the trial").clear()
    sheet.findChild(QCheckBox).click()
    sheet.findChild(QCheckBox).click()
    assert [each.trial for each in wishes] == [100, None, 100]


def test_rows_of_a_problem_are_shown_in_the_preview(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    sheet.findChild(ProblemList).rows_asked.emit("vin-length")
    model = sheet.findChild(PreviewGrid).table.model()
    assert model.rowCount() == 1


def test_saved_dealers_are_offered_and_told(sheet, qtbot):
    sheet.show_dealers([AUGUSTA])
    fillings = {**samples.FILLINGS, "source": Constant("a.com"), "zip": Constant("02139")}
    sheet.show_report(replace(samples.mixed(), fillings=fillings), SIZE)
    popup = opened(sheet, "zip")
    assert "Saved dealer: Augusta" in offered(popup)
    popup.close()
    press(sheet, "Save as dealer…")
    QTest.keyClicks(editor(sheet, "Name of the dealer"), "A")
    with qtbot.waitSignal(sheet.dealer_saved) as saved:
        press_key(editor(sheet, "Name of the dealer"), Qt.Key.Key_Return)
    assert saved.args == [Dealer("A", "a.com", "02139")]


def test_encodings_and_remembered_headers_are_shown(sheet):
    sheet.show_report(samples.mixed(), SIZE)
    sheet.show_encoding_samples({Encoding.UTF_8: "Müller"})
    sheet.set_remembered(True)
    popup = opened(sheet, "Encoding")
    assert offered(popup)["UTF-8"] == "Müller"
    popup.close()
    assert "remembered for these headers" in said(sheet)
