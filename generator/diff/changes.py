"""What a comparison finds: changes, each with its place, its words before and after, and its cause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.diff.words import Mark


class ChangeKind(StrEnum):
    """What happened to a block."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RETITLED = "retitled"
    RENUMBERED = "renumbered"
    TEXT = "text"
    FIGURE = "figure"
    CELL = "cell"
    DEPARTMENT = "department"
    ATTRIBUTE = "attribute"


class Cause(StrEnum):
    """Why: another profile, another indicator set, other templates, another outline, or somebody's hand."""

    DATA = "data"
    RULE = "rule"
    TEMPLATE = "template"
    OUTLINE = "outline"
    HAND = "hand"


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """What a cause can be traced to in a profile: its path, and what stands there on either side."""

    path: str
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One change of one block.

    `block` says what the block is, `key` which one, `label` how a reader would name it, `where` under which
    headings it stands. `old` and `new` are the words concerned, None where there are none; `marks` are all
    words of the block with what changed in them; `figures` are the profile paths of the figures among these
    words. What only follows from another change (a number, a row of the division of tasks) is `folded`.
    """

    kind: ChangeKind
    block: str
    key: str
    label: str
    where: tuple[str, ...]
    old: str | None
    new: str | None
    marks: tuple[Mark, ...] = ()
    figures: tuple[str, ...] = ()
    folded: bool = False
    cause: Cause | None = None
    source: ProfileChange | None = None

    @property
    def id(self) -> tuple[str, ...]:
        """What it is a change of; two comparisons tell of the same change if this is the same."""
        return self.kind, self.block, self.key, *(self.figures if self.kind is ChangeKind.FIGURE else ())
