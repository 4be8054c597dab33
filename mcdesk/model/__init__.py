"""The words of the trade: frozen values and pure functions. No clock, no files, no network."""
