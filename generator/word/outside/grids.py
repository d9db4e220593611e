"""Lay the cells of an outside plan's table out as rows of texts under one row of headings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeAlias

from generator.word.outside.columns import is_indicator_head, is_task_head, role_of
from generator.word.reader import BareCell, BareLine, BareTable

TextRow: TypeAlias = tuple[str, ...]


def grid(table: BareTable) -> list[TextRow]:
    """Return the texts of `table` by row and column; a merged cell stands once, where it begins."""
    return [tuple(_spread(row)) for row in table.rows]


def whole_grid(table: BareTable) -> list[TextRow]:
    """Return the texts of `table` without empty rows, all as wide as the widest, headings in the first row.

    Headings in two rows become one, and two columns under one heading for names one column.
    """
    head = _joined_head(table)
    rows = [head, *grid(table)[2:]] if head else grid(table)
    rows = [row for row in rows if any(text.strip() for text in row)]
    width = max(map(len, rows), default=0)
    rows = [(*row, *[""] * (width - len(row))) for row in rows]
    return _with_one_name(rows) if rows and not head else rows


def _spread(row: Sequence[BareCell], *, repeated: bool = False) -> Iterator[str]:
    """Yield the texts of a row by column; that of a cell over several columns once, or in each of them."""
    for cell in row:
        text = "" if cell.continued else cell.text
        yield text
        yield from [text if repeated else ""] * (cell.across - 1)


def _joined_head(table: BareTable) -> TextRow:
    """Return the headings of a table that stand in two rows, as one; none if they do not."""
    if len(table.rows) < 3 or not any(cell.across > 1 for cell in table.rows[0]):  # noqa: PLR2004  # and a row below
        return ()
    first, second = (list(_spread(row, repeated=True)) for row in table.rows[:2])
    if len(first) != len(second) or not any(cell.continued or not cell.text for cell in table.rows[1]):
        return ()
    head = tuple(above + below for above, below in zip(first, second, strict=True))
    return head if is_indicator_head(head) or is_task_head(head) else ()


def _with_one_name(rows: list[TextRow]) -> list[TextRow]:
    """Return `rows` with the column of names and the one beside it, which has no heading, as one."""
    head = rows[0]
    places = [n for n, text in enumerate(head[:-1]) if role_of(text, "columns") == "name" and not head[n + 1]]
    if not places or not is_indicator_head([*head[: places[0] + 1], *head[places[0] + 2 :]]):
        return rows
    place, above = places[0], ""
    found = []
    for row in rows:
        first, second = row[place], row[place + 1]
        above = first or above
        name = above + second if second else first
        found.append((*row[:place], name, *row[place + 2 :]))
    return found


def leading_lines(table: BareTable) -> tuple[list[BareLine], BareTable]:
    """Return the lines of the rows of one cell that `table` begins with, and the table without them."""
    rows = list(table.rows)
    widest = max((len(row) for row in rows), default=0)
    lines: list[BareLine] = []
    while widest > 1 and rows and len(rows[0]) == 1:
        lines += rows.pop(0)[0].lines
    return lines, BareTable(tuple(rows))
