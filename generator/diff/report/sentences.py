"""Extract the sentences in which something changed, before and after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from generator.diff import Change, ChangeKind, Mark, Op, mark_differences

_END = re.compile(r"[。！？\n][”’』」）》]*$")
_SENTENCE = re.compile(r"[^。！？\n]*(?:[。！？\n]+[”’』」）》]*|$)")
_LEFT_OUT = "……"
_Span: TypeAlias = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Hold part of a sentence; `changed` tells that the other side does not have it."""

    text: str
    changed: bool = False


def sentences_of(change: Change) -> tuple[list[Excerpt], list[Excerpt]]:
    """Return the sentences concerned, before a change and after it; empty lists where there are none.

    For a changed figure, highlight only that figure. Leave out sentences between two changes.
    """
    marks = change.marks or mark_differences(change.old or "", change.new or "")
    own = _marks_of_change(change, marks)
    return _side(marks, own, Op.DELETED), _side(marks, own, Op.INSERTED)


def _marks_of_change(change: Change, marks: Sequence[Mark]) -> set[int]:
    """Return the indices of the marks that belong to this change, not to another in the same text.

    Return all if none does.
    """
    every = {n for n, mark in enumerate(marks) if mark.op is not Op.SAME}
    if change.kind is not ChangeKind.FIGURE:
        return every
    printed = {Op.DELETED: (change.old or "").split("、"), Op.INSERTED: (change.new or "").split("、")}
    found = {n for n in every if any(_within(text, marks[n].text) for text in printed[marks[n].op])}
    beside = {n for n in every if {n - 1, n + 1} & found}
    return found | beside or every


def _within(one: str, other: str) -> bool:
    """Return whether one of two texts contains the other; False if `one` is empty."""
    return bool(one) and (one in other or other in one)


def _side(marks: Sequence[Mark], own: set[int], op: Op) -> list[Excerpt]:
    """Return whole sentences of one side with what changed in them.

    Leave out what came or went between two sentences. `own` are the indices of the marks of the change; `op`
    selects the side.
    """
    text = ""
    changed: list[_Span] = []
    near: list[_Span] = []
    for n, mark in enumerate(marks):
        printed = mark.text if mark.op in {Op.SAME, op} else ""
        begin = len(text)
        if n in own:  # it belongs to the adjacent words, unless a sentence begins or ends there
            whole = not text or _ends(text)
            end = begin + len(printed)
            near.append((begin if whole else begin - 1, end if whole and _ends(mark.text) else end + 1))
            changed.append((begin, end))
        text += printed
    return list(_concerned(text, changed, near))


def _ends(text: str) -> bool:
    """Return whether a text ends with the end of a sentence."""
    return _END.search(text) is not None


def _concerned(text: str, changed: Sequence[_Span], near: Sequence[_Span]) -> Iterator[Excerpt]:
    """Yield the sentences that overlap the spans `near`, which surround the changes of either side."""
    end = -1
    for sentence in (found.span() for found in _SENTENCE.finditer(text)):
        if any(begin < sentence[1] and stop > sentence[0] for begin, stop in near):
            if 0 <= end < sentence[0]:
                yield Excerpt(_LEFT_OUT)
            yield from _excerpts(text, sentence, changed)
            end = sentence[1]


def _excerpts(text: str, sentence: _Span, changed: Sequence[_Span]) -> Iterator[Excerpt]:
    """Yield one sentence as excerpts, split where it changed."""
    done, last = sentence
    for begin, stop in changed:
        first, end = max(begin, done), min(stop, last)
        if first < end:
            yield from (Excerpt(text[done:first]), Excerpt(text[first:end], changed=True))
            done = end
    yield Excerpt(text[done:last])
