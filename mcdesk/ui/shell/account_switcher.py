"""Whose account is in force, always in sight at the rail's foot, and the menu to choose another."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QActionGroup, QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from mcdesk.model.accounts import Account, AccountKind
from mcdesk.ui.controls.menu import new_menu
from mcdesk.ui.shell.stripe import paint_stripe
from mcdesk.ui.theme.icons import icon, paint_icon
from mcdesk.ui.theme.theme import Theme

_HEIGHT, _BAR, _DISC, _DISC_NARROW, _DISC_LEFT, _TEXT_LEFT, _RADIUS = 52, 4, 28, 22, 12, 48, 6
_TEXT_LEFT_ALONE = 16
ACCOUNT_ICONS = {AccountKind.PRODUCTION: "ph.buildings-fill", AccountKind.SANDBOX: "ph.flask-fill"}
_NO_ICON = "ph.user-circle"
_NO_ACCOUNT = ("No account yet", "Choose how to start")
_KIND_WORDS = {AccountKind.PRODUCTION: "Production", AccountKind.SANDBOX: "Sandbox"}


class AccountSwitcher(QAbstractButton):
    """A block in the account's colour. `asked` tells that its menu is opening."""

    asked = Signal()
    chosen = Signal(str)
    add_key_asked = Signal()
    practise_asked = Signal()
    remove_asked = Signal()
    """The account in use is to be removed."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._kind: AccountKind | None = None
        self._title = ""
        self._name = ""
        self._is_narrow = False
        self._menu = new_menu(self)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._open)
        self.set_accounts((), "")

    def set_accounts(self, accounts: Sequence[Account], current_id: str) -> None:
        """Fills the menu and shows the current account."""
        current = next((account for account in accounts if account.id == current_id), None)
        self._kind = current.kind if current else None
        self._title, self._name = (_KIND_WORDS[current.kind], current.name) if current else _NO_ACCOUNT
        words = f"{self._title}: {self._name}" if current else self._title
        self.setText(words)
        self.setAccessibleName(f"Account, {words}")
        self._menu.clear()
        group = QActionGroup(self._menu)
        for account in accounts:
            use = "  ·  in use" if account.id == current_id else ""
            action = self._menu.addAction(f"{account.name}  ·  {_KIND_WORDS[account.kind]}{use}")
            action.setIcon(icon(self._theme, ACCOUNT_ICONS[account.kind], f"{account.kind.value}.text"))
            action.setCheckable(True)
            action.setChecked(account.id == current_id)
            action.triggered.connect(lambda _=False, ident=account.id: self.chosen.emit(ident))
            group.addAction(action)
        if current is not None:
            self._menu.addSeparator()
            remove = self._menu.addAction(icon(self._theme, "ph.trash"), f"Remove {current.name}…")
            remove.triggered.connect(lambda: self.remove_asked.emit())
        self._menu.addSeparator()
        add = self._menu.addAction(icon(self._theme, "ph.key"), "Add API key…")
        add.triggered.connect(lambda: self.add_key_asked.emit())
        if all(account.kind is not AccountKind.SANDBOX for account in accounts):
            practise = self._menu.addAction(icon(self._theme, "ph.flask"), "Practise in the sandbox")
            practise.triggered.connect(lambda: self.practise_asked.emit())
        self.set_narrow(self._is_narrow)

    def set_narrow(self, is_narrow: bool) -> None:
        """Icon only; the words go into the tool tip."""
        self._is_narrow = is_narrow
        self.setToolTip(self.text() if is_narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        """52 high."""
        return QSize(self._theme.px(_HEIGHT), self._theme.px(_HEIGHT))

    def hitButton(self, point: QPoint) -> bool:
        """All of it can be clicked."""
        return self.rect().contains(point)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draws ground, stripe, disc, kind and name."""
        theme, px = self._theme, self._theme.px
        soft, fill, _ = self._tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box, outline = QRectF(self.rect()), QPainterPath()
        outline.addRoundedRect(box, px(_RADIUS), px(_RADIUS))
        painter.setClipPath(outline)
        painter.fillRect(box, theme.color(soft))
        paint_stripe(theme, painter, QRectF(0, 0, px(_BAR), box.height()), self._kind)
        painter.setClipping(False)
        side = px(_DISC_NARROW if self._is_narrow else _DISC)
        disc = QRectF(px(_DISC_LEFT), (box.height() - side) / 2, side, side)
        if self._is_narrow:
            disc.moveLeft((box.width() + px(_BAR) - side) / 2)
        if self._kind is not None or self._is_narrow:
            self._paint_disc(painter, disc, fill)
        if not self._is_narrow:
            self._paint_words(painter, box)
        if self.hasFocus() or self.underMouse():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(
                QPen(theme.color("focus" if self.hasFocus() else fill), 2 if self.hasFocus() else 1)
            )
            painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), px(_RADIUS), px(_RADIUS))

    def _paint_disc(self, painter: QPainter, disc: QRectF, fill: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(fill))
        painter.drawEllipse(disc)
        inset = disc.width() / 4
        mark = disc.adjusted(inset, inset, -inset, -inset)
        name = ACCOUNT_ICONS[self._kind] if self._kind else _NO_ICON
        paint_icon(self._theme, painter, mark, name, "on_accent")

    def _paint_words(self, painter: QPainter, box: QRectF) -> None:
        theme, px = self._theme, self._theme.px
        token, middle = self._tokens()[2], box.height() / 2
        painter.setPen(theme.color(token))
        painter.setFont(theme.face(13, 600))
        left = px(_TEXT_LEFT if self._kind else _TEXT_LEFT_ALONE)
        width = box.width() - left - px(24)
        line = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(left, middle - px(17), width, px(18)), line, self._title)
        small = theme.face(11, 500)
        painter.setFont(small)
        name = QFontMetricsF(small).elidedText(self._name, Qt.TextElideMode.ElideRight, width)
        painter.drawText(QRectF(left, middle, width, px(16)), line, name)
        side, right = px(10), box.width() - px(22)
        for caret, y in (("ph.caret-up-bold", middle - px(12)), ("ph.caret-down-bold", middle + px(2))):
            corner = QPointF(right, y)
            paint_icon(theme, painter, QRectF(corner.x(), corner.y(), side, side), caret, token)

    def _tokens(self) -> tuple[str, str, str]:
        """Ground, disc and words."""
        if self._kind is None:
            return "idle.soft", "idle.fill", "text2"
        return f"{self._kind.value}.soft", f"{self._kind.value}.fill", f"{self._kind.value}.text"

    def _open(self) -> None:
        self.asked.emit()
        height = self._menu.sizeHint().height()
        self._menu.popup(self.mapToGlobal(QPoint(0, -height - 4)))
