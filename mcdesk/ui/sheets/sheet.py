"""The frame of every sheet: window-modal, over a scrim, with title, account, body and foot.

A sheet is opened with `open()` and never waited for: its signals tell what was decided.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt
from PySide6.QtGui import (
    QCloseEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from mcdesk.model.accounts import Account
from mcdesk.ui.controls.button import icon_button
from mcdesk.ui.controls.enter_key import enter_clicks
from mcdesk.ui.panels.account_tag import AccountTag
from mcdesk.ui.panels.label import label
from mcdesk.ui.sheets.sheet_body import SheetBody
from mcdesk.ui.sheets.sheet_footer import SheetFooter
from mcdesk.ui.theme.theme import Theme

_MARGIN, _RADIUS = 20, 14
_CRAMPED, _CRAMPED_MARGIN = 520, 8
"""Below which height of the window, in px at 100 %, a sheet leaves less of it in sight."""
_SCRIM, _SHADOW_STEPS, _SHADOW = 0.45, 12, 0.022


class Sheet(QDialog):
    """Covers its owner's window. Esc and the cross say no, which `rejected` tells."""

    def __init__(
        self, theme: Theme, owner: QWidget, title: str, *, width: int = 560, account: Account | None = None
    ) -> None:
        super().__init__(owner, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.theme = theme
        self._wanted = theme.px(width)
        self._is_tall = False
        self._backdrop = QPixmap()
        self.setWindowTitle(f"{title} – mcdesk")
        self.setAccessibleName(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.panel = QFrame(self)
        self.panel.installEventFilter(self)
        self.panel.setProperty("kind", "sheet")
        self.sheet_body = SheetBody(theme, self._wanted)
        self.footer = SheetFooter(theme)
        lines = QVBoxLayout(self.panel)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(0)
        lines.addWidget(self._make_head(title, account))
        lines.addWidget(self.sheet_body, 1)
        self.pinned = QVBoxLayout()
        lines.addLayout(self.pinned)
        lines.addWidget(self.footer)
        owner.window().installEventFilter(self)
        theme.changed.connect(self._on_theme_changed)

    def pin(self, widget: QWidget) -> None:
        """Puts something between body and foot that never scrolls away."""
        px = self.theme.px
        self.pinned.setContentsMargins(px(24), 0, px(24), px(18))
        self.pinned.addWidget(widget)

    def set_tall(self, is_tall: bool) -> None:
        """Takes all the height that the window has, or only what the content needs."""
        if is_tall != self._is_tall:
            self._is_tall = is_tall
            self._place()

    @property
    def lines(self) -> QVBoxLayout:
        """Where a sheet puts its content."""
        return self.sheet_body.lines

    def backdrop(self) -> QPixmap:
        """What lies behind: the window as it is."""
        window = self._covered()
        return window.grab() if window is not None else QPixmap()

    def done(self, result: int) -> None:
        """Ends the sheet and gives the picture of the window back."""
        self._backdrop = QPixmap()
        super().done(result)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, and the default one only where none has it."""
        if enter_clicks(self, event):
            event.accept()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing is a no, once."""
        if self.isVisible():
            self.reject()
        event.accept()

    def showEvent(self, event: QShowEvent) -> None:
        """Takes its place over the window."""
        self._cover()
        self._let_window_close()
        if footed := self.footer.findChildren(QPushButton):
            # The cross is made first but comes last: Tab goes through the content before it.
            self.setTabOrder(footed[-1], self.close_button)
        super().showEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fits the sheet into the room."""
        self._place()
        super().resizeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follows its owner's window, and grows with its content."""
        if watched is self.panel and event.type() is QEvent.Type.LayoutRequest:
            self._place()
        if self.isVisible() and watched is self._covered():
            if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
                self._cover()
            elif event.type() is QEvent.Type.WindowActivate:
                self._come_forward()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draws the window as it was, the scrim, and the sheet's shadow."""
        radius = self.theme.px(_RADIUS)
        if self.panel.geometry().adjusted(radius, 0, -radius, 0).contains(event.rect()):
            return  # something on the sheet changed: nothing of this is seen there
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), self.theme.color("window"))
        if not self._backdrop.isNull():
            painter.drawPixmap(self.rect(), self._backdrop)
        painter.setOpacity(_SCRIM)
        painter.fillRect(self.rect(), Qt.GlobalColor.black)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(Qt.GlobalColor.black)
        painter.setOpacity(_SHADOW)
        box = QRectF(self.panel.geometry()).translated(0, self.theme.px(4))
        for step in range(_SHADOW_STEPS):
            painter.drawRoundedRect(box.adjusted(-step, -step, step, step), radius + step, radius + step)

    def _place(self) -> None:
        room = self.size().shrunkBy(self.contentsMargins())
        is_cramped = room.height() < self.theme.px(_CRAMPED)
        margin = 2 * self.theme.px(_CRAMPED_MARGIN if is_cramped else _MARGIN)
        wide = min(self._wanted, room.width() - margin)
        self.sheet_body.set_room(wide - 2)
        panel = self.panel
        wanted = panel.heightForWidth(wide) if panel.hasHeightForWidth() else panel.sizeHint().height()
        most = room.height() - margin
        high = most if self._is_tall else min(wanted, most)
        top = margin // 2 if self._is_tall else (room.height() - high) * 2 // 5
        place = QRect((room.width() - wide) // 2, top, wide, high)
        if place != self.panel.geometry():
            self.panel.setGeometry(place)
            self.update()

    def _covered(self) -> QWidget | None:
        owner = self.parentWidget()
        return owner.window() if owner is not None else None

    def _let_window_close(self) -> None:
        """Lets the title bar below work: Qt swallows the wish to close a window that is blocked.

        Only the platform's window is meant; the dialog stays modal for everybody who asks. Nothing below can
        be reached all the same: the sheet lies over all of it, and takes the keyboard back.
        """
        if (handle := self.windowHandle()) is not None:
            handle.setModality(Qt.WindowModality.NonModal)

    def _come_forward(self) -> None:
        """Takes the keyboard back from the window below, unless another sheet lies over this one."""
        window = self._covered()
        dialogs = window.findChildren(QDialog) if window is not None else []
        if [dialog for dialog in dialogs if dialog.isVisible()][-1:] == [self]:
            self.activateWindow()

    def _cover(self) -> None:
        window = self._covered()
        if window is None:
            return
        self._backdrop = self.backdrop()
        self.setGeometry(window.geometry())

    def _on_theme_changed(self) -> None:
        # The picture of the window below is in the colours of before.
        if self.isVisible():
            self._cover()
            self.update()

    def _make_head(self, title: str, account: Account | None) -> QWidget:
        head = QWidget()
        px = self.theme.px
        self.head_row = QHBoxLayout(head)
        self.head_row.setContentsMargins(px(24), px(14), px(20), px(12))
        self.head_row.setSpacing(px(12))
        self.title_label = label(title, "title")
        self.head_row.addWidget(self.title_label)
        self.head_row.addStretch(1)
        if account is not None:
            self.head_row.addWidget(AccountTag(self.theme, account))
        self.close_button = icon_button(self.theme, "ph.x", "Close")
        self.close_button.clicked.connect(self.reject)
        self.head_row.addWidget(self.close_button)
        return head
