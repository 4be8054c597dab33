"""The line at the foot of the window. It says how the watching goes and asks for more; it watches nothing."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from mcdesk.model.events import LaneStatus, PollStatus
from mcdesk.model.watching import silence
from mcdesk.ui.controls.link_button import LinkButton
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label
from mcdesk.ui.status.lane_label import LaneLabel
from mcdesk.ui.status.words import NO_KEY, checked_tooltip, checked_words, connection_of
from mcdesk.ui.theme.theme import Theme

NO_ACCOUNT = "No account yet: nothing is sent and nothing is watched"


class StatusLine(QWidget):
    """Watching at the left, then the lanes, the connection at the right."""

    check_now_asked = Signal()
    resume_asked = Signal()
    resume_lane_asked = Signal(str)
    """The operation whose stopped lane is to go on."""

    def __init__(self, theme: Theme, now: Callable[[], float]) -> None:
        super().__init__()
        self._theme, self._now = theme, now
        self._poll = PollStatus()
        self._has_account = True
        self._lanes: dict[str, LaneLabel] = {}
        self._of_lanes: list[QWidget] = []
        self.setFixedHeight(theme.px(30))
        self.setAccessibleName("Status")
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(theme.px(6), 0, theme.px(12), 0)
        self._row.setSpacing(theme.px(8))
        self._clock = IconMark(theme, "ph.clock", "text2", 14)
        self._checked = label("", "small", "text2")
        self._check_now = LinkButton("Check now")
        self._check_now.setToolTip("F5. The service asks for a minute between checks; mcdesk waits it out.")
        self._check_now.clicked.connect(self.check_now_asked)
        self._resume = LinkButton("Resume")
        self._resume.setToolTip("Starts checking again")
        self._resume.clicked.connect(self.resume_asked)
        for widget in (self._clock, self._checked, self._check_now, self._resume):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._mark = IconMark(theme, "ph.check-circle-fill", "ok.text", 14)
        self._online = label("", "small", "ok")
        self._row.addWidget(self._mark)
        self._row.addWidget(self._online)
        self.tick()

    def set_has_account(self, has_account: bool) -> None:
        """Without an account there is nothing to watch: no lanes, no connection."""
        self._has_account = has_account
        for widget in self._of_lanes:
            widget.setVisible(has_account)
        self.tick()

    def show_poll(self, poll: PollStatus) -> None:
        """Shows how the watching goes."""
        self._poll = poll
        self.tick()

    def show_lanes(self, lanes: tuple[LaneStatus, ...]) -> None:
        """Shows every lane; a lane that is known is only told anew."""
        for lane in lanes:
            known = self._lanes.get(lane.operation)
            if known is not None:
                known.show_lane(lane)
                continue
            shown = LaneLabel(self._theme, lane)
            shown.resume_asked.connect(self.resume_lane_asked)
            self._lanes[lane.operation] = shown
            place = self._row.count() - 3
            rule = self._rule()
            self._row.insertWidget(place, rule)
            self._row.insertWidget(place + 1, shown)
            for widget in (rule, shown):
                self._of_lanes.append(widget)
                widget.setVisible(self._has_account)

    def tick(self) -> None:
        """Brings the relative words up to the present moment."""
        now = self._now()
        for widget in (self._mark, self._online):
            widget.setVisible(self._has_account)
        if not self._has_account:
            self._show_nobody()
            return
        is_silent = not self._poll.is_waking and silence(self._poll, now) is not None
        stopped = self._poll.has_stopped or is_silent
        self._checked.setText(checked_words(self._poll, now))
        self._checked.setToolTip(checked_tooltip(self._poll))
        says_no_key = self._checked.text() == NO_KEY
        dress_label(self._checked, "small", "warn" if stopped or says_no_key else "text2")
        self._clock.set_icon(
            "ph.pause-circle-fill" if stopped else "ph.clock", "warn.text" if stopped else "text2"
        )
        self._check_now.setVisible(not stopped)
        self._check_now.setEnabled(not self._poll.is_checking and not self._poll.is_waking)
        self._resume.setVisible(stopped)
        connection = connection_of(self._poll, now)
        self._online.setText(connection.words)
        dress_label(self._online, "small", connection.tone)
        self._mark.set_icon(connection.icon, f"{connection.tone}.text")
        for widget in (self._online, self._mark):
            widget.setToolTip(connection.tooltip)

    def _show_nobody(self) -> None:
        self._check_now.hide()
        self._resume.hide()
        self._checked.setText(NO_ACCOUNT)
        self._checked.setToolTip("")
        dress_label(self._checked, "small", "text2")
        self._clock.set_icon("ph.info", "text2")

    def _rule(self) -> QFrame:
        rule = QFrame()
        rule.setProperty("kind", "rule")
        rule.setFixedSize(1, self._theme.px(12))
        return rule
