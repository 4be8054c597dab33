"""The sheet in which one row of a result is picked, to rank it at once."""
