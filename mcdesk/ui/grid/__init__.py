"""The grid in which vehicles or dealers are typed, pasted and mended: a small spreadsheet for one side."""
