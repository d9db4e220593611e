"""Suggestions for misspelt words."""

from __future__ import annotations

from collections.abc import Iterable

_MOST_NAMES = 5_000
_SIMILAR = 59.9  # per cent; difflib takes words from 60
_LIKE = 0.6
_LIKELY = 10  # words that difflib compares


def nearest(word: str, known: Iterable[str], *, like: float = _LIKE) -> str:
    """Return the word of `known` that is most similar to `word`, or an empty text if none is so `like` it."""
    return next(iter(near(word, known, most=1, like=like)), "")


def near(word: str, known: Iterable[str], *, most: int = 3, like: float = _LIKE) -> list[str]:
    """Return at most `most` words of `known` that are similar to `word`, the most similar first.

    How `like` they have to be is difflib's share of equal characters, 1 for the same word.
    Return none of more names than any plan has: to compare thousands of slips with them would take minutes.
    """
    from difflib import get_close_matches  # noqa: PLC0415  # a profile without slips has no use for these

    from rapidfuzz import fuzz, process  # noqa: PLC0415

    names = set(known)
    if len(names) > _MOST_NAMES:
        return []
    # Rapidfuzz's ratio is never below difflib's, which takes a hundred times as long.
    likely = process.extract(word, sorted(names), scorer=fuzz.ratio, score_cutoff=_SIMILAR, limit=_LIKELY)
    return get_close_matches(word, [name for name, *_ in likely], n=most, cutoff=like)


def near_part(words: str, texts: Iterable[str], *, most: int = 3) -> list[str]:
    """Return at most `most` of `texts` that have a part similar to `words`, the most similar first."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415  # as above

    known = sorted({text for text in texts if 2 * len(text) >= len(words)})[:_MOST_NAMES]
    found = process.extract(words, known, scorer=fuzz.partial_ratio, score_cutoff=_SIMILAR, limit=most)
    return [text for text, *_ in found]
