"""Dynamic properties that the style sheet answers to, and the re-polishing they need."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget


def dress(widget: QPushButton, kind: str, *, dense: bool = False) -> None:
    """Gives a push button its kind and height."""
    widget.setProperty("kind", kind)
    widget.setProperty("dens", "dense" if dense else "")
    # Enter belongs to the dialog's primary button, not to whichever button happens to come first.
    widget.setAutoDefault(False)
    repolish(widget)


def repolish(widget: QWidget) -> None:
    """Applies the style sheet anew after a dynamic property has changed."""
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.updateGeometry()
