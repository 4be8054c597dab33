"""The job table: what it shows, how it is ordered and how it is painted. Knows no desk, network or ledger."""
