"""What stands behind the exercises: it runs an answer, compares, and finds the words."""
