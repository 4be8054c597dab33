"""Which keyrings are trusted with a key, and what their errors mean. `keyring` is imported at first use."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from mcdesk.model.errors import KeyringError

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

# Only what belongs to the system and encrypts. Anything else could keep a key in the clear without saying so.
_TRUSTED = {
    "keyring.backends.SecretService": "GNOME Keyring / Secret Service",
    "keyring.backends.libsecret": "GNOME Keyring / Secret Service",
    "keyring.backends.kwallet": "KDE Wallet",
    "keyring.backends.macOS": "macOS Keychain",
    "keyring.backends.Windows": "Windows Credential Manager",
}
_START_ONE = (
    "Start the system's keyring (GNOME Keyring, KDE Wallet, or KeePassXC with its Secret Service), then "
    "start mcdesk again. The key is never kept in a plain file instead."
)
_LOCKED = frozenset({"KeyringLocked", "LockedException", "PromptDismissedException"})
_ABSENT = frozenset({"NoKeyringError", "SecretServiceNotAvailableException"})
_choosing = threading.Lock()


def trusted() -> KeyringBackend:
    """The keyring to use.

    Raises:
        KeyringError: There is none, or the one that is set up is not trusted with a key.
    """
    import keyring
    from keyring.backends.chainer import ChainerBackend
    from keyring.backends.fail import Keyring as NoKeyring

    with _choosing:  # the library looks around at the first call, and not safely from two threads
        chosen = keyring.get_keyring()
        candidates = list(chosen.backends) if isinstance(chosen, ChainerBackend) else [chosen]
    for candidate in candidates:
        if _family(candidate) in _TRUSTED:
            return candidate
    if isinstance(chosen, NoKeyring):
        raise _absent()
    raise KeyringError(
        f"The keyring that is set up, “{type(chosen).__module__}”, is not the system's own and may keep keys "
        "readable for anyone.",
        "Remove it from PYTHON_KEYRING_BACKEND or from keyringrc.cfg. " + _START_ONE,
    )


def words_for(keyring: KeyringBackend) -> str:
    """A keyring's name as the user knows it."""
    return _TRUSTED[_family(keyring)]


@contextmanager
def translated() -> Iterator[None]:
    """Raises KeyringError in place of whatever a keyring raises."""
    try:
        yield
    except (KeyringError, TimeoutError):
        raise
    except Exception as exc:
        # Each system raises exceptions of its own, and most of their modules exist on that system only:
        # so they are told apart by name, and none of their text is shown, which nobody here vouches for.
        names = {base.__name__ for error in (exc, exc.__cause__) for base in type(error).__mro__}
        if names & _LOCKED:
            raise KeyringError(
                "The system's keyring is locked.",
                "Unlock it: sign in again, or open the system's password manager. Then try again.",
            ) from exc
        if names & _ABSENT:
            raise _absent() from exc
        raise KeyringError(
            f"The system's keyring could not be used ({type(exc).__name__}).",
            "Open the system's password manager and see whether it works there, then try again.",
        ) from exc


def _family(keyring: KeyringBackend) -> str:
    return ".".join(type(keyring).__module__.split(".")[:3])


def _absent() -> KeyringError:
    return KeyringError("This computer has no keyring that could keep the key.", _START_ONE)
