"""Compare two sequences of lines or words, in time at most proportional to the product of their lengths."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Indel


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

    difflib would take cubic time where little is equal, which a file can be crafted for.
    """
    codes = Indel.opcodes(before, after)
    for same, group in groupby(codes, key=lambda code: code.tag == "equal"):
        steps = list(group)
        first, last = steps[0], steps[-1]
        yield Opcode(same, first.src_start, last.src_end, first.dest_start, last.dest_end)
