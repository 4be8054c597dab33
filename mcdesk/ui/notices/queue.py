"""Which notice is shown and which wait. It knows the rules of precedence and no widgets."""

from __future__ import annotations

from mcdesk.model.events import Ask, Notice
from mcdesk.ui.notices.words import asks, is_about_the_same, stays


class NoticeQueue:
    """Trouble is shown at once and stays; ends wait behind it; what asks is never lost to something newer."""

    def __init__(self) -> None:
        self._waiting: list[Notice] = []
        self.shown: Notice | None = None

    def put(self, notice: Notice) -> None:
        """Takes a new notice. What was said of the same matter before is out of date now."""
        shown = self.shown
        if notice == shown:
            return
        self._waiting = [each for each in self._waiting if not is_about_the_same(each, notice)]
        if shown is None or not stays(shown) or (asks(shown) and is_about_the_same(shown, notice)):
            self.shown = notice
        elif not stays(notice):
            self._waiting.append(notice)
        else:
            self._waiting[:0] = [shown] if asks(shown) else []
            self.shown = notice

    def drop(self) -> None:
        """What is shown was read or answered: the next one comes."""
        self.shown = self._waiting.pop(0) if self._waiting else None

    def withdraw(self, operation: str) -> None:
        """The lane of an operation goes on: nobody needs to be asked about it any more."""
        answered = (Ask.RESUME_LANE, operation)
        self._waiting = [each for each in self._waiting if (each.ask, each.operation) != answered]
        if self.shown is not None and (self.shown.ask, self.shown.operation) == answered:
            self.drop()
