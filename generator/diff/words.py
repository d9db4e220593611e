"""Mark where two texts differ as a person would: whole numbers, and words rather than single characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from generator.base.resources import resource
from generator.diff.sequences import Opcode, opcodes
from generator.yaml_source import load_data, mapping, texts

_STOPS = "。；！？，、：\n"
_DIGIT = re.compile(r"\d")


class Op(StrEnum):
    """Name what happened to a piece of text."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Mark:
    """Hold a piece of text that both texts have, only the old one, or only the new one."""

    op: Op
    text: str


def tokens(text: str) -> list[str]:
    """Split a text into tokens: numbers with sign and unit, Latin words, other characters."""
    return _token().findall(text)


@cache
def _token() -> re.Pattern[str]:
    """Return the pattern of a token; signs, scales and units come from templates/lexicon/measures.yaml."""
    data = mapping(load_data(resource("lexicon/measures.yaml")))
    signs, scales, units = (_any_of(texts(data[name])) for name in ("signs", "scales", "units"))
    number = rf"{signs}?[\[［]?\d+(?:[,，.]\d+)*(?:{scales})*[\]］]?(?:{units})?"
    return re.compile(rf"{number}|[A-Za-z]+|.", re.DOTALL)


def _any_of(words: list[str]) -> str:
    """Return a pattern that matches any of the words."""
    longer_first = sorted(words, reverse=True)  # 人次 before 人
    return f"(?:{'|'.join(map(re.escape, longer_first))})"


def mark_differences(old: str, new: str) -> tuple[Mark, ...]:
    """Return the marks of two texts in order, a deletion before the insertion that replaces it.

    All marks but the insertions make up the old text, all but the deletions the new one.
    """
    if old == new:
        return (Mark(Op.SAME, old),) if old else ()
    if not old or not new:  # a whole chapter may be new: each of its tokens would take memory
        return (Mark(Op.DELETED, old) if old else Mark(Op.INSERTED, new),)
    before, after = tokens(old), tokens(new)
    changed = (step for step in opcodes(before, after) if not step.same)
    hunks = _merged(_placed_hunks(changed, before, after), before)
    return tuple(_marks(hunks, before, after))


def _placed_hunks(hunks: Iterable[Opcode], before: list[str], after: list[str]) -> Iterator[Opcode]:
    """Yield the hunks, each shifted to where a person would mark it, and none before the end of another."""
    end = 0
    for hunk in hunks:
        shifted = _moved_to_boundary(hunk, hunk.start - end, before, after)
        yield shifted
        end = shifted.end


def _moved_to_boundary(hunk: Opcode, room: int, before: list[str], after: list[str]) -> Opcode:
    """Shift a pure insertion or deletion back to the start of a sentence or clause, if the texts allow it.

    `room` is the number of equal tokens before it.
    """
    if hunk.start != hunk.end and hunk.begin != hunk.stop:
        return hunk
    side, first, last = (
        (after, hunk.begin, hunk.stop) if hunk.start == hunk.end else (before, hunk.start, hunk.end)
    )
    for steps in range(room + 1):
        if first == steps or side[first - steps - 1] in _STOPS:
            return Opcode(
                hunk.same, hunk.start - steps, hunk.end - steps, hunk.begin - steps, hunk.stop - steps
            )
        if side[first - steps - 1] != side[last - steps - 1]:
            break
    return hunk


def _merged(hunks: Iterable[Opcode], before: list[str]) -> list[Opcode]:
    """Merge hunks so close to each other that a person would mark them as one.

    Include what stands between them if it is no longer than what changed on either side, but never a number,
    nor the end of a clause.
    """
    merged: list[Opcode] = []
    for hunk in hunks:
        merged.append(hunk)
        while len(merged) > 1 and _close(merged[-2], merged[-1], before):
            one, other = merged[-2:]
            merged[-2:] = [Opcode(one.same, one.start, other.end, one.begin, other.stop)]
    return merged


def _close(one: Opcode, other: Opcode, before: list[str]) -> bool:
    """Return whether two hunks are close enough to be merged."""
    between = before[one.end : other.start]
    if any(piece in _STOPS or _DIGIT.search(piece) for piece in between):
        return False
    return len(between) <= min(_size(one), _size(other))


def _size(hunk: Opcode) -> int:
    """Return the number of tokens of a hunk, on its longer side."""
    return max(hunk.end - hunk.start, hunk.stop - hunk.begin)


def _marks(hunks: Iterable[Opcode], before: list[str], after: list[str]) -> Iterator[Mark]:
    """Yield the marks for the hunks and for the equal text around them."""
    done = 0
    for hunk in hunks:
        yield from _mark(Op.SAME, before[done : hunk.start])
        yield from _mark(Op.DELETED, before[hunk.start : hunk.end])
        yield from _mark(Op.INSERTED, after[hunk.begin : hunk.stop])
        done = hunk.end
    yield from _mark(Op.SAME, before[done:])


def _mark(op: Op, pieces: list[str]) -> Iterator[Mark]:
    """Yield a mark for the pieces, or nothing if there are none."""
    if pieces:
        yield Mark(op, "".join(pieces))
