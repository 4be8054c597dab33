"""Puts the dealer book of a damaged ledger in order, so that a new ledger takes it. It reads no files.

Members of lists hang on two rows: that of their list and that of their dealer. A list of which only members
are left is worth keeping; a member without its dealer says nothing.
"""

from __future__ import annotations

from collections.abc import Collection

from mcdesk.ledger.migrations.dealers_setting import SETTING, moved
from mcdesk.ledger.rebuilding import Rebuilding

_NOT_FOUND = "its row could not be found"


def settle_dealers(rebuilding: Rebuilding, lacking: Collection[str]) -> None:
    """Sees to it that every member has its list and its dealer. To be called when all is taken.

    Args:
        rebuilding: What the new ledger will hold.
        lacking: The tables of which not all rows are certainly there. What older sources have beyond the
            others was removed.
    """
    if "dealers" in lacking:
        _move_from_setting(rebuilding)
    members, dealers, lists = (
        rebuilding.rows[table] for table in ("dealer_list_members", "dealers", "dealer_lists")
    )
    for identity, row in list(members.items()):
        list_key, dealer_key, _ = row
        is_old = rebuilding.is_old("dealer_list_members", identity)
        if (dealer_key,) not in dealers:
            del members[identity]
            if "dealers" in lacking or not is_old:
                rebuilding.bad.append(("dealer_list_members", row, "its dealer could not be found"))
        elif (list_key,) not in lists:
            if is_old and "dealer_lists" not in lacking:
                del members[identity]
                continue
            lists[(list_key,)] = (list_key, list_key)
            rebuilding.bad.append(("dealer_lists", (list_key, None), _NOT_FOUND))


def _move_from_setting(rebuilding: Rebuilding) -> None:
    """Takes the dealers of a ledger that is older than their table."""
    held = rebuilding.rows["settings"].get((SETTING,))
    if held is None:
        return
    rows, rest = moved(held[1])
    for row in rows:
        rebuilding.take("dealers", row, is_old=rebuilding.is_old("settings", (SETTING,)))
    if rows and rest is None:
        del rebuilding.rows["settings"][(SETTING,)]
    elif rows:
        rebuilding.rows["settings"][(SETTING,)] = (SETTING, rest)
