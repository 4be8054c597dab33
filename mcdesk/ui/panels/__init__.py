"""Small parts that several panels share. They know the theme and nothing of jobs."""
