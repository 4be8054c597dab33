"""The grid's menu: fixes that a cell waits for, then what can be done with cells. It does nothing itself."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QWidget

from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.grid.deeds import ENTRANCES, Deed, key_words
from mcdesk.ui.grid.grid_model import GridModel
from mcdesk.ui.grid.splices import Area
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_GROUPS: tuple[tuple[Deed, ...], ...] = (
    (Deed.CUT, Deed.COPY, Deed.PASTE, Deed.CLEAR),
    (Deed.FILL_DOWN, Deed.REMOVE),
    (Deed.UNDO, Deed.REDO),
)
Act = Callable[[Deed], None]
Switch = Callable[[int, str], None]


def grid_menu(
    theme: Theme, owner: QWidget, model: GridModel, area: Area, *, act: Act, switch: Switch
) -> QMenu:
    """A menu for the chosen cells. `act` is told a deed, `switch` the row and the rule of a fix."""
    menu = new_menu(owner)
    menu.aboutToHide.connect(menu.deleteLater)
    _add_fixes(theme, menu, model, area.top, switch)
    groups = _GROUPS
    if any(row.is_refused for row in model.judged[area.top : area.bottom + 1]):
        groups = ((Deed.INSIST,), *_GROUPS)
    for group in groups:
        if menu.actions():
            menu.addSeparator()
        for deed in group:
            entrance = ENTRANCES[deed]
            words = f"{_words(model, deed, area)}\t{key_words(deed)}"
            entry = menu.addAction(icon(theme, entrance.icon), words)
            entry.setEnabled(_is_possible(model, deed, area))
            entry.triggered.connect(lambda _=False, chosen=deed: act(chosen))
    return menu


def _add_fixes(theme: Theme, menu: QMenu, model: GridModel, place: int, switch: Switch) -> None:
    row = model.row_at(place)
    if row is None:
        return
    for cell in row.check.cells:
        wished = [rule for rule in cell.rules if rule.id in row.entry.on]
        for rule in (*cell.open_fixes, *wished):
            is_on = rule in wished
            entry = menu.addAction(icon(theme, "ph.wrench"), rule.fix)
            if is_on:
                entry.setCheckable(True)
                entry.setChecked(True)
            entry.triggered.connect(lambda _=False, chosen=rule.id: switch(place, chosen))


def _words(model: GridModel, deed: Deed, area: Area) -> str:
    if deed is Deed.REMOVE:
        return "Remove row" if area.top == min(area.bottom, len(model.entries) - 1) else "Remove rows"
    steps = {Deed.UNDO: model.stack.undoText(), Deed.REDO: model.stack.redoText()}
    done = steps.get(deed, "")
    return f"{ENTRANCES[deed].words} {done}" if done else ENTRANCES[deed].words


def _is_possible(model: GridModel, deed: Deed, area: Area) -> bool:
    match deed:
        case Deed.UNDO:
            return model.stack.canUndo()
        case Deed.REDO:
            return model.stack.canRedo()
        case Deed.PASTE:
            return bool(QGuiApplication.clipboard().text())
        case Deed.FILL_DOWN:
            return area.bottom > area.top or area.top > 0
        case _:
            return area.top < len(model.entries)
