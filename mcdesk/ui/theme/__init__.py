"""The look: colour tokens, type, icons and the one style sheet. Knows no widget and no job."""
