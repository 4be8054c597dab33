"""The same desk without a window: commands, their words and their exit codes."""
