"""Draft XML read as a Document, by the fields of its classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from typing import Any, get_args

from lxml import etree

from generator.document import Cell, Document, IndicatorRow, IndicatorTable, Run, Text, joined
from generator.document.fields import Field, Shape, tag_of
from generator.draft_xml.errors import error, known_children, line_of, stray
from generator.draft_xml.vocabulary import Attribute, Layout, elements_of, layout_of

DEEPEST = 40  # elements one inside the other; what the templates write has 10
_BEYOND = "boolean({})".format("/*" * (DEEPEST + 1))
_BREAK = re.compile(r"\s*\n\s*")
_RUN_TYPES = {tag_of(kind): kind for kind in get_args(Run) if kind is not Text}


def read_draft(xml: str) -> Document:
    """Return the document that `xml` describes; raise PlanError at the line that is not draft XML."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(xml.encode(), parser)
    except etree.XMLSyntaxError as failure:
        raise error(failure.lineno or 0, str(failure.msg)) from failure
    if root.xpath(_BEYOND):
        raise error(0, str(root.tag))
    if root.tag != tag_of(Document):
        raise stray(root)
    document = _node(Document, root)
    assert isinstance(document, Document)  # noqa: S101  # what _node was asked for
    return document


@dataclass(frozen=True, slots=True)
class _Slot:
    """An element that another may hold: its field, how it is read, and whether it may come again."""

    field: str
    read: Callable[[etree._Element], Any]
    many: bool


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the elements of a class are read: its layout with attributes and inner elements by name."""

    layout: Layout
    attributes: Mapping[str, Attribute]
    slots: Mapping[str, _Slot]


@cache
def _reading(kind: type) -> _Reading:
    layout = layout_of(kind)
    attributes = {attribute.name: attribute for attribute in layout.attributes}
    return _Reading(layout, attributes, {name: slot for f in layout.elements for name, slot in _slots(f)})


def _slots(field: Field) -> Iterator[tuple[str, _Slot]]:
    many = field.shape in {Shape.SEVERAL_RUNS, Shape.MANY}
    for name, kind in elements_of(field):
        yield name, _Slot(field.name, partial(_node, kind) if kind else _runs, many)


def _node(kind: type, element: etree._Element) -> Any:  # noqa: ANN401  # an object of `kind`
    """Return the object of a class that an element describes."""
    reading = _reading(kind)
    values = {**reading.layout.missing, **_attributes(element, reading)}
    content = reading.layout.content
    if content is None:
        values |= _elements(element, reading.slots)
    elif content.shape is Shape.RUNS:
        values[content.name] = _runs(element, reading.slots, values)
    else:
        values[content.name] = _words(element)
    node = kind(**values)
    if check := _CHECKS.get(kind):
        check(node, element)
    return node


def _attributes(element: etree._Element, reading: _Reading) -> dict[str, Any]:
    """Return the fields that the attributes of an element say; attributes of another vocabulary are none.

    Raises PlanError at one that begins as a number pattern does and is none.
    """
    found: dict[str, Any] = {}
    inside: dict[str, dict[str, Any]] = {name: {} for name in reading.layout.values}
    for name, text in element.items():
        if attribute := reading.attributes.get(str(name)):
            (inside[attribute.inside] if attribute.inside else found).update(attribute.read(str(text)))
        elif reading.layout.prefixes and str(name).startswith(reading.layout.prefixes):
            raise error(line_of(element), str(name))
    for name, kind in reading.layout.values.items():
        found[name] = kind(**inside[name])
    return found


def _elements(element: etree._Element, slots: Mapping[str, _Slot]) -> dict[str, Any]:
    """Return the fields that the elements inside an element describe.

    Raises PlanError at any other element, at a second one where one may stand, and at bare text.
    """
    found: dict[str, Any] = {}
    for name, child in known_children(element, slots):
        slot = slots[name]
        if slot.many:
            found.setdefault(slot.field, []).append(slot.read(child))
        elif slot.field in found:
            raise stray(child)
        else:
            found[slot.field] = slot.read(child)
    return {name: tuple(held) if isinstance(held, list) else held for name, held in found.items()}


def _runs(
    element: etree._Element, slots: Mapping[str, _Slot] | None = None, beside: dict[str, Any] | None = None
) -> tuple[Run, ...]:
    """Return the words, figures and gaps inside an element; neighbouring words become one run.

    What stands beside the text as one of `slots` goes into the fields `beside`. Raises PlanError at any other
    element.
    """
    if len(element):
        return tuple(joined(_pieces(element, slots or {}, {} if beside is None else beside)))
    return (Text(said),) if (said := _unbroken(element.text)) else ()


def _pieces(element: etree._Element, slots: Mapping[str, _Slot], beside: dict[str, Any]) -> Iterator[Run]:
    yield Text(_unbroken(element.text))
    for child in element:
        name = str(child.tag)
        if kind := _RUN_TYPES.get(name):
            yield _node(kind, child)
        elif name == "break":
            _words(child)  # it holds nothing
            yield Text("\n")
        elif name == "strong":
            yield Text(_words(child), strong=True)
        elif (slot := slots.get(name)) and slot.field not in beside:
            beside[slot.field] = slot.read(child)
        else:
            raise stray(child)
        yield Text(_unbroken(child.tail))


def _words(element: etree._Element) -> str:
    """Return the words of an element that holds nothing else; raise PlanError at an element inside it."""
    for child in element:
        raise stray(child)
    return _unbroken(element.text)


def _unbroken(text: str | None) -> str:
    """Return text without its line breaks and the blanks around them."""
    return _BREAK.sub("", text) if text and "\n" in text else text or ""


def _check_cells(table: IndicatorTable, element: etree._Element) -> None:
    """Raise PlanError at a row that has no cell for a column of its table."""
    columns = {column.id for column in table.columns} - {"name"}
    for row, child in zip(table.rows, element.iterchildren(tag_of(IndicatorRow)), strict=True):
        if missing := columns - {cell.column for cell in row.cells}:
            raise error(line_of(child), f'<{tag_of(Cell)} column="{min(missing)}">')


_CHECKS: dict[type, Callable[[Any, etree._Element], None]] = {IndicatorTable: _check_cells}
