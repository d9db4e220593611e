"""Suggestions for misspelt words."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """Return the word of `known` that is most similar to `word`, or an empty text if none is similar."""
    return next(iter(near(word, known, most=1)), "")


def near(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """Return at most `most` words of `known` that are similar to `word`, the most similar first."""
    from difflib import get_close_matches  # noqa: PLC0415  # a profile without slips has no use for it

    return get_close_matches(word, list(dict.fromkeys(known)), n=most)
