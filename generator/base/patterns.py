"""Patterns with {words} in braces, filled in without the powers of str.format."""

from __future__ import annotations

import re
from collections.abc import Mapping

MAX_LENGTH = 200  # characters of a numbering pattern, which is printed at every heading
_WORD = re.compile(r"\{(\w+)\}")


def fill(pattern: str, words: Mapping[str, object]) -> str:
    """Return `pattern` with each {word} replaced from `words`; an unknown {word} stays as it is."""
    return _WORD.sub(lambda match: str(words.get(match[1], match[0])), pattern)


def words_of(pattern: str) -> set[str]:
    """Return the words that stand in braces in `pattern`."""
    return set(_WORD.findall(pattern))
