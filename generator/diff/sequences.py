"""Where two rows of lines or words differ, in time that is never more than the product of their lengths."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz.distance import Indel


@dataclass(frozen=True, slots=True)
class Opcode:
    """What stands at start:end of the old row and is, or became, what stands at begin:stop of the new one."""

    same: bool
    start: int
    end: int
    begin: int
    stop: int


def opcodes(before: Sequence[Hashable], after: Sequence[Hashable]) -> Iterator[Opcode]:
    """The rows in stretches that are the same or not, in turn.

    difflib's way would take the cube of their length where little is the same, which a file can be made for.
    """
    codes = Indel.opcodes(before, after)
    for same, group in groupby(codes, key=lambda code: code.tag == "equal"):
        steps = list(group)
        first, last = steps[0], steps[-1]
        yield Opcode(same, first.src_start, last.src_end, first.dest_start, last.dest_end)
