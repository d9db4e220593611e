"""Define what is merged, and what comes of it: versions of one draft, one document, fragments, conflicts."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from generator.document import Document, Revised, RevisedLine, Stretch


class Hand(NamedTuple):
    """Hold who made an edit, and when (xsd:dateTime, "" for no date)."""

    author: str
    date: str = ""


@dataclass(frozen=True, slots=True)
class Version:
    """Hold one version of a draft: what it is called, its document, and who edited it.

    `lines` are its paragraphs with pending changes, whose authors are known one by one; all else is by
    `hand`. The version of a `profile` has figures, and no words of a person.
    """

    name: str
    document: Document
    hand: Hand
    lines: tuple[RevisedLine, ...] = ()
    profile: bool = False


class ConflictKind(StrEnum):
    """Name why edits of several versions do not go together."""

    VALUE = "value"  # several values for one figure
    WORDS = "words"  # several texts for the same words
    FIGURE = "figure"  # a sentence reworded in which the profile has a new figure
    DELETED = "deleted"  # one deletes what another edits
    PLACE = "place"  # one block moved to several places
    FORM = "form"  # several ways of printing one block
    UNPLACED = "unplaced"  # what the merged draft does not show, for whatever reason


class Claim(NamedTuple):
    """Hold what one version wants: its place in the list of versions, by whose hand, and the text."""

    version: int
    hand: Hand
    text: str


@dataclass(frozen=True, slots=True)
class MergeConflict:
    """Hold edits that do not go together: of which block (`key`), under which headings, and who wants what.

    `base` is the text before, `about` the text that the merged draft has there; where nothing is taken, both
    are the same. `path` is that of the figure concerned, "" for words.
    """

    kind: ConflictKind
    key: str
    where: tuple[str, ...]
    base: str
    claims: tuple[Claim, ...]
    about: str = ""
    path: str = ""


@dataclass(frozen=True, slots=True)
class Fragment(Revised):
    """Hold a text of the merged draft in pieces: what stands, what comes and goes, by whose hand.

    A text that came or went as a whole is one piece. `versions` are those that made the edits.
    """

    key: str
    stretches: tuple[Stretch, ...]
    versions: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Merged:
    """Hold the merged document beside its base, both with keys, and how it came about.

    `versions` are the versions with the keys of the base.
    """

    base: Document
    document: Document
    versions: tuple[Version, ...]
    fragments: tuple[Fragment, ...] = ()
    conflicts: tuple[MergeConflict, ...] = ()
