"""Find the edits of one text: the same words put in at the same place are the same edit, however told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from generator.diff.merging.tokens import Token
from generator.diff.sequences import Opcode, opcodes
from generator.document import Text

ENDS = frozenset("。；！？\n")
"""Name what ends a sentence."""
_STOPS = ENDS | frozenset("，、：")


class Edit(NamedTuple):
    """Hold what versions put in the place of tokens start:end of the base: the tokens `new`."""

    start: int
    end: int
    new: tuple[Token, ...]
    versions: tuple[int, ...]

    @property
    def text(self) -> str:
        """Return the words that it puts in."""
        return "".join(token.text for token in self.new)


def sentence_ends(before: Sequence[Token]) -> list[int]:
    """Return for each token the number of its sentence, and one more for the end."""
    found, count = [], 0
    for token in before:
        found.append(count)
        count += token.text in ENDS
    return [*found, count]


def edits_of(
    before: Sequence[Token], after: Sequence[Token], ends: Sequence[int], version: int
) -> list[Edit]:
    """Return the edits from `before` to `after`; those of a sentence that was reworded are one."""
    found = [
        Edit(step.start, step.end, tuple(after[step.begin : step.stop]), (version,))
        for step in _settled(opcodes(before, after), before, after)
    ]
    merged: list[Edit] = []
    for edit in found:
        merged.append(edit)
        while len(merged) > 1 and _reworded(merged[-2], merged[-1], before, ends):
            one, other = merged[-2:]
            between = tuple(before[one.end : other.start])
            merged[-2:] = [Edit(one.start, other.end, (*one.new, *between, *other.new), (version,))]
    return merged


def _reworded(one: Edit, other: Edit, before: Sequence[Token], ends: Sequence[int]) -> bool:
    """Return whether two edits are so close that a person would call them one: less stands than changed."""
    between = before[one.end : other.start]
    if ends[one.end] != ends[other.start] or any(not isinstance(token.run, Text) for token in between):
        return False
    size = min(max(edit.end - edit.start, len(edit.new)) for edit in (one, other))
    return len(between) <= size


def joined_equal(edits: list[Edit]) -> list[Edit]:
    """Return `edits` in order, equal ones as one of all their versions."""
    found: dict[tuple[int, int, tuple[Token, ...]], tuple[int, ...]] = {}
    for edit in edits:
        place = (edit.start, edit.end, edit.new)
        versions = found.get(place, ())
        found[place] = versions if edit.versions[0] in versions else (*versions, *edit.versions)
    ordered = sorted(found.items(), key=lambda item: (item[0][:2], item[1]))
    return [Edit(*place, versions) for place, versions in ordered]


def _settled(steps: Iterable[Opcode], before: Sequence[Token], after: Sequence[Token]) -> Iterator[Opcode]:
    """Yield the steps that are edits, each at that one of its possible places at which every version has it.

    What comes or goes beside equal words may be told at several places: take the last one at the start of a
    sentence or clause, else the last one.
    """
    found = [step for step in steps if not step.same]
    ends = [*(step.start for step in found[1:]), len(before)]
    done = 0
    for step, end in zip(found, ends, strict=True):
        by = _shift(step, (step.start - done, end - step.end), before, after)
        yield Opcode(step.same, step.start + by, step.end + by, step.begin + by, step.stop + by)
        done = step.end + by


def _shift(step: Opcode, room: tuple[int, int], before: Sequence[Token], after: Sequence[Token]) -> int:
    """Return by how many words `step` moves, at most as many as there is `room` for to the left and right."""
    if step.start < step.end and step.begin < step.stop:
        return 0
    side, first, last = (
        (before, step.start, step.end) if step.start < step.end else (after, step.begin, step.stop)
    )
    left = right = 0
    while left < room[0] and side[first - left - 1] == side[last - left - 1]:
        left += 1
    while right < room[1] and side[first + right] == side[last + right]:
        right += 1
    places = range(first + right, first - left - 1, -1)
    opens = (place for place in places if place == 0 or side[place - 1].text in _STOPS)
    return next(opens, first + right) - first
