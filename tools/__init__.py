"""Tools for authors, run from the root of the repository: python -m tools.sync, python -m tools.notebooks."""
