"""How keys of blocks are spelt: by the outline that gives them, and the comparison that knows them again."""

OWN = "/own"
"""In the key of a passage of the locality's own words: no topic names it, so its place does."""
