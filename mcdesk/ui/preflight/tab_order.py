"""The order in which Tab goes through parts that are filled one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def chain_tabs(parts: Sequence[QWidget]) -> None:
    """Makes Tab go through everything in the first part, then through the second, and so on.

    The parts are in one window. Lists that pop up from them are windows of their own and are passed over.
    """
    stops = [
        widget
        for part in parts
        for widget in (part, *part.findChildren(QWidget))
        if widget.window() is part.window() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]
    for before, after in pairwise(stops):
        QWidget.setTabOrder(before, after)
