"""Give every row of a table a cell for every column: one may have put in a row, another a column."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from generator.diff.merging.spots import NAME
from generator.document import Cell, Document, IndicatorRow, IndicatorTable, map_children


def with_all_cells(document: Document) -> Document:
    """Return `document` with an empty cell wherever a row of its tables lacks one."""
    made: Document = _filled(document)
    return made


def _filled(node: Any) -> Any:  # noqa: ANN401  # a node of any class
    if not isinstance(node, IndicatorTable):
        return map_children(node, _filled)
    columns = [column.id for column in node.columns]
    rows = tuple(_with_cells(row, columns) for row in node.rows)
    return node if rows == node.rows else replace(node, rows=rows)


def _with_cells(row: IndicatorRow, columns: list[str]) -> IndicatorRow:
    """Return `row` with cells in the order of `columns`, if it lacks one."""
    held = {cell.column: cell for cell in row.cells}
    if not {*columns} - held.keys() - {NAME}:
        return row
    wanted = [held.get(name, Cell(name, ())) for name in columns if name in held or name != NAME]
    return replace(row, cells=(*wanted, *(cell for cell in row.cells if cell.column not in columns)))
