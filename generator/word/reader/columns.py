"""Know the columns of a table in a Word file by their headings, whoever added, removed or moved them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from generator.document import Column
from generator.word.reader.lines import Line

TableRow = tuple[tuple[Line, ...], ...]
TYPED = "typed:"  # how the id of a column begins that the draft does not have


def read_columns(columns: Sequence[Column], rows: Sequence[TableRow]) -> tuple[Column, ...]:
    """Return the columns of a table of `rows`; the draft had `columns`.

    A heading that was typed over leaves its column where it was, as long as there are as many as before.
    """
    head = next((row for row in rows if is_head(row, columns)), None)
    if head is None:
        return tuple(columns)
    headings = ["".join(line.text for line in cell) for cell in head]
    if headings == [column.heading for column in columns]:
        return tuple(columns)
    known = {column.heading: column for column in columns}
    left = [column for column in columns if column.heading not in headings]
    same = len(headings) == len(columns)
    found: list[Column] = []
    for heading in headings:
        if heading in known:
            found.append(known.pop(heading))
        elif same and left:
            found.append(replace(left.pop(0), heading=heading))
        else:
            found.append(Column(f"{TYPED}{len(found)}", heading))
    return tuple(found)


def is_head(row: TableRow, columns: Sequence[Column]) -> bool:
    """Return whether `row` has the headings: by their role, or most of the words of `columns`."""
    if len(row) > 1 and all(any(line.role == "table-head" for line in cell) for cell in row):
        return True
    texts = {"".join(line.text for line in cell) for cell in row}
    headings = {column.heading for column in columns}
    return len(row) > 1 and len(texts & headings) > len(headings) / 2
