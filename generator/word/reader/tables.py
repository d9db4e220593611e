"""Turn tables of a Word file into boxes, indicator tables and task tables of a Document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.document import (
    Block,
    Box,
    Cell,
    Column,
    Department,
    Duties,
    IndicatorRow,
    IndicatorTable,
    Letter,
    Numbering,
    Paragraph,
    Part,
    Passage,
    Run,
    Task,
    TaskTable,
    Text,
    plain,
)
from generator.document.printed_numbers import split_number
from generator.word.reader.boxes import BoxReader
from generator.word.reader.categories import categories_of, category_now
from generator.word.reader.columns import TYPED, TableRow, is_head, read_columns
from generator.word.reader.lines import Line, Table
from generator.word.reader.text import TextReader, restore_runs
from generator.word.reader.typed import typed_box


class TableReader:
    """Read tables under the bookmarks that the index of `texts` knows, numbered by `numbering`."""

    def __init__(self, texts: TextReader, numbering: Numbering) -> None:
        self.texts = texts
        self.index = texts.index
        self.numbering = numbering
        self.boxes = BoxReader(texts, numbering)

    def name(self, table: Table) -> str:
        """Return the bookmark of the block that `table` is or has rows of, "" if someone else made it."""
        rows = (self._row_name(row, (IndicatorRow, Task)) for row in table.rows)
        return self.heads(table) or next((self.index.parents.get(name, "") for name in rows if name), "")

    def heads(self, table: Table) -> str:
        """Return the bookmark of the block whose head `table` has; a table that was split has it once."""
        for line in _lines(table.rows):
            for kind in (Box, IndicatorTable, TaskTable):
                if name := self.texts.bookmark(line, kind):
                    return name
        return ""

    def block(self, table: Table, caption: str, part: Part) -> Iterator[Block]:
        """Yield the block of `part` that `table` is; a letter has only paragraphs, one for each row."""
        node = self.index.blocks.get(self.name(table))
        match node:
            case Box():
                yield self._box(node, table.rows)
            case IndicatorTable():
                yield self._indicators(node, table.rows, caption)
            case TaskTable():
                yield self._tasks(node, table.rows)
            case _ if isinstance(part, Letter):
                yield from _paragraphs(table.rows)
            case _:
                yield from self._typed(table.rows, caption)

    def _typed(self, rows: tuple[TableRow, ...], caption: str) -> Iterator[Block]:
        """Yield the block that somebody typed as a table: a box, a table, or paragraphs."""
        first = next((line for line in _lines(rows) if line.text), Line(""))
        if heading := typed_box(first.text, self.numbering):
            others = (line for line in _lines(rows) if line is not first)
            items, groups = self.boxes.contents(Box("", ""), others)
            yield Box("", heading.title, number=heading.number, items=items, groups=groups)
        elif len(rows) > 1 and min(map(len, rows)) > 1:
            columns = tuple(Column(f"{TYPED}{n}", _cell_text(cell)) for n, cell in enumerate(rows[0]))
            table = IndicatorTable("", caption, columns, ())
            yield replace(table, rows=tuple(self._indicator(row, columns, table) for row in rows[1:]))
        else:
            yield from _paragraphs(rows)

    # --- boxes ----------------------------------------------------------------------------------------

    def _box(self, box: Box, rows: tuple[TableRow, ...]) -> Box:
        label = next(line for line in _lines(rows) if self.texts.bookmark(line, Box))
        number, title = split_number(label.text, box.number, self.numbering.box)
        table = self._indicators(box.table, rows, box.table.title) if box.table else None
        columns = table.columns if table else ()
        others = tuple(row for row in rows if not self._of_table(row, columns))
        items, groups = self.boxes.contents(box, _lines(others))
        return replace(box, number=number, title=title, table=table, items=items, groups=groups)

    # --- tables ---------------------------------------------------------------------------------------

    def _indicators(self, table: IndicatorTable, rows: tuple[TableRow, ...], title: str) -> IndicatorTable:
        columns = read_columns(table.columns, rows, _texts_by_column(table))
        under = [*categories_of(table, rows, columns)]
        standing = {category for category in under if category}
        read: list[IndicatorRow] = []
        for row, category in zip(rows, under, strict=True):
            if self._is_indicator(row, columns) and not is_head(row, columns):
                made = self._indicator(row, columns, table)
                now = category_now(table, made, category, standing)
                read.append(replace(made, category=now))
        return replace(table, title=title, columns=columns, rows=tuple(read), note=_note(rows))

    def _is_indicator(self, row: TableRow, columns: tuple[Column, ...]) -> bool:
        return self._is_row(row, columns, IndicatorRow)

    def _is_row(self, row: TableRow, columns: tuple[Column, ...], kind: type) -> bool:
        """Return whether `row` is one of `kind`: by its bookmark, or with a cell in each of `columns`."""
        return bool(self._row_name(row, kind)) or (len(row) == len(columns) and not _spans(row, columns))

    def _of_table(self, row: TableRow, columns: tuple[Column, ...]) -> bool:
        """Return whether `row` is read with the table of its box."""
        return bool(columns) and (self._is_indicator(row, columns) or _is_note(row) or is_head(row, columns))

    def _row_name(self, row: TableRow, kind: type | tuple[type, ...]) -> str:
        return next((name for line in row[0] if (name := self.texts.bookmark(line, kind))), "") if row else ""

    def _indicator(self, row: TableRow, columns: tuple[Column, ...], table: IndicatorTable) -> IndicatorRow:
        node = self.index.blocks.get(self._row_name(row, IndicatorRow))
        old = node if isinstance(node, IndicatorRow) else IndicatorRow("", ())
        had = {cell.column: cell.runs for cell in old.cells}
        cells: list[Cell] = []
        typed = all(column.id.startswith(TYPED) for column in columns)
        number = "" if typed else old.number
        for column, lines in zip(columns, row, strict=False):  # cells may have been merged
            runs = self._runs(lines)
            if column.id == "name":
                number, runs = _numbered_name(runs, old.number, self.numbering.indicator)
            merged = column.id == "category" and table.categories == "column" and not runs
            was = had.get(column.id, ())
            cells.append(Cell(column.id, was if merged else restore_runs(runs, was)))
        return replace(old, cells=tuple(cells), number=number)

    def _tasks(self, table: TaskTable, rows: tuple[TableRow, ...]) -> TaskTable:
        columns = read_columns(table.columns, rows)
        tasks = [
            self._task(row, columns)
            for row in rows
            if self._is_row(row, columns, Task) and not is_head(row, columns)
        ]
        return replace(table, columns=columns, tasks=tuple(tasks), note=_note(rows))

    def _task(self, row: TableRow, columns: tuple[Column, ...]) -> Task:
        """Return `row` as a task; what the table has no column for is as the draft had it."""
        node = self.index.blocks.get(self._row_name(row, Task))
        old = node if isinstance(node, Task) else Task("", (), Duties((), ()))
        cells = {column.id: self._runs(lines) for column, lines in zip(columns, row, strict=False)}
        names = plain(cells["duties"]) if "duties" in cells else old.duties.names
        return replace(
            old,
            number=plain(cells["number"]) if "number" in cells else old.number,
            runs=restore_runs(cells.get("task", old.runs), old.runs),
            duties=old.duties if names == old.duties.names else _duties(names),
        )

    def _runs(self, lines: tuple[Line, ...]) -> tuple[Run, ...]:
        return self.texts.runs(piece for line in lines for piece in line.pieces)


def _duties(names: str) -> Duties:
    """Return the duties printed as `names` (see `Duties.names`); their functions are unknown."""
    groups = names.partition("，")[::2]
    lead, support = (tuple(Department("", n) for n in group.split("、") if n) for group in groups)
    return Duties(lead, support)


def _lines(rows: tuple[TableRow, ...]) -> Iterator[Line]:
    return (line for row in rows for cell in row for line in cell)


def _texts_by_column(table: IndicatorTable) -> dict[str, list[str]]:
    """Return the texts of each column of a table of the draft, by the id of the column."""
    texts: dict[str, list[str]] = {}
    for cell in (cell for row in table.rows for cell in row.cells):
        texts.setdefault(cell.column, []).append(plain(cell.runs))
    return texts


def _paragraphs(rows: tuple[TableRow, ...]) -> Iterator[Paragraph]:
    """Yield a paragraph for each of `rows`."""
    for row in rows:
        yield Paragraph("", (Passage("", (Text("\t".join(map(_cell_text, row))),)),))


def _cell_text(cell: tuple[Line, ...]) -> str:
    return "".join(line.text for line in cell)


def _spans(row: TableRow, columns: tuple[Column, ...]) -> bool:
    """Return whether `row` is a label, a category or a note of a table that has but one column."""
    roles = {line.role for cell in row for line in cell}
    return len(columns) == 1 and not roles & {"table-text", "table-figure"}


def _note(rows: tuple[TableRow, ...]) -> str:
    """Return the note under a table, with all that is in its row."""
    return "".join(line.text for line in _lines(tuple(filter(_is_note, rows))))


def _is_note(row: TableRow) -> bool:
    return any(line.role == "table-note" for cell in row for line in cell)


def _numbered_name(runs: tuple[Run, ...], number: str, pattern: str) -> tuple[str, tuple[Run, ...]]:
    """Split the name `runs` of an indicator into the number at its head and the rest."""
    if not runs or not isinstance(runs[0], Text) or runs[0].strong:
        return "", runs
    found, text = split_number(runs[0].text, number, pattern)
    rest = (Text(text),) if text else ()
    return found, (*rest, *runs[1:])
