"""The bundled type faces and the icon fonts, loaded from disk once a process. Knows no colour and no size."""

from __future__ import annotations

import json
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFontDatabase

UI_FAMILY = "Inter"
MONO_FAMILY = "JetBrains Mono"

_ICON_FONTS = {"ph": "phosphor", "mdi6": "materialdesignicons6-webfont"}


@cache
def load_faces() -> None:
    """Makes Inter and JetBrains Mono known to Qt. Where a file is missing, the system's fonts stand in."""
    for path in sorted(_font_folder().glob("*.[ot]tf")):
        QFontDatabase.addApplicationFont(str(path))


@cache
def icon_family(prefix: str) -> str:
    """The family name of an icon font: "ph" is Phosphor, "mdi6" Material Design."""
    path = next(_icon_folder().glob(f"{_ICON_FONTS[prefix]}-[0-9]*.ttf"))
    return QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))[0]


@cache
def icon_charmap(prefix: str) -> dict[str, str]:
    """Icon name to character. Importing qtawesome itself would cost the first picture a quarter second."""
    path = next(_icon_folder().glob(f"{_ICON_FONTS[prefix]}-charmap-*.json"))
    codes: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return {name: chr(int(code, 16)) for name, code in codes.items()}


def _font_folder() -> Path:
    """Inside the package where mcdesk is installed, beside it in a checkout."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "resources" / "fonts"
    return installed if installed.is_dir() else package.parent / "resources" / "fonts"


@cache
def _icon_folder() -> Path:
    spec = find_spec("qtawesome")
    if spec is None or spec.origin is None:
        raise RuntimeError("qtawesome is not installed: its fonts hold the icons")
    return Path(spec.origin).parent / "fonts"
