"""The sheet that takes a MarketCheck key. It hands the key on and keeps no copy once it is closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from mcdesk.model.accounts import MARKETCHECK_URL, Account, is_loopback
from mcdesk.model.errors import AnswerLostError, DeskError, KeyringError, UnreachableError
from mcdesk.ui.controls.button import button
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.label import label
from mcdesk.ui.panels.word_box import WordBox
from mcdesk.ui.sheets.field import Field
from mcdesk.ui.sheets.sheet import Sheet
from mcdesk.ui.theme.icons import icon
from mcdesk.ui.theme.theme import Theme

_KEPT = "The key goes into the system's keyring. It is never written to a file, a log or the clipboard."
_PLAIN_ADDRESS = "The key would travel unencrypted: the address has to begin with https://."
_NO_ANSWER = "Check the address and the network, then press Check and save."


class AddKeySheet(Sheet):
    """`save_asked` and `session_asked` tell name, key and service address.

    Of an `account` whose key is missing, name and address are filled in.
    """

    save_asked = Signal(str, str, str)
    session_asked = Signal(str, str, str)

    def __init__(self, theme: Theme, owner: QWidget, account: Account | None = None) -> None:
        title = f"Add the key of {account.name} again" if account else "Add your MarketCheck key"
        super().__init__(theme, owner, title, width=480, account=account)
        self._is_busy = False
        self._name = QLineEdit()
        self._name.setPlaceholderText("Northlake Auto")
        self._key = QLineEdit()
        self._key.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = self._key.addAction(icon(theme, "ph.eye"), QLineEdit.ActionPosition.TrailingPosition)
        self._eye.setCheckable(True)
        self._eye.setToolTip("Show the key")
        self._eye.toggled.connect(self._on_eye_toggled)
        self._address = QLineEdit(MARKETCHECK_URL)
        self.lines.addWidget(Field(theme, "Account name", self._name, "For you, to tell accounts apart."))
        self.lines.addWidget(Field(theme, "API key", self._key))
        self._advanced = LinkButton("Service address…")
        self._advanced.clicked.connect(self._on_advanced)
        self.lines.addWidget(self._advanced, 0, Qt.AlignmentFlag.AlignLeft)
        self._address_field = Field(theme, "Service address", self._address, f"Usually {MARKETCHECK_URL}")
        self._address_field.hide()
        self.lines.addWidget(self._address_field)
        self.lines.addWidget(label(_KEPT, "small", "text2", wrap=True))
        self._box = WordBox(theme)
        self._box.hide()
        self.lines.addWidget(self._box)
        self._make_footer()
        for editor in (self._name, self._key, self._address):
            editor.textChanged.connect(self._weigh)
        if account is not None:
            self._name.setText(account.name)
            self._address.setText(account.base_url)
        (self._key if account else self._name).setFocus(Qt.FocusReason.PopupFocusReason)
        self._weigh()

    def show_checking(self) -> None:
        """One small request is under way."""
        self._is_busy = True
        self._box.show_words("run", "ph.spinner-gap", "Checking the key with the service…")
        self._box.show()
        # The pressed button is about to be disabled; left alone, the focus would go on to Cancel.
        self._key.setFocus(Qt.FocusReason.OtherFocusReason)
        self._weigh()

    def show_problem(self, error: DeskError) -> None:
        """Says what is wrong. Without a keyring the key can still serve for this session."""
        self._is_busy = False
        has_no_answer = isinstance(error, UnreachableError | AnswerLostError)
        # Elsewhere mcdesk tries again by itself. Here it waits for the user.
        advice = _NO_ANSWER if has_no_answer else error.advice
        small = f"Request id {error.instance}" if error.instance else ""
        self._box.show_words("bad", "ph.warning-octagon-fill", error.title, advice, small)
        self._box.show()
        self._session.setVisible(isinstance(error, KeyringError))
        self._weigh()
        if has_no_answer:
            self._on_advanced()
        else:
            self._go_to(self._key)

    def show_saved(self) -> None:
        """The key is kept: the sheet has done its work."""
        self._is_busy = False
        self.accept()

    def done(self, result: int) -> None:
        """Ends the sheet. The key does not outlive it."""
        self._key.clear()
        self._eye.setChecked(False)
        super().done(result)

    def _make_footer(self) -> None:
        self._session = button(self.theme, "Use for this session only")
        self._session.clicked.connect(lambda: self.session_asked.emit(*self._entered()))
        self._session.hide()
        cancel = button(self.theme, "Cancel")
        cancel.clicked.connect(self.reject)
        self._save = button(self.theme, "Check and save", kind="primary")
        self._save.clicked.connect(lambda: self.save_asked.emit(*self._entered()))
        self._save.setDefault(True)
        self.footer.row.addWidget(self._session)
        self.footer.row.addStretch(1)
        self.footer.row.addWidget(cancel)
        self.footer.row.addWidget(self._save)

    def _entered(self) -> tuple[str, str, str]:
        name = self._name.text().strip() or "MarketCheck"
        return name, self._key.text().strip(), self._address.text().strip().rstrip("/")

    def _weigh(self) -> None:
        _, key, address = self._entered()
        is_safe = address.startswith("https://") or (address.startswith("http://") and is_loopback(address))
        self._address.setToolTip("" if is_safe else _PLAIN_ADDRESS)
        ready = bool(key) and is_safe and not self._is_busy
        self._save.setEnabled(ready)
        self._session.setEnabled(ready)
        self._save.setToolTip("" if is_safe else _PLAIN_ADDRESS)
        for editor in (self._name, self._key, self._address):
            editor.setReadOnly(self._is_busy)

    def _on_advanced(self) -> None:
        self._advanced.hide()
        self._address_field.show()
        self._go_to(self._address)

    def _go_to(self, editor: QLineEdit) -> None:
        editor.setFocus(Qt.FocusReason.OtherFocusReason)
        editor.selectAll()

    def _on_eye_toggled(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self._key.setEchoMode(mode)
        self._eye.setIcon(icon(self.theme, "ph.eye-slash" if shown else "ph.eye"))
        self._eye.setToolTip("Hide the key" if shown else "Show the key")
