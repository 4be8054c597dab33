"""Push buttons in the few kinds that exist. The look is in the style sheet, chosen by dynamic properties."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton

from mcdesk.ui.controls.polish import dress, repolish
from mcdesk.ui.controls.ringed_button import RingedButton
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

__all__ = ["ICON_TOKENS", "ButtonKind", "button", "dress", "icon_button", "repolish"]

ButtonKind = Literal["primary", "secondary", "quiet", "danger"]

ICON_TOKENS = {"primary": "on_accent", "secondary": "text2", "quiet": "text2", "danger": "bad.text"}
_GAP_IN_ICON = 4  # Qt's own gap between icon and text is 4: with this it is the 8 of the design language


def button(
    theme: Theme,
    text: str,
    *,
    kind: ButtonKind = "secondary",
    icon_name: str | None = None,
    dense: bool = False,
) -> QPushButton:
    """A push button, 32 high, or 26 when `dense`."""
    widget = RingedButton(theme, text) if kind == "primary" else QPushButton(text)
    dress(widget, kind, dense=dense)
    if icon_name is not None:
        side = theme.px(14 if dense else 16)
        widget.setIcon(icon(theme, icon_name, ICON_TOKENS[kind]))
        widget.setIconSize(QSize(side + theme.px(_GAP_IN_ICON), side))
    return widget


def icon_button(
    theme: Theme, name: str, words: str, *, dense: bool = False, token: str = "text2"
) -> QPushButton:
    """A square button that is only an icon; `words` are its tool tip and its accessible name."""
    widget = QPushButton()
    dress(widget, "icon", dense=dense)
    side = theme.px(14 if dense else 16)
    widget.setIcon(icon(theme, name, token))
    widget.setIconSize(QSize(side, side))
    widget.setToolTip(words)
    widget.setAccessibleName(words)
    return widget
