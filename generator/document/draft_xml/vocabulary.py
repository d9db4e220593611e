"""Attributes and elements of draft XML, derived once a class from the fields of the Document."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple

from generator.document.fields import Field, Shape, fields_of, has_key, tag_of

_ELEMENTS = {Shape.RUNS, Shape.SEVERAL_RUNS, Shape.ONE, Shape.MANY}


class Attribute(NamedTuple):
    """An attribute: its field, and what it says where it is left out.

    `text` is made of a node; `read` gives the fields that the text stands for, None where it is the field
    itself. An attribute of an object that a field holds (a number pattern) is `inside` that field.
    """

    field: str
    empty: str
    text: Callable[[Any], str]
    read: Callable[[str], dict[str, Any]] | None = None
    inside: str = ""


class Layout(NamedTuple):
    """Describe how an element of a class is written.

    `content` is the field that holds its own text; `elements` are the fields that hold elements, in written
    order: objects that stand alone before any others; `inner` gives field and class by the name of an inner
    element, no class for runs. The fields of `values`, objects that are always there, are attributes; only
    these begin with one of `prefixes`. `missing` is what a draft is taken to say of the other fields where it
    does not name them. An element with `own_line` stands where a line break is layout.
    """

    tag: str
    own_line: bool
    attributes: Mapping[str, Attribute]
    content: Field | None
    elements: tuple[Field, ...]
    inner: Mapping[str, tuple[Field, type | None]]
    values: Mapping[str, type]
    prefixes: tuple[str, ...]
    missing: Mapping[str, Any]


@cache
def layout_of(kind: type) -> Layout:
    """Return how an element of a class of the Document is written in draft XML.

    Raises TypeError at two fields of the class that are the same element and could not be told apart.
    """
    written = [field for field in fields_of(kind) if not field.computed]
    content = next((field for field in written if field.content), None)
    elements = [field for field in written if field.shape in _ELEMENTS and not field.content]
    inner: dict[str, tuple[Field, type | None]] = {}
    for field in elements:
        for name, each in _names(field):
            if name in inner:
                message = f"{kind.__name__}: two fields are <{name}>; give one another name by `named`"
                raise TypeError(message)
            inner[name] = (field, each)
    values = {field.name: field.types[0] for field in written if field.shape is Shape.VALUE}
    return Layout(
        tag=tag_of(kind),
        own_line=content is None and has_key(kind),
        attributes=_attributes(
            [field for field in written if field not in elements and field is not content]
        ),
        content=content,
        elements=tuple(sorted(elements, key=lambda field: field.shape is not Shape.ONE)),
        inner=inner,
        values=values,
        prefixes=tuple(f"{field.label}-" for field in written if field.name in values),
        missing={f.name: f.empty for f in fields_of(kind) if f.shape not in {Shape.VALUE, Shape.ONE}},
    )


def _names(field: Field) -> list[tuple[str, type | None]]:
    """Return the names of the elements that a field is written as, each with its class."""
    if field.shape in {Shape.RUNS, Shape.SEVERAL_RUNS}:
        return [(field.label, None)]
    return [(field.notes.get("name", tag_of(kind)), kind) for kind in field.types]


def _attributes(fields: list[Field]) -> dict[str, Attribute]:
    broken = {field.notes["lines_of"]: field.name for field in fields if "lines_of" in field.notes}
    found: dict[str, Attribute] = {}
    for field in fields:
        name, label = field.name, field.label
        if field.shape is Shape.VALUE:
            for each in fields_of(field.types[0]):
                text = attrgetter(f"{name}.{each.name}")
                found[f"{label}-{each.label}"] = Attribute(each.name, each.empty, text, inside=name)
        elif name in broken:
            found[label] = _title(field, broken[name])
        elif field.shape is Shape.WORDS:
            found[label] = Attribute(name, field.empty, attrgetter(name))
        elif name not in broken.values():
            found[label] = _coded(field)
    return found


def _title(field: Field, lines: str) -> Attribute:
    """Return the attribute of a text that may be broken into lines, which the field `lines` holds then."""
    name = field.name

    def read(text: str) -> dict[str, Any]:
        pieces = tuple(filter(None, text.split("\n")))
        return {name: "".join(pieces), lines: pieces if len(pieces) > 1 else ()}

    return Attribute(
        name, field.empty, lambda node: "\n".join(getattr(node, lines)) or getattr(node, name), read
    )


def _coded(field: Field) -> Attribute:
    """Return the attribute of a switch, or of words with blanks between them."""
    name = field.name
    encode, decode = _CODES[field.shape]
    return Attribute(
        name,
        encode(field.empty),
        lambda node: encode(getattr(node, name)),
        lambda text: {name: decode(text)},
    )


_CODES: dict[Shape, tuple[Callable[[Any], str], Callable[[str], Any]]] = {
    Shape.SWITCH: (lambda value: "true" if value else "false", "true".__eq__),
    Shape.WORD_LIST: (" ".join, lambda text: tuple(text.split())),
}
