"""The ledger file's name, its least size, the number of its newest schema. Nothing else: anyone may ask."""

FILE_NAME = "ledger.sqlite3"

NEWEST = "0004"
"""The newest migration. A ledger with a higher number was written by a newer mcdesk."""

SMALLEST = 2
"""Bytes. A smaller file is an empty one to SQLite, which begins a new database in it."""
