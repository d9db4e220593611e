"""The parts and blocks of a Document as the content of Word's body."""

from __future__ import annotations

from generator.document import (
    Annex,
    Block,
    Box,
    Chapter,
    Division,
    Document,
    Gap,
    Imprint,
    IndicatorTable,
    Letter,
    Measure,
    Paragraph,
    Part,
    Plan,
    Run,
    Section,
    TaskTable,
    Text,
    plain,
)
from generator.write_docx import ooxml
from generator.write_docx.styles import StyleSheet
from generator.write_docx.tables import Tables

_LEVELS: dict[type[Division], str] = {Chapter: "chapter", Section: "section", Measure: "measure"}


def body(document: Document, sheet: StyleSheet) -> str:
    """The content of the body: every part in order, each after the first on a new page."""
    writer = _Blocks(sheet)
    return "".join(writer.part(part, first=n == 0) for n, part in enumerate(document.parts))


class _Blocks:
    def __init__(self, sheet: StyleSheet) -> None:
        self.sheet = sheet
        self.tables = Tables(sheet, self.paragraph, runs)

    def part(self, part: Part, *, first: bool) -> str:
        match part:
            case Plan():
                status = self.paragraph("status", (Text(f"（{part.status}）"),)) if part.status else ""
                return (
                    self.heading("title", part.title, page_break=not first) + status + self.blocks(part.body)
                )
            case Letter():
                return self.letter(part, first=first)
            case Annex():
                label = self.heading("annex-label", part.label, page_break=not first)
                return label + self.heading("annex-title", part.title) + self.blocks(part.body)
            case Imprint():
                return self.tables.imprint(part)

    def letter(self, letter: Letter, *, first: bool) -> str:
        content = self.heading("title", letter.title, page_break=not first)
        if letter.recipients:
            content += self.paragraph("recipients", (*letter.recipients, Text("：")))
        content += self.blocks(letter.body)
        for count, attachment in enumerate(letter.attachments, start=1):
            label = f"附件：{count}." if len(letter.attachments) > 1 else "附件："
            content += self.paragraph("attachment", (Text(label), *attachment))
        for line in (letter.issuer, letter.date):
            content += self.paragraph("signature", line) if line else ""
        return content + (self.paragraph("note", (Text(f"（{letter.note}）"),)) if letter.note else "")

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        match block:
            case Division():
                return self.division(block)
            case Paragraph():
                return self.paragraph("body", block.runs)
            case Box():
                return self.tables.box(block)
            case IndicatorTable():
                return self.heading("caption", block.title) + self.tables.indicators(block)
            case TaskTable():
                return self.tables.tasks(block)

    def division(self, division: Division) -> str:
        """A heading with its blocks, or run into its first paragraph."""
        title, inline = division.number + division.title, division.run_in or not division.title
        if not inline or not division.body or not isinstance(first := division.body[0], Paragraph):
            return self.heading(_LEVELS[type(division)], title) + self.blocks(division.body)
        head = ooxml.run(f"{title}。", "run-in") if division.title else ooxml.run(title)
        return ooxml.paragraph(self.style("body"), head + runs(first.runs)) + self.blocks(division.body[1:])

    def heading(self, role: str, title: str, *, page_break: bool = False) -> str:
        return ooxml.paragraph(self.style(role), ooxml.run(title), page_break=page_break)

    def paragraph(self, role: str, content: tuple[Run, ...]) -> str:
        return ooxml.paragraph(self.style(role), runs(content))

    def style(self, role: str) -> str:
        return ooxml.style_id(role, self.sheet.paragraphs[role]["name"])


def runs(content: tuple[Run, ...]) -> str:
    """Runs of text; gaps are marked, lead-ins set off."""
    return "".join(_run(piece) for piece in content)


def _run(piece: Run) -> str:
    match piece:
        case Text(strong=True):
            return ooxml.run(piece.text, "lead-in")
        case Gap():
            return ooxml.run(piece.text, "gap")
        case _:
            return ooxml.run(plain((piece,)))
