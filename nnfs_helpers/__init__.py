"""The code of the course "Neural networks from scratch": every class here is written in a chapter first."""

__version__ = "1.0.0"
