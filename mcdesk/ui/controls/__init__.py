"""Small controls that every page uses. They know the theme and nothing of jobs."""
