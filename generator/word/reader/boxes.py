"""Read the lines of a box as its items and groups."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.document import Box, Group, Item, Numbering, Paragraph
from generator.document.printed_numbers import split_number
from generator.word.reader.lines import Line
from generator.word.reader.lost_line import part_line
from generator.word.reader.text import TextReader, split_at_bookmark
from generator.word.reader.typed import typed_item

_NO_ITEMS = {"box-title", "table-head", "table-category", "table-text", "table-figure", "table-note"}


class BoxReader:
    """Read items and groups under the bookmarks that the index of `texts` knows, numbered by `numbering`."""

    def __init__(self, texts: TextReader, numbering: Numbering) -> None:
        self.texts = texts
        self.index = texts.index
        self.numbering = numbering

    def contents(self, box: Box, lines: Iterable[Line]) -> tuple[tuple[Item, ...], tuple[Group, ...]]:
        """Return the items and groups of `box` in the order of its `lines`."""
        pattern = box.item_pattern or self.numbering.item
        items: list[Item] = []
        groups: list[Group] = []
        for line in (line for line in lines if line.role not in _NO_ITEMS):
            if self._is_group(line):
                groups.append(self._group(line))
                continue
            mark = self.texts.bookmark(line, Item)
            text: Item | Paragraph | None
            if mark:
                text = self._item(line, mark, pattern)
            else:
                text = self._typed_item(line, pattern) or self.texts.paragraph(line, line.pieces)
            if isinstance(text, Item) and groups:
                groups[-1] = replace(groups[-1], items=(*groups[-1].items, text))
            elif isinstance(text, Item):
                items.append(text)
            elif text:
                self._append(text, self._in_item(line), items, groups)
        return tuple(items), tuple(groups)

    def _is_group(self, line: Line) -> bool:
        """Return whether `line` is the heading of a group, be it one that somebody typed."""
        if line.role == "box-group":
            return True
        found = None if self.index.knows(line) else typed_item(line.text, self.numbering.group)
        return found is not None and found.end == len(line.text)

    def _group(self, line: Line) -> Group:
        node = self.index.blocks.get(self.texts.bookmark(line, Group))
        old = node if isinstance(node, Group) else Group("", "")
        number, title = split_number(line.text, old.number, self.numbering.group)
        return Group(old.key, title, number=number)

    def _item(self, line: Line, mark: str, pattern: str) -> Item:
        old = self.index.blocks[mark]
        assert isinstance(old, Item)  # noqa: S101  # the mark was found as an item's
        head, rest = split_at_bookmark(line, mark)
        number, title = split_number(head, old.number, pattern)
        first = self.texts.paragraph(line, rest)
        return replace(old, number=number, title=title.removesuffix(old.mark), body=(first,) if first else ())

    def _typed_item(self, line: Line, pattern: str) -> Item | None:
        """Return `line` as an item if somebody typed it with a number."""
        heading = None if self.index.knows(line) else typed_item(line.text, pattern)
        if heading is None:
            return None
        _, rest = part_line(line, heading.end)
        first = self.texts.paragraph(rest, rest.pieces)
        return Item("", heading.title, (first,) if first else (), number=heading.number)

    def _in_item(self, line: Line) -> bool:
        """Return whether `line`, which has no title of its own, continues an item."""
        paragraph = self.texts.bookmark(line, Paragraph)
        holder = self.index.blocks.get(self.index.parents.get(paragraph, ""))
        return not isinstance(holder, Group)

    def _append(self, text: Paragraph, in_item: bool, items: list[Item], groups: list[Group]) -> None:  # noqa: FBT001  # one of two places
        """Add the paragraph `text` to the last item, or to the last group."""
        if groups and not (in_item and groups[-1].items):
            groups[-1] = replace(groups[-1], body=(*groups[-1].body, text))
        elif groups:
            *before, last = groups[-1].items
            groups[-1] = replace(groups[-1], items=(*before, replace(last, body=(*last.body, text))))
        elif items:
            items[-1] = replace(items[-1], body=(*items[-1].body, text))
        else:
            items.append(Item("", "", (text,), mark=""))
