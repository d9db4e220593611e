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
from generator.read_draft.text import duties, known, paragraph, runs, tag

_DIVISIONS: dict[str, type[Division]] = {"chapter": Chapter, "section": Section, "measure": Measure}


def blocks(element: etree._Element) -> tuple[Block, ...]:
    """The blocks that an element holds, in order."""
    return tuple(
        _BLOCKS[tag(child)](child) for child in known(element, {*_BLOCKS, "duties"}) if child.tag != "duties"
    )


def _division(element: etree._Element) -> Division:
    return _DIVISIONS[tag(element)](
        key=element.get("key", ""),
        title=element.get("title", ""),
        body=blocks(element),
        duties=duties(element),
        run_in=element.get("run-in") == "true",
        numbered=element.get("numbered", "true") == "true",
    )


def _box(element: etree._Element) -> Box:
    table = element.find("indicator-table")
    return Box(
        key=element.get("key", ""),
        title=element.get("title", ""),
        groups=tuple(_group(child) for child in element.findall("group")),
        items=tuple(_item(child) for child in element.findall("item")),
        table=None if table is None else _indicator_table(table),
        item_pattern=element.get("item-number", ""),
    )


def _group(element: etree._Element) -> Group:
    return Group(
        key=element.get("key", ""),
        title=element.get("title", ""),
        items=tuple(_item(child) for child in element.findall("item")),
        body=tuple(paragraph(child) for child in element.findall("p")),
    )


def _item(element: etree._Element) -> Item:
    return Item(
        key=element.get("key", ""),
        title=element.get("title", ""),
        body=tuple(paragraph(child) for child in element.findall("p")),
        duties=duties(element),
        mark=element.get("mark", "。"),
    )


def _indicator_table(element: etree._Element) -> IndicatorTable:
    return IndicatorTable(
        key=element.get("key", ""),
        title=element.get("title", ""),
        columns=_columns(element),
        rows=tuple(_row(row) for row in element.findall("row")),
        categories=element.get("categories", "none"),
        note=element.get("note", ""),
    )


def _row(element: etree._Element) -> IndicatorRow:
    cells = tuple(Cell(cell.get("column", ""), runs(cell)) for cell in element.findall("cell"))
    return IndicatorRow(element.get("key", ""), cells, element.get("category", ""))


def _columns(element: etree._Element) -> tuple[Column, ...]:
    return tuple(Column(c.get("id", ""), c.text or "") for c in element.findall("column"))


def _task_table(element: etree._Element) -> TaskTable:
    return TaskTable(element.get("key", ""), _columns(element), note=element.get("note", ""))


_BLOCKS: dict[str, Callable[[etree._Element], Block]] = {
    **dict.fromkeys(_DIVISIONS, _division),
    "p": paragraph,
    "box": _box,
    "indicator-table": _indicator_table,
    "task-table": _task_table,
}
