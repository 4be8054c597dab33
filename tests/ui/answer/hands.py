"""Hands and eyes for an answer: its list, its heads, its menus, the spots to click on."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from mcdesk.ui.answer.acts import Act
from mcdesk.ui.answer.answer_panel import AnswerPanel
from mcdesk.ui.answer.list_view import AnswerListView
from mcdesk.ui.answer.sort_button import SortButton
from mcdesk.ui.answer.sorting import SortKey

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def list_of(panel: AnswerPanel) -> AnswerListView:
    return panel.answer_page.list_view


def names(panel: AnswerPanel) -> list[str]:
    model = list_of(panel).answer_model
    return [model.row_at(place).words.name for place in range(model.rowCount())]


def words_on(panel: AnswerPanel) -> str:
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def head(panel: AnswerPanel, key: SortKey) -> SortButton:
    return next(each for each in panel.findChildren(SortButton) if each.key is key)


def menus() -> list[QMenu]:
    return [each for each in QApplication.topLevelWidgets() if isinstance(each, QMenu) and each.isVisible()]


def spot_of(panel: AnswerPanel, place: int, act: Act | None = None, x: int = 60) -> QPoint:
    """A place in a row: on the button of `act`, or `x` from the left."""
    found = list_of(panel)
    rect = found.visualRect(found.answer_model.index(place))
    spots = (QPoint(at, rect.center().y()) for at in range(rect.left(), rect.right()))
    if act is not None:
        return next(spot for spot in spots if found._act_at(spot) is act)
    return QPoint(rect.left() + x, rect.center().y())
