"""How a test opens a list that pops up, reads it, and chooses from it, as a hand would."""

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QToolTip, QWidget

from mcdesk.ui.preflight.choice_delegate import CHOICE_ROLE
from mcdesk.ui.preflight.choice_popup import ChoicePopup
from mcdesk.ui.preflight.fact_button import FactButton
from mcdesk.ui.preflight.pick_button import PickButton

Opener = FactButton | PickButton


def opener(widget: QWidget, name: str) -> Opener:
    """The button in sight whose accessible name begins with `name`."""
    found: list[Opener] = [*widget.findChildren(FactButton), *widget.findChildren(PickButton)]
    return next(each for each in found if each.accessibleName().startswith(name) and each.isVisibleTo(widget))


def opened(widget: QWidget, name: str) -> ChoicePopup:
    """The list behind a button, open."""
    button = opener(widget, name)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.choice_popup.isVisible()
    return button.choice_popup


def lines(popup: ChoicePopup) -> list[QModelIndex]:
    model = popup.list_view.model()
    return [model.index(row, 0) for row in range(model.rowCount())]


def offered(popup: ChoicePopup) -> dict[str, str]:
    """What can be chosen, with its detail."""
    choices = [index.data(CHOICE_ROLE) for index in lines(popup)]
    return {choice.words: choice.detail for choice in choices if choice is not None}


def held(popup: ChoicePopup) -> list[str]:
    """What has a check mark."""
    choices = [index.data(CHOICE_ROLE) for index in lines(popup)]
    return [choice.words for choice in choices if choice is not None and choice.is_held]


def choose(widget: QWidget, name: str, words: str) -> None:
    """Opens the list behind a button and clicks a line."""
    popup = opened(widget, name)
    index = next(each for each in lines(popup) if each.data() == words)
    popup.list_view.scrollTo(index)
    spot = popup.list_view.visualRect(index).center()
    QTest.mouseClick(popup.list_view.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    assert not popup.isVisible()
    QToolTip.hideText()


def editor(widget: QWidget, name: str) -> QLineEdit:
    """The line to write in with this accessible name."""
    return next(each for each in widget.findChildren(QLineEdit) if each.accessibleName() == name)
