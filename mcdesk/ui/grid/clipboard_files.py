"""Files that were copied in a file manager. It reads none of them."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication


def files_on_clipboard() -> tuple[str, ...]:
    """Their paths; () where the clipboard has something else, such as cells or a link to a web page."""
    urls = QGuiApplication.clipboard().mimeData().urls()
    return tuple(url.toLocalFile() for url in urls) if all(url.isLocalFile() for url in urls) else ()
