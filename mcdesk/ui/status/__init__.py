"""The line at the foot of the window: watching, lanes and connection, in words."""
