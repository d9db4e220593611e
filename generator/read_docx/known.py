"""What a file carries of the draft it was written from: the blocks behind its bookmarks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from generator.document import (
    Block,
    Box,
    Division,
    Document,
    Figure,
    Gap,
    Group,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Paragraph,
    Part,
    Passage,
    Task,
    TaskTable,
    runs_in,
)
from generator.ooxml.names import BookmarkNames, tag

Node: TypeAlias = (
    Part
    | Division
    | Paragraph
    | Passage
    | Box
    | Group
    | Item
    | IndicatorTable
    | IndicatorRow
    | TaskTable
    | Task
)
Row: TypeAlias = tuple[str, Node, str]  # a bookmark, its block, the bookmark of what holds that block


class Known:
    """The blocks of a document by the bookmarks that its Word file has for them."""

    def __init__(self, document: Document) -> None:
        self._names = BookmarkNames()
        rows = [row for part in document.parts for row in self._part(part)]
        self.nodes: dict[str, Node] = {name: node for name, node, _ in rows}
        self.parents: dict[str, str] = {name: parent for name, _, parent in rows}
        runs = list(runs_in(document))
        self.tags = {tag(run.source): run.source for run in runs if isinstance(run, (Figure, Gap))}
        self.tags |= {tag(run.department): run.department for run in runs if isinstance(run, Gap)}

    def _part(self, part: Part) -> Iterator[Row]:
        name = self._names.name("part", part.key)
        yield name, part, ""
        if not isinstance(part, Imprint) and hasattr(part, "body"):
            for block in part.body:
                yield from self._block(block, name)

    def _block(self, block: Block, parent: str) -> Iterator[Row]:
        match block:
            case Division():
                name = self._names.name("division", block.key)
                yield name, block, parent
                for inner in block.body:
                    yield from self._block(inner, name)
            case Paragraph():
                yield from self._paragraph(block, parent)
            case Box():
                yield from self._box(block, parent)
            case IndicatorTable() | TaskTable():
                yield from self._table(block, parent)

    def _paragraph(self, paragraph: Paragraph, parent: str) -> Iterator[Row]:
        name = self._names.name("paragraph", paragraph.key)
        yield name, paragraph, parent
        for passage in paragraph.passages:
            yield self._names.name("passage", passage.key), passage, name

    def _box(self, box: Box, parent: str) -> Iterator[Row]:
        name = self._names.name("box", box.key)
        yield name, box, parent
        if box.table:
            yield from self._table(box.table, name)
        for item in box.items:
            yield from self._item(item, name)
        for group in box.groups:
            held = self._names.name("group", group.key)
            yield held, group, name
            for paragraph in group.body:
                yield from self._paragraph(paragraph, held)
            for item in group.items:
                yield from self._item(item, held)

    def _item(self, item: Item, parent: str) -> Iterator[Row]:
        name = self._names.name("item", item.key)
        yield name, item, parent
        for paragraph in item.body:
            yield from self._paragraph(paragraph, name)

    def _table(self, table: IndicatorTable | TaskTable, parent: str) -> Iterator[Row]:
        name = self._names.name("table", table.key)
        yield name, table, parent
        if isinstance(table, IndicatorTable):
            for row in table.rows:
                yield self._names.name("row", f"{table.key}.{row.key}"), row, name
        else:
            for task in table.tasks:
                yield self._names.name("task", f"{table.key}.{task.key}"), task, name
