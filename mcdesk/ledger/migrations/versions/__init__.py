"""The steps, oldest first. A step speaks for its own day: it imports nothing from mcdesk."""
