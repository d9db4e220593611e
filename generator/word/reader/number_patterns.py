"""The numbers that patterns of headings print, as expressions by which to find them again."""

from __future__ import annotations

import re

# Bounded: the pattern comes with the file, and one like {n}{n}{n} would be tried in every way there is.
NUMBERS = {"n": r"\d{1,4}", "cjk": "[零一二三四五六七八九十百千]{1,8}"}
WORD = re.compile(r"\\\{(\w+)\\\}")
"""A {word} of a pattern that was escaped."""
_MOST_NUMBERS = 3  # in one pattern


def is_too_long(pattern: str) -> bool:
    """Return whether `pattern` has more numbers than any heading of ours."""
    return pattern.count("{") > _MOST_NUMBERS
