"""The table of contents, collected from the parts: Document → Document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from generator.document import Annex, Block, Box, Contents, Division, Document, Entry, Part, Plan, walk

Pages: TypeAlias = Mapping[tuple[str, str], str]


def list_contents(document: Document, pages: Pages | None = None) -> Document:
    """The same document with its contents filled in from the numbered headings of the levels they name.

    The levels are those of divisions, `box` and `annex`; `pages` gives the page by level and key.
    """
    return replace(
        document,
        parts=tuple(
            replace(part, entries=tuple(_entries(document.parts, part.levels, pages or {})))
            if isinstance(part, Contents)
            else part
            for part in document.parts
        ),
    )


def _entries(parts: tuple[Part, ...], levels: tuple[str, ...], pages: Pages) -> Iterator[Entry]:
    for key, level, text in _headings(parts):
        if level in levels and text:
            yield Entry(key, level, text, pages.get((level, key), ""))


def _headings(parts: tuple[Part, ...]) -> Iterator[tuple[str, str, str]]:
    for part in parts:
        match part:
            case Annex():
                yield part.key, "annex", "：".join(filter(None, (part.label, part.title)))
            case Plan():
                yield from filter(None, map(_heading, walk(part.body)))
            case _:
                pass


def _heading(block: Block) -> tuple[str, str, str] | None:
    match block:
        case Division(title=title) if title:
            return block.key, block.level, block.number + title
        case Box():
            return block.key, "box", block.number + block.title
        case _:
            return None
