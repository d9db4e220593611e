"""Draft XML read as a Document, by the fields of its classes."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from lxml import etree

from generator.document import Cell, Document, IndicatorRow, IndicatorTable, Run, Text, joined
from generator.document.draft_xml.errors import error, known_children, line_of, stray
from generator.document.draft_xml.vocabulary import Layout, layout_of
from generator.document.fields import Field, Shape, tag_of

DEEPEST = 40  # elements one inside the other; what the templates write has 10
_BEYOND = "boolean({})".format("/*" * (DEEPEST + 1))
_BREAK = re.compile(r"(?<!\s)\s*\n\s*")  # from the first blank only: a search from each would be quadratic
_SEVERAL = (Shape.SEVERAL_RUNS, Shape.MANY)
_WORDS: dict[str, Callable[[str], Text]] = {
    "strong": lambda words: Text(words, strong=True),
    "break": lambda _: Text("\n"),
}
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
    document: Document = _node(Document, root)
    return document


def _node(kind: type, element: etree._Element) -> Any:  # noqa: ANN401  # an object of `kind`
    """Return the object of a class that an element describes."""
    layout = layout_of(kind)
    values = dict(layout.missing)
    _read_attributes(element, layout, values)
    held: dict[str, Any] = {}
    if layout.content is None:
        for name, child in known_children(element, layout.inner):
            _hold(held, layout.inner[name], child)
    elif layout.content.shape is Shape.RUNS:
        values[layout.content.name] = _runs(element, layout.inner, held)
    else:
        values[layout.content.name] = _words(element)
    for field, found in held.items():
        values[field] = tuple(found) if isinstance(found, list) else found
    node = kind(**values)
    if check := _CHECKS.get(kind):
        check(node, element)
    return node


def _read_attributes(element: etree._Element, layout: Layout, values: dict[str, Any]) -> None:
    """Put into `values` what the attributes of an element say; those of no field are passed over.

    Raises PlanError at one that begins as a number pattern does and is none.
    """
    inside: dict[str, dict[str, Any]] = {name: {} for name in layout.values}
    for name, text in element.items():
        attribute = layout.attributes.get(name)
        if attribute is None:
            if layout.prefixes and name.startswith(layout.prefixes):
                raise error(line_of(element), name)
        elif attribute.read:
            values |= attribute.read(text)
        else:
            (inside[attribute.inside] if attribute.inside else values)[attribute.field] = text
    for name, kind in layout.values.items():
        values[name] = kind(**inside[name])


def _hold(held: dict[str, Any], inner: tuple[Field, type | None], element: etree._Element) -> None:
    """Read an element inside another into `held`; raise PlanError at a second one where one may stand."""
    field, kind = inner
    found = _node(kind, element) if kind else _runs(element, {}, {})
    if field.shape in _SEVERAL:
        held.setdefault(field.name, []).append(found)
    elif field.name in held:
        raise stray(element)
    else:
        held[field.name] = found


def _runs(
    element: etree._Element, inner: Mapping[str, tuple[Field, type | None]], held: dict[str, Any]
) -> tuple[Run, ...]:
    """Return the words, figures and gaps inside an element; neighbouring words become one run.

    What may stand beside the text, one of `inner`, is read into `held`; raises PlanError at anything else.
    """
    if not len(element):
        return (Text(said),) if (said := _unbroken(element.text)) else ()
    runs: list[Run] = [Text(_unbroken(element.text))]
    for child in element:
        name = str(child.tag)
        if kind := _RUN_TYPES.get(name):
            runs.append(_node(kind, child))
        elif name in _WORDS:
            runs.append(_WORDS[name](_words(child)))
        elif name in inner:
            _hold(held, inner[name], child)
        else:
            raise stray(child)
        runs.append(Text(_unbroken(child.tail)))
    return tuple(joined(runs))


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
