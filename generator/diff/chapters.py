"""Changes by the chapter they stand in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.diff.changes import Change
from generator.diff.nodes import PrintedNode, printed_nodes, walk_printed
from generator.diff.told import BLOCKS
from generator.document import Document

_Block = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Chapter:
    """The changes of one chapter, or of what stands in no chapter of a part.

    `headings` are those of the part and, if there is one, of the chapter.
    """

    headings: tuple[str, ...]
    changes: tuple[Change, ...]


def by_chapter(before: Document, after: Document, changes: Iterable[Change]) -> list[Chapter]:
    """The changes chapter by chapter, in the order in which the chapters first come.

    What went is told under the chapter it stood in, by the name that the chapter has now.
    """
    homes: dict[_Block, tuple[str, ...]] = {}
    headings: dict[str, str] = {}
    for document in (before, after):
        for node, home in _homes(document):
            homes[node.block, node.key] = tuple(each.id for each in home)
            headings |= {each.id: each.heading or BLOCKS[each.block] for each in home}
    found: dict[tuple[str, ...], list[Change]] = {}
    for change in changes:
        found.setdefault(homes[change.block, change.key], []).append(change)
    return [Chapter(tuple(headings[each] for each in home), tuple(here)) for home, here in found.items()]


def _homes(document: Document) -> Iterator[tuple[PrintedNode, Sequence[PrintedNode]]]:
    """Every node with its part and, if it stands in one or is one, its chapter."""
    for part in printed_nodes(document):
        yield part, (part,)
        for block in part.below:
            home = (part, block) if block.family == "division" and block.title else (part,)
            yield from ((node, home) for node in walk_printed((block,)))
