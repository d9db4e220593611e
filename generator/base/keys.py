"""Spell the keys of blocks: for the outline that gives them, and the comparison that knows them again."""

OWN = "/own"
"""In the key of a passage of the locality's own words: no topic names it, so its place does."""
