"""Runs and paragraphs in a style sheet; every bookmark, control and comment gets its number here."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from typing import TypeAlias

from generator.document import Figure, Gap, Paragraph, Run, Text
from generator.ooxml import text as ooxml
from generator.ooxml.names import BookmarkNames, bookmark, tag
from generator.ooxml.parts import VALUES_ITEM, VALUES_PREFIX, value_path
from generator.ooxml.styles import style_id
from generator.style_sheet import StyleSheet

Notes: TypeAlias = Mapping[tuple[str, str], Sequence[str]]
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")


class Pen:
    """Writes what stands inside a paragraph.

    `notes` are comments by kind and key of a block, or by ("figure", its source); each is written where
    its target first stands. `values` collects the numbers that controls are bound to, in their order.
    """

    def __init__(self, sheet: StyleSheet, notes: Notes) -> None:
        self.sheet = sheet
        self.values: dict[tuple[str, str], int] = {}
        self.comments: list[str] = []
        self._notes = dict(notes)
        self._names = BookmarkNames()
        self._bookmarks, self._controls, self.shapes = count(1), count(1), count(1)

    def paragraph(self, role: str, content: str, **look: int) -> str:
        """A paragraph of ready content in a role, with what it has of its own."""
        return ooxml.paragraph(self.style(role), content, **look)

    def line(self, role: str, runs: Sequence[Run]) -> str:
        """A paragraph of runs in a role."""
        return self.paragraph(role, self.runs(runs))

    def style(self, role: str) -> str:
        """The id of a paragraph style."""
        return style_id(role, self.sheet.paragraphs[role]["name"])

    def mark(self, kind: str, key: str, content: str) -> str:
        """Content under the bookmark of its block, with the comments on that block."""
        if texts := self._notes.pop((kind, key), ()):
            content = self._commented(texts, content)
        return ooxml.bookmark(next(self._bookmarks), self._names.name(kind, key), content)

    def link(self, kind: str, key: str, content: str) -> str:
        """Content that leads to a block."""
        return ooxml.link(bookmark(kind, key), content)

    def page_of(self, kind: str, key: str, page: str) -> str:
        """The page of a block as a field with its result."""
        return ooxml.field(f"PAGEREF {bookmark(kind, key)} \\h", ooxml.run(page))

    def text(self, paragraph: Paragraph) -> str:
        """The passages of a paragraph."""
        passages = (self.mark("passage", part.key, self.runs(part.runs)) for part in paragraph.passages)
        return self.mark("paragraph", paragraph.key, "".join(passages))

    def runs(self, runs: Sequence[Run]) -> str:
        """Runs of text: figures and gaps in controls, lead-ins set off."""
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        match run:
            case Text(strong=True):
                return ooxml.run(run.text, "lead-in")
            case Text():
                return ooxml.run(run.text)
            case Gap():
                title, text = tag(run.department), ooxml.run(run.text, "gap")
                content = ooxml.placeholder(next(self._controls), title, tag(run.source), text)
            case Figure():
                content = self._figure(run)
        texts = self._notes.pop(("figure", run.source), ())
        return self._commented(texts, content) if texts else content

    def _figure(self, figure: Figure) -> str:
        """A figure: its number bound to the value that all its places share, its sign and unit around it."""
        sign, number, unit = parted(figure.text)
        position = self.values.setdefault((figure.source, number), len(self.values) + 1)
        binding = ooxml.bound_to(VALUES_PREFIX, value_path(position), VALUES_ITEM)
        control = ooxml.control(next(self._controls), tag(figure.source), ooxml.run(number), binding=binding)
        before = ooxml.run(sign, "figure-sign") if sign else ""
        return before + control + (ooxml.run(unit, "figure-unit") if unit else "")

    def _commented(self, texts: Sequence[str], content: str) -> str:
        numbers = range(len(self.comments), len(self.comments) + len(texts))
        self.comments += texts
        return ooxml.commented(numbers, content)


def parted(text: str) -> tuple[str, str, str]:
    """The text before its only number, that number, the text behind it; all of it where it has not one."""
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return "", text, ""
    return text[: found[0].start()], found[0].group(), text[found[0].end() :]
