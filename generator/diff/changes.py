"""Define what a comparison finds: changes, each with its place, its text before and after, and its cause."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.diff.words import Mark


class ChangeKind(StrEnum):
    """Name what happened to a block."""

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
    """Name the cause of a change: data, indicator set, templates, outline, an edit by hand.

    A pending one is tracked in a Word file, and nobody has accepted or rejected it.
    """

    DATA = "data"
    RULE = "rule"
    TEMPLATE = "template"
    OUTLINE = "outline"
    HAND = "hand"
    PENDING = "pending"


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """Hold one difference between two profiles: a dotted path and its value on either side.

    A value is "" where the profile has none. `reason` is what the new profile says of why. Of a change to the
    outline, `about` is the key of what it names, `within` the title of the block of which it changes the
    content.
    """

    path: str
    old: str = ""
    new: str = ""
    reason: str = ""
    about: str = ""
    within: str = ""


class Author(NamedTuple):
    """Hold who made a pending change, and the day on which."""

    name: str
    day: str


class Conflict(NamedTuple):
    """Hold what both sides changed: its text before (`base`), the causes of the old text and of the new."""

    base: str
    old: Cause
    new: Cause


@dataclass(frozen=True, slots=True)
class Change:
    """Describe one change of one block.

    `block` is the kind of the block, `key` its key, `label` a name for readers, `where` the headings above
    it. `old` and `new` are the texts concerned, None for a block that came or went; `marks` are the whole
    text of the block with its deletions and insertions; `figures` are the profile paths of the figures in it.
    `folded` marks a change that only follows from another (a number, a row of the task table): reports count
    it without listing it. `authors` made a pending change; `conflict` says that both sides changed the same
    thing; `undone` that the new draft has not what a hand did to the old one, and nothing else changed it;
    `alike` are the further places of an equal change, which is one change with them.
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
    authors: tuple[Author, ...] = ()
    conflict: Conflict | None = None
    undone: bool = False
    alike: tuple[Change, ...] = ()

    @property
    def id(self) -> tuple[str, ...]:
        """Return what the change is about; two comparisons found the same change if their ids are equal."""
        return self.kind, self.block, self.key, *(self.figures if self.kind is ChangeKind.FIGURE else ())
