"""Check a plan as it stands in a Word file, whoever wrote it: the same view of it as of a profile, and rules.

What rules look at is made of the Document alone: a profile of what its table of indicators says
(`as_profile.py`), its printed lines (`lines.py`), both in one context (`context.py`).
"""
