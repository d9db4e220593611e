"""Edit files as somebody does by hand, and find the profiles of which they are drafts."""

from __future__ import annotations

from commands import CASES
from word_files import edited

PROFILE = CASES / "policy" / "ordinary.yaml"
OTHER = CASES / "policy" / "target_below_national.yaml"


def in_word(content: bytes) -> bytes:
    """Return a Word file with a word changed."""
    return edited(content, lambda part: part.replace("残疾人", "残疾朋友", 1))


def in_text(content: bytes) -> bytes:
    """Return a text with a word changed."""
    return content.replace("残疾人".encode(), "残疾朋友".encode(), 1)
