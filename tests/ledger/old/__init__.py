"""Ledger files as earlier schemas had them, kept for good. `make` says how they were made."""
