"""Where the figures and gaps of a document stand: under which headings, in which row and column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from generator.document import (
    Block,
    Box,
    Contents,
    Division,
    Document,
    Figure,
    Gap,
    Group,
    Imprint,
    IndicatorTable,
    Item,
    Letter,
    Paragraph,
    Part,
    Plan,
    Run,
    part_runs,
    plain,
)

Where: TypeAlias = tuple[str, ...]
Spot: TypeAlias = tuple[Figure | Gap, Where]


def spots(document: Document) -> Iterator[Spot]:
    """Every figure and gap in printed order, with the headings it stands under, the highest first."""
    for part in document.parts:
        yield from _part(part)


def headings(document: Document) -> dict[str, str]:
    """The headings of the plan's divisions, boxes, groups and items by key, with their numbers."""
    plans = (part for part in document.parts if isinstance(part, Plan))
    return {key: title for plan in plans for block in plan.body for key, title in _headings(block)}


def _part(part: Part) -> Iterator[Spot]:
    match part:
        case Contents():
            return
        case Letter():
            yield from _runs(part_runs(part), (part.title,))
        case Imprint():
            yield from _runs(part_runs(part), ())
        case _:
            title = () if isinstance(part, Plan) else (part.title,)
            for block in part.body:
                yield from _block(block, title)


def _block(block: Block, where: Where) -> Iterator[Spot]:
    match block:
        case Division():
            for inner in block.body:
                yield from _block(inner, _below(where, block))
        case Paragraph():
            yield from _runs(block.runs, where)
        case Box():
            below = _below(where, block)
            yield from _table(block.table, below) if block.table else ()
            parts: tuple[Group | Item, ...] = (*block.groups, *block.items)
            for part in parts:
                yield from _boxed(part, below)
        case IndicatorTable():
            yield from _table(block, _below(where, block))
        case _:
            return


def _boxed(part: Group | Item, where: Where) -> Iterator[Spot]:
    below = _below(where, part)
    for paragraph in part.body:
        yield from _runs(paragraph.runs, below)
    for item in part.items if isinstance(part, Group) else ():
        yield from _boxed(item, below)


def _table(table: IndicatorTable, where: Where) -> Iterator[Spot]:
    """A cell stands in the row that its first cell names, and in its column."""
    titles = {column.id: column.heading for column in table.columns}
    for row in table.rows:
        name = next((plain(_words(cell.runs)) for cell in row.cells if cell.column == "name"), row.key)
        for cell in row.cells:
            column = () if cell.column == "name" else (titles.get(cell.column, cell.column),)
            yield from _runs(cell.runs, (*where, f"{row.number}{name}", *column))


def _words(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(run for run in runs if not isinstance(run, Gap))


def _runs(runs: Iterator[Run] | tuple[Run, ...], where: Where) -> Iterator[Spot]:
    yield from ((run, where) for run in runs if isinstance(run, (Figure, Gap)))


def _headings(block: Block | Group | Item) -> Iterator[tuple[str, str]]:
    match block:
        case Division():
            yield block.key, _title(block)
            inner: tuple[Block | Group | Item, ...] = block.body
        case Box():
            yield block.key, _title(block)
            inner = (*block.groups, *block.items)
        case Group() | Item():
            yield block.key, _title(block)
            inner = block.items if isinstance(block, Group) else ()
        case _:
            inner = ()
    for each in inner:
        yield from _headings(each)


def _below(where: Where, block: Division | Box | Group | Item | IndicatorTable) -> Where:
    title = block.title if isinstance(block, IndicatorTable) else _title(block)
    return (*where, title) if title and where[-1:] != (title,) else where


def _title(block: Division | Box | Group | Item) -> str:
    return " ".join(f"{block.number}{block.title}".split())
