"""Plandraft: draft plans for disability affairs from a locality's profile."""
