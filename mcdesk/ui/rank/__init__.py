"""The Rank page: forms at the left, answers at the right. Views only; `flows/rank.py` asks the service."""
