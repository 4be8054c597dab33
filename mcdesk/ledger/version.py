"""The ledger file's name and the number of its newest schema. Nothing else, so that anyone may ask."""

FILE_NAME = "ledger.sqlite3"

NEWEST = "0002"
"""The newest migration. A ledger with a higher number was written by a newer mcdesk."""
