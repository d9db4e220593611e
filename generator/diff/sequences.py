"""Compare two sequences of lines or words, in bounded memory and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Indel

from generator.diff.order import longest_increasing_subsequence

_MOST_PAIRS = 500_000_000  # of elements, to be compared each with each: a bit for each pair
_WINDOWS = (1, 8)  # elements in a row that are searched for in the other of two longer sequences


@dataclass(frozen=True, slots=True)
class Opcode:
    """Relate old[start:end] to new[begin:stop]; `same` tells whether they are equal."""

    same: bool
    start: int
    end: int
    begin: int
    stop: int


def opcodes(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Opcode]:
    """Yield opcodes that cover both sequences, alternately equal and different.

    difflib would take cubic time where little is equal, which a file can be crafted for. If the sequences are
    too long to compare each element with each, only those between elements that stand once in both are; where
    these are too many even so, they are different.
    """
    found = _steps(Opcode(False, 0, len(before), 0, len(after)), before, after, _WINDOWS)  # noqa: FBT003
    for same, group in groupby(found, key=lambda step: step.same):
        steps = list(group)
        first, last = steps[0], steps[-1]
        yield Opcode(same, first.start, last.end, first.begin, last.stop)


def _steps(
    span: Opcode, before: Sequence[Hashable], after: Sequence[Hashable], windows: Sequence[int]
) -> Iterator[Opcode]:
    """Yield opcodes that cover the `span` of both sequences."""
    old, new = before[span.start : span.end], after[span.begin : span.stop]
    if len(old) * len(new) <= _MOST_PAIRS:
        for code in Indel.opcodes(old, new):
            places = (span.start + code.src_start, span.start + code.src_end)
            yield Opcode(
                code.tag == "equal", *places, span.begin + code.dest_start, span.begin + code.dest_end
            )
        return
    done, begun = span.start, span.begin
    for i, j, size in [*_anchors(old, new, windows[:1]), (len(old), len(new), 0)]:
        start, begin = span.start + i, span.begin + j
        between = Opcode(False, done, start, begun, begin)  # noqa: FBT003
        if between == span and not windows:
            yield span
        elif done < start or begun < begin:
            yield from _steps(between, before, after, windows[1:])
        done, begun = start + size, begin + size
        if size:
            yield Opcode(True, start, done, begin, begun)  # noqa: FBT003


def _anchors(
    old: Sequence[Hashable], new: Sequence[Hashable], windows: Sequence[int]
) -> Iterator[tuple[int, int, int]]:
    """Yield what two sequences share for certain, in order: the places in both, and how many elements.

    That is their beginning, their end, and the first of as many elements in a row as the window has, if these
    stand once in each.
    """
    least = min(len(old), len(new))
    head = next((n for n in range(least) if old[n] != new[n]), least)
    tail = next((n for n in range(least - head) if old[-1 - n] != new[-1 - n]), least - head)
    yield from [(0, 0, head)] if head else []
    for size in windows:
        mine, others = (_once(each[head : len(each) - tail], size) for each in (old, new))
        pairs = [(head + i, head + others[window]) for window, i in mine.items() if window in others]
        kept = longest_increasing_subsequence([j for _, j in pairs])
        yield from ((*pairs[n], 1) for n in kept)
    yield from [(len(old) - tail, len(new) - tail, tail)] if tail else []


def _once(elements: Sequence[Hashable], size: int) -> dict[tuple[Hashable, ...], int]:
    """Return the places of what stands once in `elements`, `size` of them in a row, in order."""
    windows = list(zip(*(elements[n:] for n in range(size)), strict=False))
    many = Counter(windows)
    return {window: place for place, window in enumerate(windows) if many[window] == 1}
