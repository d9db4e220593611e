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


def resolve_patterns(patterns: dict[str, str], literal: Mapping[str, str]) -> dict[str, str]:
    """Fill in `patterns` that name one another; `literal` terms stay as they are, inside others too.

    A pattern may use terms that use others in turn, to any depth. A pattern that leads back to itself stays
    as it is too.
    """
    waiting = {key: text for key, text in patterns.items() if key not in literal}
    circular = {key: text for key, text in waiting.items() if key in _references(key, waiting)}
    done = {**literal, **circular}
    waiting = {key: text for key, text in waiting.items() if key not in circular}
    while waiting:
        ready = {key: text for key, text in waiting.items() if not words_of(text) & waiting.keys()}
        done |= {key: fill(text, done) for key, text in ready.items()}
        waiting = {key: text for key, text in waiting.items() if key not in ready}
    return done


def _references(key: str, patterns: Mapping[str, str]) -> set[str]:
    """Return the terms that the term `key` names, directly or through others."""
    used: set[str] = set()
    found = {key}
    while found:
        found = {word for name in found for word in words_of(patterns[name]) & patterns.keys()} - used
        used |= found
    return used
