"""Group changes by chapter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.diff.changes import Change
from generator.diff.labels import BLOCKS
from generator.diff.nodes import PrintedNode, printed_nodes, walk_printed
from generator.document import Document

_BlockId = tuple[str, str]
_Home = tuple[str, ...]  # the ids of a part and, if there is one, a chapter


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
    homes: dict[_BlockId, _Home] = {}
    headings: dict[str, str] = {}
    for document in (before, after):
        for node, home in _homes(document):
            homes[node.block, node.key] = tuple(each.id for each in home)
            headings |= {each.id: each.heading or BLOCKS[each.block] for each in home}
    every = list(dict.fromkeys(homes.values()))
    found: dict[_Home, list[Change]] = {}
    for change in changes:
        block = "passage" if change.block == "paragraph" else change.block
        place = homes.get((block, change.key)) or _home(change.where, headings, every)
        found.setdefault(place, []).append(change)
    return [
        ChapterChanges(tuple(headings[each] for each in home), tuple(here)) for home, here in found.items()
    ]


def _home(where: Sequence[str], headings: Mapping[str, str], homes: Sequence[_Home]) -> _Home:
    """Return which of `homes` is that of a block of neither document, which stands below `where`."""
    held = (home for home in homes if {headings[each] for each in home} <= {*where})
    return max(held, key=len, default=homes[0])


def _homes(document: Document) -> Iterator[tuple[PrintedNode, Sequence[PrintedNode]]]:
    """Yield every node with the part that it stands in and, if it stands in or is a chapter, that chapter."""
    for part in printed_nodes(document):
        yield part, (part,)
        for block in part.below:
            home = (part, block) if block.family == "division" and block.title else (part,)
            yield from ((node, home) for node in walk_printed((block,)))
