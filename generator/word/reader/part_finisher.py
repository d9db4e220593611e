"""Finish the parts that were read: their own lines, such as titles and signatures, beside their blocks."""

from __future__ import annotations

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
    Paragraph,
    Part,
    Plan,
    Run,
    Text,
)
from generator.word.reader.bookmark_index import BookmarkIndex
from generator.word.reader.inline import Piece
from generator.word.reader.lines import Line
from generator.word.reader.part_builder import PartBuilder
from generator.word.reader.text import TextReader, restore_runs


class PartFinisher:
    """Make parts of what was read of them, with what `texts` and its index know of the draft."""

    def __init__(self, texts: TextReader) -> None:
        self.texts = texts
        self.index: BookmarkIndex = texts.index

    def part(self, reading: PartBuilder) -> Part:
        """Return the part that `reading` collected."""
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
