"""The MarketCheck batch and MarketMatch APIs, served on loopback for practice and tests.

Written from the vendor's documents alone: nothing here may import another room of mcdesk.
"""
