"""Build one part of a Document while it is being read: its open divisions and what they hold so far."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field, replace

from generator.document import (
    Block,
    Chapter,
    Division,
    Measure,
    Part,
    Section,
)
from generator.word.reader.lines import Line

DIVISIONS: dict[str, type[Division]] = {kind.level: kind for kind in (Chapter, Section, Measure)}
RANKS = {level: rank for rank, level in enumerate(DIVISIONS)}


@dataclass(slots=True)
class OpenBlock:
    """Hold a division, or a part, whose blocks are being read, with the name of its bookmark."""

    name: str
    node: Division | Part
    body: list[Block] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """Return its level in the outline, 0 for a chapter; a part stands above every division at -1."""
        return RANKS[self.node.level] if isinstance(self.node, Division) else -1


class PartBuilder:
    """Collect the blocks of `part` in its open divisions, and by role its lines that are no blocks."""

    def __init__(self, name: str, part: Part, lines: dict[str, list[Line]]) -> None:
        self.part = part
        self.stack = [OpenBlock(name, part)]
        self.lines = lines

    def add(self, block: Block, parent: str, going_on: Collection[str] = ()) -> None:
        """Add `block` to the division bookmarked `parent` if that is open, else to the innermost one.

        Divisions that are `going_on` behind it stay open: it was moved into them.
        """
        if self._is_open(parent):
            while self.stack[-1].name != parent and self.stack[-1].name not in going_on:
                self.close()
        self.stack[-1].body.append(block)

    def open(self, name: str, division: Division, parent: str) -> None:
        """Open `division`, bookmarked `name`, in the one bookmarked `parent` if that is open."""
        known = self._is_open(parent)
        opened = OpenBlock(name, division)
        while self.stack[-1].name != parent if known else self.stack[-1].rank >= opened.rank:
            self.close()
        self.stack.append(opened)

    def _is_open(self, name: str) -> bool:
        """Return whether the division bookmarked `name` is open; one that was typed has no bookmark."""
        return bool(name) and any(level.name == name for level in self.stack)

    def close(self) -> None:
        """Close the innermost division."""
        closed = self.stack.pop()
        assert isinstance(closed.node, Division)  # noqa: S101  # the part itself is never closed
        self.stack[-1].body.append(replace(closed.node, body=tuple(closed.body)))

    def body(self) -> tuple[Block, ...]:
        """Close every division and return the blocks of the part."""
        while len(self.stack) > 1:
            self.close()
        return tuple(self.stack[0].body)
