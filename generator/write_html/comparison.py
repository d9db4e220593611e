"""What changed from one draft to another as a page for reviewers: figures first, then chapter by chapter.

The page filters by chapter, kind and cause without a script: by rules of style that hang on its checkboxes,
one for each chapter and each pair of kind and cause that the page has.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.diff import (
    BLOCKS,
    BREAKS,
    CAUSES,
    FIGURES,
    KINDS,
    Cause,
    Change,
    Chapter,
    Kind,
    Mark,
    marked,
    summary,
)
from generator.origins import Origin
from generator.templating import fill_in
from generator.write_html.shelf import shelf

_Mix = tuple[Kind, Cause | None]


@dataclass(frozen=True, slots=True)
class Drafts:
    """The two drafts: how they were named to the command, and the title of the new one."""

    old: str
    new: str
    title: str


def write_comparison(
    drafts: Drafts, changes: Sequence[Change], chapters: Sequence[Chapter], origins: Mapping[str, Origin]
) -> str:
    """Return a page of all changes; `chapters` hold those that are shown one by one, without the folded ones.

    `origins` name the figures. The same changes give the same text. Raises PlanError where a template fails.
    """
    context = {
        "drafts": drafts,
        "summary": summary(changes),
        "found": _Found(chapters),
        "folded": [change for change in changes if change.folded],
        "origins": origins,
        "words": {"kinds": KINDS, "causes": CAUSES, "blocks": BLOCKS, "breaks": BREAKS},
        "stretches": _stretches,
    }
    return fill_in(shelf(), "comparison.html.j2", context, drafts.title)


@dataclass(frozen=True, slots=True)
class _Entry:
    """A change with its number on the page and that of its chapter."""

    number: int
    chapter: int
    change: Change

    @property
    def mix(self) -> _Mix:
        """Return the pair by which the page filters the change."""
        return self.change.kind, self.change.cause


@dataclass(frozen=True, slots=True)
class _Group:
    """A chapter with its number on the page."""

    number: int
    headings: tuple[str, ...]
    entries: tuple[_Entry, ...]

    @property
    def mixes(self) -> list[_Mix]:
        """Return the kinds and causes in it, each pair once."""
        return list(dict.fromkeys(entry.mix for entry in self.entries))


class _Found:
    """The changes as the page shows them: numbered in its own order, figures first in each chapter."""

    def __init__(self, chapters: Sequence[Chapter]) -> None:
        self.groups: list[_Group] = []
        number = 0
        for n, chapter in enumerate(chapters, start=1):
            ordered = sorted(chapter.changes, key=lambda change: change.kind not in FIGURES)
            entries = tuple(_Entry(number + i, n, change) for i, change in enumerate(ordered, start=1))
            self.groups.append(_Group(n, chapter.headings, entries))
            number += len(entries)

    @cached_property
    def entries(self) -> list[_Entry]:
        """Return all changes in order."""
        return [entry for group in self.groups for entry in group.entries]

    @property
    def figures(self) -> list[_Entry]:
        """Return the changes that are about numbers."""
        return [entry for entry in self.entries if entry.change.kind in FIGURES]

    @property
    def mixes(self) -> list[_Mix]:
        """Return the kinds and causes on the page, each pair once."""
        return list(dict.fromkeys(entry.mix for entry in self.entries))

    def kinds(self) -> dict[Kind, int]:
        """Return how many changes there are of each kind, in the order of the words for kinds."""
        often = Counter(entry.change.kind for entry in self.entries)
        return {kind: often[kind] for kind in KINDS if often[kind]}

    def causes(self) -> dict[Cause, int]:
        """Return how many changes there are of each cause."""
        often = Counter(entry.change.cause for entry in self.entries)
        return {cause: often[cause] for cause in CAUSES if often[cause]}


def _stretches(change: Change, left_out: str) -> list[list[Mark]]:
    """Return one side of a change line by line: its words without those that only the other side has."""
    marks = change.marks or marked(change.old or "", change.new or "")
    lines: list[list[Mark]] = [[]]
    for mark in marks:
        if mark.op == left_out:
            continue
        first, *rest = mark.text.split("\n")
        lines[-1].append(Mark(mark.op, first))
        lines += [[Mark(mark.op, text)] for text in rest]
    return [[mark for mark in line if mark.text] for line in lines]
