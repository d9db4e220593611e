"""Index the blocks of a draft by the bookmarks that its Word file has for them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TypeAlias, get_args

from generator.document import (
    Box,
    Cell,
    Column,
    Division,
    Document,
    Figure,
    Gap,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Node,
    Paragraph,
    Part,
    Passage,
    Task,
    TaskTable,
    runs_in,
    walk,
)
from generator.word.ooxml.names import BookmarkNames, tag
from generator.word.reader.lines import Line

IndexEntry: TypeAlias = tuple[str, Node, str]  # bookmark, its block, the holder's bookmark

_FAMILIES: dict[type[Node], str] = {
    Passage: "passage",
    Paragraph: "paragraph",
    Box: "box",
    Group: "group",
    Item: "item",
    IndicatorTable: "table",
    TaskTable: "table",
    IndicatorRow: "row",
    Task: "task",
    **dict.fromkeys(Division.__subclasses__(), "division"),
    **dict.fromkeys(get_args(Part), "part"),
}


class BookmarkIndex:
    """Find the blocks of `document`, and what holds them, by the names of their bookmarks.

    `blocks` gives a block by its bookmark, `parents` the bookmark of what holds it, `sources` the profile
    path or department by the tag or title of a control.
    """

    def __init__(self, document: Document) -> None:
        self._names = BookmarkNames()
        entries = list(self._entries(document))
        self.blocks: dict[str, Node] = {name: block for name, block, _ in entries}
        self.parents: dict[str, str] = {name: parent for name, _, parent in entries}
        runs = list(runs_in(document))
        self.sources = {tag(run.source): run.source for run in runs if isinstance(run, (Figure, Gap))}
        self.sources |= {tag(run.department): run.department for run in runs if isinstance(run, Gap)}

    def add_missing(self, document: Document) -> None:
        """Find the blocks of another version, `document`, too, by the bookmarks that this one has not."""
        other = BookmarkIndex(document)
        self.blocks = other.blocks | self.blocks
        self.parents = other.parents | self.parents
        self.sources = other.sources | self.sources

    def knows(self, line: Line) -> bool:
        """Return whether `line` has a bookmark of a block, or words that stand under one."""
        marks = (mark for piece in line.pieces for mark in piece.marks)
        return any(mark in self.blocks for mark in chain(line.bookmarks, marks))

    def holders(self, name: str) -> frozenset[str]:
        """Return the bookmarks of all that holds the block bookmarked `name`."""
        found: set[str] = set()
        while name := self.parents.get(name, ""):
            found.add(name)
        return frozenset(found)

    def _entries(self, document: Document) -> Iterator[IndexEntry]:
        """Yield every bookmarked block in printed order, with the names of its own and its holder's bookmark.

        A row or task is named with its table, since keys of rows recur in other tables.
        """
        names: dict[int, str] = {}
        for path, node in walk(document):
            family = _FAMILIES.get(type(node))
            if family is None or isinstance(node, (Document, Column, Cell)):  # these have no key
                continue
            holder = path[-1]
            table = f"{holder.key}." if isinstance(holder, (IndicatorTable, TaskTable)) else ""
            names[id(node)] = name = self._names.name(family, f"{table}{node.key}")
            yield name, node, names.get(id(holder), "")
