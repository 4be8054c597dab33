"""What the user arranged stays, keys reach everything, and a refresh moves nothing."""

import asyncio

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog, QMenu, QWidget

from mcdesk.model.jobs import Job, JobStatus
from mcdesk.model.rows import row_of
from mcdesk.ui.jobs.columns import COLUMN_OF
from mcdesk.ui.jobs.job_filter import StateGroup
from mcdesk.ui.shell.nav_button import NavButton
from mcdesk.ui.theme.theme import Choice
from tests.e2e.house import House, readable, until
from tests.sandbox_fixtures import Sandbox
from tests.ui.inspector.probes import buttons

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_the_arrangement_outlives_a_restart(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        table, filters = house.window.page.table, house.window.page.filters
        filters.column_switched.emit("succeeded", False)
        header = table.horizontalHeader()
        header.resizeSection(COLUMN_OF["state"], 171)
        header.setSortIndicator(COLUMN_OF["items"], Qt.SortOrder.DescendingOrder)
        house.press("Completed")
        house.window.resize(1111, 705)
        kept = house.front._memory
        await until(lambda: not kept._pause.isActive(), "the pause")
        await until(lambda: kept._kept == kept._texts(), "the arrangement to be kept before the end")
        await house.restart()
        table, filters = house.window.page.table, house.window.page.filters
        assert house.window.height() == 705  # a window is never wider than the screen, and here that is small
        assert not table.columns.is_shown("succeeded")
        header = table.horizontalHeader()
        assert header.sectionSize(COLUMN_OF["state"]) == 171
        assert header.sortIndicatorSection() == COLUMN_OF["items"]
        assert filters.current.state_group is StateGroup.COMPLETED
        assert house.window.model.job_filter == filters.current

    play(story, url=sandbox.url)


def test_a_refresh_moves_neither_choice_nor_scroll(play, sandbox: Sandbox):
    async def story(house: House) -> None:
        model, table = house.window.model, house.window.page.table
        model.apply([row_of(_job(number), None) for number in range(200)])
        await until(lambda: model.rowCount() == 200, "the rows")
        house.window.show_row("job:j120")
        table.verticalScrollBar().setValue(4000)
        top = model.row_at(table.rowAt(0)).key
        model.apply([row_of(_job(number), None) for number in range(200, 230)])
        await until(lambda: model.rowCount() == 230, "the new rows")
        assert table.chosen_key == "job:j120"
        assert model.row_at(table.rowAt(0)).key == top

    play(story, url=sandbox.url)


def test_the_theme_changes_while_it_runs(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        light = house.window.grab().toImage().pixelColor(600, 300).lightness()
        await house.focus(house.window.page.table)
        house.key(Qt.Key.Key_Comma, CONTROL)
        await until(lambda: house.sheets(), "the settings")
        house.press("Dark")
        house.press("Done")
        assert house.window.grab().toImage().pixelColor(600, 300).lightness() < light - 100
        await house.restart()
        assert house.theme.choice is Choice.DARK

    play(story, url=sandbox.url)


def test_every_act_has_a_key(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        download = await house.verified("may-auction")
        table = house.window.page.table
        await house.focus(table)
        house.key(Qt.Key.Key_C, CONTROL)
        assert QGuiApplication.clipboard().text().startswith("may-auction\t")
        house.key(Qt.Key.Key_C, CONTROL, SHIFT)
        assert QGuiApplication.clipboard().text() == house.row("may-auction").job_id
        was_open = house.window.page.is_inspector_open
        house.key(Qt.Key.Key_Space)
        assert house.window.page.is_inspector_open is not was_open
        house.key(Qt.Key.Key_Space)
        house.key(Qt.Key.Key_Return)
        await until(lambda: house.outside.paths == [readable(download)], "the result to open")
        house.key(Qt.Key.Key_F, CONTROL)
        assert house.window.page.filters.search.hasFocus()
        house.key(Qt.Key.Key_Escape)
        assert table.hasFocus()
        house.window.frame.rail.account.setFocus()
        house.key(Qt.Key.Key_F, CONTROL)
        assert house.window.page.filters.search.hasFocus()
        house.key(Qt.Key.Key_1, CONTROL)
        assert table.hasFocus()
        house.key(Qt.Key.Key_F1)
        await until(lambda: house.sheets(), "the list of keys")
        assert house.says("Check now")
        house.key(Qt.Key.Key_Escape, on=house.top)
        assert not house.sheets()
        await house.focus(table)
        house.key(Qt.Key.Key_O, CONTROL)
        await until(lambda: house.top is not house.window, "the file dialog")
        house.key(Qt.Key.Key_Escape, on=house.top)
        await until(lambda: house.top is house.window, "the dialog to close")

    play(story, url=sandbox.url)


def test_f6_goes_round_the_window(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        await house.verified("may-auction")
        await until(lambda: "is on this computer" in house.notice, "the last notice")
        house.window.notices.dismiss()
        window = house.window
        await house.focus(window.page.table)
        parts: list[QWidget] = [window.inspector, window.status, window.frame.rail]
        parts += [window.page.filters, window.page.table]
        passed = []
        while window.page.table not in passed:
            house.key(Qt.Key.Key_F6)
            passed.append(_part_of(QApplication.focusWidget(), parts))
        # "Check now" takes no focus while a check runs
        assert [part for part in parts if part in passed or part is not window.status] == passed
        house.key(Qt.Key.Key_F6, SHIFT)
        assert _part_of(QApplication.focusWidget(), parts) is window.page.filters

    play(story, url=sandbox.url)


def test_a_row_has_a_menu_of_its_own(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("may-auction"))
        download = await house.verified("may-auction")
        table = house.window.page.table
        await until(lambda: house.says("Open results"), "the offers")
        table.context_requested.emit(house.row("may-auction").key, table.mapToGlobal(QPoint(50, 20)))
        menu = next(each for each in table.findChildren(QMenu) if each.isVisible())
        entries = {entry.text(): entry for entry in menu.actions()}
        assert next(iter(entries)) == "Open results"
        assert "Download again…  ·  uses 1 of 2 left" in entries
        entries["Copy the job id"].trigger()
        assert QGuiApplication.clipboard().text() == house.row("may-auction").job_id
        entries["Open results"].trigger()
        await until(lambda: house.outside.paths == [readable(download)], "the result to open")
        menu.close()

    play(story, url=sandbox.url)


def _job(number: int) -> Job:
    return Job(
        job_id=f"j{number}",
        operation="rank",
        status=JobStatus.COMPLETED,
        progress_percent=100,
        created_at=1_700_000_000.0 + number,
        reference=f"batch-{number}",
    )


def _part_of(widget: QWidget | None, parts: list[QWidget]) -> QWidget | None:
    if widget is None:
        return None
    return next((part for part in parts if part is widget or part.isAncestorOf(widget)), None)


def test_the_focus_stays_with_the_work(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        window = house.window
        file_button = next(each for words, each in buttons(window.empty).items() if "Choose a file" in words)
        await house.focus(file_button)
        await house.send(pairs("may-auction"))
        window.activateWindow()
        await until(window.page.table.hasFocus, "the focus to come to the table")
        place = window.frame.rail.findChildren(NavButton)[0]
        place.setFocus()
        await asyncio.sleep(0.05)
        assert place.hasFocus()

    play(story, url=sandbox.url)


def test_the_next_file_is_looked_for_where_the_last_one_was(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        path = pairs("may-auction")
        house.front._memory.note_file(path)
        await house.restart()
        await house.checked()
        house.front.batch.choose()
        await until(lambda: house.dialogs(QFileDialog), "the file dialog")
        assert house.dialogs(QFileDialog)[0].directory().absolutePath() == str(path.parent)
        house.dialogs(QFileDialog)[0].reject()
        await until(lambda: house.top is house.window, "the dialog to close")

    play(story, url=sandbox.url)
