"""Every entry point by every kind of input."""
