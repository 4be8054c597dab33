"""Passes events from the desk's parts to whoever watches. It keeps none of them."""

from __future__ import annotations

from collections.abc import Callable

from mcdesk.model.events import DeskEvent

Listener = Callable[[DeskEvent], None]


class Hub:
    """Listeners are called at once, on the loop, in the order in which they came."""

    def __init__(self) -> None:
        self._listeners: list[Listener] = []

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Adds a listener and gives the function that takes it away again."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def tell(self, event: DeskEvent) -> None:
        """Calls every listener."""
        for listener in tuple(self._listeners):
            listener(event)
