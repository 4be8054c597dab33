"""The list of an answer: what is chosen, copied and asked about by mouse and keyboard. It starts nothing."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from mcdesk.ui.answer.acts import Act, Acts, RowOf, as_asked
from mcdesk.ui.answer.clipboard import cells_text
from mcdesk.ui.answer.delegate import AnswerDelegate
from mcdesk.ui.answer.group_paint import buttons_of
from mcdesk.ui.answer.list_model import AnswerListModel
from mcdesk.ui.answer.rows import AnswerRow, RowKind, rows_of
from mcdesk.ui.answer.values import AnswerView
from mcdesk.ui.answer.words import copied_rows
from mcdesk.ui.theme.theme import Theme

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class AnswerListView(QListView):
    """Rows to choose, several at once. Enter and a double click lead to the row of the form."""

    go_to_row = Signal(int, str)
    """A row's place in the request's list, from 0, and the column to go to."""
    copied = Signal(str)
    """What was copied, in words."""
    menu_asked = Signal(QPoint)
    """A menu is wanted at this spot of the screen; what is chosen holds for it."""
    room_changed = Signal(int)
    """The width of a row, in px."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._view: AnswerView | None = None
        self._pressed: tuple[int, Act] | None = None
        self._row_of: RowOf = as_asked
        self._told: list[dict[Act, str]] = []
        """What the buttons said when the rows were measured."""
        self.answer_model = AnswerListModel(self)
        self._painter = AnswerDelegate(theme, self)
        self.setModel(self.answer_model)
        self.setItemDelegate(self._painter)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName("Answer")
        self.doubleClicked.connect(self._lead)

    def show_answer(self, view: AnswerView, now: float) -> None:
        """Another answer, or the same one compared. `now` in seconds since 1970."""
        is_same = self._view is not None and self._view.answer is view.answer
        at = self.verticalScrollBar().value() if is_same else 0
        self._view = view
        self._painter.has_marks = view.is_compared
        self._painter.acts = Acts(view.request_id, self._row_of)
        self._hover(-1, None)
        self.answer_model.show_rows(rows_of(view, now))
        self.verticalScrollBar().setValue(at)
        self._told = self._buttons_now()

    def set_rows(self, row_of: RowOf) -> None:
        """Who knows where the form has the row of an entry by now."""
        self._row_of = row_of
        self._painter.acts = replace(self._painter.acts, row_of=row_of)
        self.refresh_rows()

    def refresh_rows(self) -> None:
        """Rows of the form may have moved: where a button says something else, it may need other room."""
        if (told := self._buttons_now()) != self._told:
            self._told = told
            self.scheduleDelayedItemsLayout()

    def go_to_failed(self) -> None:
        """Brings what was not ranked into view, with the keyboard on the first of it."""
        model = self.answer_model
        failed = [place for place in self._places if model.row_at(place).kind is RowKind.FAILED]
        if failed:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self.setCurrentIndex(model.index(failed[0]))
            # With the title of its group at the top, as far as there is something below.
            self.scrollTo(model.index(failed[0] - 1), QAbstractItemView.ScrollHint.PositionAtTop)

    @property
    def chosen_rows(self) -> list[AnswerRow]:
        """The chosen rows from top to bottom."""
        places = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self.answer_model.row_at(place) for place in places]

    @property
    def chosen_acts(self) -> dict[Act, str]:
        """What can be done about the current row, with its words."""
        index = self.currentIndex()
        return self._acts(index) if index.isValid() else {}

    def copy_chosen(self) -> None:
        """Puts the chosen rows on the clipboard as cells."""
        self._copy(self.chosen_rows)

    def copy_all(self) -> None:
        """Puts every row on the clipboard as cells."""
        self._copy([self.answer_model.row_at(place) for place in self._places])

    def do(self, act: Act) -> None:
        """Does something about the current row."""
        self._act(self.currentIndex(), act)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Enter leads to the row of the form; Qt moves, chooses, and chooses all."""
        index = self.currentIndex()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_chosen()
        elif event.key() in _ENTER and index.isValid():
            self._lead(index)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Makes the first row current where none is, so that the focus is seen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.answer_model.rowCount():
            ways = (self.answer_model.index(place) for place in self._places)
            first = next((way for way in ways if way.flags() & Qt.ItemFlag.ItemIsEnabled), QModelIndex())
            self.setCurrentIndex(first)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Asks for a menu at the mouse, or at the row when the keyboard asked."""
        spot = event.pos()
        if event.reason() is QContextMenuEvent.Reason.Keyboard:
            spot = self.visualRect(self.currentIndex()).center()
        self.menu_asked.emit(self.viewport().mapToGlobal(spot))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Notes the row and the button under the mouse."""
        super().mouseMoveEvent(event)
        spot = event.position().toPoint()
        self._hover(self.indexAt(spot).row(), self._act_at(spot))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A button takes the click, a row is chosen by it."""
        spot = event.position().toPoint()
        act = self._act_at(spot)
        if act is not None and event.button() is Qt.MouseButton.LeftButton:
            self._pressed = self.indexAt(spot).row(), act
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A button acts where it was pressed and let go."""
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
            return
        spot = event.position().toPoint()
        index = self.indexAt(spot)
        if pressed == (index.row(), self._act_at(spot)):
            self.setCurrentIndex(index)
            self._act(index, pressed[1])

    def leaveEvent(self, event: QEvent) -> None:
        """Forgets where the mouse was."""
        super().leaveEvent(event)
        self._hover(-1, None)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tells how wide a row is now."""
        self._painter.room = self.viewport().width()
        super().resizeEvent(event)
        self.room_changed.emit(self.viewport().width())

    def _buttons_now(self) -> list[dict[Act, str]]:
        rows = (self.answer_model.row_at(place) for place in self._places)
        return [self._painter.acts.shown(row) for row in rows if row.kind is RowKind.FAILED]

    @property
    def _places(self) -> range:
        return range(self.answer_model.rowCount())

    def _copy(self, rows: list[AnswerRow]) -> None:
        rows = [row for row in rows if row.match is not None]
        if self._view is not None and rows:
            QGuiApplication.clipboard().setText(cells_text(self._view, rows))
            self.copied.emit(copied_rows(len(rows)))

    def _acts(self, index: QModelIndex) -> dict[Act, str]:
        return self._painter.acts.all(self.answer_model.row_at(index.row()))

    def _lead(self, index: QModelIndex) -> None:
        if Act.GO_TO_ROW in self._acts(index):
            self._act(index, Act.GO_TO_ROW)

    def _act(self, index: QModelIndex, act: Act | None) -> None:
        view = self._view
        if view is None or not index.isValid():
            return
        row = self.answer_model.row_at(index.row())
        if act is Act.GO_TO_ROW and row.place is not None:
            self.go_to_row.emit(row.place, view.request.ranking.many.identity[0])
        elif act is Act.COPY_REQUEST_ID:
            QGuiApplication.clipboard().setText(view.request_id)
            self.copied.emit("Copied the request id")

    def _act_at(self, spot: QPoint) -> Act | None:
        index = self.indexAt(spot)
        if not index.isValid():
            return None
        row, box = self.answer_model.row_at(index.row()), QRectF(self.visualRect(index))
        buttons = buttons_of(self._theme, self._painter.acts.shown(row), box)
        return next((button.act for button in buttons if button.box.contains(spot.toPointF())), None)

    def _hover(self, row: int, act: Act | None) -> None:
        if (row, act) != (self._painter.hovered_row, self._painter.hot_act):
            self._painter.hovered_row, self._painter.hot_act = row, act
            self.viewport().update()
