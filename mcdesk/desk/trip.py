"""What every part of a journey works with, in one value. It does nothing itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from mcdesk.desk.hub import Hub
from mcdesk.desk.plan import Plan, Step
from mcdesk.desk.world import World
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import Account
from mcdesk.services.batch import BatchClient


@dataclass(frozen=True, slots=True)
class Trip:
    """One file's journey for one account.

    Attributes:
        plan: What to do with the file.
        account: Whose jobs they become.
        client: Speaks the operation's batch API for that account.
        ledger: Open; what is done is written down there first.
        hub: Hears of transfers.
        world: Time, chance and folders.
        tell: Is told each step.
    """

    plan: Plan
    account: Account
    client: BatchClient
    ledger: Ledger
    hub: Hub
    world: World
    tell: Callable[[Step], None]
