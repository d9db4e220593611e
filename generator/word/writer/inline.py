"""Write runs and paragraphs in a style sheet; number bookmarks, controls, comments and boxes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import TypeAlias

from generator.document import Entry, Figure, Gap, Paragraph, Run, Text, plain
from generator.word.ooxml import body, raw
from generator.word.ooxml.names import VALUES_ITEM, BookmarkNames, bookmark, tag
from generator.word.style_sheet import StyleSheet, style_id

CommentTexts: TypeAlias = Mapping[tuple[str, str], Sequence[str]]
ListedEntries: TypeAlias = Mapping[tuple[str, str], Entry]
_NONE: ListedEntries = MappingProxyType({})
_NUMBER = re.compile(r"\d(?:[\d,.]*\d)?")


class InlineWriter:
    """Write what stands inside a paragraph, as WordprocessingML.

    `notes` are comments by kind and key of a block, or by ("figure", its source); each is written where its
    target first stands. `values` collects the numbers to which controls are bound, `comments` the texts of
    comments, both in their order. `listed` are the entries of the contents by kind and key of their block.
    """

    def __init__(self, sheet: StyleSheet, notes: CommentTexts, listed: ListedEntries = _NONE) -> None:
        self.sheet = sheet
        self._listed = listed
        self.values: dict[tuple[str, str], int] = {}
        self.comments: list[str] = []
        self._notes = dict(notes)
        self._stretching = re.compile(f"[!-~]{{{sheet.longest_latin + 1}}}")
        self._names = BookmarkNames()
        self._bookmarks, self._controls, self.shapes = count(1), count(1), count(1)

    def paragraph(self, role: str, content: str, **properties: int) -> str:
        """Return a paragraph of ready content in a role; `body.paragraph` explains the properties."""
        return body.paragraph(self.style(role), content, **properties)

    def line(self, role: str, runs: Sequence[Run]) -> str:
        """Return a paragraph of runs in a role."""
        return self.paragraph(role, self.runs(runs))

    def style(self, role: str) -> str:
        """Return the id of the paragraph style of a role."""
        return style_id(role, self.sheet.paragraphs[role]["name"])

    def mark(self, kind: str, key: str, content: str) -> str:
        """Return content under the bookmark of its block, with the comments on that block."""
        if texts := self._notes.pop((kind, key), ()):
            content = self._commented(texts, content)
        return raw.bookmark(next(self._bookmarks), self._names.name(kind, key), content)

    def entry(self, kind: str, key: str) -> str:
        """Return what the contents take for a block without a style of headings, "" if it is not listed."""
        entry = self._listed.get((kind, key))
        return raw.contents_entry(entry.text, self.sheet.contents[entry.level][-1]) if entry else ""

    @staticmethod
    def link(kind: str, key: str, content: str) -> str:
        """Return content that leads to a block."""
        return raw.link(bookmark(kind, key), content)

    @staticmethod
    def page_of(kind: str, key: str, page: str) -> str:
        """Return the page of a block as a field with its result."""
        return raw.field(f"PAGEREF {bookmark(kind, key)} \\h", body.run(page))

    def text(self, paragraph: Paragraph) -> str:
        """Return the passages of a paragraph, each under its bookmark."""
        passages = (self.mark("passage", part.key, self.runs(part.runs)) for part in paragraph.passages)
        return self.mark("paragraph", paragraph.key, "".join(passages))

    def flow(self, paragraph: Paragraph) -> dict[str, int]:
        """Return how the lines of a paragraph end: ragged if a Latin word would stretch the one before it."""
        return {"ragged": True} if self._stretching.search(plain(paragraph.runs)) else {}

    def runs(self, runs: Sequence[Run]) -> str:
        """Return runs: figures and gaps in controls, lead-ins in their own style."""
        return "".join(map(self._run, runs))

    def _run(self, run: Run) -> str:
        match run:
            case Text(strong=True):
                return body.run(run.text, "lead-in")
            case Text():
                return body.run(run.text)
            case Gap():
                title, text = tag(run.department), body.run(run.text, "gap")
                content = raw.placeholder(next(self._controls), title, tag(run.source), text)
            case Figure():
                content = self._figure(run)
        texts = self._notes.pop(("figure", run.source), ())
        return self._commented(texts, content) if texts else content

    def _figure(self, figure: Figure) -> str:
        """Return a figure: its number bound to the value that all its places share, between sign and unit.

        Words have no number and share none.
        """
        sign, number, unit = split_figure(figure.text)
        name, text = tag(figure.source), body.run(number)
        if number.isascii():
            position = self.values.setdefault((figure.source, number), len(self.values) + 1)
            binding = raw.bound_to(raw.VALUES_PREFIX, raw.value_path(position), VALUES_ITEM)
            control = raw.control(next(self._controls), name, text, binding=binding)
        else:
            control = raw.rich_control(next(self._controls), name, text)
        before = body.run(sign, "figure-sign") if sign else ""
        return before + control + (body.run(unit, "figure-unit") if unit else "")

    def _commented(self, texts: Sequence[str], content: str) -> str:
        numbers = range(len(self.comments), len(self.comments) + len(texts))
        self.comments += texts
        return raw.commented(numbers, content)


def split_figure(text: str) -> tuple[str, str, str]:
    """Return the text before its only number, that number, the rest; all as number if it has not one."""
    found = list(_NUMBER.finditer(text))
    if len(found) != 1:
        return "", text, ""
    return text[: found[0].start()], found[0].group(), text[found[0].end() :]
