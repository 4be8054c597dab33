"""Menus with round corners. Fill them as any menu and open them with `popup`."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget


def new_menu(owner: QWidget) -> QMenu:
    """A menu whose corners let through what lies behind: the style sheet rounds them."""
    menu = QMenu(owner)
    menu.setWindowFlag(Qt.WindowType.FramelessWindowHint)
    menu.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
    menu.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    return menu
