"""Compare two sequences of lines or words, in bounded memory and time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

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
    there are too many even so, they are different.
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
    elif not windows:
        yield span
    else:
        first, *others = windows
        anchors = [(span.start + i, span.begin + j) for i, j in _anchors(old, new, first)]
        ends = [(span.start - 1, span.begin - 1), *anchors, (span.end, span.stop)]
        for (start, begin), (end, stop) in pairwise(ends):
            if start >= span.start:
                yield Opcode(True, start, start + 1, begin, begin + 1)  # noqa: FBT003
            if start + 1 < end or begin + 1 < stop:
                yield from _steps(Opcode(False, start + 1, end, begin + 1, stop), before, after, others)  # noqa: FBT003


def _anchors(old: Sequence[Hashable], new: Sequence[Hashable], size: int) -> list[tuple[int, int]]:
    """Return pairs of places at which the same `size` elements begin that begin nowhere else, in order."""
    mine, others = _once(old, size), _once(new, size)
    pairs = [(i, others[window]) for window, i in mine.items() if window in others]
    return [pairs[n] for n in longest_increasing_subsequence([j for _, j in pairs])]


def _once(elements: Sequence[Hashable], size: int) -> dict[tuple[Hashable, ...], int]:
    """Return the places of what stands once in `elements`, `size` of them in a row, in order."""
    windows = list(zip(*(elements[n:] for n in range(size)), strict=False))
    many = Counter(windows)
    return {window: place for place, window in enumerate(windows) if many[window] == 1}
