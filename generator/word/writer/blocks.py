"""Write the blocks of a part as paragraphs and tables of Word's body."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil

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
from generator.word.writer.titles import (
    filled_lines,
    name_lines,
    name_parts,
    title_lines,
    width_of,
    words_within,
)

_FITTED = 1_000  # characters of names whose type is chosen; the longest real masthead has 60


class BlockWriter:
    """Collect the paragraphs and tables of one part, each as text, on a `measure` in twips."""

    def __init__(self, inline: InlineWriter, measure: int, words: tuple[str, ...]) -> None:
        self.inline = inline
        self.measure = measure
        self.words = (*inline.sheet.title_words, *words)
        self.ends = (*inline.sheet.name_ends, *words)
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
                self.add("body", self.inline.text(block), **self.inline.flow(block))
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
        head = self.inline.entry("division", division.key) + self.inline.mark("division", division.key, head)
        content = head + self.inline.text(first)
        self.add("body", content, **self.inline.flow(first))
        self.blocks(division.body[1:])

    def title(self, role: str, part: Plan | Letter | Annex | Contents, **properties: int) -> None:
        """Write the title of a part under the bookmark of the part."""
        content = line_break().join(map(run, self.title_lines(role, part)))
        entry = self.inline.entry("part", part.key) if isinstance(part, Annex) else ""
        self.add(role, entry + self.inline.mark("part", part.key, content), **properties)

    def title_lines(self, role: str, part: Plan | Letter | Annex | Contents) -> list[str]:
        """Return the lines of the title of a part, its own or the standard's.

        They break none of joint issuers in two, and no issuer within its parts.
        """
        width = self.inline.sheet.characters_of(role, self.measure)
        own = part.lines if isinstance(part, (Plan, Letter)) else ()
        joint = plain(part.issuer).split("\n") if isinstance(part, Letter) else []
        names = [name for name in joint if len(joint) > 1 and width_of(name) <= width]
        parts = (each for name in joint for each in name_parts(name, self.ends) if width_of(each) <= width)
        words = words_within(width, (*self.words, *names, *parts), self.ends)
        return [line for each in own or (part.title,) for line in title_lines(each, width, words)]

    def name(
        self, role: str, runs: tuple[Run, ...], beside: float = 0, points: float | None = None
    ) -> list[str]:
        """Return the lines of a name in a role, broken between its parts where it is too long for one.

        It keeps `beside` characters free, and is in the type of the role or in `points`. What is more than
        plain text remains one line.
        """
        if len(runs) != 1 or not isinstance(runs[0], Text):
            return [plain(runs)]
        width = self.inline.sheet.characters_of(role, self.measure, points) - beside
        return name_lines(runs[0].text, width, self.words, self.ends)

    def hanging(self, role: str, runs: tuple[Run, ...]) -> list[str]:
        """Return the lines of a text that goes on below its first name, broken between words.

        What is more than plain text remains one line.
        """
        if len(runs) != 1 or not isinstance(runs[0], Text):
            return [plain(runs)]
        width = self.inline.sheet.characters_of(role, self.measure)
        first = width + float(self.inline.sheet.paragraphs[role]["hanging"])
        return filled_lines(runs[0].text, first, width, words_within(width, self.words, self.ends))

    def fitted(self, role: str, names: Sequence[tuple[Run, ...]]) -> Iterator[str]:
        """Yield each of `names` in its lines, all in the largest type in which they take the fewest lines.

        The type goes down to the role's `least`, at once for more than _FITTED characters; what is more than
        plain text keeps its own.
        """
        look = self.inline.sheet.paragraphs[role]
        own, least = (int(float(look.get(key, look["size"]))) for key in ("size", "least"))
        many = sum(len(plain(name)) for name in names) > _FITTED
        sizes = (least,) if many else range(own, least - 1, -1)
        size = min(sizes, key=lambda points: sum(self._height(role, name, points) for name in names))
        for runs in names:
            lines = self.name(role, runs, points=size)
            plain_text = all(isinstance(each, Text) for each in runs)
            small = size if size != own and plain_text else 0
            yield self.lines(runs, lines, small)

    def _height(self, role: str, runs: tuple[Run, ...], points: int) -> int:
        """Count the lines that a name takes in a size, those that its too long parts take besides."""
        width = self.inline.sheet.characters_of(role, self.measure, points)
        return sum(ceil(width_of(line) / width) for line in self.name(role, runs, points=points))

    def lines(self, runs: tuple[Run, ...], lines: list[str], points: int = 0) -> str:
        """Return `runs` broken into `lines`: a look that no reader takes for the profile's own.

        All are in a size of `points` unless that is 0.
        """
        if len(lines) == 1 and not points:
            return self.inline.runs(runs)
        return line_break().join(run(line, points=points) for line in lines)

    def add(self, role: str, content: str, **properties: int) -> None:
        """Write a paragraph; beside a table it keeps half a line free."""
        self._flush()
        if self._after_table and not properties.keys() - {"ragged"}:
            properties = {**properties, "before": self._half_line}
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
