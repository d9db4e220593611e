"""Turn the body of a Word file into the parts of a Document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, repeat

from generator.document import (
    Annex,
    Box,
    Contents,
    Division,
    Entry,
    Imprint,
    Letter,
    Numbering,
    Paragraph,
    Part,
    Plan,
    Run,
    Text,
    numbering_of,
)
from generator.document.printed_numbers import split_number
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.inline import Piece
from generator.word.reader.lines import BodyBlock, Line, Masthead, Table
from generator.word.reader.part_builder import DIVISIONS, RANKS, PartBuilder
from generator.word.reader.roles import BEFORE_TITLE_ROLES, OWN_ROLES, SAME_ROLES, TITLE_ROLES
from generator.word.reader.tables import TableReader
from generator.word.reader.text import TextReader, restore_runs, split_at_bookmark

_PARTS = (Letter, Contents, Plan, Annex, Imprint)


class PartReader:
    """Read the blocks of a body, one after the other, into parts; `index` gives the draft's blocks."""

    def __init__(self, index: BookmarkIndex) -> None:
        self.index = index
        self.texts = TextReader(index)
        self.parts = {name: node for name, node in index.blocks.items() if isinstance(node, _PARTS)}
        self.begun: set[str] = set()
        self.readings: list[PartBuilder] = []
        self.reading: PartBuilder | None = None  # the last that holds blocks: a record has none
        self.letter: PartBuilder | None = None
        self.heads: dict[str, list[Line]] = {}
        self.caption: Line | None = None

    def read(self, blocks: Iterator[BodyBlock]) -> tuple[Part, ...]:
        """Return the parts of `blocks` in the order in which they begin."""
        for block in blocks:
            match block:
                case Line():
                    self._line(block)
                case Table():
                    self._table(block)
                case Masthead():
                    self._masthead(block)
        return tuple(map(self._part, self.readings))

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
        elif paragraph := self.texts.paragraph(line, line.pieces):
            reading.add(paragraph, self.index.parents.get(self.texts.bookmark(line, Paragraph), ""))

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
        heads = tables.heads(table)
        for block in tables.block(table, caption):
            if heads or not reading.extend_table(block):
                reading.add(block, parent)

    def _masthead(self, masthead: Masthead) -> None:
        """Put the letterhead into the last official letter."""
        if self.letter and isinstance(self.letter.part, Letter):
            runs = restore_runs(masthead.runs, self.letter.part.masthead)
            self.letter.part = replace(self.letter.part, masthead=runs)

    def _numbering(self) -> Numbering:
        part = self._reading().part
        return part.numbering if isinstance(part, Plan) else numbering_of(self.parts.values())

    def _part(self, reading: PartBuilder) -> Part:
        part, lines = reading.part, reading.lines
        title = _text(lines, "title")
        match part:
            case Plan():
                return replace(
                    part,
                    label=_text(lines, "annex-label"),
                    reference=self._runs(lines, "reference", part.reference),
                    title=title,
                    lines=_title_lines(part, title),
                    subtitle=_text(lines, "subtitle"),
                    status=_text(lines, "status"),
                    body=reading.body(),
                )
            case Annex():
                return replace(part, label=_text(lines, "annex-label"), title=title, body=reading.body())
            case Contents():
                entries = map(self._entry, lines.get("contents", ()))
                return replace(part, title=title, entries=tuple(entries))
            case Letter():
                return self._letter(part, reading, title)
            case Imprint():
                return self._imprint(part, reading)

    def _entry(self, line: Line) -> Entry:
        node = self.index.blocks.get(line.link)
        text, _, page = line.text.partition("\t")
        match node:
            case Division():
                return Entry(node.key, node.level, text, page)
            case Box():
                return Entry(node.key, "box", text, page)
            case Annex():
                return Entry(node.key, "annex", text, page)
            case _:
                return Entry("", "", text, page)

    def _letter(self, letter: Letter, reading: PartBuilder, title: str) -> Letter:
        lines = reading.lines
        attachments = zip(lines.get("attachment", ()), chain(letter.attachments, repeat(())), strict=False)
        return replace(
            letter,
            title=title,
            lines=_title_lines(letter, title),
            reference=self._runs(lines, "reference", letter.reference),
            recipients=self._runs(lines, "recipients", letter.recipients),
            body=tuple(block for block in reading.body() if isinstance(block, Paragraph)),
            attachments=tuple(self.texts.runs(line.pieces, was) for line, was in attachments),
            issuer=self._runs(lines, "issuer", letter.issuer),
            date=self._runs(lines, "date", letter.date),
            note=_text(lines, "note"),
        )

    def _imprint(self, imprint: Imprint, reading: PartBuilder) -> Imprint:
        line = reading.lines["title"][0]
        mark = self.texts.bookmark(line, Imprint)
        issuer = self.texts.runs((piece for piece in line.pieces if mark in piece.marks), imprint.issuer)
        date = self.texts.runs(piece for piece in line.pieces if mark not in piece.marks)
        return replace(
            imprint,
            copies=self._runs(reading.lines, "imprint-copies", imprint.copies),
            issuer=issuer,
            date=restore_runs(_without_tab(date), imprint.date),
        )

    def _runs(self, lines: dict[str, list[Line]], role: str, was: tuple[Run, ...]) -> tuple[Run, ...]:
        """Return the runs of all lines of `role`, with a line break between lines; the draft had `was`."""
        pieces: list[Piece] = []
        for n, line in enumerate(lines.get(role, ())):
            pieces += [*([Piece(Text("\n"), frozenset())] if n else []), *line.pieces]
        return self.texts.runs(pieces, was)


def _title_lines(part: Plan | Letter, title: str) -> tuple[str, ...]:
    """Return the lines into which the draft broke the title of `part`, none if it was typed anew."""
    return part.lines if title == part.title else ()


def _text(lines: dict[str, list[Line]], role: str) -> str:
    return "".join(line.text for line in lines.get(role, ()))


def _without_tab(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """Return `runs` without the tab between issuer and date."""
    if not runs or not isinstance(runs[0], Text):
        return runs
    text = runs[0].text.removeprefix("\t")
    return ((Text(text),) if text else ()) + runs[1:]
