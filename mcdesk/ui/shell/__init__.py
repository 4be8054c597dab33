"""What stays in place while pages change: account stripe, rail, and the areas around the page."""
