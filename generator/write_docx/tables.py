"""Boxes, indicator tables and task tables as Word tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import ceil
from typing import TypeAlias

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
from generator.ooxml import tables as ooxml
from generator.ooxml.text import run
from generator.patterns import fill
from generator.write_docx.pen import Pen
from generator.write_docx.titles import width_of

Cells: TypeAlias = Mapping[str, tuple[Run, ...]]


class Tables:
    """Writes tables of a width in twips."""

    def __init__(self, pen: Pen, measure: int) -> None:
        self.pen = pen
        self.sheet = pen.sheet
        self.measure = measure

    def box(self, box: Box) -> str:
        """A feature box: its label in a header row that repeats, then a row for every paragraph.

        The heading of a group shares the row of the paragraph behind it, so that it never stands alone
        at the foot of a page.
        """
        title = box.number + box.title
        label = self.pen.mark("box", box.key, run(title))
        widths = [self.measure]
        if box.table:
            widths = self.sheet.widths([column.id for column in box.table.columns], self.measure)
        rows = self.label(label, len(widths)) + (self.rows(box.table, widths) if box.table else "")
        lines = [line for item in box.items for line in self.item(item)]
        lines += [line for group in box.groups for line in self.group(group)]
        rows += "".join(self.text_rows(lines, len(widths)))
        inside = [column.heading for column in box.table.columns] if box.table else []
        inside += [group.title for group in box.groups] or [item.title for item in box.items]
        return self.table(widths, rows, title, inside, rows.count("<w:tr>") - 1)

    def text_rows(self, lines: list[tuple[str, int]], span: int) -> Iterator[str]:
        """Rows of paragraphs without rules between them; a short one is not split."""
        last = len(lines) - 1
        for n, (content, length) in enumerate(lines):
            sides = [side for side, edge in (("top", 0), ("bottom", last)) if n != edge]
            cell = ooxml.cell(self.measure, content, span=span, open_sides=sides)
            yield ooxml.row(cell, whole=length <= self.sheet.short)

    def group(self, group: Group) -> Iterator[tuple[str, int]]:
        """The paragraphs of a group, its heading before the first, each with its length."""
        title = group.number + group.title
        heading = self.pen.paragraph("box-group", self.pen.mark("group", group.key, run(title)))
        lines = [(self.pen.paragraph("box-item", self.pen.text(text)), length(text)) for text in group.body]
        lines += [line for item in group.items for line in self.item(item)]
        (first, size), *rest = lines or [("", 0)]
        yield heading + first, size + len(title)
        yield from rest

    def item(self, item: Item) -> Iterator[tuple[str, int]]:
        """The paragraphs of an item, its title set off at the head of the first, each with its length."""
        title = f"{item.number}{item.title}{item.mark}"
        head = self.pen.mark("item", item.key, run(title, "item"))
        first = item.body[0] if item.body else None
        content = self.pen.text(first) if first else ""
        yield self.pen.paragraph("box-item", head + content), len(title) + (length(first) if first else 0)
        for text in item.body[1:]:
            yield self.pen.paragraph("box-item", self.pen.text(text)), length(text)

    def indicators(self, table: IndicatorTable) -> str:
        """An indicator table of its own."""
        widths = self.sheet.widths([column.id for column in table.columns], self.measure)
        headings = [column.heading for column in table.columns]
        return self.table(widths, self.rows(table, widths), table.title, headings, len(table.rows))

    def rows(self, table: IndicatorTable, widths: list[int]) -> str:
        """The rows of an indicator table; header rows repeat, categories merge or have rows of their own."""
        span = len(widths)
        rows = self.head(table.key, table.columns, widths)
        for before, row in zip((None, *table.rows), table.rows, strict=False):
            if table.categories == "rows" and (before is None or before.category != row.category):
                heading = self.pen.line("table-category", (Text(row.category),))
                rows += ooxml.row(ooxml.cell(self.measure, heading, span=span))
            found = {cell.column: cell.runs for cell in row.cells}
            cells = "".join(self.cells(table, row, before, found, widths))
            rows += ooxml.row(cells, whole=self.whole(table.columns, widths, found))
        return rows + self.note(table.note, span)

    def cells(
        self,
        table: IndicatorTable,
        row: IndicatorRow,
        before: IndicatorRow | None,
        found: Cells,
        widths: list[int],
    ) -> Iterator[str]:
        """The cells of one indicator; the category's cell merges with the one above it.

        The last row stays with the table's note.
        """
        look = {"keep": True} if table.note and row is table.rows[-1] else {}
        for n, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            merge = ""
            if column.id == "category" and table.categories == "column":
                merge = "continue" if before and before.category == row.category else "restart"
            content = "" if merge == "continue" else self.pen.runs(found.get(column.id, ()))
            if column.id == "name":
                content = run(row.number) + content
            if n == 0:
                content = self.pen.mark("row", f"{table.key}.{row.key}", content)
            yield ooxml.cell(width, self.pen.paragraph(self.role(column), content, **look), merge=merge)

    def whole(self, columns: tuple[Column, ...], widths: list[int], cells: Cells) -> bool:
        """Whether a row is low enough to stay on one page: by the lines that its longest cell takes."""
        character = self.sheet.character("table-text")
        lines = (
            sum(
                ceil(width_of(line) * character / room)
                for line in plain(cells.get(column.id, ())).split("\n")
            )
            for column, room in zip(columns, (width - 2 * self.sheet.sides for width in widths), strict=True)
        )
        return max(lines, default=0) <= self.sheet.tall

    def tasks(self, table: TaskTable) -> str:
        """The division of tasks."""
        widths = self.sheet.widths([column.id for column in table.columns], self.measure)
        rows = self.head(table.key, table.columns, widths)
        for task in table.tasks:
            found = {"number": (Text(task.number),), "task": task.runs, "duties": (Text(task.duties.names),)}
            cells = "".join(self.task(table, task, found, widths))
            rows += ooxml.row(cells, whole=self.whole(table.columns, widths, found))
        rows += self.note(table.note, len(widths))
        headings = [column.heading for column in table.columns]
        return self.table(widths, rows, headings[-1], headings, len(table.tasks))

    def task(self, table: TaskTable, task: Task, found: Cells, widths: list[int]) -> Iterator[str]:
        """The cells of one task."""
        for n, (column, width) in enumerate(zip(table.columns, widths, strict=True)):
            content = self.pen.runs(found.get(column.id, ()))
            if n == 0:
                content = self.pen.mark("task", f"{table.key}.{task.key}", content)
            yield ooxml.cell(width, self.pen.paragraph(self.role(column), content))

    def table(self, widths: list[int], rows: str, title: str, columns: list[str], count: int) -> str:
        """A table with its alternative text: its title, how many rows it has and what stands in them."""
        words = {"rows": count, "columns": "、".join(columns)}
        return ooxml.table(
            widths,
            rows,
            rules=dict.fromkeys(ooxml.BOXED, self.sheet.border),
            sides=self.sheet.sides,
            padding=self.sheet.padding,
            title=title,
            description=fill(self.sheet.description, words),
        )

    def head(self, key: str, columns: tuple[Column, ...], widths: list[int]) -> str:
        """The row of headings, under the bookmark of its table."""
        contents = [run(column.heading) for column in columns]
        contents[0] = self.pen.mark("table", key, contents[0])
        cells = (
            ooxml.cell(width, self.pen.paragraph("table-head", content))
            for content, width in zip(contents, widths, strict=True)
        )
        return ooxml.row("".join(cells), header=True)

    def note(self, note: str, span: int) -> str:
        """The row with a table's note, empty where it has none."""
        if not note:
            return ""
        return ooxml.row(ooxml.cell(self.measure, self.pen.line("table-note", (Text(note),)), span=span))

    def label(self, label: str, span: int) -> str:
        """The row with a box's label."""
        return ooxml.row(
            ooxml.cell(self.measure, self.pen.paragraph("box-title", label), span=span), header=True
        )

    def role(self, column: Column) -> str:
        """The style of a column's cells."""
        return "table-figure" if column.id in self.sheet.centred else "table-text"


def length(paragraph: Paragraph) -> int:
    """How many characters a paragraph has."""
    return len(plain(paragraph.runs))
