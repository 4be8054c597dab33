"""What is typed, pasted or dropped into a form: cells and rows judged while one types. Knows no widget."""
