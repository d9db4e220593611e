"""Turn the body of a Word file into the parts of a Document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.document import (
    Annex,
    Contents,
    Division,
    Imprint,
    Letter,
    Numbering,
    Paragraph,
    Part,
    Plan,
    numbering_of,
)
from generator.document.printed_numbers import split_number
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.inline import ReadingLimits
from generator.word.reader.lines import BodyBlock, Line, Masthead, Table, flatten
from generator.word.reader.lost_line import part_line
from generator.word.reader.part_builder import DIVISIONS, RANKS, PartBuilder
from generator.word.reader.part_finisher import PartFinisher
from generator.word.reader.roles import BEFORE_TITLE_ROLES, OWN_ROLES, SAME_ROLES, TITLE_ROLES
from generator.word.reader.split_tables import join_split_tables
from generator.word.reader.tables import TableReader
from generator.word.reader.text import TextReader, restore_runs, split_at_bookmark
from generator.word.reader.typed import TypedHeading, typed_heading
from generator.word.reader.typed_boxes import gather_boxes

_PARTS = (Letter, Contents, Plan, Annex, Imprint)


class PartReader:
    """Read the blocks of a body, one after the other, into parts, within `limits`.

    `index` gives the draft's blocks.
    """

    def __init__(self, index: BookmarkIndex, limits: ReadingLimits) -> None:
        self.index = index
        self.limits = limits
        self.texts = TextReader(index)
        self.parts = {name: node for name, node in index.blocks.items() if isinstance(node, _PARTS)}
        self.begun: set[str] = set()
        self.readings: list[PartBuilder] = []
        self.reading: PartBuilder | None = None  # the last that holds blocks: a record has none
        self.letter: PartBuilder | None = None
        self.heads: dict[str, list[Line]] = {}
        self.caption: Line | None = None
        self.going_on: frozenset[str] = frozenset()  # what holds the next block that the draft had

    def read(self, blocks: Iterator[BodyBlock]) -> tuple[Part, ...]:
        """Return the parts of `blocks` in the order in which they begin."""
        gathered = gather_boxes([*blocks], self.index, numbering_of(self.parts.values()))
        found = join_split_tables(self._counted(gathered), self.index)
        for block, following in zip(found, self._following(found), strict=True):
            self.going_on = following
            match block:
                case Line():
                    self._line(block)
                case Table():
                    self._table(block)
                case Masthead():
                    self._masthead(block)
        return tuple(map(PartFinisher(self.texts).part, self.readings))

    def _counted(self, blocks: Iterable[BodyBlock]) -> Iterator[BodyBlock]:
        """Yield `blocks`; raise PlanError (`docx-excess`) at more tables and boxes than any plan has."""
        for block in blocks:
            if isinstance(block, Table):
                self.limits.count_table()
            yield block

    def _following(self, blocks: list[BodyBlock]) -> list[frozenset[str]]:
        """Return, for each of `blocks`, the bookmarks of what held the next one behind it that has any."""
        holders: list[frozenset[str]] = []
        latest: frozenset[str] = frozenset()
        for block in reversed(blocks):
            holders.append(latest)
            name = next((mark for line in flatten([block]) for mark in line.bookmarks), "")
            if name in self.index.blocks:
                latest = self.index.holders(name)
        return holders[::-1]

    def _line(self, line: Line) -> None:
        role = SAME_ROLES.get(line.role, line.role)
        if name := self.texts.bookmark(line, _PARTS) or self._retyped(role):
            self._begin(name, line)
        elif role in BEFORE_TITLE_ROLES:
            self.heads.setdefault(role, []).append(line)
        elif role == "caption":
            self.caption = line
        elif (line.pieces or line.bookmarks) and role not in {"spacer", "imprint-end"}:
            self._content(line, role)

    def _retyped(self, role: str) -> str:
        """Return the bookmark of the next part titled in `role`: a title typed anew has lost its own."""
        titled = Imprint if role == "imprint" else TITLE_ROLES.get(role, ())
        waiting = (name for name, part in self.parts.items() if isinstance(part, titled))
        return next((name for name in waiting if name not in self.begun), "")

    def _begin(self, name: str, line: Line) -> None:
        part = self.index.blocks[name]
        assert isinstance(part, _PARTS)  # noqa: S101  # the mark was found as a part's
        self.begun.add(name)
        self._open(PartBuilder(name, part, {**self.heads, "title": [line]}))
        self.heads = {}

    def _open(self, reading: PartBuilder) -> None:
        """Begin a part, to which the blocks that follow belong."""
        self.readings.append(reading)
        if not isinstance(reading.part, Imprint):
            self.reading = reading
        if isinstance(reading.part, Letter):
            self.letter = reading

    def _content(self, line: Line, role: str) -> None:
        """Read `line`, which is neither the title of a part nor before one."""
        reading = self._reading()
        if role in OWN_ROLES or role.startswith("contents"):
            kind = "contents" if role.startswith("contents") else role
            reading.lines.setdefault(kind, []).append(line)
        elif (name := self.texts.bookmark(line, Division)) or role in RANKS:
            self._division(reading, name, line)
        elif heading := self._typed(reading, line):
            self._typed_division(reading, heading, line)
        elif paragraph := self.texts.paragraph(line, line.pieces):
            parent = self.index.parents.get(self.texts.bookmark(line, Paragraph), "")
            reading.add(paragraph, parent, self.going_on)

    def _reading(self) -> PartBuilder:
        """Return the part to which further blocks belong; a record has none, whatever follows it."""
        if self.reading is None:
            self._open(reading := PartBuilder("", Plan("", ""), {"title": []}))
            return reading
        return self.reading

    def _division(self, reading: PartBuilder, name: str, line: Line) -> None:
        old = self.index.blocks.get(name)
        if not isinstance(old, Division):
            old = DIVISIONS[line.role]("", "")
        inline = line.role not in RANKS
        head, rest = split_at_bookmark(line, name) if inline else (line.text, ())
        pattern = getattr(self._numbering(), old.level) if old.numbered else ""
        number, title = split_number(head, old.number, pattern)
        division = replace(old, title=title.removesuffix("。") if inline else title, number=number)
        reading.open(name, division, self.index.parents.get(name, ""))
        if inline and (paragraph := self.texts.paragraph(line, rest)):
            reading.stack[-1].body.append(paragraph)

    def _typed(self, reading: PartBuilder, line: Line) -> TypedHeading | None:
        """Return the heading of `line` if somebody typed it, where a part may have any."""
        if not isinstance(reading.part, (Plan, Annex)) or self.index.knows(line):
            return None
        return typed_heading(line.text, self._numbering())

    def _typed_division(self, reading: PartBuilder, heading: TypedHeading, line: Line) -> None:
        _, rest = part_line(line, heading.end)
        paragraph = self.texts.paragraph(rest, rest.pieces)
        run_in = bool(paragraph and heading.title)
        division = DIVISIONS[heading.level](
            "", heading.title, run_in=run_in, numbered=bool(heading.number), number=heading.number
        )
        reading.open("", division, "")
        if paragraph:
            reading.add(paragraph, "")

    def _table(self, table: Table) -> None:
        lines = [line for row in table.rows for cell in row for line in cell]
        if any(line.role == "imprint" for line in lines):
            for line in lines:
                if line.role == "imprint-copies":
                    self.heads.setdefault(line.role, []).append(line)
                else:
                    self._line(line)
            return
        reading = self._reading()
        tables = TableReader(self.texts, self._numbering())
        caption = self.caption.text if self.caption else ""
        self.caption = None
        parent = self.index.parents.get(tables.name(table), "")
        for block in tables.block(table, caption, reading.part):
            reading.add(block, parent, self.going_on)

    def _masthead(self, masthead: Masthead) -> None:
        """Put the letterhead into the last official letter."""
        if self.letter and isinstance(self.letter.part, Letter):
            runs = restore_runs(masthead.runs, self.letter.part.masthead)
            self.letter.part = replace(self.letter.part, masthead=runs)

    def _numbering(self) -> Numbering:
        part = self._reading().part
        return part.numbering if isinstance(part, Plan) else numbering_of(self.parts.values())
