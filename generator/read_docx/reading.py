"""A part of a Word file while it is being read: which divisions are open, and what they hold so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.document import Block, Chapter, Division, Measure, Part, Section
from generator.read_docx.lines import Line

DIVISIONS: dict[str, type[Division]] = {kind.level: kind for kind in (Chapter, Section, Measure)}
RANKS = {level: rank for rank, level in enumerate(DIVISIONS)}


@dataclass(slots=True)
class Open:
    """A division, or a part, whose blocks are being read."""

    name: str
    node: Division | Part
    body: list[Block] = field(default_factory=list)

    @property
    def rank(self) -> int:
        """How deep it stands; a part stands above every division."""
        return RANKS[self.node.level] if isinstance(self.node, Division) else -1


class Reading:
    """A part that is being read: its open divisions, and its lines that are no blocks."""

    def __init__(self, name: str, part: Part, lines: dict[str, list[Line]]) -> None:
        self.part = part
        self.stack = [Open(name, part)]
        self.lines = lines

    def add(self, block: Block, parent: str) -> None:
        """A block where the draft had it, if that is still open, else where the file goes on."""
        if any(level.name == parent for level in self.stack):
            while self.stack[-1].name != parent:
                self.close()
        self.stack[-1].body.append(block)

    def open(self, name: str, division: Division, parent: str) -> None:
        """A division with the blocks that follow."""
        known = any(level.name == parent for level in self.stack)
        opened = Open(name, division)
        while self.stack[-1].name != parent if known else self.stack[-1].rank >= opened.rank:
            self.close()
        self.stack.append(opened)

    def close(self) -> None:
        """The innermost division is complete."""
        closed = self.stack.pop()
        assert isinstance(closed.node, Division)  # noqa: S101  # the part itself is never closed
        self.stack[-1].body.append(replace(closed.node, body=tuple(closed.body)))

    def body(self) -> tuple[Block, ...]:
        """All blocks of the part."""
        while len(self.stack) > 1:
            self.close()
        return tuple(self.stack[0].body)
