"""Words that may be misspelt."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that is most like this one, empty where none is."""
    return next(iter(get_close_matches(word, list(known), n=1)), "")
