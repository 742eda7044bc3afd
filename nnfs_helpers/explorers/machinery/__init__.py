"""What stands behind the explorers: the picture that is drawn anew, and its controls."""
