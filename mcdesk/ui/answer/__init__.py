"""The right half of the Rank page: what a ranking answered, or why there is none. It asks for nothing."""
