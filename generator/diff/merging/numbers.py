"""Number the merged document: counted anew, but for numbers that somebody typed, which stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from generator.document import Contents, Document, map_children, nodes_in
from generator.document.contents import list_contents
from generator.document.number import number
from generator.document.tree import Node


def with_numbers(merged: Document, base: Document, versions: Sequence[Document]) -> Document:
    """Return `merged` with numbers, and the contents listed anew if they were as the headings say.

    A number that `base` or one of `versions` has other than counted was typed; the last who typed one wins.
    """
    typed: dict[tuple[str, str], str] = dict(_typed(base))
    for version in versions:
        own = dict(_typed(version))
        typed |= {key: text for key, text in own.items() if text != _printed(base).get(key)}
    numbered = _with(number(merged), typed)
    if _entries(list_contents(base)) != _entries(base):
        return numbered
    pages = {
        (e.level, e.key): e.page for part in base.parts if isinstance(part, Contents) for e in part.entries
    }
    return list_contents(numbered, pages)


def _typed(document: Document) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the numbers that differ from what is counted, by the kind and the key of their block."""
    counted = _printed(number(document))
    yield from (each for each in _printed(document).items() if each[1] != counted[each[0]])


def _printed(document: Document) -> dict[tuple[str, str], str]:
    return {_name(node): node.number for node in nodes_in(document) if hasattr(node, "number")}


def _name(node: Node) -> tuple[str, str]:
    return type(node).__name__, getattr(node, "key", "")


def _with(document: Document, typed: Mapping[tuple[str, str], str]) -> Document:
    if not typed:
        return document

    def change(node: Any) -> Any:  # noqa: ANN401  # a node of any class
        text = typed.get(_name(node)) if hasattr(node, "number") else None
        return map_children(node if text is None else replace(node, number=text), change)

    made: Document = map_children(document, change)
    return made


def _entries(document: Document) -> list[tuple[str, str]]:
    return [(e.level, e.text) for part in document.parts if isinstance(part, Contents) for e in part.entries]
