"""Write the changes between two drafts as a page for reviewers: figures first, then by chapter.

The page filters by chapter, kind and cause without a script: its style rules depend on checkboxes, one for
each chapter and each pair of kind and cause that occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.base.templating import fill_in
from generator.diff import (
    BLOCKS,
    BREAKS,
    CAUSES,
    FIGURES,
    KINDS,
    Cause,
    Change,
    ChangeKind,
    ChapterChanges,
    Mark,
    mark_differences,
    summary,
)
from generator.diff.report.phrases import authors_of, conflict_of, lines_of, phrase, places_of
from generator.document import NOTHING, Annotations
from generator.formats.html.page_templates import page_templates
from generator.locality.origins import Origin

_KindAndCause = tuple[ChangeKind, Cause | None]


@dataclass(frozen=True, slots=True)
class Drafts:
    """Hold the names of both drafts as given to the command, and the title of the new one.

    `annotations` are the comments and pending changes of both.
    """

    old: str
    new: str
    title: str
    annotations: tuple[Annotations, Annotations] = (NOTHING, NOTHING)


def write_comparison(
    drafts: Drafts,
    changes: Sequence[Change],
    chapters: Sequence[ChapterChanges],
    origins: Mapping[str, Origin],
) -> str:
    """Return a page of all changes; `chapters` hold the changes to list, without the folded ones.

    `origins` name the figures. The same changes give the same text. Raise PlanError if a template fails.
    """
    context = {
        "drafts": drafts,
        "summary": summary(changes),
        "found": _PageChanges(chapters),
        "folded": [change for change in changes if change.folded],
        "origins": origins,
        "words": {"kinds": KINDS, "causes": CAUSES, "blocks": BLOCKS, "breaks": BREAKS},
        "stretches": _side_lines,
        "said_of": {"conflict": conflict_of, "places": places_of, "authors": authors_of},
        "beside": [*_beside(drafts.annotations)],
    }
    return fill_in(page_templates(), "comparison.html.j2", context, drafts.title)


def _beside(annotations: tuple[Annotations, Annotations]) -> Iterator[dict[str, object]]:
    """Yield the comments and pending changes of each draft that has any, as lines under their titles."""
    for name, each in zip(("old_side", "new_side"), annotations, strict=True):
        lists = [(kind, lines) for kind, lines in lines_of(each) if lines]
        if lists:
            titles = [(phrase(kind, count=str(len(lines))), lines) for kind, lines in lists]
            yield {"side": phrase(name), "lists": titles}


@dataclass(frozen=True, slots=True)
class _NumberedChange:
    """Hold a change with its number on the page and that of its chapter."""

    number: int
    chapter: int
    change: Change

    @property
    def mix(self) -> _KindAndCause:
        """Return the kind and the cause, by which the page filters."""
        return self.change.kind, self.change.cause


@dataclass(frozen=True, slots=True)
class _NumberedChapter:
    """Hold a chapter with its number on the page."""

    number: int
    headings: tuple[str, ...]
    entries: tuple[_NumberedChange, ...]

    @property
    def mixes(self) -> list[_KindAndCause]:
        """Return the pairs of kind and cause in it, each once."""
        return list(dict.fromkeys(entry.mix for entry in self.entries))


class _PageChanges:
    """Number the changes in the order of the page, figures first in each chapter."""

    def __init__(self, chapters: Sequence[ChapterChanges]) -> None:
        self.groups: list[_NumberedChapter] = []
        number = 0
        for n, chapter in enumerate(chapters, start=1):
            ordered = sorted(chapter.changes, key=lambda change: change.kind not in FIGURES)
            entries = tuple(
                _NumberedChange(number + i, n, change) for i, change in enumerate(ordered, start=1)
            )
            self.groups.append(_NumberedChapter(n, chapter.headings, entries))
            number += len(entries)

    @cached_property
    def entries(self) -> list[_NumberedChange]:
        """Return all changes in order."""
        return [entry for group in self.groups for entry in group.entries]

    @property
    def figures(self) -> list[_NumberedChange]:
        """Return the changes of numbers."""
        return [entry for entry in self.entries if entry.change.kind in FIGURES]

    @property
    def mixes(self) -> list[_KindAndCause]:
        """Return the pairs of kind and cause on the page, each once."""
        return list(dict.fromkeys(entry.mix for entry in self.entries))

    def kinds(self) -> dict[ChangeKind, int]:
        """Return the number of changes of each kind that occurs, in the order of KINDS."""
        often = Counter(entry.change.kind for entry in self.entries)
        return {kind: often[kind] for kind in KINDS if often[kind]}

    def causes(self) -> dict[Cause, int]:
        """Return the number of changes of each cause that occurs, in the order of CAUSES."""
        often = Counter(entry.change.cause for entry in self.entries)
        return {cause: often[cause] for cause in CAUSES if often[cause]}


def _side_lines(change: Change, left_out: str) -> list[list[Mark]]:
    """Return one side of a change as lines of marks, without those whose operation is `left_out`."""
    marks = change.marks or mark_differences(change.old or "", change.new or "")
    lines: list[list[Mark]] = [[]]
    for mark in marks:
        if mark.op == left_out:
            continue
        first, *rest = mark.text.split("\n")
        lines[-1].append(Mark(mark.op, first))
        lines += [[Mark(mark.op, text)] for text in rest]
    return [[mark for mark in line if mark.text] for line in lines]
