"""Ends worth saying aloud, on the screen and to screen readers."""
