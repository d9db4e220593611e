"""A Document as draft XML, by the fields of its classes: the way back from `read_draft`.

What later steps compute (numbers, the rows of task tables, the entries of contents) is left out;
`collect_tasks`, `number` and `list_contents` bring it back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import Any

from generator.document import Document, Run, Text
from generator.document.draft_xml.vocabulary import layout_of
from generator.document.fields import Field, Shape

_MARKED = re.compile("[&<>\"'\t\n\r]")


def write_draft(document: Document) -> str:
    """Return the draft XML of a document: `read_draft` reads it as the same, short of what is computed.

    This holds for every document that `read_draft` can yield. Elsewhere line breaks do not come back but in
    plain text, since they are layout in draft XML, nor do empty or neighbouring plain texts; and characters
    that XML cannot carry make no XML.
    """
    return _node(document) + "\n"


def _node(node: Any, tag: str = "") -> str:  # noqa: ANN401  # an object of any class
    """Return an object of the Document as an element of its class's name, or of the name `tag`.

    Attributes that say what is understood without them are left out.
    """
    layout = layout_of(node.__class__)
    said = [
        _attribute(name, text)
        for name, attribute in layout.attributes.items()
        if (text := attribute.text(node)) != attribute.empty
    ]
    held = [_held(field, inner) for field in layout.elements if (inner := getattr(node, field.name))]
    if content := layout.content:
        words = getattr(node, content.name)
        held.append(_text(words) if content.shape is Shape.WORDS else _runs(words))
    name = tag or layout.tag
    before = "\n" if layout.own_line else ""
    return f"{before}<{name}{''.join(said)}>{''.join(held)}</{name}>"


def _held(field: Field, held: Any) -> str:  # noqa: ANN401  # what such a field holds
    """Return the elements that a field is written as."""
    match field.shape:
        case Shape.RUNS:
            return _line(field.label, held)
        case Shape.SEVERAL_RUNS:
            return "".join([_line(field.label, runs) for runs in held])
        case shape:
            tag = field.notes.get("name", "")
            return _node(held, tag) if shape is Shape.ONE else "".join([_node(each, tag) for each in held])


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
