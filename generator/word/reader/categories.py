"""Read the categories under which rows of an indicator table stand: in rows of their own, or in a column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.document import Column, IndicatorRow, IndicatorTable
from generator.word.reader.columns import TableRow

_CATEGORY = "category"


def categories_of(
    table: IndicatorTable, rows: Sequence[TableRow], columns: Sequence[Column]
) -> Iterator[str | None]:
    """Yield the category under which each of `rows` stands, None where nothing says so.

    `table` is as the draft had it, `columns` are those that it has now. A cell that merges with the one above
    it is empty.
    """
    place = next((n for n, column in enumerate(columns) if column.id == _CATEGORY), -1)
    latest: str | None = None
    for row in rows:
        if table.categories == "rows":
            latest = _heading(row) or latest
        elif table.categories == "column" and 0 <= place < len(row) and len(row) == len(columns):
            latest = "".join(line.text for line in row[place]).strip() or latest
        yield latest


def category_now(table: IndicatorTable, row: IndicatorRow, found: str | None, standing: set[str]) -> str:
    """Return the category of a row that is read as `row` of the draft's `table` and now stands under `found`.

    `standing` are the categories that the table has now. A row under another one of the draft was moved,
    which is told as that: its own still stands. One of the draft that had none keeps none.
    """
    was = row.category
    of_draft = bool(row.key) and any(each.key == row.key for each in table.rows)
    if found is None or (not was and of_draft) or "".join(found.split()) == "".join(was.split()):
        return was
    known = {row.category for row in table.rows}
    return was if was and found in known and was in standing else found


def _heading(row: TableRow) -> str:
    """Return the category that `row` is the heading of, "" if it is none."""
    return "".join(line.text for cell in row for line in cell if line.role == "table-category").strip()
