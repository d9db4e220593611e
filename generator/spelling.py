"""Words that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, empty where none is."""
    from difflib import get_close_matches  # noqa: PLC0415  # a profile without slips has no use for it

    return next(iter(get_close_matches(word, list(known), n=1)), "")
