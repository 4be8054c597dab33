"""The look through a file before it is sent: read, matched, mended. It shows, and tells wishes only."""
