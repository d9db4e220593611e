"""Tell numbers that somebody changed from those that only follow from what came, went or moved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.diff.changes import Cause, Change, ChangeKind
from generator.diff.words import Mark, mark_differences
from generator.document import Document
from generator.document.number_faults import number_faults
from generator.document.printed_numbers import same_count

_BY_HAND = {Cause.HAND, Cause.PENDING}


def list_numbers(changes: Iterable[Change], after: Document) -> Iterator[Change]:
    """Yield `changes` to the document `after`; what a hand did to a number itself is not folded.

    That is a number which does not follow the one before it, is gone, or has another sign.
    """
    faults: set[tuple[str, str]] | None = None
    for change in changes:
        if change.kind is not ChangeKind.RENUMBERED or change.cause not in _BY_HAND:
            yield change
            continue
        if faults is None:
            faults = {(fault.block, fault.key) for fault in number_faults(after)}
        follows = (change.block, change.key) not in faults and _counts_on(change)
        yield change if follows else replace(change, folded=False, marks=_marks(change))


def _counts_on(change: Change) -> bool:
    """Return whether a number is there still, and counts something else than before."""
    return bool(change.new) and not same_count(change.old or "", change.new or "")


def _marks(change: Change) -> tuple[Mark, ...]:
    """Return the marks of a number with the title that it stands before."""
    old, new = ((number or "").replace("  ", " ") for number in (change.old, change.new))
    title = change.label.removeprefix(new)
    return mark_differences(old + title, new + title)
