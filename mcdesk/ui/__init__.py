"""Everything that is Qt. It shows what the desk tells and says what the user wants; it decides nothing."""
