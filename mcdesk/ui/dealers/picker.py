"""The list that pops up to take dealers from the book: search, tick, add. It runs no loop of its own."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.dealers import DealerBook
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.dealers.dealer_cells import number_words
from mcdesk.ui.dealers.picked import Pick, dealers_of, picks_of
from mcdesk.ui.dealers.picker_list import PicksModel, PicksView
from mcdesk.ui.pages.delayed_search import DelayedSearch
from mcdesk.ui.panels.label import label
from mcdesk.ui.theme.theme import Theme

_PADDING, _RADIUS, _WIDTH, _HEIGHT, _LEAST_HEIGHT = 8, 8, 420, 400, 200
_NO_BOOK = "No dealer is in the book yet."
_NO_MATCH = "No list and no dealer matches."


class DealerPicker(QFrame):
    """`chosen` tells a tuple of Dealer, each once: those that are ticked, or the current line's alone."""

    chosen = Signal(object)
    manage_asked = Signal()

    def __init__(self, theme: Theme, owner: QWidget) -> None:
        super().__init__(owner, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setWindowFlag(Qt.WindowType.NoDropShadowWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
        # A click on the button that opened the list closes it; handed on, it would open the list again.
        self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay)
        self._theme, self._book = theme, DealerBook()
        self.search = DelayedSearch(theme, "Search lists and dealers", pause_ms=0)
        self._model = PicksModel(self)
        self.list_view = PicksView(theme, self._model)
        self._none = label("", "", "text3", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._add = button(theme, "Add", kind="primary", dense=True)
        self._manage = LinkButton("Manage dealers…")
        self._lay_out()
        self._connect()
        self.setFocusProxy(self.search)
        self.setAccessibleName("From dealer book")

    def open_below(self, opener: QWidget, book: DealerBook) -> None:
        """Shows this book below `opener`, or above it where there is more room. Nothing is ticked."""
        self._book = book
        self.search.clear()
        self._model.clear()
        self._find("")
        self.setGeometry(self._place_at(opener))
        self.show()
        self.search.setFocus(Qt.FocusReason.PopupFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes the list and nothing more."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        event.accept()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws the ground of a menu."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("raised"))
        radius = self._theme.px(_RADIUS)
        painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._find)
        self.search.returnPressed.connect(self._take)
        self.search.left.connect(self.close)
        self.search.went_down.connect(self._go_down)
        self.list_view.add_asked.connect(self._take)
        self.list_view.typed.connect(self._type_on)
        self.list_view.went_up.connect(self.search.setFocus)
        self.list_view.selectionModel().currentChanged.connect(lambda *_: self._tell())
        self._model.ticked.connect(self._tell)
        self._add.clicked.connect(self._take)
        self._manage.clicked.connect(self._on_manage)

    def _find(self, search: str) -> None:
        self._model.show_picks(picks_of(self._book, search))
        has_lines = self._model.rowCount() > 0
        self._none.setText(_NO_MATCH if self._book.dealers else _NO_BOOK)
        self._none.setVisible(not has_lines)
        self.list_view.setVisible(has_lines)
        if has_lines:
            self.list_view.setCurrentIndex(self._model.index(0))
        self._tell()

    def _wanted(self) -> tuple[Pick, ...]:
        current = self._model.pick_at(self.list_view.currentIndex().row())
        return self._model.chosen or ((current,) if current is not None else ())

    def _tell(self) -> None:
        """Says how many would be added now."""
        wanted = self._wanted()
        number = len(dealers_of(wanted))
        self._add.setEnabled(number > 0)
        is_one_list = len(wanted) == 1 and wanted[0].is_list
        self._add.setText(f"Add {number_words(number)}" if number else "Add")
        self._add.setAccessibleDescription(wanted[0].spoken if is_one_list else "")

    def _take(self) -> None:
        if dealers := dealers_of(self._wanted()):
            self.close()
            self.chosen.emit(dealers)

    def _go_down(self) -> None:
        if self._model.rowCount():
            self.list_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _type_on(self, text: str) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self.search.insert(text)

    def _on_manage(self) -> None:
        self.close()
        self.manage_asked.emit()

    def _lay_out(self) -> None:
        px = self._theme.px
        foot = QHBoxLayout()
        foot.addWidget(self._manage)
        foot.addStretch(1)
        foot.addWidget(self._add)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(*[px(_PADDING)] * 4)
        lines.setSpacing(px(_PADDING))
        lines.addWidget(self.search)
        lines.addWidget(self.list_view, 1)
        lines.addWidget(self._none, 1)
        lines.addLayout(foot)

    def _place_at(self, opener: QWidget) -> QRect:
        px, screen = self._theme.px, opener.screen().availableGeometry()
        wide = min(max(px(_WIDTH), opener.width()), screen.width())
        below = opener.mapToGlobal(QPoint(0, opener.height() + 4))
        above = opener.mapToGlobal(QPoint(0, -4))
        room_below, room_above = screen.bottom() - below.y(), above.y() - screen.top()
        x = max(screen.left(), min(below.x(), screen.right() + 1 - wide))
        high = px(_HEIGHT)
        if room_below >= min(high, px(_LEAST_HEIGHT)) or room_below >= room_above:
            return QRect(x, below.y(), wide, min(high, room_below))
        high = min(high, room_above)
        return QRect(x, above.y() - high, wide, high)
