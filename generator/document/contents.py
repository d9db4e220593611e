"""The table of contents, collected from the parts: Document → Document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeAlias

from generator.document import (
    Annex,
    Box,
    Contents,
    Division,
    Document,
    Entry,
    Node,
    Part,
    Plan,
    map_children,
    nodes_in,
)

PageNumbers: TypeAlias = Mapping[tuple[str, str], str]


def list_contents(document: Document, pages: PageNumbers | None = None) -> Document:
    """Return the document with its contents filled in from the numbered headings of the levels they name.

    The levels are those of divisions, `box` and `annex`; `pages` gives the page by level and key.
    """
    headings = list(_headings(document))

    def fill(part: Part) -> Part:
        if not isinstance(part, Contents):
            return part
        listed = (each for each in headings if each.level in part.levels and each.text)
        paged = (replace(each, page=(pages or {}).get((each.level, each.key), "")) for each in listed)
        return replace(part, entries=tuple(paged))

    return map_children(document, fill)


def _headings(document: Document) -> Iterator[Entry]:
    for part in document.parts:
        if isinstance(part, Annex):
            yield Entry(part.key, "annex", "：".join(filter(None, (part.label, part.title))))
        elif isinstance(part, Plan):
            yield from filter(None, map(_heading, nodes_in(part)))


def _heading(node: Node) -> Entry | None:
    match node:
        case Division(title=title) if title:
            return Entry(node.key, node.level, node.number + title)
        case Box():
            return Entry(node.key, "box", node.number + node.title)
        case _:
            return None
