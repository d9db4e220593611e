"""Tell pending changes from others: those that vanish if the tracked changes of a file are rejected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.diff.changes import Author, Cause, Change, ChangeKind
from generator.diff.compare import compare
from generator.diff.words import Op
from generator.document import Annotations, Document, PendingChange

_SHORT = 6  # characters: a shorter text may stand in any paragraph


def with_pending(
    changes: Sequence[Change],
    olds: tuple[Document, Document],
    news: tuple[Document, Document],
    annotations: Iterable[Annotations],
) -> list[Change]:
    """Return `changes`, the pending ones as such and with their authors.

    `olds` are the old document with its pending changes accepted and rejected, `news` the new one, all with
    keys assigned; `annotations` are those of both files.
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
    return [change if change.id in others else _pending(change, pending) for change in changes]


def _pending(change: Change, pending: Sequence[PendingChange]) -> Change:
    """Return `change` as pending, by the authors of what is `pending` in its words."""
    authors = tuple(dict.fromkeys(Author(each.author, each.day) for each in pending if _is_of(change, each)))
    return replace(change, cause=Cause.PENDING, source=None, authors=authors, conflict=None)


def _is_of(change: Change, pending: PendingChange) -> bool:
    """Return whether `change` is about the paragraph of `pending` and has the words that come or go there."""
    if change.kind is ChangeKind.MOVED:
        return pending.moved and _squashed(change.label.rstrip("…")) in _squashed(pending.line)
    words = [word for word in map(_squashed, (pending.old, pending.new)) if word]
    sides = _sides(change)
    return stands_in(change, pending.line) and any(
        word in side or (side and side in word) for word in words for side in sides
    )


def stands_in(change: Change, line: str) -> bool:
    """Return whether what `change` is about stands in the paragraph `line`, before or after it."""
    words = _squashed(line)
    return any(
        side == words or (len(side) > _SHORT and (side in words or words in side)) for side in _sides(change)
    )


def _sides(change: Change) -> tuple[str, str]:
    """Return the whole text of the block of `change` before and after it, without blanks."""
    if not change.marks:
        return _squashed(change.old), _squashed(change.new)
    before, after = (
        "".join(mark.text for mark in change.marks if mark.op in {Op.SAME, op})
        for op in (Op.DELETED, Op.INSERTED)
    )
    return _squashed(before), _squashed(after)


def _squashed(text: str | None) -> str:
    """Return `text` without blanks and line breaks."""
    return "".join((text or "").split())
