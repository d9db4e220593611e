"""The blocks of a part as paragraphs and tables of Word's body."""

from __future__ import annotations

from generator.document import (
    Annex,
    Block,
    Box,
    Contents,
    Division,
    IndicatorTable,
    Letter,
    Paragraph,
    Plan,
    TaskTable,
)
from generator.ooxml.text import line_break, run
from generator.write_docx.pen import Pen
from generator.write_docx.tables import Tables
from generator.write_docx.titles import title_lines


class Blocks:
    """Collects the lines of one part: paragraphs and tables, each a string, on type of a width in twips."""

    def __init__(self, pen: Pen, measure: int, words: tuple[str, ...]) -> None:
        self.pen = pen
        self.measure = measure
        self.words = (*pen.sheet.title_words, *words)
        self.tables = Tables(pen, measure)
        self._lines: list[str] = []
        self._waiting: tuple[str, str, dict[str, int]] | None = None
        self._after_table = False

    def finish(self) -> list[str]:
        """All lines."""
        self._flush()
        return self._lines

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """Blocks in order."""
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """One block with all it holds."""
        match block:
            case Division():
                self.division(block)
            case Paragraph():
                self.add("body", self.pen.text(block))
            case IndicatorTable(columns=()) | TaskTable(columns=()):
                pass  # it has nothing to print
            case IndicatorTable():
                if block.title:
                    self.add("caption", run(block.title))
                self.table(self.tables.indicators(block))
            case Box():
                self.table(self.tables.box(block))
            case TaskTable():
                self.table(self.tables.tasks(block))

    def division(self, division: Division) -> None:
        """A heading with its blocks, or run into its first paragraph."""
        title, level = division.number + division.title, division.level
        inline = (division.run_in or not division.title) and division.body
        if not inline or not isinstance(first := division.body[0], Paragraph):
            self.add(level, self.pen.mark("division", division.key, run(title)))
            self.blocks(division.body)
            return
        head = run(f"{title}。", f"run-in-{level}") if division.title else run(title)
        self.add("body", self.pen.mark("division", division.key, head) + self.pen.text(first))
        self.blocks(division.body[1:])

    def title(self, role: str, part: Plan | Letter | Annex | Contents, **look: int) -> None:
        """The title of a part in lines, its own or the rule's, under the bookmark of the part."""
        width = self.pen.sheet.characters_of(role, self.measure)
        own = part.lines if isinstance(part, (Plan, Letter)) else ()
        lines = (line for each in own or (part.title,) for line in title_lines(each, width, self.words))
        content = line_break().join(map(run, lines))
        self.add(role, self.pen.mark("part", part.key, content), **look)

    def add(self, role: str, content: str, **look: int) -> None:
        """A paragraph; beside a table it keeps half a line free."""
        self._flush()
        if self._after_table and not look:
            look = {"before": self._half_line}
        self._after_table = False
        self._waiting = (role, content, look)

    def table(self, table: str) -> None:
        """A table; a paragraph keeps it from growing together with the one before it."""
        if self._after_table:
            self._lines.append(self.pen.paragraph("spacer", ""))
        self._flush(after=self._half_line)
        self._after_table = True
        self._lines.append(table)

    @property
    def _half_line(self) -> int:
        return self.pen.sheet.page.line // 2

    def _flush(self, **look: int) -> None:
        """Write the paragraph that waits for what comes behind it; a caption stays close to its table."""
        if self._waiting is None:
            return
        role, content, own = self._waiting
        self._waiting = None
        look = {} if "after" in self.pen.sheet.paragraphs[role] or role == "caption" else look
        self._lines.append(self.pen.paragraph(role, content, **own, **look))
