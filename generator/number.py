"""Numbers of headings, boxes, items, indicators and tasks: Document → Document.

Numbers are computed last and written as text, so that no number can be lost or skipped.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.document import (
    Annex,
    Block,
    Box,
    Division,
    Document,
    Group,
    IndicatorTable,
    Item,
    Numbering,
    Part,
    Plan,
    TaskTable,
    numbering_of,
)
from generator.patterns import fill

_DIGITS = "零一二三四五六七八九"


def number(document: Document) -> Document:
    """The same document with every number filled in; boxes count through the whole plan.

    Annexes take the plan's patterns.
    """
    numbering = numbering_of(document.parts)
    return replace(document, parts=tuple(_part(part, numbering) for part in document.parts))


def cjk(count: int) -> str:
    """A count from 1 to 9999 as headings write it: 十, 十二, 二十一, 一百零三."""
    words = ""
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, rest = count // place % 10, count % place
        if digit:
            words += _DIGITS[digit] + unit
        elif words and rest and not words.endswith("零"):
            words += "零"
    return words.removeprefix("一") if words.startswith("一十") else words


def _print(pattern: str, count: int) -> str:
    return fill(pattern, {"n": count, "cjk": cjk(count)})


def _part(part: Part, numbering: Numbering) -> Part:
    match part:
        case Plan():
            return replace(part, body=_Counter(part.numbering).blocks(part.body))
        case Annex():
            return replace(part, body=_Counter(numbering).blocks(part.body))
        case _:
            return part


class _Counter:
    def __init__(self, numbering: Numbering) -> None:
        self.numbering = numbering
        self.boxes = 0

    def blocks(self, blocks: Iterable[Block]) -> tuple[Block, ...]:
        counts: Counter[str] = Counter()
        return tuple(self._block(block, counts) for block in blocks)

    def _block(self, block: Block, counts: Counter[str]) -> Block:
        match block:
            case Division():
                return self._division(block, counts)
            case Box():
                return self._box(block)
            case IndicatorTable():
                return self._indicators(block)
            case TaskTable():
                tasks = enumerate(block.tasks, start=1)
                return replace(
                    block, tasks=tuple(replace(t, number=_print(self.numbering.task, n)) for n, t in tasks)
                )
            case _:
                return block

    def _division(self, division: Division, counts: Counter[str]) -> Division:
        level = division.level
        counts[level] += division.numbered
        pattern = getattr(self.numbering, level) if division.numbered else ""
        return replace(division, number=_print(pattern, counts[level]), body=self.blocks(division.body))

    def _box(self, box: Box) -> Box:
        self.boxes += 1
        pattern = box.item_pattern or self.numbering.item
        groups = enumerate(box.groups, start=1)
        return replace(
            box,
            number=_print(self.numbering.box, self.boxes),
            groups=tuple(self._group(group, n, pattern) for n, group in groups),
            items=_items(box.items, pattern),
            table=box.table and self._indicators(box.table),
        )

    def _group(self, group: Group, count: int, pattern: str) -> Group:
        return replace(group, number=_print(self.numbering.group, count), items=_items(group.items, pattern))

    def _indicators(self, table: IndicatorTable) -> IndicatorTable:
        rows = enumerate(table.rows, start=1)
        return replace(
            table, rows=tuple(replace(row, number=_print(self.numbering.indicator, n)) for n, row in rows)
        )


def _items(items: tuple[Item, ...], pattern: str) -> tuple[Item, ...]:
    return tuple(replace(item, number=_print(pattern, n)) for n, item in enumerate(items, start=1))
