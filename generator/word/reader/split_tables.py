"""Put together the tables into which somebody split one, by the blocks of the draft in their rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from generator.document import Box, Group, IndicatorRow, IndicatorTable, Item, Task, TaskTable
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.columns import TableRow
from generator.word.reader.lines import BodyBlock, Line, Table, flatten

_WHOLES = (Box, IndicatorTable, TaskTable)
_ROWS = (IndicatorRow, Task, Item, Group)
_AGAIN = ("", "续", "（续）", "(续)", "（续表）")  # behind the heading that stands over the rest once more


@dataclass(slots=True)
class _Whole:
    """Hold where a table of the draft begins, and the bookmarks of the rows that were found of it."""

    place: int
    rows: set[str] = field(default_factory=set)


def join_split_tables(blocks: Iterable[BodyBlock], index: BookmarkIndex) -> list[BodyBlock]:
    """Return `blocks`, the rows of each table of the draft in the first of the tables that have any.

    A heading that stands over the rest once more is none of its rows. A table that repeats rows is a copy.
    """
    found: list[BodyBlock] = []
    wholes: dict[str, _Whole] = {}
    for block in blocks:
        name, rows = _parts(block, index) if isinstance(block, Table) else ("", set[str]())
        whole = wholes.setdefault(name, _Whole(len(found))) if name else None
        first = found[whole.place] if whole and whole.place < len(found) else None
        if (
            whole
            and isinstance(block, Table)
            and isinstance(first, Table)
            and rows.isdisjoint(whole.rows)
            and rows
        ):
            found[whole.place] = Table((*first.rows, *_rest(first, block)))
        else:
            found.append(block)
        if whole:
            whole.rows |= rows
    return found


def _parts(table: Table, index: BookmarkIndex) -> tuple[str, set[str]]:
    """Return the bookmark of the block that `table` is or has rows of, "" for none, and those of its rows."""
    marks = [mark for line in flatten([table]) for mark in _marks(line) if mark in index.blocks]
    rows = {mark for mark in marks if isinstance(index.blocks[mark], _ROWS)}
    of_table = [mark for mark in marks if isinstance(index.blocks[mark], (*_WHOLES, *_ROWS))]
    for mark in of_table[:1]:
        above = [name for name in (mark, *index.holders(mark)) if isinstance(index.blocks.get(name), _WHOLES)]
        boxes = [name for name in above if isinstance(index.blocks[name], Box)]
        return (boxes or above)[0], rows
    return "", rows


def _marks(line: Line) -> Iterator[str]:
    """Yield the bookmarks on `line` and on its words."""
    yield from line.bookmarks
    yield from (mark for piece in line.pieces for mark in piece.marks)


def _rest(first: Table, table: Table) -> Iterator[TableRow]:
    """Yield the rows of `table` without those at its head that repeat the head of `first`."""
    heads = [_text(row) for row in first.rows]
    repeats = True
    for n, row in enumerate(table.rows):
        repeats = repeats and n < len(heads) and _text(row) in {heads[n] + again for again in _AGAIN}
        if not repeats:
            yield row


def _text(row: TableRow) -> str:
    return "".join("".join(line.text for cell in row for line in cell).split())
