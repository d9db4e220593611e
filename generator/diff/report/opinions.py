"""Say who wanted a change and what became of it: from comments, pending changes and conflicts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.base.characters import make_visible, one_line
from generator.diff import Cause, Change, stands_in
from generator.diff.report.phrases import conflict_of
from generator.document import Annotations, Comment, PendingChange

_Both = tuple[Annotations, Annotations]


class Opinion(NamedTuple):
    """Hold who said what, and what became of it (`outcome`).

    That is one word: pending, conflict, adopted, declined, changed, unchanged or "" (nobody asked).
    """

    authors: tuple[str, ...]
    words: tuple[str, ...]
    outcome: str


def opinion_on(change: Change, annotations: _Both) -> Opinion:
    """Return the opinion on `change`, from the `annotations` of the old and the new draft."""
    comments = [each for each in _comments(annotations) if _is_on(each, change)]
    named = [*(author.name for author in change.authors), *(comment.author for comment in comments)]
    words = [make_visible(comment.text) for comment in comments]
    if change.conflict:
        words.append(conflict_of(change))
    authors = tuple(dict.fromkeys(one_line(name) for name in named if name))
    return Opinion(authors, tuple(words), _outcome(change, annotations, asked=bool(comments)))


def comments_beside(changes: Sequence[Change], annotations: _Both) -> Iterator[Comment]:
    """Yield the comments on what did not change."""
    for comment in _comments(annotations):
        if not any(_is_on(comment, each) for change in changes for each in (change, *change.alike)):
            yield comment


def pending_beside(changes: Sequence[Change], annotations: _Both) -> Iterator[tuple[PendingChange, str]]:
    """Yield the pending changes that are none of `changes`, each with what became of it.

    One of the old draft that makes no difference to the new one has been adopted.
    """
    for outcome, beside in zip(("adopted", "pending"), annotations, strict=True):
        for pending in beside.pending:
            if not any(_is_from(pending, each) for change in changes for each in (change, *change.alike)):
                yield pending, outcome


def _comments(annotations: _Both) -> list[Comment]:
    """Return the comments of both drafts, each once: the new one often repeats those of the old."""
    every = (comment for beside in annotations for comment in beside.comments)
    return list({(each.author, each.date, each.text): each for each in every}.values())


def _is_on(comment: Comment, change: Change) -> bool:
    """Return whether what `comment` stands on changed; of a whole paragraph, whether anything in it did."""
    if not comment.line or not stands_in(change, comment.line):
        return False
    return comment.whole or stands_in(change, comment.about) or _touches(change, comment)


def _touches(change: Change, comment: Comment) -> bool:
    """Return whether the words that `comment` stands on are in the text of `change`."""
    text = "".join(mark.text for mark in change.marks) or f"{change.old}{change.new}"
    return "".join(comment.about.split()) in "".join(text.split())


def _is_from(pending: PendingChange, change: Change) -> bool:
    """Return whether `change` comes from `pending`."""
    return (
        change.cause is Cause.PENDING
        and (pending.author, pending.day) in change.authors
        and (stands_in(change, pending.line) or pending.moved)
    )


def _outcome(change: Change, annotations: _Both, *, asked: bool) -> str:
    """Return what became of an opinion on `change`; `asked` says that there is a comment on it."""
    if change.conflict:
        return "conflict"
    if change.cause is Cause.PENDING:
        declined = any(_is_from(pending, change) for pending in annotations[0].pending)
        return "declined" if declined else "pending"
    return "changed" if asked else ""
