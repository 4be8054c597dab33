"""The remote APIs as they are, spoken through one HTTP transport. They decide nothing."""
