"""Every icon named anywhere exists, follows a theme switch and survives being copied."""

import gc
import re
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QIcon, QImage, QPixmap

import mcdesk
from mcdesk.ui.theme.fonts import icon_charmap
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Choice, Theme

NAME = re.compile(r'"(ph|mdi6)\.([a-z0-9-]+)"')


def named_icons() -> set[tuple[str, str]]:
    root = Path(mcdesk.__file__).parent
    texts = [path.read_text(encoding="utf-8") for path in root.rglob("*.py") if "sandbox" not in path.parts]
    return {(found[1], found[2]) for text in texts for found in NAME.finditer(text)}


def darkest(pixmap: QPixmap) -> QColor:
    image: QImage = pixmap.toImage()
    spots = [image.pixelColor(x, y) for x in range(image.width()) for y in range(image.height())]
    return max(spots, key=lambda colour: colour.alpha())


def test_every_named_icon_is_in_its_font() -> None:
    names = named_icons()
    assert len(names) > 20
    assert [name for name in names if name[1] not in icon_charmap(name[0])] == []


def test_the_rail_finds_a_filled_twin_of_each_of_its_icons() -> None:
    from mcdesk.ui.shell.rail import FOOT_PLACES, PLACES

    for place in PLACES + FOOT_PLACES:
        assert f"{place.icon.removeprefix('ph.')}-fill" in icon_charmap("ph")


def test_an_icon_follows_the_theme(theme: Theme) -> None:
    made = icon(theme, "ph.stack-fill", "accent_text")
    before = darkest(made.pixmap(QSize(32, 32)))
    theme.choose(Choice.DARK)
    after = darkest(made.pixmap(QSize(32, 32)))
    assert before != after
    assert after.name() == theme.color("accent_text").name()


def test_a_disabled_icon_is_paler(theme: Theme) -> None:
    made = icon(theme, "ph.stack-fill", "text")
    assert darkest(made.pixmap(QSize(32, 32), QIcon.Mode.Disabled)).name() == theme.color("control").name()


def test_a_detached_copy_still_draws(theme: Theme) -> None:
    made = icon(theme, "ph.stack")
    copy = QIcon(made)
    copy.addPixmap(QPixmap(3, 3))  # makes Qt clone the engine
    del made
    gc.collect()
    assert not copy.pixmap(QSize(16, 16)).isNull()


def test_a_wide_icon_keeps_its_gap_on_the_side_of_the_text(theme: Theme) -> None:
    for at_end, empty in ((False, range(20, 24)), (True, range(4))):
        image = icon(theme, "ph.stack-fill", "text", at_end=at_end).pixmap(QSize(24, 16)).toImage()
        assert all(image.pixelColor(x, y).alpha() == 0 for x in empty for y in range(16))
