"""Errors for what is not draft XML, each with its line, and the walk over children that raises them."""

from __future__ import annotations

from collections.abc import Container, Iterator

from lxml import etree

from generator.base.diagnostics import Finding, Place, PlanError


def error(line: int, what: str) -> PlanError:
    """Return the error for `what`, which is not draft XML, on a line of the draft (0 if none is known)."""
    return PlanError([Finding("draft-xml", Place("draft.xml", line, 1), {"what": what})])


def stray(element: etree._Element) -> PlanError:
    """Return the error for an element that has no place where it stands."""
    return error(line_of(element), f"<{element.tag!s}>")


def line_of(element: etree._Element) -> int:
    """Return the line on which the start tag of an element ends."""
    return int(element.sourceline or 0)


def known_children(element: etree._Element, tags: Container[str]) -> Iterator[tuple[str, etree._Element]]:
    """Yield the children of an element with their tags.

    Raises PlanError at text of the element's own and at a tag that is not among `tags`.
    """
    if (text := element.text) and not text.isspace():
        raise _bare(text, line_of(element))
    for child in element:
        if (name := str(child.tag)) not in tags:
            raise stray(child)
        yield name, child
        if (tail := child.tail) and not tail.isspace():
            raise _bare(tail, _end(child))


def _bare(text: str, line: int) -> PlanError:
    """Return the error for words where only blanks and line breaks may stand; the text begins at `line`."""
    words = text.strip()
    return error(line + text[: text.index(words)].count("\n"), words)


def _end(element: etree._Element) -> int:
    """Return the line on which an element ends; layout inside its tags and comments does not count."""
    if len(element):
        return _end(element[-1]) + (element[-1].tail or "").count("\n")
    return line_of(element) + (element.text or "").count("\n")
