"""Runs `mcdesk` as a process of its own with a keyring that holds one key, told in the environment."""

import os
import sys

import keyring
from keyring.backend import KeyringBackend


class Keyring(KeyringBackend):
    """Knows one key, whoever asks."""

    priority = 1

    def get_password(self, service: str, username: str) -> str | None:
        return os.environ["TEST_KEY"]

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError


if __name__ == "__main__":
    Keyring.__module__ = "keyring.backends.SecretService"  # which mcdesk trusts with a key
    keyring.set_keyring(Keyring())
    sys.argv = ["mcdesk"]
    from mcdesk.__main__ import main

    main()
