"""Parts that every page beside the jobs is made of: its head, what stands in for a table, its rows."""
