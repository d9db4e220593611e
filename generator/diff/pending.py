"""Tell pending changes from others: those that vanish if the tracked changes of a file are rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.diff.changes import Author, Cause, Change, ChangeKind, Conflict
from generator.diff.compare import compare
from generator.diff.words import Mark, Op
from generator.document import Annotations, Document, PendingChange

_SHORT = 6  # characters: a shorter text may stand in any paragraph


def with_pending(
    changes: Sequence[Change],
    olds: tuple[Document, Document],
    news: tuple[Document, Document],
    drafts: tuple[Document, Document],
    annotations: Iterable[Annotations],
) -> list[Change]:
    """Return `changes`, the pending ones as such and with their authors.

    `olds` are the old document with its pending changes accepted and rejected, `news` the new one, `drafts`
    both as written, all with keys assigned; `annotations` are those of both files. What is by hand only
    because of pending changes is pending too, though the other side has changed it.
    """
    sides = [
        compare(before, after)
        for before, after, own in ((olds[0], news[1], news), (olds[1], news[0], olds))
        if own[0] is not own[1]
    ]
    if not sides:
        return list(changes)
    others = set.intersection(*({change.id for change in side} for side in sides))
    pending = [change for each in annotations for change in each.pending]
    part = _touched((own[1], own[0]) for own in (olds, news))
    part -= _touched(zip(drafts, (olds[1], news[1]), strict=True))
    return [
        _pending(change, pending)
        if change.id not in others or (_is_by_hand(change) and (change.block, change.key) in part)
        else change
        for change in changes
    ]


def _is_by_hand(change: Change) -> bool:
    """Return whether a hand has part in `change`, as far as the steps tell."""
    return change.cause is Cause.HAND or change.conflict is not None


def _touched(steps: Iterable[tuple[Document, Document]]) -> set[tuple[str, str]]:
    """Return the blocks that differ between the documents of any of `steps`."""
    return {
        (change.block, change.key)
        for before, after in steps
        if before is not after
        for change in compare(before, after)
    }


def _pending(change: Change, pending: Sequence[PendingChange]) -> Change:
    """Return `change` as pending, by the authors of what is `pending` in its words."""
    authors: dict[Author, None] = {}
    lines: dict[str, bool] = {}
    for each in pending:
        author = Author(each.author, each.day)
        if each.line not in lines:
            lines[each.line] = change.kind is ChangeKind.MOVED or stands_in(change, each.line)
        if lines[each.line] and author not in authors and is_of(change, each):
            authors[author] = None
    return replace(
        change,
        cause=Cause.PENDING,
        source=None,
        authors=tuple(authors),
        conflict=change.conflict and _by_pending(change.conflict),
        undone=False,
    )


def _by_pending(conflict: Conflict) -> Conflict:
    """Return `conflict` with what is pending as such."""
    causes = (Cause.PENDING if cause is Cause.HAND else cause for cause in (conflict.old, conflict.new))
    return Conflict(conflict.base, *causes)


def is_of(change: Change, pending: PendingChange) -> bool:
    """Return whether `change`, which stands in the paragraph of `pending`, has the words that come or go."""
    if change.kind is ChangeKind.MOVED:
        return pending.moved and _squashed(change.label.rstrip("…")) in _squashed(pending.line)
    words = [word for word in map(_squashed, (pending.old, pending.new)) if word]
    sides = _sides(change)
    return any(word in side or (side and side in word) for word in words for side in sides)


def stands_in(change: Change, line: str) -> bool:
    """Return whether what `change` is about stands in the paragraph `line`, before or after it."""
    words = _squashed(line)
    return any(
        side == words or (len(side) > _SHORT and (side in words or words in side)) for side in _sides(change)
    )


def _sides(change: Change) -> tuple[str, str]:
    """Return the whole text of the block of `change` before and after it, without blanks."""
    return _texts(change.marks, change.old, change.new)


@lru_cache(maxsize=1000)
def _texts(marks: tuple[Mark, ...], old: str | None, new: str | None) -> tuple[str, str]:
    if not marks:
        return _squashed(old), _squashed(new)
    before, after = (
        "".join(mark.text for mark in marks if mark.op in {Op.SAME, op}) for op in (Op.DELETED, Op.INSERTED)
    )
    return _squashed(before), _squashed(after)


@lru_cache(maxsize=1000)  # many changes may stand in one long paragraph
def _squashed(text: str | None) -> str:
    """Return `text` without blanks and line breaks."""
    return "".join((text or "").split())
