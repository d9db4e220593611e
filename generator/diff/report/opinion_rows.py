"""Make the rows of the 意见汇总表: who wants what in a draft that was sent round, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.diff.merging import Merged, Wish
from generator.diff.report.merging import conflict_words, merge_phrase, place_words, who_words, wish_words
from generator.document import Comment

_NAMELESS = {"passage", "paragraph", "line", "task", "imprint"}  # readers find them by the headings above


class OpinionRow(NamedTuple):
    """Hold a row of the table: place, who said it, the text there, what is wanted, its fate and why.

    `open` says that several do not agree.
    """

    place: str
    authors: tuple[str, ...]
    before: str
    opinion: str
    outcome: str
    reason: str
    open: bool = False


def opinion_rows(merged: Merged, wishes: Sequence[Wish], comments: Sequence[Comment]) -> Iterator[OpinionRow]:
    """Yield the rows of `wishes`, which are in the order of the plan, then those of `comments`."""
    for wish in wishes:
        yield _row(wish, merged)
    for comment in comments:
        place, about = place_words(comment.where), comment.about or comment.line
        outcome = merge_phrase("outcome_said")
        yield OpinionRow(place, (comment.author,), about, comment.text, outcome, "")


def silent(merged: Merged, wishes: Sequence[Wish]) -> list[str]:
    """Return the names of the versions that want nothing."""
    heard = {n for wish in wishes for n in wish.versions}
    return [version.name for n, version in enumerate(merged.versions) if n not in heard]


def _row(wish: Wish, merged: Merged) -> OpinionRow:
    """Return the row of one wish."""
    change = wish.change
    authors = [who_words(n, hand, merged) for n, hand in zip(wish.versions, wish.hands, strict=True)]
    before, opinion = wish_words(change)
    return OpinionRow(
        place_words(change.where, "" if change.block in _NAMELESS else change.label),
        tuple(dict.fromkeys(authors)),
        before,
        opinion,
        merge_phrase("outcome_conflict" if wish.conflict else "outcome_merged"),
        conflict_words(wish.conflict, merged) if wish.conflict else "",
        open=wish.conflict is not None,
    )
