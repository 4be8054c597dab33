"""A file on its way out: where verified results lie and how they are handed on."""
