"""Bring plans of several hands into one form that prints the same words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.document import (
    Block,
    Box,
    Department,
    Division,
    Document,
    Duties,
    Item,
    Measure,
    Node,
    Passage,
    Task,
    map_children,
)


def as_printed(document: Document) -> Document:
    """Return `document` with what it prints alone.

    Duties that no bracket prints are left out: the table of tasks has them. Departments are known by their
    names. A box behind the last words of a measure stands behind the measure.
    """
    return map_children(document, _printed)


def _printed(node: Node) -> Node:
    match made := map_children(node, _printed):
        case Division():
            return replace(made, body=tuple(_hoisted(made.body)), duties=None)
        case Item() | Passage():
            return replace(made, duties=None)
        case Task():
            return replace(made, duties=_by_name(made.duties))
        case _:
            return made


def _hoisted(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield `blocks`, the boxes that a measure ends with behind it."""
    for block in blocks:
        if not isinstance(block, Measure):
            yield block
            continue
        kept = list(block.body)
        boxes: list[Block] = []
        while len(kept) > 1 and isinstance(kept[-1], Box):
            boxes.insert(0, kept.pop())
        yield replace(block, body=tuple(kept)) if boxes else block
        yield from boxes


def _by_name(duties: Duties) -> Duties:
    return Duties(tuple(_named(duties.lead)), tuple(_named(duties.support)))


def _named(departments: Iterable[Department]) -> Iterator[Department]:
    return (Department("", department.name) for department in departments)
