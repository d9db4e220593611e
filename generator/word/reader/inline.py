"""Read the runs of one paragraph of a Word file, with the bookmarks that are open over them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from types import MappingProxyType

from lxml import etree

from generator.base.limits import MOST_TABLES
from generator.document import Figure, Gap, Run, Text
from generator.word.ooxml.names import VALUES_ITEM, WORD
from generator.word.reader.words import containers, words_of
from generator.word.refusals import too_much

MOST_LINES = 10_000  # paragraphs; the longest real plan has 600
MOST_WORDS = 1_000_000  # characters; the longest real plan has 25,000
LONGEST = 100_000  # characters of one paragraph
MOST_MARKS = 1_000_000  # bookmarks over paragraphs and runs, counted for each
_W = f"{{{WORD}}}"


@dataclass(frozen=True, slots=True)
class Piece:
    """Hold a run with the names of the bookmarks that are open over it."""

    run: Run
    marks: frozenset[str]


@dataclass(slots=True)
class ReadingLimits:
    """Count what was read of `file` so far; raise PlanError (`docx-excess`) at more than any plan has."""

    file: str
    lines: int = 0
    words: int = 0
    marks: int = 0
    tables: int = 0
    _length: int = 0

    def begin_line(self) -> None:
        """Count a line."""
        self._length = 0
        self.lines += 1
        if self.lines > MOST_LINES:
            raise too_much(self.file, "ManyLines", MOST_LINES)

    def count_text(self, text: str) -> str:
        """Count the characters of `text`, which belongs to the line last begun, and return it."""
        self._length += len(text)
        self.words += len(text)
        if self._length > LONGEST:
            raise too_much(self.file, "LongLine", LONGEST)
        if self.words > MOST_WORDS:
            raise too_much(self.file, "ManyWords", MOST_WORDS)
        return text

    def count_bookmarks(self, marks: int) -> None:
        """Count the `marks` bookmarks that are open over a paragraph or a run."""
        self.marks += marks
        if self.marks > MOST_MARKS:
            raise too_much(self.file, "ManyMarks", MOST_MARKS)

    def count_table(self) -> None:
        """Count a table, or a box."""
        self.tables += 1
        if self.tables > MOST_TABLES:
            raise too_much(self.file, "ManyTables", MOST_TABLES)


class InlineReader:
    """Read the runs of one paragraph.

    `roles` gives a style's role by its id, `sources` the profile path by tag, title or binding of a control,
    `open_marks` the bookmarks by number that began in a paragraph before, `read_marks` those with text there.
    """

    def __init__(
        self,
        roles: Mapping[str, str],
        sources: Mapping[str, str],
        limits: ReadingLimits,
        open_marks: Mapping[str, str] = MappingProxyType({}),
        read_marks: Collection[str] = (),
    ) -> None:
        self.roles = roles
        self.sources = sources
        self.limits = limits
        self.pieces: list[Piece] = []
        self.open = dict(open_marks)
        self.marks = [mark for mark in self.open.values() if mark not in read_marks]
        self.carried = frozenset(self.marks)
        self.before: set[str] = set()  # bookmarks of nothing at the head
        self.sign = ""

    def read(self, parent: etree._Element) -> None:
        """Read the children of `parent`."""
        for element in parent:
            tag = element.tag
            if tag == f"{_W}r":
                self.run(element)
            elif tag == f"{_W}sdt":
                self.control(element)
            elif tag == f"{_W}bookmarkStart":
                name = str(element.get(f"{_W}name"))
                self.marks.append(name)
                self.open[str(element.get(f"{_W}id"))] = name
            elif tag == f"{_W}bookmarkEnd":
                ended = self.open.pop(str(element.get(f"{_W}id")), None)
                if ended and not self.pieces:
                    self.before.add(ended)
            else:
                for holder in containers(element):
                    self.read(holder)

    def read_paragraph(self, paragraph: etree._Element) -> Iterator[Piece]:
        """Return the pieces of the whole `paragraph`."""
        self.read(paragraph)
        if self.sign:  # whose figure is gone
            self.add(Text(self.sign))
        return join_plain_text(self.pieces)

    def numbered(self, number: str, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
        """Return the `pieces` of the paragraph behind its automatic `number`.

        The number stands under the bookmarks of the first piece, and under those of which all text is gone.
        """
        if not number:
            return pieces
        marks = self.before.union(pieces[0].marks if pieces else ())
        self.limits.count_bookmarks(len(marks))
        return (Piece(Text(self.limits.count_text(number)), frozenset(marks)), *pieces)

    def bookmarks(self, pieces: Sequence[Piece], going_on: Collection[str]) -> tuple[str, ...]:
        """Return the bookmarks of the paragraph of `pieces`; `going_on` are those that end in a later one.

        Leaves out those with all their text in other paragraphs, such as a split one.
        """
        inside = {mark for piece in pieces for mark in piece.marks}
        elsewhere = self.carried.union(going_on)
        return tuple(mark for mark in self.marks if mark in inside or mark not in elsewhere)

    def run(self, element: etree._Element) -> None:
        """Read the w:r `element`: text, or the sign or unit of a figure beside it."""
        text, role = self.limits.count_text(words_of(element)), self.role(element)
        if not text:
            return
        if role == "figure-sign":
            self.sign += text
        elif role == "figure-unit" and self.pieces and isinstance(self.pieces[-1].run, Figure):
            figure = self.pieces[-1].run
            self.pieces[-1] = replace(self.pieces[-1], run=replace(figure, text=figure.text + text))
        else:
            self.add(Text(self.sign + text, strong=role == "lead-in"))

    def control(self, element: etree._Element) -> None:
        """Read the w:sdt `element`: a gap, a figure or, without a source, mere text."""
        content = element.find(f"{_W}sdtContent")
        source = self.source(element)
        if content is None:
            return
        if source is None:
            self.read(content)
            return
        before, self.pieces = self.pieces, []
        self.read(content)
        inside, self.pieces = self.pieces, before
        text = "".join(piece.run.text for piece in inside)
        gap = element.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
        alias = self.resolve(element.find(f"{_W}sdtPr/{_W}alias"))
        # LibreOffice begins a bookmark before a control within it: what the control says is under it
        marks = inside[0].marks if inside else None
        self.add(Gap(text, source, alias) if gap else Figure(text, source), marks)

    def source(self, control: etree._Element) -> str | None:
        """Return the profile path of `control`: by its tag or, since LibreOffice drops that, its binding."""
        tag = control.find(f"{_W}sdtPr/{_W}tag")
        if tag is not None:
            return self.resolve(tag)
        binding = control.find(f"{_W}sdtPr/{_W}dataBinding")
        if binding is None or binding.get(f"{_W}storeItemID") != VALUES_ITEM:
            return None
        return self.sources.get(str(binding.get(f"{_W}xpath")))

    def resolve(self, element: etree._Element | None) -> str:
        """Return the whole text that a tag or title stands for, which Word allows 64 characters of."""
        text = str(element.get(f"{_W}val")) if element is not None else ""
        return self.sources.get(text, text)

    def add(self, run: Run, marks: frozenset[str] | None = None) -> None:
        """Append `run` under the bookmarks `marks`, or under those that are open."""
        self.sign = ""
        self.limits.count_bookmarks(len(self.open))
        self.pieces.append(Piece(run, frozenset(self.open.values()) if marks is None else marks))

    def role(self, run: etree._Element) -> str:
        """Return the role of `run` in the style sheet, "" if it has none."""
        style = run.find(f"{_W}rPr/{_W}rStyle")
        return self.roles.get(str(style.get(f"{_W}val")), "") if style is not None else ""


def join_plain_text(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Yield `pieces`, neighbouring plain texts under the same bookmarks joined into one."""
    for (plain, marks), group in groupby(pieces, key=lambda piece: (_plain(piece.run), piece.marks)):
        if plain:
            yield Piece(Text("".join(piece.run.text for piece in group)), marks)
        else:
            yield from group


def _plain(run: Run) -> bool:
    return isinstance(run, Text) and not run.strong
