"""Give fewer examples to a property that costs more than others."""

from __future__ import annotations

from hypothesis import settings


def one_in(many: int) -> settings:
    """Return settings for one in so many of the examples that the profile in force gives others."""
    most = settings().max_examples
    return settings(max_examples=max(1, most // many))
