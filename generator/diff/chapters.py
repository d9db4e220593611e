"""Group changes by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.diff.changes import Change
from generator.diff.labels import BLOCKS
from generator.diff.nodes import PrintedNode, printed_nodes, walk_printed
from generator.document import Document

_BlockId = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ChapterChanges:
    """Hold the changes of one chapter, or those of a part that stand in no chapter.

    `headings` are the heading of the part and, if there is one, that of the chapter.
    """

    headings: tuple[str, ...]
    changes: tuple[Change, ...]


def by_chapter(before: Document, after: Document, changes: Iterable[Change]) -> list[ChapterChanges]:
    """Group `changes` by chapter, in the order in which the chapters first occur.

    List a removed block under the chapter it stood in, by the heading that the chapter has in `after`.
    """
    homes: dict[_BlockId, tuple[str, ...]] = {}
    headings: dict[str, str] = {}
    for document in (before, after):
        for node, home in _homes(document):
            homes[node.block, node.key] = tuple(each.id for each in home)
            headings |= {each.id: each.heading or BLOCKS[each.block] for each in home}
    found: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        block = "passage" if change.block == "paragraph" else change.block
        found.setdefault(homes[block, change.key], []).append(change)
    return [
        ChapterChanges(tuple(headings[each] for each in home), tuple(here)) for home, here in found.items()
    ]


def _homes(document: Document) -> Iterator[tuple[PrintedNode, Sequence[PrintedNode]]]:
    """Yield every node with the part that it stands in and, if it stands in or is a chapter, that chapter."""
    for part in printed_nodes(document):
        yield part, (part,)
        for block in part.below:
            home = (part, block) if block.family == "division" and block.title else (part,)
            yield from ((node, home) for node in walk_printed((block,)))
