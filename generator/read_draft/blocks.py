"""The blocks of draft XML: divisions, boxes, tables."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from generator.document import (
    Block,
    Box,
    Cell,
    Chapter,
    Column,
    Division,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Measure,
    Section,
    TaskTable,
)
from generator.read_draft.text import duties, error, known, paragraph, parts, runs, stray, tag, words

_DIVISIONS = {division.level: division for division in (Chapter, Section, Measure)}


def blocks(element: etree._Element) -> tuple[Block, ...]:
    """The blocks that an element holds, in order; raises PlanError at anything else."""
    return tuple(_BLOCKS[name](child) for name, child in known(element, _BLOCKS))


def _division(element: etree._Element) -> Division:
    inner = list(known(element, {*_BLOCKS, "duties"}))
    stated = [child for name, child in inner if name == "duties"]
    if len(stated) > 1:
        raise stray(stated[1])
    return _DIVISIONS[tag(element)](
        key=element.get("key", ""),
        title=element.get("title", ""),
        body=tuple(_BLOCKS[name](child) for name, child in inner if name != "duties"),
        duties=duties(stated),
        run_in=element.get("run-in") == "true",
        numbered=element.get("numbered", "true") == "true",
    )


def _box(element: etree._Element) -> Box:
    inner = parts(element, many=("group", "item"), one=("indicator-table",))
    tables = [_indicator_table(child) for child in inner["indicator-table"]]
    return Box(
        key=element.get("key", ""),
        title=element.get("title", ""),
        groups=tuple(_group(child) for child in inner["group"]),
        items=tuple(_item(child) for child in inner["item"]),
        table=tables[0] if tables else None,
        item_pattern=element.get("item-number", ""),
    )


def _group(element: etree._Element) -> Group:
    inner = parts(element, many=("item", "p"))
    return Group(
        key=element.get("key", ""),
        title=element.get("title", ""),
        items=tuple(_item(child) for child in inner["item"]),
        body=tuple(paragraph(child) for child in inner["p"]),
    )


def _item(element: etree._Element) -> Item:
    inner = parts(element, many=("p",), one=("duties",))
    return Item(
        key=element.get("key", ""),
        title=element.get("title", ""),
        body=tuple(paragraph(child) for child in inner["p"]),
        duties=duties(inner["duties"]),
        mark=element.get("mark", "。"),
    )


def _indicator_table(element: etree._Element) -> IndicatorTable:
    inner = parts(element, many=("column", "row"))
    columns = _columns(inner["column"])
    return IndicatorTable(
        key=element.get("key", ""),
        title=element.get("title", ""),
        columns=columns,
        rows=tuple(_row(child, columns) for child in inner["row"]),
        categories=element.get("categories", "none"),
        note=element.get("note", ""),
    )


def _row(element: etree._Element, columns: tuple[Column, ...]) -> IndicatorRow:
    """A row; raises PlanError where it has no cell for a column."""
    inner = parts(element, many=("cell",))
    cells = tuple(Cell(child.get("column", ""), runs(child)) for child in inner["cell"])
    if missing := {column.id for column in columns} - {cell.column for cell in cells} - {"name"}:
        raise error(int(element.sourceline or 0), f'<cell column="{min(missing)}">')
    return IndicatorRow(element.get("key", ""), cells, element.get("category", ""))


def _columns(elements: list[etree._Element]) -> tuple[Column, ...]:
    return tuple(Column(child.get("id", ""), words(child)) for child in elements)


def _task_table(element: etree._Element) -> TaskTable:
    inner = parts(element, many=("column",))
    return TaskTable(element.get("key", ""), _columns(inner["column"]), note=element.get("note", ""))


_BLOCKS: dict[str, Callable[[etree._Element], Block]] = {
    **dict.fromkeys(_DIVISIONS, _division),
    "p": paragraph,
    "box": _box,
    "indicator-table": _indicator_table,
    "task-table": _task_table,
}
