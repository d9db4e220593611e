"""Write boxes, indicator tables and task tables as Word tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from generator.base.patterns import fill
from generator.document import (
    Box,
    Column,
    Group,
    IndicatorRow,
    IndicatorTable,
    Item,
    Paragraph,
    Run,
    Task,
    TaskTable,
    Text,
    plain,
)
from generator.word.ooxml import body
from generator.word.ooxml.body import line_break, run
from generator.word.writer.columns import FittedColumns
from generator.word.writer.inline import InlineWriter

Cells: TypeAlias = Mapping[str, tuple[Run, ...]]


class TableWriter:
    """Write tables of a width in twips."""

    def __init__(self, inline: InlineWriter, measure: int) -> None:
        self.inline = inline
        self.sheet = inline.sheet
        self.measure = measure

    def box(self, box: Box) -> str:
        """Return a feature box: its label in a header row that repeats, then a row for every paragraph.

        The heading of a group shares the row of the paragraph behind it, so that it never stands alone
        at the foot of a page.
        """
        title = box.number + box.title
        label = self.inline.mark("box", box.key, run(title))
        fitted = self.fitted(box.table) if box.table else None
        widths = fitted.widths if fitted else [self.measure]
        rows = self.rows(box.table, fitted) if box.table and fitted else []
        lines = [line for item in box.items for line in self.item(item)]
        lines += [line for group in box.groups for line in self.group(group)]
        rows += self.text_rows(lines, len(widths))
        inside = [column.heading for column in box.table.columns] if box.table else []
        inside += [group.title for group in box.groups] or [item.title for item in box.items]
        return self.table(widths, [self.label(label, len(widths)), *rows], title, inside, len(rows))

    def text_rows(self, lines: list[tuple[str, int]], span: int) -> Iterator[str]:
        """Yield rows of paragraphs without borders between them; a short one is not split."""
        last = len(lines) - 1
        for n, (content, length) in enumerate(lines):
            sides = [side for side, edge in (("top", 0), ("bottom", last)) if n != edge]
            cell = body.cell(self.measure, content, span=span, open_sides=sides)
            yield body.row(cell, whole=length <= self.sheet.unsplit_chars)

    def group(self, group: Group) -> Iterator[tuple[str, int]]:
        """Yield the paragraphs of a group, its heading before the first, each with its length."""
        title = group.number + group.title
        heading = self.inline.paragraph("box-group", self.inline.mark("group", group.key, run(title)))
        lines = [(self.text(text), length(text)) for text in group.body]
        lines += [line for item in group.items for line in self.item(item)]
        (first, size), *rest = lines or [("", 0)]
        yield heading + first, size + len(title)
        yield from rest

    def item(self, item: Item) -> Iterator[tuple[str, int]]:
        """Yield the paragraphs of an item, its title at the head of the first, each with its length."""
        title = f"{item.number}{item.title}{item.mark}"
        head = self.inline.mark("item", item.key, run(title, "item"))
        first = item.body[0] if item.body else None
        content = self.text(first, head) if first else self.inline.paragraph("box-item", head)
        yield content, len(title) + (length(first) if first else 0)
        for text in item.body[1:]:
            yield self.text(text), length(text)

    def text(self, text: Paragraph, head: str = "") -> str:
        """Return a paragraph of a box, behind the title of its item."""
        return self.inline.paragraph("box-item", head + self.inline.text(text), **self.inline.flow(text))

    def indicators(self, table: IndicatorTable) -> str:
        """Return an indicator table of its own."""
        fitted = self.fitted(table)
        headings = [column.heading for column in table.columns]
        return self.table(fitted.widths, self.rows(table, fitted), table.title, headings, len(table.rows))

    def fitted(self, table: IndicatorTable) -> FittedColumns:
        """Return the columns of an indicator table as wide as suits its cells."""
        merged = "category" if table.categories == "column" else ""
        rows = [
            [self.printed(row, found, column.id) for column in table.columns]
            for row in table.rows
            for found in ({cell.column: cell.runs for cell in row.cells},)
        ]
        return FittedColumns(self.sheet, table.columns, rows, self.measure, merged)

    @staticmethod
    def printed(row: IndicatorRow, found: Cells, column: str) -> str:
        """Return the text of a row in a column."""
        return (row.number if column == "name" else "") + plain(found.get(column, ()))

    def rows(self, table: IndicatorTable, fitted: FittedColumns) -> list[str]:
        """Return the rows of an indicator table; categories merge or have rows of their own."""
        widths, heights = fitted.widths, fitted.heights()
        span = len(widths)
        rows = [self.head(table.key, table.columns, widths)]
        for before, row, height in zip((None, *table.rows), table.rows, heights, strict=False):
            if table.categories == "rows" and (before is None or before.category != row.category):
                heading = self.inline.line("table-category", (Text(row.category),))
                rows.append(body.row(body.cell(self.measure, heading, span=span)))
            found = {cell.column: cell.runs for cell in row.cells}
            cells = "".join(self.cells(table, row, before, found, widths))
            rows.append(body.row(cells, whole=height <= self.sheet.unsplit_lines))
        return rows + self.note(table.note, span)

    def cells(
        self,
        table: IndicatorTable,
        row: IndicatorRow,
        before: IndicatorRow | None,
        found: Cells,
        widths: list[int],
    ) -> Iterator[str]:
        """Yield the cells of one indicator; the category's cell merges with the one above it.

        The last row stays with the table's note.
        """
        properties = {"keep": True} if table.note and row is table.rows[-1] else {}
        for n, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            merge = ""
            if column.id == "category" and table.categories == "column":
                merge = "continue" if before and before.category == row.category else "restart"
            content = "" if merge == "continue" else self.inline.runs(found.get(column.id, ()))
            if column.id == "name":
                content = run(row.number) + content
            if n == 0:
                content = self.inline.mark("row", f"{table.key}.{row.key}", content)
            yield body.cell(
                width, self.inline.paragraph(self.role(column), content, **properties), merge=merge
            )

    def tasks(self, table: TaskTable) -> str:
        """Return the division of tasks."""
        contents: list[Cells] = [
            {"number": (Text(task.number),), "task": task.runs, "duties": (Text(task.duties.names),)}
            for task in table.tasks
        ]
        texts = [[plain(found.get(column.id, ())) for column in table.columns] for found in contents]
        fitted = FittedColumns(self.sheet, table.columns, texts, self.measure)
        widths = fitted.widths
        rows = [self.head(table.key, table.columns, widths)]
        heights = fitted.heights()
        for at, (task, found) in enumerate(zip(table.tasks, contents, strict=True)):
            names = [fitted.broken(n, at) for n in range(len(widths))]
            cells = "".join(self.task(table, task, found, widths, names))
            rows.append(body.row(cells, whole=heights[at] <= self.sheet.unsplit_lines))
        rows += self.note(table.note, len(widths))
        headings = [column.heading for column in table.columns]
        return self.table(widths, rows, headings[-1], headings, len(table.tasks))

    def task(
        self, table: TaskTable, task: Task, found: Cells, widths: list[int], names: list[list[str]]
    ) -> Iterator[str]:
        """Yield the cells of one task; `names` has by column the lines of what lists names.

        The last row stays with the table's note.
        """
        properties = {"keep": True} if table.note and task is table.tasks[-1] else {}
        for n, (column, width, lines) in enumerate(zip(table.columns, widths, names, strict=True)):
            content = line_break().join(map(run, lines)) or self.inline.runs(found.get(column.id, ()))
            if n == 0:
                content = self.inline.mark("task", f"{table.key}.{task.key}", content)
            yield body.cell(width, self.inline.paragraph(self.role(column), content, **properties))

    def table(self, widths: list[int], rows: list[str], title: str, columns: list[str], count: int) -> str:
        """Return a table with its alternative text: title, count of rows, headings of columns."""
        words = {"rows": count, "columns": "、".join(columns)}
        return body.table(
            widths,
            rows,
            borders=dict.fromkeys(body.BORDER_SIDES, self.sheet.border),
            cell_margin=self.sheet.cell_margin,
            padding=self.sheet.padding,
            title=title,
            description=fill(self.sheet.description, words),
        )

    def head(self, key: str, columns: tuple[Column, ...], widths: list[int]) -> str:
        """Return the row of headings, under the bookmark of its table."""
        contents = [run(column.heading) for column in columns]
        contents[0] = self.inline.mark("table", key, contents[0])
        cells = (
            body.cell(width, self.inline.paragraph("table-head", content))
            for content, width in zip(contents, widths, strict=True)
        )
        return body.row("".join(cells), header=True)

    def note(self, note: str, span: int) -> list[str]:
        """Return the row with a table's note, none where it has none."""
        if not note:
            return []
        return [body.row(body.cell(self.measure, self.inline.line("table-note", (Text(note),)), span=span))]

    def label(self, label: str, span: int) -> str:
        """Return the row with a box's label."""
        return body.row(
            body.cell(self.measure, self.inline.paragraph("box-title", label), span=span), header=True
        )

    def role(self, column: Column) -> str:
        """Return the role of a column's cells."""
        return "table-figure" if column.id in self.sheet.centred else "table-text"


def length(paragraph: Paragraph) -> int:
    """Count the characters of a paragraph."""
    return len(plain(paragraph.runs))
