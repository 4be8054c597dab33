"""Everything about the chosen job in one pane. It shows and asks; it never acts."""
