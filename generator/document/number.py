"""Numbers of headings, boxes, items, indicators and tasks: Document → Document.

Numbers are computed last and written as text, so that no number can be lost or skipped.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Any, TypeVar

from generator.base.patterns import fill
from generator.document import (
    Box,
    Division,
    Document,
    Group,
    IndicatorRow,
    Item,
    Node,
    Numbering,
    Paragraph,
    Part,
    Plan,
    Task,
    map_children,
    numbering_of,
)

_LEVELS: dict[type, str] = {Box: "box", Group: "group", IndicatorRow: "indicator", Task: "task"}
_Holder = TypeVar("_Holder", bound=Node)
_DIGITS = "零一二三四五六七八九"


def number(document: Document) -> Document:
    """Return the document with every number filled in; boxes count through the whole plan.

    Annexes take the plan's patterns.
    """
    numbering = numbering_of(document.parts)

    def fill_in(part: Part) -> Part:
        return _Counter(part.numbering if isinstance(part, Plan) else numbering).within(part)

    return map_children(document, fill_in)


def cjk(count: int) -> str:
    """Return a count from 1 to 9999 as headings write it: 十, 十二, 二十一, 一百零三."""
    words = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = count // place % 10, count % place
        if digit:
            words += _DIGITS[digit] + unit
        elif words and rest and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def print_number(pattern: str, count: int) -> str:
    """Return the number that `pattern` prints for a `count`."""
    return fill(pattern, {"n": count, "cjk": cjk(count)})


def _with_number(node: Any, number: str) -> Node:  # noqa: ANN401  # any node that takes one
    numbered: Node = replace(node, number=number)
    return numbered


class _Counter:
    """The numbers of one part, by the patterns of a plan."""

    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.boxes: Counter[type] = Counter()  # through the whole part

    def within(self, holder: _Holder, items: str = "") -> _Holder:
        """Return `holder` with numbers for all that it holds; `items` is the pattern of items in a box."""
        counts: Counter[type] = Counter()
        return map_children(holder, lambda node: self._numbered(node, counts, items))

    def _numbered(self, node: Node, counts: Counter[type], items: str) -> Node:
        if isinstance(node, Paragraph):
            return node
        if isinstance(node, Box):
            counts, items = self.boxes, node.item_pattern or self.numbering.item
        pattern = self._pattern(node, items)
        if pattern is None:
            return self.within(node, items)
        counts[type(node)] += not isinstance(node, Division) or node.numbered
        return self.within(_with_number(node, print_number(pattern, counts[type(node)])), items)

    def _pattern(self, node: Node, items: str) -> str | None:
        """Return the pattern of a node's number, None where it takes none."""
        match node:
            case Division():
                return str(getattr(self.numbering, node.level)) if node.numbered else ""
            case Item():
                return items
            case _:
                level = _LEVELS.get(type(node))
                return level and str(getattr(self.numbering, level))
