"""Attributes and elements of draft XML, derived once a class from the fields of the Document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from generator.document.fields import Field, Shape, fields_of, has_key, tag_of

_ELEMENTS = {Shape.RUNS, Shape.SEVERAL_RUNS, Shape.ONE, Shape.MANY}


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute: its name and what it says where it is left out.

    `text` is made of a node; `read` gives the fields that the text stands for. An attribute of an object that
    a field holds (a number pattern) is `inside` that field.
    """

    name: str
    empty: str
    text: Callable[[Any], str]
    read: Callable[[str], dict[str, Any]]
    inside: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """What an element of a class is made of.

    `content` is the field that holds its own text; `elements` are the fields that hold elements, in written
    order: objects that stand alone before any others. The fields of `values`, objects that are always there,
    are attributes; only these begin with one of `prefixes`. `missing` is what a draft is taken to say of the
    other fields where it does not name them. An element with `own_line` stands where a line break is layout.
    """

    tag: str
    own_line: bool
    attributes: tuple[Attribute, ...]
    content: Field | None
    elements: tuple[Field, ...]
    values: Mapping[str, type]
    prefixes: tuple[str, ...]
    missing: Mapping[str, Any]


def elements_of(field: Field) -> list[tuple[str, type | None]]:
    """Return the names of the elements that a field is written as, each with its class, None of runs."""
    if field.shape in {Shape.RUNS, Shape.SEVERAL_RUNS}:
        return [(field.label, None)]
    return [(field.notes.get("name", tag_of(kind)), kind) for kind in field.types]


@cache
def layout_of(kind: type) -> Layout:
    """Return how an element of a class of the Document is written in draft XML.

    Raises TypeError at two fields of the class that are the same element and could not be told apart.
    """
    written = [field for field in fields_of(kind) if not field.computed]
    elements = [field for field in written if field.shape in _ELEMENTS and not field.content]
    content = next((field for field in written if field.content), None)
    names = Counter(name for field in elements for name, _ in elements_of(field))
    for name in (name for name, count in names.items() if count > 1):
        message = f"{kind.__name__}: two fields are <{name}>; give one another name by `named`"
        raise TypeError(message)
    values = {field.name: field.types[0] for field in written if field.shape is Shape.VALUE}
    return Layout(
        tag=tag_of(kind),
        own_line=content is None and has_key(kind),
        attributes=_attributes(written),
        content=content,
        elements=tuple(sorted(elements, key=lambda field: field.shape is not Shape.ONE)),
        values=values,
        prefixes=tuple(f"{field.label}-" for field in written if field.name in values),
        missing={field.name: field.empty for field in fields_of(kind) if field.shape not in _NEVER_MISSING},
    )


_NEVER_MISSING = {Shape.VALUE, Shape.ONE}


def _attributes(written: list[Field]) -> tuple[Attribute, ...]:
    broken = {field.notes["lines_of"]: field.name for field in written if "lines_of" in field.notes}
    found: list[Attribute] = []
    for field in written:
        if field.content or field.shape in _ELEMENTS or "lines_of" in field.notes:
            continue
        if field.shape is Shape.VALUE:
            found += [_inner(field, each) for each in fields_of(field.types[0])]
        elif field.name in broken:
            found.append(_title(field, broken[field.name]))
        else:
            found.append(_attribute(field))
    return tuple(found)


def _attribute(field: Field) -> Attribute:
    name, encode, decode = field.name, _ENCODED[field.shape], _DECODED[field.shape]
    return Attribute(
        field.label,
        encode(field.empty),
        lambda node: encode(getattr(node, name)),
        lambda text: {name: decode(text)},
    )


def _inner(holder: Field, field: Field) -> Attribute:
    """Return the attribute of one field of an object that is always there."""
    inner = _attribute(field)
    text, name = inner.text, holder.name
    return Attribute(
        f"{holder.label}-{inner.name}", inner.empty, lambda node: text(getattr(node, name)), inner.read, name
    )


def _title(field: Field, lines: str) -> Attribute:
    """Return the attribute of a text that may be broken into lines, which the field `lines` holds then."""
    name = field.name

    def text(node: Any) -> str:  # noqa: ANN401  # a node of any class
        return "\n".join(getattr(node, lines)) or str(getattr(node, name))

    def read(said: str) -> dict[str, Any]:
        pieces = tuple(filter(None, said.split("\n")))
        return {name: "".join(pieces), lines: pieces if len(pieces) > 1 else ()}

    return Attribute(field.label, field.empty, text, read)


def _switch(value: bool) -> str:  # noqa: FBT001  # the value itself, not a switch
    return "true" if value else "false"


_ENCODED: dict[Shape, Callable[[Any], str]] = {
    Shape.WORDS: str,
    Shape.SWITCH: _switch,
    Shape.WORD_LIST: " ".join,
}
_DECODED: dict[Shape, Callable[[str], Any]] = {
    Shape.WORDS: str,
    Shape.SWITCH: "true".__eq__,
    Shape.WORD_LIST: lambda text: tuple(text.split()),
}
