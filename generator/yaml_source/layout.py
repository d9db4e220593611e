"""Find where the nodes of a YAML text begin and end, and how they are written."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import yaml

from generator.yaml_source.tree import KeyPath

_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Style(StrEnum):
    """Name the way in which a node is written."""

    EMPTY = "empty"  # nothing behind a key
    PLAIN = "plain"
    SINGLE = "'"
    DOUBLE = '"'
    LITERAL = "|"
    FOLDED = ">"
    MAPPING = "mapping"  # of lines
    LIST = "list"  # of lines
    BRACES = "{"
    BRACKETS = "["


_STYLES = {"'": Style.SINGLE, '"': Style.DOUBLE, "|": Style.LITERAL, ">": Style.FOLDED}
_FLOW = {Style.BRACES, Style.BRACKETS}


@dataclass(slots=True)
class Node:
    """Hold where a node stands in the text, as offsets, and how it is written.

    `end` is behind its last character. `column` is that of its first key or dash, for a scalar its own;
    `flow` tells whether it stands within braces or brackets. `last` is the key or index of its last child.
    """

    start: int
    end: int
    column: int
    style: Style
    flow: bool
    last: str | int | None = None

    @property
    def lists_lines(self) -> bool:
        """Return whether the node is a mapping or list with a line for each entry."""
        return self.style in {Style.MAPPING, Style.LIST}


class Layout:
    """Hold the `text` of a YAML file, its `nodes` by path, and where the key of each begins (`keys`).

    The text must be what `parse` accepts.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.nodes: dict[KeyPath, Node] = {}
        self.keys: dict[KeyPath, int] = {}
        self._starts = [0]
        for line in text.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._open: list[KeyPath] = []
        self._key: dict[KeyPath, tuple[str, int]] = {}
        for event in yaml.parse(text, Loader=_LOADER):
            self._take(event)

    def line_start(self, offset: int) -> int:
        """Return the offset at which the line of `offset` begins."""
        return self._starts[bisect_right(self._starts, offset) - 1]

    def line_end(self, offset: int) -> int:
        """Return the offset at which the line of `offset` ends, before its line break."""
        following = bisect_right(self._starts, offset)
        end = self._starts[following] if following < len(self._starts) else len(self.text)
        return offset + len(self.text[offset:end].rstrip("\r\n"))

    def _take(self, event: yaml.Event) -> None:
        match event:
            case yaml.ScalarEvent():
                self._scalar(event)
            case yaml.MappingStartEvent() | yaml.SequenceStartEvent():
                self._begin(event)
            case yaml.CollectionEndEvent():
                self._finish(event)
            case _:
                pass

    def _begin(self, event: yaml.CollectionStartEvent) -> None:
        is_list = isinstance(event, yaml.SequenceStartEvent)
        flow = bool(event.flow_style)
        style = (Style.LIST, Style.BRACKETS) if is_list else (Style.MAPPING, Style.BRACES)
        path = self._put(event, style[flow])
        self._open.append(path)

    def _finish(self, event: yaml.CollectionEndEvent) -> None:
        path = self._open.pop()
        node = self.nodes[path]
        if not node.lists_lines:
            node.end = self._offset(event.end_mark)
        elif node.last is not None:
            node.end = self.nodes[(*path, node.last)].end

    def _scalar(self, event: yaml.ScalarEvent) -> None:
        above = self._open[-1] if self._open else None
        in_mapping = above is not None and self.nodes[above].style in {Style.MAPPING, Style.BRACES}
        if above is not None and in_mapping and above not in self._key:
            self._key[above] = (event.value, self._offset(event.start_mark))
            return
        empty = not event.style and not event.value
        path = self._put(event, Style.EMPTY if empty else _STYLES.get(event.style or "", Style.PLAIN))
        node = self.nodes[path]
        node.end = self._offset(event.end_mark)
        if empty:
            node.start = node.end = len(self.text[: node.start].rstrip())
        elif node.style in {Style.LITERAL, Style.FOLDED}:
            node.end = node.start + len(self.text[node.start : node.end].rstrip())

    def _put(self, event: yaml.Event, style: Style) -> KeyPath:
        """Add the node of `event` below the one that is open; return its path."""
        start: Any = event.start_mark  # the parser always sets it
        path: KeyPath = ()
        flow = False
        if self._open:
            above = self.nodes[self._open[-1]]
            flow = above.flow or above.style in _FLOW
            if above.style in {Style.LIST, Style.BRACKETS}:
                above.last = (above.last if isinstance(above.last, int) else -1) + 1
            else:
                above.last, key_start = self._key.pop(self._open[-1])
                self.keys[*self._open[-1], above.last] = key_start
            path = (*self._open[-1], above.last)
        offset = self._offset(start)
        self.nodes[path] = Node(offset, offset, start.column, style, flow)
        return path

    def _offset(self, mark: Any) -> int:  # noqa: ANN401  # PyYAML's marks have no type
        line, column = int(mark.line), int(mark.column)
        return min(self._starts[min(line, len(self._starts) - 1)] + column, len(self.text))
