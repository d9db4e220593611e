"""Write the blocks of a part as paragraphs and tables of Word's body."""

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
    Run,
    TaskTable,
    Text,
    plain,
)
from generator.word.ooxml.body import line_break, run
from generator.word.writer.inline import InlineWriter
from generator.word.writer.tables import TableWriter
from generator.word.writer.titles import title_lines, width_of


class BlockWriter:
    """Collect the paragraphs and tables of one part, each as text, on a `measure` in twips."""

    def __init__(self, inline: InlineWriter, measure: int, words: tuple[str, ...]) -> None:
        self.inline = inline
        self.measure = measure
        self.words = (*inline.sheet.title_words, *words)
        self.tables = TableWriter(inline, measure)
        self._written: list[str] = []
        self._waiting: tuple[str, str, dict[str, int]] | None = None
        self._after_table = False

    def finish(self) -> list[str]:
        """Return all paragraphs and tables."""
        self._flush()
        return self._written

    def blocks(self, blocks: tuple[Block, ...]) -> None:
        """Write blocks in order."""
        for block in blocks:
            self.block(block)

    def block(self, block: Block) -> None:
        """Write one block with all that it contains."""
        match block:
            case Division():
                self.division(block)
            case Paragraph():
                self.add("body", self.inline.text(block))
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
        """Write a heading with its blocks, or run into its first paragraph."""
        title, level = division.number + division.title, division.level
        inline = (division.run_in or not division.title) and division.body
        if not inline or not isinstance(first := division.body[0], Paragraph):
            self.add(level, self.inline.mark("division", division.key, run(title)))
            self.blocks(division.body)
            return
        head = run(f"{title}。", f"run-in-{level}") if division.title else run(title)
        self.add("body", self.inline.mark("division", division.key, head) + self.inline.text(first))
        self.blocks(division.body[1:])

    def title(self, role: str, part: Plan | Letter | Annex | Contents, **properties: int) -> None:
        """Write the title of a part in its own lines or the standard's, under the bookmark of the part.

        It breaks none of joint issuers in two.
        """
        width = self.inline.sheet.characters_of(role, self.measure)
        own = part.lines if isinstance(part, (Plan, Letter)) else ()
        joint = plain(part.issuer).split("\n") if isinstance(part, Letter) else []
        names = [name for name in joint if len(joint) > 1 and width_of(name) <= width]
        words = (*self.words, *names)
        lines = (line for each in own or (part.title,) for line in title_lines(each, width, words))
        content = line_break().join(map(run, lines))
        self.add(role, self.inline.mark("part", part.key, content), **properties)

    def name(self, role: str, runs: tuple[Run, ...], beside: float = 0) -> list[str]:
        """Return the lines of a name in a role, broken between words where it is too long for one.

        It keeps `beside` characters free. What is more than plain text remains one line.
        """
        if len(runs) != 1 or not isinstance(runs[0], Text):
            return [plain(runs)]
        width = self.inline.sheet.characters_of(role, self.measure) - beside
        return title_lines(runs[0].text, width, self.words)

    def lines(self, runs: tuple[Run, ...], lines: list[str]) -> str:
        """Return `runs` broken into `lines`: a look that no reader takes for the profile's own."""
        return line_break().join(map(run, lines)) if len(lines) > 1 else self.inline.runs(runs)

    def add(self, role: str, content: str, **properties: int) -> None:
        """Write a paragraph; beside a table it keeps half a line free."""
        self._flush()
        if self._after_table and not properties:
            properties = {"before": self._half_line}
        self._after_table = False
        self._waiting = (role, content, properties)

    def table(self, table: str) -> None:
        """Write a table; Word joins it to one right before it, so a paragraph parts them."""
        if self._after_table:
            self._written.append(self.inline.paragraph("spacer", ""))
        self._flush(after=self._half_line)
        self._after_table = True
        self._written.append(table)

    @property
    def _half_line(self) -> int:
        return self.inline.sheet.page.line_pitch // 2

    def _flush(self, **properties: int) -> None:
        """Write the paragraph that waits for what comes behind it; a caption stays close to its table."""
        if self._waiting is None:
            return
        role, content, own = self._waiting
        self._waiting = None
        if "after" in self.inline.sheet.paragraphs[role] or role == "caption":
            properties = {}
        self._written.append(self.inline.paragraph(role, content, **own, **properties))
