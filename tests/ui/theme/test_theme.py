"""Switching, faces and the style sheet."""

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QFontInfo, QFontMetricsF, QImage, QPalette
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mcdesk.ui.theme.glyph_files import write_glyphs
from mcdesk.ui.theme.stylesheet import sheet_of
from mcdesk.ui.theme.theme import Choice, Theme
from mcdesk.ui.theme.tokens import DARK, LIGHT

GLYPHS = ("check", "check_on", "caret_down", "caret_up")


def test_a_switch_changes_palette_sheet_and_tells(qtbot: QtBot, qapp: QApplication, theme: Theme) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.choose(Choice.DARK)
    assert theme.is_dark
    assert theme.choice is Choice.DARK
    assert theme.color("surface").name().upper() == DARK["surface"]
    assert qapp.palette().color(QPalette.ColorRole.Base) == theme.color("surface")
    assert DARK["accent"] in qapp.styleSheet()


def test_choosing_the_same_again_tells_nothing(qtbot: QtBot, theme: Theme) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.choose(Choice.LIGHT)


def test_an_unknown_token_is_a_mistake(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("pink")


@pytest.mark.parametrize("weight", [400, 500, 600])
def test_faces_are_the_bundled_ones(theme: Theme, weight: int) -> None:
    info = QFontInfo(theme.face(13, weight))
    assert (info.family(), info.weight()) == ("Inter", weight)
    assert QFontInfo(theme.face(12, mono=True)).family() == "JetBrains Mono"


def test_figures_are_as_wide_as_each_other(theme: Theme) -> None:
    metrics = QFontMetricsF(theme.face())
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_the_sheet_is_complete_for_both_tables(theme: Theme) -> None:
    for table in (LIGHT, DARK):
        sheet = sheet_of(table, theme.px, dict.fromkeys(GLYPHS, "/picture.png"))
        assert "%" not in sheet
        assert "@" not in sheet
        assert not re.search(r"\d+u\b", sheet)
        assert set(re.findall(r"#[0-9A-Fa-f]{6}", sheet)) <= set(table.values())


def test_the_pictures_of_the_sheet_exist_at_every_scale(tmp_path: Path, theme: Theme) -> None:
    told = write_glyphs(tmp_path, DARK, "dark")
    assert set(told) == set(GLYPHS)
    assert len(list(tmp_path.glob("dark-*.png"))) == 3 * len(GLYPHS)
    assert all(QImage(path).width() == 12 for path in told.values())
