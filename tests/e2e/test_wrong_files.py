"""Files that can't be sent: each says what is wrong, and nothing leaves."""

import gzip
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog

from mcdesk.ui.sheets.check_area import CheckArea
from tests.e2e.house import KEY, House, until
from tests.sandbox_fixtures import Sandbox


def test_what_is_no_csv_turns_the_targets_off(play, sandbox: Sandbox, pairs, tmp_path: Path):
    async def story(house: House) -> None:
        picture = tmp_path / "car.png"
        picture.write_bytes(b"\x89PNG")
        first = pairs("a")
        for paths, words in (
            ([tmp_path], "This is a folder"),
            ([first, pairs("b")], "Drop one file at a time"),
            ([picture], "Only tables can be sent"),
        ):
            house.hover(*paths)
            assert all(not target.isEnabled() for target in house.targets())
            assert all(words in target.toolTip() for target in house.targets())
            await house.drop(*paths)
            house.key(Qt.Key.Key_Escape, on=house.window.overlay)
            assert not house.window.overlay.isVisible()
            assert not house.sheets()
        assert sandbox.jobs(KEY) == []

    play(story, url=sandbox.url)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"", "empty.csv", "empty"),
        (b"vin,price,miles,source,zip\n", "no-rows.csv", "row"),
        (gzip.compress(b"vin,price,miles,source,zip\n" * 99, mtime=0)[:30], "damaged.csv.gz", "damaged"),
    ],
)
def test_a_file_with_a_problem_can_not_be_submitted(play, sandbox: Sandbox, tmp_path, content, name, words):
    async def story(house: House) -> None:
        path = tmp_path / name
        path.write_bytes(content)
        await house.drop(path)
        await until(lambda: house.sheets() and _problem(house), "the problem")
        assert words in _problem(house).lower()
        assert house._submit() is None
        house.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier, on=house.top)
        house.press("Cancel")
        assert house.rows == []
        assert sandbox.jobs(KEY) == []

    play(story, url=sandbox.url)


def test_a_file_that_goes_away_after_the_drop(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        path = pairs("gone")
        data = house.hover(path)
        path.unlink()
        assert data is not None
        await house.drop(path)
        await until(lambda: house.sheets() and _problem(house), "the problem")
        assert "gone.csv" in _problem(house)
        house.key(Qt.Key.Key_Escape, on=house.top)
        assert not house.sheets()
        assert sandbox.jobs(KEY) == []

    play(story, url=sandbox.url)


def test_a_wrong_file_is_changed_for_a_right_one(play, sandbox: Sandbox, pairs, tmp_path: Path):
    """The sheet takes the next file; the first one's check changes nothing any more."""

    async def story(house: House) -> None:
        wrong = tmp_path / "wrong.csv"
        wrong.write_text("a,b\n")
        await house.drop(wrong)
        await until(lambda: house.sheets() and _problem(house), "the problem")
        house.press("Change…")
        await until(lambda: house.dialogs(QFileDialog), "the file dialog")
        dialog = house.dialogs(QFileDialog)[0]
        house.fields_of(dialog)[0].setText(str(pairs("right")))
        dialog.accept()
        await house.press_when_ready("Submit", house.sheets()[0])
        await house.verified("right")

    play(story, url=sandbox.url)


def test_a_file_comes_from_the_clipboard_but_text_stays_text(play, sandbox: Sandbox, pairs):
    async def story(house: House) -> None:
        await house.send(pairs("first"))
        await house.verified("first")
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(pairs("pasted")))])
        data.setText("first")
        QGuiApplication.clipboard().setMimeData(data)
        search = house.window.page.filters.search
        await house.focus(search)
        house.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, on=search)
        assert search.text() == "first"
        assert not house.window.overlay.isVisible()
        await house.focus(house.window.page.table)
        house.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier, on=house.window.page.table)
        assert house.window.overlay.isVisible()
        house.key(Qt.Key.Key_Return)
        await house.press_when_ready("Submit")
        await until(lambda: house.front.stage.desk and len(house.desk.rows) == 2, "the second job")

    play(story, url=sandbox.url)


def _problem(house: House) -> str:
    said: str = house.top.findChildren(CheckArea)[0].said
    return "" if said.startswith(("Checking", "0 problems")) else said
