"""Tells on stderr how a run goes: a live bar on a terminal, plain lines elsewhere. Never on stdout."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn

from mcdesk.desk.plan import Step
from mcdesk.model.errors import DeskError


class Show:
    """Takes steps and shows them. Use it as a context manager: it puts the terminal back in order."""

    def __init__(self, *, quiet: bool = False) -> None:
        self._console = Console(stderr=True, highlight=False, quiet=quiet)
        self._last = ""
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(bar_width=32),
            TextColumn("{task.percentage:>3.0f} %"),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("", total=100, visible=False)
        self._is_live = sys.stderr.isatty()

    def __enter__(self) -> Self:
        if self._is_live:
            self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._is_live:
            self._bar.stop()

    def step(self, step: Step) -> None:
        """Shows one step; repeated words are said once, percentages move the bar."""
        if step.percent is None:
            self._bar.update(self._task, visible=False)
            self._say(step.text, is_trouble=step.is_trouble)
        elif self._is_live:
            self._bar.update(self._task, description=escape(step.text), completed=step.percent, visible=True)
        else:
            self._say(f"{step.text}: {step.percent} %", is_trouble=False)

    def error(self, error: DeskError) -> None:
        """Says what went wrong, what to do, and what to quote to the service's support."""
        self._console.print(f"[bold red]{escape(error.title)}[/]")
        if error.advice:
            self._console.print(escape(error.advice), soft_wrap=True)
        if error.code:
            self._console.print(f"Code: {escape(error.code)}")
        if error.instance:
            self._console.print(f"Request id: {escape(error.instance)}")

    def _say(self, text: str, *, is_trouble: bool) -> None:
        if text != self._last:
            self._last = text
            self._console.print(escape(text), style="yellow" if is_trouble else "", soft_wrap=True)
