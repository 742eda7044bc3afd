"""What stands behind the taught modules: sentences for bad input, the file format, the bar, measured ratios."""
