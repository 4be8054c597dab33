"""Finds the account and the key that a command is to use. It asks nobody and prints nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from mcdesk.ledger.keys import Keys
from mcdesk.ledger.ledger import Ledger
from mcdesk.model.accounts import (
    MARKETCHECK_URL,
    Account,
    ApiKey,
    is_loopback,
    is_web_address,
    kind_of,
)
from mcdesk.model.errors import UsageError

KEY_VARIABLE = "MCDESK_API_KEY"


async def account_and_key(
    ledger: Ledger,
    keys: Keys,
    environment: Mapping[str, str],
    *,
    name: str | None,
    base_url: str | None,
    new_id: Callable[[], str],
) -> tuple[Account, ApiKey]:
    """The account by name, or by address and key; one that is new is written down, without its key.

    Raises:
        UsageError: If there is no such account or no key for it.
        KeyringError: If the key is in a keyring that can't be read.
    """
    if base_url is not None:
        require_safe(base_url)
    known = {account.name: account for account in await ledger.accounts()}
    if name is not None and name not in known and not environment.get(KEY_VARIABLE):
        there = ", ".join(sorted(known)) or "none yet"
        raise UsageError(f"There is no account named {name}.", f"Known accounts: {there}.")
    if text := environment.get(KEY_VARIABLE, "").strip():
        return await _by_key(ledger, ApiKey(text), name, base_url, new_id)
    if name is None:
        raise UsageError("There is no key to use.", f"Set {KEY_VARIABLE}, or name an account with --account.")
    account = known[name]
    if (key := await keys.get(account.id)) is None:
        raise UsageError(
            f"The keyring has no key for {name}.", f"Add it again in the window, or set {KEY_VARIABLE}."
        )
    if base_url is not None and base_url.rstrip("/") != account.base_url:
        raise UsageError(
            f"The account {name} belongs to {account.base_url}.",
            "Leave --base-url out, or use another account.",
        )
    return account, key


def require_safe(base_url: str) -> None:
    """A key must not travel in clear text beyond this computer.

    Raises:
        UsageError: If the address is no web address, or is plain http elsewhere.
    """
    if not is_web_address(base_url):
        raise UsageError(
            "That is not a web address of a service.", "It looks like https://api.marketcheck.com."
        )
    parts = urlsplit(base_url)
    if parts.scheme == "http" and not is_loopback(base_url):
        raise UsageError(
            f"{base_url} would send your key in clear text.",
            "Use https; plain http is for this computer only.",
        )


async def _by_key(
    ledger: Ledger,
    key: ApiKey,
    name: str | None,
    base_url: str | None,
    new_id: Callable[[], str],
) -> tuple[Account, ApiKey]:
    fingerprint = await ledger.fingerprint(key)
    # Read only now: where the salt was lost, the accounts' fingerprints have just become blank.
    known = {account.name: account for account in await ledger.accounts()}
    if name is not None and name in known:
        account = known[name]
        url = (base_url or account.base_url).rstrip("/")
        if account.fingerprint not in ("", fingerprint) or url != account.base_url:
            raise UsageError(
                f"The account {name} has another key or address.", "Use another --account, or leave it out."
            )
        return account, key
    url = (base_url or MARKETCHECK_URL).rstrip("/")
    if name is None and (found := await _first_with(ledger, url, fingerprint)) is not None:
        return found, key
    label = name or f"{urlsplit(url).netloc} {fingerprint[:4]}"
    account = Account(new_id(), label, kind_of(url), url, fingerprint)
    await ledger.save_account(account)
    if name is None:
        # Two commands may have added it at the same moment: both go on with the one that came first.
        account = await _first_with(ledger, url, fingerprint) or account
    return account, key


async def _first_with(ledger: Ledger, url: str, fingerprint: str) -> Account | None:
    """The account with this key; where nobody knows whose it is, the only one whose key is not known.

    With that account goes what earlier runs began; another account would send their files as new jobs.
    """
    there = [account for account in await ledger.accounts() if account.base_url == url]
    if (found := next((a for a in there if a.fingerprint == fingerprint), None)) is not None:
        return found
    blank = [account for account in there if not account.fingerprint]
    if len(blank) != 1:
        return None
    found = replace(blank[0], fingerprint=fingerprint)
    await ledger.save_account(found)
    return found
