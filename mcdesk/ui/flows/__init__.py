"""What happens between a wish and the desk, one module a wish. Slots start named tasks, never await."""
