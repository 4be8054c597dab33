"""The words of the trade: frozen values and pure functions. Standard library only: no clock, files or network."""
