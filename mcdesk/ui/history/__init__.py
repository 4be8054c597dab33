"""The history of single requests as a sheet: to find, open, repeat, compare and remove. It asks nothing."""
