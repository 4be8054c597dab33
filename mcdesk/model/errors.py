"""The one family of errors that a user is told about. No foreign exception passes the room where it entered.

Three fates, decided by type: a `DeskError` is shown, a cancellation is silent, anything else is a bug.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from mcdesk.model.rankings import Mention


class DeskError(Exception):
    """Something the user should be told: `title` says what happened, `advice` what to do next.

    Attributes:
        can_retry: Whether the same act can succeed later without the user changing anything.
        stops_lane: Whether every other file of the account would meet it too, so that sending must stop.
        code: The service's own word for it (`active_job_exists`), or "" when there is none.
        instance: The service's request id, to be quoted to its support, or "".
        retry_after: Seconds that the service asked to be left alone, or None.
    """

    can_retry: ClassVar[bool] = False
    stops_lane: ClassVar[bool] = False

    def __init__(
        self,
        title: str,
        advice: str = "",
        *,
        code: str = "",
        instance: str = "",
        retry_after: float | None = None,
    ) -> None:
        super().__init__(title)
        self.title = title
        self.advice = advice
        self.code = code
        self.instance = instance
        self.retry_after = retry_after

    def __str__(self) -> str:
        return f"{self.title} {self.advice}".strip()


class InputFileError(DeskError):
    """The file can't be sent as it is. Nothing was sent."""


class UsageError(DeskError):
    """What was asked for makes no sense. Nothing was sent."""


class BusyElsewhereError(DeskError):
    """Another mcdesk on this computer is doing this very thing."""

    can_retry = True


class StorageError(DeskError):
    """This computer's disk or a folder on it refused: full, gone, or not writable."""


class KeyringError(DeskError):
    """The system's keyring is missing, locked or broken."""


class LedgerError(DeskError):
    """The ledger can't be opened or written."""


class UnreachableError(DeskError):
    """The request never reached the service. Nothing happened there."""

    can_retry = True


class AnswerLostError(DeskError):
    """The request may have reached the service, but no answer came. The outcome is unknown."""

    can_retry = True


class ServiceTroubleError(DeskError):
    """The service answered that it is in trouble itself (5xx), or in a language nobody documented."""

    can_retry = True


class RateLimitedError(DeskError):
    """Too many requests in a short time. `retry_after` says how long to wait, where known."""

    can_retry = True


class QuotaExhaustedError(DeskError):
    """The month's requests are used up. Waiting a minute does not help."""

    stops_lane = True


class RefusedError(DeskError):
    """The service understood and said no."""


class RankRefusedError(RefusedError):
    """A ranking was refused because of some of its entries, which it names (MarketMatch, 422 and 400).

    Attributes:
        failed_vins: VINs that could not be decoded.
        missing_dealers: Dealers that the service does not know.
        multi_location_sources: Dealers with several locations, of which none was named.
    """

    failed_vins: tuple[Mention, ...] = ()
    missing_dealers: tuple[Mention, ...] = ()
    multi_location_sources: tuple[Mention, ...] = ()


class KeyRefusedError(RefusedError):
    """The key is unknown to the service, or may not do this."""

    stops_lane = True


class NotAllowedError(KeyRefusedError):
    """The key is known, but may not do this: a product that the account does not have, for instance."""


class LaneBusyError(RefusedError):
    """A job of this operation is still running; the service takes one at a time (`active_job_exists`)."""

    can_retry = True


class UnknownJobError(RefusedError):
    """The service has no such job in this account (`job_not_found`)."""


class NotCompletedError(RefusedError):
    """The job has no result yet (`job_not_completed`)."""


class NoDownloadsLeftError(RefusedError):
    """All download slots of the job are used (`download_limit_exceeded`)."""


class DownloadBrokenError(DeskError):
    """The answer to a download began and broke off. Its slot is most likely spent."""


class ChecksumError(DeskError):
    """The bytes that arrived are not the bytes the service said it sent."""
