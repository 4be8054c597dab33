"""Labels by kind and tone, as the style sheet knows them. No words of its own."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel, QLayout, QWidget

from mcdesk.ui.controls.polish import repolish


def label(text: str = "", kind: str = "", tone: str = "", *, wrap: bool = False) -> QLabel:
    """A plain text label. Text of users and services is never read as markup."""
    widget = QLabel(text)
    dress_label(widget, kind, tone)
    widget.setTextFormat(Qt.TextFormat.PlainText)
    widget.setWordWrap(wrap)
    return widget


def dress_label(widget: QLabel, kind: str, tone: str = "") -> None:
    """Gives a label another kind and tone."""
    if widget.property("kind") == kind and widget.property("tone") == tone:
        return
    widget.setProperty("kind", kind)
    widget.setProperty("tone", tone)
    repolish(widget)


def set_text(widget: QLabel, text: str) -> None:
    """Shows `text`, and nothing at all where there is none."""
    widget.setText(text)
    widget.setVisible(bool(text))


def add_shown(layout: QLayout, widget: QWidget, stretch: int = 0) -> None:
    """Adds a widget that is in sight at once. Qt alone would show it a turn of its loop later."""
    layout.addWidget(widget)
    if isinstance(layout, QBoxLayout):
        layout.setStretchFactor(widget, stretch)
    widget.show()


def clear_layout_of(widget: QWidget) -> None:
    """Takes every item out of a widget's layout and gives the widgets back to be deleted."""
    layout = widget.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        child = item.widget()
        if child is not None:
            child.hide()
            child.deleteLater()
