"""What was sent and what came back."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from mcdesk.ui.inspector.count_facts import Counts
from mcdesk.ui.inspector.counts_bar import CountsBar
from mcdesk.ui.inspector.section import Section
from mcdesk.ui.panels.flow_layout import FlowLayout
from mcdesk.ui.panels.icon_mark import IconMark
from mcdesk.ui.panels.label import dress_label, label, set_text
from mcdesk.ui.theme.theme import Theme


class CountsSection(Section):
    """A line, a bar and a sentence; another where the file was not sent as it is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Counts")
        line = QWidget()
        flow = FlowLayout(line, theme.px(6))
        self._before, self._sent = label(kind="section"), label(tone="text2")
        self._arrow = IconMark(theme, "ph.arrow-right", "text3", 14)
        self._after, self._came = label(kind="section"), label(tone="text2")
        for widget in (self._before, self._sent, self._arrow, self._after, self._came):
            flow.addWidget(widget)
        self.body.addWidget(line)
        self._bar = CountsBar(theme)
        self.body.addWidget(self._bar)
        self._note = self.add_note()
        self._prepared = self.add_note()
        self.body.addStretch(1)

    def show_counts(self, counts: Counts) -> None:
        """Shows other counts."""
        set_text(self._before, counts.before[0])
        set_text(self._sent, counts.before[1])
        after = counts.after or ("", "")
        self._arrow.setVisible(counts.after is not None)
        set_text(self._after, after[0])
        set_text(self._came, after[1])
        self._bar.show_counts(counts)
        self._note.setText(counts.note)
        dress_label(self._note, "small", "warn" if counts.is_warning else "text2")
        set_text(self._prepared, counts.prepared)
