"""The shelf of running transfers. It shows them and asks to cancel; it moves no bytes."""
