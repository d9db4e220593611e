"""Boxes, indicator tables, task tables and the record as Word tables."""

from __future__ import annotations

from collections.abc import Iterator

from generator.document import (
    Box,
    Column,
    Imprint,
    IndicatorRow,
    IndicatorTable,
    Item,
    Paragraph,
    TaskTable,
    Text,
)
from generator.write_docx import ooxml
from generator.write_docx.runs import paragraph, runs
from generator.write_docx.styles import StyleSheet


class Tables:
    """Writes tables in a style sheet."""

    def __init__(self, sheet: StyleSheet) -> None:
        self.sheet = sheet

    def box(self, box: Box) -> str:
        """A feature box: its label as a header row that repeats, its items in one cell below."""
        label = box.number + box.title
        if box.table:
            return self.indicators(box.table, label)
        width = self.sheet.page.measure
        content = "".join(self.item(item) for item in box.items)
        for group in box.groups:
            content += paragraph(self.sheet, "box-group", (Text(group.number + group.title),))
            content += "".join(paragraph(self.sheet, "box-item", text.runs) for text in group.body)
            content += "".join(self.item(item) for item in group.items)
        rows = self.label(label, width, 1) + ooxml.row(ooxml.cell(width, content), whole=False)
        return ooxml.table([width], rows, border=self.sheet.border, title=label)

    def item(self, item: Item) -> str:
        """An item: its title set off at the head of its first paragraph."""
        head = ooxml.run(f"{item.number}{item.title}{item.mark}", "item")
        first, *rest = item.body or (Paragraph(item.key, ()),)
        content = ooxml.paragraph(self.sheet.style("box-item"), head + runs(first.runs))
        return content + "".join(paragraph(self.sheet, "box-item", text.runs) for text in rest)

    def indicators(self, table: IndicatorTable, label: str = "") -> str:
        """An indicator table; header rows repeat, categories merge or stand in rows of their own."""
        widths = self.sheet.widths([column.id for column in table.columns])
        span, measure = len(widths), sum(widths)
        rows = (self.label(label, measure, span) if label else "") + self.head(table.columns, widths)
        previous = [None, *table.rows]
        for before, row in zip(previous, table.rows, strict=False):
            if table.categories == "rows" and (before is None or before.category != row.category):
                heading = paragraph(self.sheet, "table-category", (Text(row.category),))
                rows += ooxml.row(ooxml.cell(measure, heading, span=span))
            rows += ooxml.row("".join(self.cells(table, row, before, widths)))
        if table.note:
            rows += ooxml.row(
                ooxml.cell(measure, paragraph(self.sheet, "table-note", (Text(table.note),)), span=span)
            )
        return ooxml.table(widths, rows, border=self.sheet.border, title=label or table.title)

    def cells(
        self, table: IndicatorTable, row: IndicatorRow, before: IndicatorRow | None, widths: list[int]
    ) -> Iterator[str]:
        """The cells of one indicator; the category's cell merges with the one above it."""
        found = {cell.column: cell.runs for cell in row.cells}
        for column, width in zip(table.columns, widths, strict=True):
            content = found.get(column.id, ())
            if column.id == "name":
                content = (Text(row.number), *content)
            merge = ""
            if column.id == "category" and table.categories == "column":
                merge = "continue" if before and before.category == row.category else "restart"
            shown = () if merge == "continue" else content
            yield ooxml.cell(width, paragraph(self.sheet, self.role(column), shown), merge=merge)

    def tasks(self, table: TaskTable) -> str:
        """The division of tasks."""
        widths = self.sheet.widths([column.id for column in table.columns])
        rows = self.head(table.columns, widths)
        for task in table.tasks:
            contents = ((Text(task.number),), task.runs, (Text(task.duties.names),))
            cells = zip(table.columns, widths, contents, strict=True)
            rows += ooxml.row(
                "".join(
                    ooxml.cell(w, paragraph(self.sheet, self.role(c), content)) for c, w, content in cells
                )
            )
        rows += self.note(table.note, widths)
        return ooxml.table(widths, rows, border=self.sheet.border, title=table.columns[1].heading)

    def imprint(self, imprint: Imprint) -> str:
        """The record: copies to, then issuer and date at the two ends of a line (GB/T 9704-2012, 7.4)."""
        copies = paragraph(self.sheet, "imprint", imprint.copies) if imprint.copies else ""
        line = runs(imprint.issuer) + ooxml.tab() + runs(imprint.date)
        printed = ooxml.paragraph(self.sheet.style("imprint"), line)
        return ooxml.imprint_table(self.sheet.page.measure, copies, printed)

    def head(self, columns: tuple[Column, ...], widths: list[int]) -> str:
        """The row of headings."""
        cells = (
            ooxml.cell(width, paragraph(self.sheet, "table-head", (Text(column.heading),)))
            for column, width in zip(columns, widths, strict=True)
        )
        return ooxml.row("".join(cells), header=True)

    def note(self, note: str, widths: list[int]) -> str:
        """The row with a table's note, empty where it has none."""
        content = paragraph(self.sheet, "table-note", (Text(note),))
        return ooxml.row(ooxml.cell(sum(widths), content, span=len(widths))) if note else ""

    def label(self, label: str, width: int, span: int) -> str:
        """The row with a box's label."""
        return ooxml.row(
            ooxml.cell(width, paragraph(self.sheet, "box-title", (Text(label),)), span=span), header=True
        )

    def role(self, column: Column) -> str:
        """The style of a column's cells."""
        return "table-figure" if column.id in self.sheet.centred else "table-text"
