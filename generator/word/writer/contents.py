"""Write the contents as the result of a field by which Word, WPS and LibreOffice can make them anew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from generator.document import Annex, Contents, Division, Document, Entry, nodes_in
from generator.word.ooxml.body import run, tab
from generator.word.ooxml.raw import CONTENTS, begin_field, end_field
from generator.word.writer.inline import InlineWriter, ListedEntries

_HEADINGS = ("chapter", "section", "measure")


class ContentsWriter:
    """Write contents; `document` is what they are of."""

    def __init__(self, inline: InlineWriter, document: Document) -> None:
        self.inline = inline
        self.sheet = inline.sheet
        self.annexed = any(isinstance(part, Annex) for part in document.parts)
        listed = any(isinstance(part, Contents) for part in document.parts)
        divisions = (node for node in nodes_in(document) if isinstance(node, Division)) if listed else ()
        self.run_in = {node.level for node in divisions if node.run_in}

    def lines(self, contents: Contents) -> Iterator[tuple[str, str]]:
        """Yield the role and the text of each entry, the field around all of them."""
        last = len(contents.entries) - 1
        for n, entry in enumerate(contents.entries):
            line = self._entry(entry)
            if n == 0:
                line = begin_field(self.instruction(contents.levels)) + line
            if n == last:
                line += end_field()
            yield self.sheet.contents[entry.level], line

    def instruction(self, levels: Sequence[str]) -> str:
        """Return how these `levels` are found again: by styles, and by TC fields where no style says it.

        By the switch for headings LibreOffice takes every paragraph with an outline level, the titles of
        annexes too, and no TC field: with annexes or such fields the styles of headings are named.
        """
        headings = [level for level in _HEADINGS if level in levels]
        ranks = [int(self.sheet.paragraphs[level]["level"]) for level in headings]
        called = {level: self.sheet.called.get(self._style(level), []) for level in headings}
        whole = ranks == [*range(ranks[0], ranks[0] + len(ranks))] if ranks else True
        marked = (self.run_in | ({"annex"} if self.annexed else set())).intersection(levels)
        named = all(called.values()) and (self.annexed or bool(marked) or not whole)
        outline = f'\\o "{ranks[0]}-{ranks[-1]}"' if ranks and not named else ""
        styles = [(name, level) for level in headings if named for name in called[level]]
        styles += [(self._style("box-title"), "box")] if "box" in levels else []
        pairs = chain.from_iterable((name, self.sheet.contents[level][-1]) for name, level in styles)
        others = f'\\t "{",".join(pairs)}"' if styles else ""
        marks = f"\\f {CONTENTS}" if marked else ""
        return " ".join(filter(None, ("TOC", outline, others, marks, "\\h", "\\z")))

    def _style(self, role: str) -> str:
        return self.sheet.paragraphs[role]["name"]

    def _entry(self, entry: Entry) -> str:
        kind = entry_kind(entry)
        page = tab() + self.inline.page_of(kind, entry.key, entry.page) if entry.page else ""
        return self.inline.link(kind, entry.key, run(entry.text) + page)


def entry_kind(entry: Entry) -> str:
    """Return the kind of block to which an entry of the contents leads, as bookmarks name it."""
    return {"box": "box", "annex": "part"}.get(entry.level, "division")


def listed_entries(document: Document) -> ListedEntries:
    """Return the entries of the contents of `document` by kind and key of the block to which they lead."""
    listed = (part.entries for part in document.parts if isinstance(part, Contents))
    return {(entry_kind(entry), entry.key): entry for entry in chain.from_iterable(listed)}
