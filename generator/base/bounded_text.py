"""Text that is joined from pieces, bounded in length: what a template makes, or a profile's own words."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from generator.base.limits import MOST_DRAFT_CHARACTERS, MOST_DRAFT_TAGS

_BATCH = 100  # pieces that are counted together


def bounded(pieces: Iterable[str], most: int = MOST_DRAFT_CHARACTERS) -> str:
    """Join `pieces`; raise TooLongError if they have more than `most` characters in sum."""
    found: list[str] = []
    rest, total = iter(pieces), 0
    while batch := list(islice(rest, _BATCH)):
        found += batch
        total += sum(map(len, batch))
        if total > most:
            raise TooLongError(most)
    return "".join(found)


def bounded_markup(draft: str) -> str:
    """Return `draft`; raise TooManyTagsError if it has more tags and line breaks than any draft."""
    if draft.count("<") + draft.count("&#10;") > MOST_DRAFT_TAGS:
        raise TooManyTagsError(MOST_DRAFT_TAGS)
    return draft


class TooLongError(Exception):
    """A template, or what it is given, makes more text than the `limit` of characters."""

    reason = "LongDraft"

    def __init__(self, limit: int) -> None:
        super().__init__(limit)
        self.limit = limit


class TooManyTagsError(TooLongError):
    """… or more blocks, cells, figures and line breaks."""

    reason = "ManyBlocks"
