"""The dealer book: the page that keeps it, and the list by which a form takes from it."""
