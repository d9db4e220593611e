"""Know the columns of a table in a Word file by their headings, whoever added, removed or moved them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from generator.document import Column
from generator.word.reader.lines import Line

TableRow = tuple[tuple[Line, ...], ...]
_NOTHING: Mapping[str, Sequence[str]] = MappingProxyType({})
_ENOUGH = 3  # texts of a column by which it is known
TYPED = "typed:"  # how the id of a column begins that the draft does not have


def read_columns(
    columns: Sequence[Column], rows: Sequence[TableRow], had: Mapping[str, Sequence[str]] = _NOTHING
) -> tuple[Column, ...]:
    """Return the columns of a table of `rows`; the draft had `columns`, with the texts `had` by their ids.

    A heading that was typed over leaves its column where most of its texts are. Where the draft had none,
    that is where it was, as long as there are as many columns as before.
    """
    head = next((row for row in rows if is_head(row, columns)), None)
    if head is None:
        return tuple(columns)
    headings = list(map(_text, head))
    if headings == [column.heading for column in columns]:
        return tuple(columns)
    known = {column.heading: column for column in columns}
    left = [column for column in columns if column.heading not in headings]
    same = len(headings) == len(columns)
    texts = [[_text(row[n]) for row in rows if row is not head and len(row) > n] for n in range(len(head))]
    found: list[Column] = []
    for n, heading in enumerate(headings):
        if heading in known:
            found.append(known.pop(heading))
            continue
        was = next((each for each in left if _holds(texts[n], had.get(each.id, ()), otherwise=same)), None)
        if was:
            left.remove(was)
        found.append(replace(was, heading=heading) if was else Column(f"{TYPED}{n}", heading))
    return tuple(found)


def _holds(texts: Sequence[str], had: Sequence[str], *, otherwise: bool) -> bool:
    """Return whether half of what a column `had` is in `texts`; `otherwise` if it had too little to say."""
    before = Counter(filter(None, had))
    if before.total() < _ENOUGH:
        return otherwise
    return (before & Counter(texts)).total() * 2 >= before.total()


def _text(cell: tuple[Line, ...]) -> str:
    return "".join(line.text for line in cell)


def is_head(row: TableRow, columns: Sequence[Column]) -> bool:
    """Return whether `row` has the headings: by their role, or most of the words of `columns`."""
    if len(row) > 1 and all(any(line.role == "table-head" for line in cell) for cell in row):
        return True
    texts = {"".join(line.text for line in cell) for cell in row}
    headings = {column.heading for column in columns}
    return len(row) > 1 and len(texts & headings) > len(headings) / 2
