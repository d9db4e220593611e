"""Plandraft: draft plans for disability affairs from a locality's profile."""

__version__ = "0.1.0"
STOPPED = "已中止。"  # what is said at a signal, also before anything else is loaded
