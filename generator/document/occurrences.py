"""The places of figures and gaps in a document: their headings, their row and column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from generator.document import (
    Annex,
    Box,
    Cell,
    Division,
    Document,
    Figure,
    Gap,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Letter,
    Node,
    Path,
    Plan,
    Task,
    Text,
    nodes_in,
    own_runs,
    plain,
    walk,
)

Headings: TypeAlias = tuple[str, ...]


def occurrences(document: Document) -> Iterator[tuple[Figure | Gap, Headings]]:
    """Yield every figure and gap with the headings it stands under, the highest first.

    They come in printed order, those in the lines of a letter before those in its text. The rows of a task
    table repeat what stands in the plan and are left out.
    """
    for path, node in walk(document):
        runs = () if isinstance(node, Task) else own_runs(node)
        if found := [run for run in runs if not isinstance(run, Text)]:
            headings = _headings((*path, node))
            yield from ((run, headings) for run in found)


def headings_by_key(document: Document) -> dict[str, str]:
    """Return the headings of the plan's divisions, boxes, groups and items by key, with their numbers."""
    nodes = (node for part in document.parts if isinstance(part, Plan) for node in nodes_in(part))
    return {node.key: _numbered(node) for node in nodes if isinstance(node, (Division, Box, Group, Item))}


def _headings(path: Path) -> Headings:
    """Return the headings on a path; of two in a row that are the same, the first.

    A table that is called as its box is says nothing more.
    """
    table = next((node for node in path if isinstance(node, IndicatorTable)), None)
    columns = {column.id: column.heading for column in table.columns} if table else {}
    found: Headings = ()
    for node in path:
        heading = _heading(node, columns)
        again = found[-1:] == (heading,) or (isinstance(node, IndicatorTable) and _names(found, heading))
        found += (heading,) if heading and not again else ()
    return found


def _heading(node: Node, columns: dict[str, str]) -> str:
    """Return the heading of one node; of a row its first cell, of another cell its column's."""
    match node:
        case Division() | Box() | Group() | Item():
            return _numbered(node)
        case Letter() | Annex() | IndicatorTable():
            return node.title
        case IndicatorRow():
            names = (cell.runs for cell in node.cells if cell.column == "name")
            name = next((plain(run for run in runs if not isinstance(run, Gap)) for runs in names), node.key)
            return f"{node.number}{name}"
        case Cell(column=column) if column != "name":
            return columns.get(column, column)
        case _:
            return ""


def _names(found: Headings, title: str) -> bool:
    """Return whether the last of the headings `found` is `title` behind a number."""
    return bool(found) and found[-1].endswith(f" {title}")


def _numbered(node: Division | Box | Group | Item) -> str:
    return " ".join(f"{node.number}{node.title}".split())
