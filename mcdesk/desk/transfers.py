"""Keeps count of the bytes on the move and tells the hub. It moves none itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from mcdesk.desk.hub import Hub
from mcdesk.model.events import Transfer, TransferKind, TransfersChanged, TransferState

_SMOOTHING = 0.3


class TransferMeter:
    """One transfer's figures: call it with bytes done and in all, then `end` it."""

    def __init__(self, transfer: Transfer, hub: Hub, now: Callable[[], float]) -> None:
        self.transfer = transfer
        self._hub = hub
        self._now = now
        self._at = now()
        self._tell()

    def __call__(self, done: int, total: int | None) -> None:
        """Notes progress and works out the speed, smoothed over the last reports."""
        moment = self._now()
        passed, speed = moment - self._at, self.transfer.speed
        if passed > 0:
            latest = max(0, done - self.transfer.done) / passed
            speed = latest if speed is None else speed + _SMOOTHING * (latest - speed)
            self._at = moment
        self.transfer = replace(self.transfer, done=done, total=total, speed=speed)
        self._tell()

    def turn_to(self, kind: TransferKind) -> None:
        """The transfer goes on as another kind: packed, then uploaded."""
        self.transfer = replace(self.transfer, kind=kind, done=0, total=None, speed=None)
        self._tell()

    def end(self, state: TransferState, words: str = "") -> None:
        """The transfer is over; later calls change nothing."""
        if self.transfer.state is TransferState.RUNNING:
            self.transfer = replace(self.transfer, state=state, words=words, speed=None)
            self._tell()

    def _tell(self) -> None:
        self._hub.tell(TransfersChanged(self.transfer))
