"""mcdesk: batch jobs for vehicle data, from a CSV to a verified result."""

__version__ = "0.1.0"
