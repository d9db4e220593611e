"""Say who wanted a change and what became of it: from comments, pending changes and conflicts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from generator.base.characters import make_visible, one_line
from generator.diff import Adoption, Cause, Change, adoption, is_of, stands_in
from generator.diff.report.phrases import conflict_of
from generator.document import Annotations, Comment, PendingChange

_SAID = {
    Adoption.ADOPTED: "adopted",
    Adoption.PARTLY: "partly",
    Adoption.DECLINED: "declined",
    Adoption.UNCLEAR: "",
}
_Both = tuple[Annotations, Annotations]


class Opinion(NamedTuple):
    """Hold who said what, and what became of it (`outcome`).

    That is one word: pending, conflict, adopted, partly, declined, undone, made (by hand, and the new draft
    has it), changed, unchanged or "" (nobody asked, or nobody can say).
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
    every = [each for change in changes for each in (change, *change.alike)]
    old, new = annotations
    again = Counter(map(_same, new.pending))
    for pending in old.pending:
        if again[_same(pending)]:
            again[_same(pending)] -= 1
        elif not any(_is_from(pending, each) for each in every):
            yield pending, _unasked(pending, every, old)
    for pending in new.pending:
        if not any(_is_from(pending, each) for each in every):
            yield pending, "pending"


def _same(pending: PendingChange) -> tuple[str, str, str, str]:
    """Return what a change has in both drafts if nobody has settled it."""
    return pending.author, pending.date, pending.old, pending.new


def _unasked(pending: PendingChange, changes: Sequence[Change], old: Annotations) -> str:
    """Return what became of `pending`, a change of the `old` draft from which none of `changes` comes."""
    about = [change for change in changes if stands_in(change, pending.line) and is_of(change, pending)]
    fates = {adoption(change, [pending], old.lines) for change in about}
    return "adopted" if not about else _SAID[fates.pop()] if len(fates) == 1 else ""


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
    if change.cause is not Cause.PENDING:
        made = "made" if change.cause is Cause.HAND else ""
        standing = "undone" if change.undone else "changed" if asked else made
        return "conflict" if change.conflict else standing
    asked_for = [pending for pending in annotations[0].pending if _is_from(pending, change)]
    unclear = "conflict" if change.conflict else "declined" if asked_for else "pending"
    return (asked_for and _SAID[adoption(change, asked_for, annotations[0].lines)]) or unclear
