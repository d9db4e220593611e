"""Plandraft: draft plans for disability affairs from a locality's profile."""

__version__ = "0.1.0"
