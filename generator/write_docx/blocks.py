"""The parts and blocks of a Document as the content of Word's body."""

from __future__ import annotations

from generator.document import (
    Annex,
    Block,
    Box,
    Contents,
    Division,
    Document,
    Imprint,
    IndicatorTable,
    Letter,
    Paragraph,
    Part,
    Plan,
    TaskTable,
    Text,
)
from generator.write_docx import ooxml
from generator.write_docx.runs import paragraph, runs
from generator.write_docx.styles import StyleSheet
from generator.write_docx.tables import Tables
from generator.write_docx.titles import title_lines


def body(document: Document, sheet: StyleSheet) -> str:
    """The content of the body: every part in order, each after the first on a new page."""
    writer = _Blocks(sheet, (document.locality, document.period))
    content = "".join(writer.part(part, first=n == 0) for n, part in enumerate(document.parts))
    return content + (paragraph(sheet, "spacer", ()) if content.endswith("</w:tbl>") else "")


class _Blocks:
    def __init__(self, sheet: StyleSheet, names: tuple[str, ...]) -> None:
        self.sheet = sheet
        self.words = (*sheet.title_words, *names)
        self.tables = Tables(sheet)
        self.after_table = False

    def part(self, part: Part, *, first: bool) -> str:
        match part:
            case Plan():
                status = paragraph(self.sheet, "status", (Text(part.status),)) if part.status else ""
                return self.title("title", part.title, page_break=not first) + status + self.blocks(part.body)
            case Letter():
                return self.letter(part, first=first)
            case Annex():
                label = self.heading("annex-label", part.label, page_break=not first)
                return label + self.title("annex-title", part.title) + self.blocks(part.body)
            case Contents():
                return ""
            case Imprint():
                return self.tables.imprint(part)

    def letter(self, letter: Letter, *, first: bool) -> str:
        content = self.title("title", letter.title, page_break=not first)
        if letter.recipients:
            content += paragraph(self.sheet, "recipients", letter.recipients)
        content += self.blocks(letter.body)
        for attachment in letter.attachments:
            content += paragraph(self.sheet, "attachment", attachment)
        for role, line in (("issuer", letter.issuer), ("date", letter.date)):
            content += paragraph(self.sheet, role, line) if line else ""
        return content + (paragraph(self.sheet, "note", (Text(letter.note),)) if letter.note else "")

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Division():
                return self.division(block)
            case Paragraph():
                return self.text("body", runs(block.runs))
            case IndicatorTable():
                return self.text("caption", ooxml.run(block.title)) + self.table(
                    self.tables.indicators(block)
                )
            case Box():
                return self.table(self.tables.box(block))
            case TaskTable():
                return self.table(self.tables.tasks(block))

    def division(self, division: Division) -> str:
        """A heading with its blocks, or run into its first paragraph."""
        title, level = division.number + division.title, division.level
        inline = (division.run_in or not division.title) and division.body
        if not inline or not isinstance(first := division.body[0], Paragraph):
            return self.heading(level, title) + self.blocks(division.body)
        head = ooxml.run(f"{title}。", f"run-in-{level}") if division.title else ooxml.run(title)
        return self.text("body", head + runs(first.runs)) + self.blocks(division.body[1:])

    def title(self, role: str, title: str, *, page_break: bool = False) -> str:
        lines = title_lines(title, self.sheet.title_width(role), self.words)
        content = ooxml.line_break().join(ooxml.run(line) for line in lines)
        return self.text(role, content, page_break=page_break)

    def heading(self, role: str, title: str, *, page_break: bool = False) -> str:
        return self.text(role, ooxml.run(title), page_break=page_break)

    def text(self, role: str, content: str, *, page_break: bool = False) -> str:
        """A paragraph; after a table it keeps half a line free."""
        space = self.sheet.page.line // 2 if self.after_table and not page_break else 0
        self.after_table = False
        return ooxml.paragraph(self.sheet.style(role), content, page_break=page_break, space=space)

    def table(self, table: str) -> str:
        """A table; a paragraph keeps it from growing together with the one before it."""
        spacer = paragraph(self.sheet, "spacer", ()) if self.after_table else ""
        self.after_table = True
        return spacer + table
