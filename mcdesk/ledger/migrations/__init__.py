"""How older ledgers become today's: numbered steps that are never edited again once released."""
