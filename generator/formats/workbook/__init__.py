"""Workbooks that departments fill in: what they ask (`questions`), how they are written and read back."""
