"""A file on its way in: read, check, pack. Blocking code for worker threads; it sends nothing."""
