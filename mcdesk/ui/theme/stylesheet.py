"""The one application style sheet, generated from the tokens. Widgets ask for a look by dynamic properties.

`@token` stands for a colour, `13u` for 13 px at the user's text size, `%name%` for a picture. Properties:
push buttons  kind = primary | secondary | quiet | danger | link | icon | chip, dens = dense
line edits    kind = cell, dens = entry, tone = bad
labels        kind = hero | title | heading | section | strong | small | small_strong | tiny | mono | tag |
              keycap, tone = text2 | text3 | accent_text | on_accent | a state or account tone ("bad")
frames        kind = panel | sunken | card | rule | sheet
After a property changed, re-polish the widget (`repolish` in controls/button.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from mcdesk.ui.theme.tokens import ACCOUNT_TONES, STATE_TONES, Tokens

_BUTTONS = """
QPushButton {
    background: @raised; color: @text; border: 1px solid @line2; border-radius: 6u;
    padding: 0 12u; min-height: 30u; font-size: 13u; font-weight: 500; outline: none;
}
QPushButton:hover { background: @hover; }
QPushButton:pressed, QPushButton:open { background: @pressed; }
QPushButton:focus { border: 2px solid @focus; padding: 0 11u; min-height: 28u; }
QPushButton:disabled { background: @sunken; color: @control; border-color: @line; }
QPushButton::menu-indicator { image: none; width: 0; }
QPushButton[kind="primary"] {
    background: @accent; color: @on_accent; border-color: @accent; font-weight: 600;
}
QPushButton[kind="primary"]:hover, QPushButton[kind="primary"]:pressed {
    background: @accent_hover; border-color: @accent_hover;
}
QPushButton[kind="primary"]:focus {
    border: 1px solid @focus; padding: 0 12u; min-height: 30u;
}
QPushButton[kind="primary"]:disabled { background: @pressed; color: @control; border-color: @pressed; }
QPushButton[kind="danger"] { color: @bad.text; }
QPushButton[kind="danger"]:hover { background: @bad.soft; }
QPushButton[kind="danger"]:disabled { background: @sunken; color: @control; }
QPushButton[kind="quiet"], QPushButton[kind="icon"] {
    background: transparent; color: @text2; border-color: transparent;
}
QPushButton[kind="quiet"]:hover, QPushButton[kind="icon"]:hover { background: @hover; }
QPushButton[kind="quiet"]:pressed, QPushButton[kind="icon"]:pressed, QPushButton[kind="icon"]:open {
    background: @pressed;
}
QPushButton[kind="quiet"]:focus, QPushButton[kind="icon"]:focus { border-color: @focus; }
QPushButton[kind="quiet"]:disabled, QPushButton[kind="icon"]:disabled {
    background: transparent; color: @control; border-color: transparent;
}
QPushButton[dens="dense"] { min-height: 24u; padding: 0 8u; font-size: 12u; }
QPushButton[dens="dense"]:focus { min-height: 22u; padding: 0 7u; }
QPushButton[kind="primary"][dens="dense"]:focus { min-height: 24u; padding: 0 8u; }
QPushButton[kind="icon"] { padding: 0; min-width: 30u; max-width: 30u; }
QPushButton[kind="icon"]:focus { padding: 0; min-width: 28u; max-width: 28u; }
QPushButton[kind="icon"][dens="dense"] { padding: 0; min-width: 24u; max-width: 24u; }
QPushButton[kind="icon"][dens="dense"]:focus { padding: 0; min-width: 22u; max-width: 22u; }
QPushButton[kind="link"] {
    background: transparent; color: @accent_text; border: 1px solid transparent; border-radius: 4u;
    padding: 0 3u; min-height: 22u; font-size: 12u; font-weight: 500;
}
QPushButton[kind="link"]:hover { text-decoration: underline; }
QPushButton[kind="link"]:focus { border: 1px solid @focus; padding: 0 3u; min-height: 22u; }
QPushButton[kind="link"]:disabled { color: @control; }
QPushButton[kind="chip"] {
    background: @accent_soft; color: @accent_text; border: 1px solid transparent; border-radius: 8u;
    padding: 0 10u; min-height: 28u; font-size: 12u; font-weight: 500;
}
QPushButton[kind="chip"]:hover { background: @selected; border-color: @accent_text; }
QPushButton[kind="chip"]:focus { border: 2px solid @focus; padding: 0 9u; min-height: 26u; }
"""

_FIELDS = """
QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QComboBox {
    background: @surface; color: @text; border: 1px solid @line2; border-radius: 6u; padding: 0 8u;
    font-size: 13u; selection-background-color: @accent; selection-color: @on_accent;
}
QLineEdit, QSpinBox, QComboBox { min-height: 30u; }
QPlainTextEdit, QTextEdit { padding: 4u; }
QLineEdit:hover, QComboBox:hover, QSpinBox:hover { border-color: @control; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus {
    border: 2px solid @focus; padding: 0 7u;
}
QLineEdit:focus, QSpinBox:focus, QComboBox:focus { min-height: 28u; }
QLineEdit[tone="bad"] { border-color: @bad.fill; }
QLineEdit[kind="cell"], QLineEdit[kind="cell"]:focus {
    border: 2px solid @focus; border-radius: 4u; padding: 0 6u; min-height: 0; font-size: 12u;
}
QLineEdit[kind="cell"][dens="entry"], QLineEdit[kind="cell"][dens="entry"]:focus {
    font-size: 13u; border-radius: 6u;
}
QLineEdit:disabled, QComboBox:disabled, QSpinBox:disabled {
    background: @sunken; color: @control; border-color: @line;
}
QComboBox::drop-down { border: none; width: 24u; }
QComboBox::down-arrow { image: url(%caret_down%); width: 12u; height: 12u; }
QSpinBox::up-button, QSpinBox::down-button { background: transparent; border: none; width: 20u; }
QSpinBox::up-arrow { image: url(%caret_up%); width: 10u; height: 10u; }
QSpinBox::down-arrow { image: url(%caret_down%); width: 10u; height: 10u; }
QCheckBox::indicator {
    width: 14u; height: 14u; border: 1px solid @control; border-radius: 4u; background: @surface;
}
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(%check_on%); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { border: 2px solid @focus; }
QCheckBox::indicator:disabled { background: @pressed; border-color: @line2; }
QRadioButton::indicator {
    width: 14u; height: 14u; border: 1px solid @control; border-radius: 8u; background: @surface;
}
QRadioButton::indicator:checked { width: 6u; height: 6u; border: 5u solid @accent; background: @on_accent; }
QComboBox QAbstractItemView {
    background: @raised; color: @text; border: 1px solid @line2; padding: 4u; outline: none;
    selection-background-color: @hover; selection-color: @text;
}
QCheckBox, QRadioButton {
    color: @text; font-size: 13u; spacing: 8u;
}
QCheckBox:disabled, QRadioButton:disabled { color: @control; }
"""

_LABELS = """
QLabel { background: transparent; }
QLabel[kind="hero"] { font-size: 20u; font-weight: 600; }
QLabel[kind="title"] { font-size: 18u; font-weight: 600; }
QLabel[kind="heading"] { font-size: 15u; font-weight: 600; }
QLabel[kind="section"] { font-size: 13u; font-weight: 600; }
QLabel[kind="strong"] { font-size: 13u; font-weight: 500; }
QLabel[kind="small"] { font-size: 12u; }
QLabel[kind="small_strong"] { font-size: 12u; font-weight: 500; }
QLabel[kind="tiny"] { font-size: 11u; font-weight: 500; }
QLabel[kind="mono"] { font-family: "JetBrains Mono"; font-size: 12u; }
QLabel[kind="tag"] {
    background: @idle.soft; color: @text2; border-radius: 4u; padding: 1u 6u;
    font-size: 11u; font-weight: 500;
}
QLabel[kind="keycap"] {
    background: @surface; color: @text2; border: 1px solid @line2; border-radius: 4u; padding: 1u 4u;
    font-size: 11u; font-weight: 500;
}
QLabel[tone="text2"] { color: @text2; }
QLabel[tone="text3"] { color: @text3; }
QLabel[tone="accent_text"] { color: @accent_text; }
QLabel[tone="on_accent"] { color: @on_accent; }
QLabel:disabled { color: @control; }
"""

_FRAMES = """
QFrame[kind="panel"] { background: @surface; border: 1px solid @line; border-radius: 10u; }
QFrame[kind="card"] { background: @surface; border: 1px solid @line; border-radius: 8u; }
QFrame[kind="sunken"] { background: @sunken; border: none; }
QFrame[kind="sheet"] { background: @surface; border: 1px solid @line2; border-radius: 14u; }
QFrame[kind="rule"] { background: @line; border: none; }
QSplitter::handle { background: @line; }
QToolTip { background: @raised; color: @text; border: 1px solid @line2; padding: 4u 6u; font-size: 12u; }
QMenu {
    background: @raised; color: @text; border: 1px solid @line2; border-radius: 8u; padding: 4u;
    font-size: 13u;
}
QMenu::item { padding: 6u 20u 6u 10u; border-radius: 6u; border: 1px solid transparent; }
QMenu::item:selected { background: @hover; border-color: @focus; }
QMenu::item:disabled { color: @control; }
QMenu::icon { padding-left: 10u; }
QMenu::indicator { width: 12u; height: 12u; left: 6u; }
QMenu::indicator:non-exclusive, QMenu::indicator:exclusive { padding-right: 6u; }
QMenu::indicator:checked { image: url(%check%); }
QMenu::separator { height: 1px; background: @line; margin: 4u 6u; }
"""

_TABLES = """
QTableView, QListView, QTreeView {
    background: @surface; color: @text; border: none; outline: none; gridline-color: transparent;
    selection-background-color: transparent; selection-color: @text;
}
QHeaderView { background: transparent; border: none; }
QHeaderView::section {
    background: transparent; color: @text2; border: none; border-bottom: 1px solid @line;
    padding: 0 8u; font-size: 12u; font-weight: 500;
}
QTableCornerButton::section { background: transparent; border: none; }
QAbstractScrollArea::corner { background: transparent; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: 12u; }
QScrollBar:horizontal { height: 12u; }
QScrollBar::handle { background: @line2; border-radius: 4u; margin: 2u; }
QScrollBar::handle:vertical { min-height: 32u; }
QScrollBar::handle:horizontal { min-width: 32u; }
QScrollBar::handle:hover { background: @control; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
"""

_TONES = "".join(
    f'QLabel[tone="{tone}"] {{ color: @{tone}.text; }}\n' for tone in (*STATE_TONES, *ACCOUNT_TONES)
)
_COLOUR = re.compile(r"@([a-z_0-9]+(?:\.[a-z]+)?)")
_GLYPH = re.compile(r"%([a-z_]+)%")
_LENGTH = re.compile(r"\b(\d+)u\b")


def sheet_of(tokens: Tokens, px: Callable[[float], int], glyphs: Mapping[str, str]) -> str:
    """The whole style sheet for one table of tokens; KeyError on a token that does not exist.

    `glyphs` are the picture files that `%name%` stands for.
    """
    text = _BUTTONS + _FIELDS + _LABELS + _TONES + _FRAMES + _TABLES
    text = _COLOUR.sub(lambda found: tokens[found[1]], text)
    text = _GLYPH.sub(lambda found: f'"{glyphs[found[1]]}"', text)
    return _LENGTH.sub(lambda found: f"{px(int(found[1]))}px", text)
