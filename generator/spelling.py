"""Words that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, empty where none is."""
    return next(iter(near(word, known, most=1)), "")


def near(word: str, known: Iterable[str], *, most: int = 3) -> list[str]:
    """The known words that are like this one, the most alike first."""
    from difflib import get_close_matches  # noqa: PLC0415  # a profile without slips has no use for it

    return get_close_matches(word, list(dict.fromkeys(known)), n=most)
