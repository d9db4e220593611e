"""A Document as draft XML, by the fields of its classes: the way back from `read_draft`.

What later steps compute (numbers, the rows of task tables, the entries of contents) is left out;
`collect_tasks`, `number` and `list_contents` bring it back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from html import escape
from typing import Any

from generator.document import Document, Run, Text
from generator.document.fields import Field, Shape
from generator.draft_xml.vocabulary import Attribute, layout_of

_MARKED = re.compile("[&<>\"'\t\n\r]")


def write_draft(document: Document) -> str:
    """Return the draft XML of a document: `read_draft` reads it as the same, short of what is computed.

    This holds for every document that `read_draft` can yield. Elsewhere line breaks do not come back but in
    plain text, since they are layout in draft XML, nor do empty or neighbouring plain texts; and characters
    that XML cannot carry make no XML.
    """
    return _node(document) + "\n"


@dataclass(frozen=True, slots=True)
class _Writing:
    """How the objects of a class are written: what stands before the tag, its attributes and contents."""

    before: str
    tag: str
    attributes: tuple[Attribute, ...]
    held: tuple[Callable[[Any], str], ...]


@cache
def _writing(kind: type) -> _Writing:
    layout = layout_of(kind)
    content = (layout.content,) if layout.content else ()
    # an element on a line of its own stands where a line break is layout
    before = "\n" if layout.own_line else ""
    return _Writing(before, layout.tag, layout.attributes, tuple(map(_writer, (*layout.elements, *content))))


def _writer(field: Field) -> Callable[[Any], str]:
    """Return what writes one field of a node, which is not an attribute."""
    name, label, tag = field.name, field.label, field.notes.get("name", "")

    def lines(node: Any) -> str:  # noqa: ANN401  # a node of any class
        held = getattr(node, name)
        return _line(label, held) if held else ""

    match field.shape:
        case Shape.WORDS:
            return lambda node: _text(getattr(node, name))
        case Shape.RUNS if field.content:
            return lambda node: _runs(getattr(node, name))
        case Shape.RUNS:
            return lines
        case Shape.SEVERAL_RUNS:
            return lambda node: "".join([_line(label, runs) for runs in getattr(node, name)])
        case Shape.ONE:
            return lambda node: "" if (held := getattr(node, name)) is None else _node(held, tag)
        case _:
            return lambda node: "".join([_node(held, tag) for held in getattr(node, name)])


def _node(node: Any, tag: str = "") -> str:  # noqa: ANN401
    """Return an object of the Document as an element of its class's name, or of the name `tag`.

    Attributes that say what is understood without them are left out.
    """
    writing = _writing(node.__class__)
    said = [
        _attribute(attribute.name, text)
        for attribute in writing.attributes
        if (text := attribute.text(node)) != attribute.empty
    ]
    name = tag or writing.tag
    held = [write(node) for write in writing.held]
    return f"{writing.before}<{name}{''.join(said)}>{''.join(held)}</{name}>"


def _line(label: str, runs: Iterable[Run]) -> str:
    return f"\n<{label}>{_runs(runs)}</{label}>"


def _runs(runs: Iterable[Run]) -> str:
    return "".join([_words(run) if isinstance(run, Text) else _node(run) for run in runs])


def _words(run: Text) -> str:
    if run.strong:
        return f"<strong>{_text(run.text)}</strong>"
    return _text(run.text).replace("\n", "<break/>")


@lru_cache(maxsize=4096)
def _attribute(name: str, value: str) -> str:
    """Return an attribute with the blank before it."""
    if not _MARKED.search(value):  # keys and titles, mostly
        return f' {name}="{value}"'
    # a parser would read bare tabs and line breaks in attributes as blanks
    said = escape(value).replace("\t", "&#9;").replace("\n", "&#10;").replace("\r", "&#13;")
    return f' {name}="{said}"'


def _text(words: str) -> str:
    # a parser would read a bare carriage return as a line break
    return escape(words, quote=False).replace("\r", "&#13;")
