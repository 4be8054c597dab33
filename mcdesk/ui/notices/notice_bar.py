"""A notice at the page's lower edge: what has come to an end. The table's first rows stay free."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from mcdesk.model.events import Ask, Notice
from mcdesk.ui.controls.button import button, icon_button
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.notices.queue import NoticeQueue
from mcdesk.ui.notices.words import answer_words, asks, is_said_aloud, look_of, sentence, stays
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import label, set_text
from mcdesk.ui.theme.theme import Theme

_WIDTH, _GAP, _SHADOW_STEPS, _SHADOW = 520, 12, 6, 0.03
_FOOT = 56
"""High are the rows of buttons at the foot of the pages: what a notice tells of must not lie on them."""
_UNDO_LASTS = 3
"""Times as long as other ends: it has to be read, and then be reached."""


class NoticeBar(QWidget):
    """Floats over `page`: `above` what lies at its lower edge, or above its buttons where that is not seen.

    Trouble stays until it is closed; newer ends wait behind it. What asks is never lost to something newer.
    """

    row_asked = Signal(str)
    download_again_asked = Signal(str)
    """The key of the row."""
    resume_lane_asked = Signal(str)
    """The operation whose stopped lane is to go on."""
    undo_asked = Signal(str)
    """What is to be taken back."""

    def __init__(
        self, theme: Theme, page: QWidget, *, linger_ms: int = 6000, above: QWidget | None = None
    ) -> None:
        super().__init__(page)
        self._above = above
        self._theme, self._linger_ms = theme, linger_ms
        self._queue = NoticeQueue()
        self._notice: Notice | None = None
        self._chosen = ""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.dismiss)
        row = QHBoxLayout(self)
        margin = theme.px(10)
        row.setContentsMargins(
            theme.px(22), margin + _SHADOW_STEPS, margin + _SHADOW_STEPS, margin + _SHADOW_STEPS
        )
        row.setSpacing(theme.px(12))
        self._mark = IconMark(theme, side=18)
        row.addWidget(self._mark)
        lines = QVBoxLayout()
        lines.setSpacing(theme.px(1))
        self._title = label("", "strong", wrap=True)
        self._advice = label("", "small", "text2", wrap=True)
        lines.addWidget(self._title)
        lines.addWidget(self._advice)
        lines.addLayout(self._make_answers())
        row.addLayout(lines, 1)
        self._beside = QHBoxLayout()
        row.addLayout(self._beside)
        self._show_row = LinkButton("Show job")
        self._show_row.clicked.connect(self._on_show_row)
        close = icon_button(theme, "ph.x", "Close this notice", dense=True)
        close.clicked.connect(self.dismiss)
        row.addWidget(close)
        page.installEventFilter(self)
        self.hide()

    @property
    def notice(self) -> Notice | None:
        """What it shows, None when it is away."""
        return self._notice

    def show_notice(self, notice: Notice) -> None:
        """Shows a notice and says an end aloud. Trouble that is on the screen is not pushed away."""
        if is_said_aloud(notice):
            self._announce(sentence(notice))
        self._queue.put(notice)
        self._present()

    def withdraw(self, operation: str) -> None:
        """The lane of an operation goes on: nobody needs to be asked about it any more."""
        self._queue.withdraw(operation)
        self._present()

    def set_chosen(self, key: str) -> None:
        """Tells which row is chosen: nobody needs to be led there."""
        self._chosen = key
        self._offer_row()

    def settle(self) -> None:
        """Another page lies below: what it must not cover is elsewhere."""
        if self.isVisible():
            self._place()

    def dismiss(self) -> None:
        """Takes the notice away and shows the one that waited."""
        self._queue.drop()
        self._present()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes it."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the lower edge of the page."""
        if watched is self.parentWidget() and event.type() is QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws shadow, ground and the strip of the state's colour."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect())
        box = whole.adjusted(_SHADOW_STEPS, _SHADOW_STEPS, -_SHADOW_STEPS, -_SHADOW_STEPS)
        radius = self._theme.px(10)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.setOpacity(_SHADOW)
        for step in range(_SHADOW_STEPS):
            painter.drawRoundedRect(box.adjusted(-step, -step + 1, step, step), radius + step, radius + step)
        painter.setOpacity(1.0)
        painter.setPen(QPen(self._theme.color("line2"), 1))
        painter.setBrush(self._theme.color("raised"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), radius, radius)

    def _present(self) -> None:
        notice = self._queue.shown
        if notice is self._notice:
            return
        self._timer.stop()
        self._notice = notice
        if notice is None:
            self.hide()
            return
        tone, icon = look_of(notice)
        self._mark.set_icon(icon, f"{tone}.text")
        self._title.setText(notice.title)
        set_text(self._advice, notice.advice)
        self._answer.setText(answer_words(notice))
        self._answer.setVisible(asks(notice))
        # Beside the words it would leave them little room where there is an answer to give as well.
        (self._below if asks(notice) else self._beside).addWidget(self._show_row)
        self._below.setContentsMargins(0, self._theme.px(8) if asks(notice) else 0, 0, 0)
        self._offer_row()
        self.setAccessibleName(sentence(notice))
        self.show()
        self.raise_()
        self._place()
        if not stays(notice):
            self._timer.start(self._linger_ms * (_UNDO_LASTS if notice.ask is Ask.UNDO else 1))

    def _make_answers(self) -> QHBoxLayout:
        self._answer = button(self._theme, "", dense=True)
        self._answer.setAutoDefault(True)  # Enter works as Space does
        self._answer.clicked.connect(self._on_answer)
        self._below = QHBoxLayout()
        self._below.setSpacing(self._theme.px(8))
        self._below.addWidget(self._answer)
        self._below.setAlignment(Qt.AlignmentFlag.AlignLeft)
        return self._below

    def _offer_row(self) -> None:
        key = self._notice.row_key if self._notice is not None else ""
        self._show_row.setVisible(key not in ("", self._chosen))

    def _place(self) -> None:
        page = self.parentWidget()
        if page is None:
            return
        gap = self._theme.px(_GAP)
        wide = min(self._theme.px(_WIDTH), page.width() - 2 * gap)
        high = 0
        if (layout := self.layout()) is not None:
            layout.activate()  # the lines inside still know the height of the notice before
            high = layout.totalHeightForWidth(wide)
        high = max(high, self.minimumSizeHint().height())
        self.setGeometry((page.width() - wide) // 2, self._floor(page) - high - gap, wide, high)

    def _floor(self, page: QWidget) -> int:
        """The lower edge to keep to: facts about the job that the notice is about stay readable."""
        if self._above is None or not self._above.isVisible() or not page.isAncestorOf(self._above):
            return page.height() - self._theme.px(_FOOT)
        top = self._above.mapTo(page, QPoint(0, 0)).y()
        return top if top > page.height() // 3 else page.height()

    def _on_show_row(self) -> None:
        if self._notice is not None:
            self.row_asked.emit(self._notice.row_key)
            self.dismiss()

    def _on_answer(self) -> None:
        notice = self._notice
        if notice is None:
            return
        self.dismiss()
        if notice.ask is Ask.DOWNLOAD_AGAIN:
            self.download_again_asked.emit(notice.row_key)
        elif notice.ask is Ask.RESUME_LANE:
            self.resume_lane_asked.emit(notice.operation)
        elif notice.ask is Ask.UNDO:
            self.undo_asked.emit(notice.undo)

    def _announce(self, words: str) -> None:
        event = QAccessibleAnnouncementEvent(self, words)
        event.setPoliteness(QAccessible.AnnouncementPoliteness.Polite)
        QAccessible.updateAccessibility(event)
