"""Settle the pending changes of a Word file: read it as if all were accepted, or all rejected."""

from __future__ import annotations

from collections.abc import Collection
from copy import deepcopy
from dataclasses import replace

from lxml import etree

from generator.word.ooxml.names import BOOKMARK_OF_GONE, WORD, name_before
from generator.word.reader.package import Package

_W = f"{{{WORD}}}"
_P, _ROW, _TABLE = f"{_W}p", f"{_W}tr", f"{_W}tbl"
_COMES, _GOES = (f"{_W}ins", f"{_W}moveTo"), (f"{_W}del", f"{_W}moveFrom")


def settled(package: Package, *, accept: bool, author: str = "") -> Package:
    """Return `package` with every pending change of its words accepted or rejected; itself if it has none.

    Those of an `author` alone are settled if one is given. A paragraph whose end goes joins the next one, and
    vanishes if nothing is left in it.
    """
    if next(package.xml(package.main).iter(*_COMES, *_GOES), None) is None:
        return package
    body = deepcopy(package.xml(package.main))
    gone, kept = (_GOES, _COMES) if accept else (_COMES, _GOES)
    _remove_rows(body, gone, author)
    ending = [p for p in body.iter(_P) if _has_mark(p, f"{_W}pPr/{_W}rPr", gone, author)]
    going = [each for each in body.iter(*gone) if _is_of(each, author)]
    for change in [each for each in going if next(each.iterancestors(*gone), None) is None]:
        change.clear()  # frees what it holds, which to take out whole would take minutes
        _remove(change)
    for change in [each for each in body.iter(*kept) if _is_of(each, author)]:
        _unwrap(change)
    for text in body.iter(f"{_W}delText") if not author else ():
        text.tag = f"{_W}t"
    goes = set(ending)
    for parent in dict.fromkeys(paragraph.getparent() for paragraph in reversed(ending)):
        if parent is not None:
            _join(parent, goes)
    if not accept:
        _name_what_returned(body)
    return replace(package, roots={**package.roots, package.main: body})


def _name_what_returned(body: etree._Element) -> None:
    """Give the bookmarks of what is where it was again the names that they had; those elsewhere go."""
    marks = {str(mark.get(f"{_W}name")): mark for mark in body.iter(f"{_W}bookmarkStart")}
    for name, mark in marks.items():
        if name.startswith(BOOKMARK_OF_GONE):
            own = name_before(name)
            if own in marks:
                _remove(marks[own])
            mark.set(f"{_W}name", own)


def _remove_rows(body: etree._Element, gone: Collection[str], author: str) -> None:
    """Remove the rows of tables with one of the marks `gone`, of `author` if one is given."""
    for row in list(body.iter(_ROW)):
        if _has_mark(row, f"{_W}trPr", gone, author):
            row.clear()
            _remove(row)


def _has_mark(element: etree._Element, holder: str, marks: Collection[str], author: str) -> bool:
    """Return whether the properties in `holder` have one of the `marks`, of `author` if one is given."""
    found = (element.find(f"{holder}/{mark}") for mark in marks)
    return any(each is not None and _is_of(each, author) for each in found)


def _is_of(change: etree._Element, author: str) -> bool:
    return not author or change.get(f"{_W}author") == author


def _remove(element: etree._Element) -> None:
    """Remove `element` with all that it holds."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """Put what `element` holds in its place."""
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _join(parent: etree._Element, ending: Collection[etree._Element]) -> None:
    """Move what the paragraphs `ending` in `parent` hold to the beginning of the next one beside each.

    Those that are left empty are removed, but for the last one: a cell has to have one.
    """
    children = list(parent)
    left = sum(child.tag == _P for child in children)
    following: etree._Element | None = None
    for child in reversed(children):
        if child in ending and _emptied(child, following) and left > 1:
            parent.remove(child)
            left -= 1
        elif child.tag in {_P, _TABLE}:
            following = child


def _emptied(paragraph: etree._Element, following: etree._Element | None) -> bool:
    """Return whether nothing is left in `paragraph`, its words moved to `following` if that is one too."""
    words = next(paragraph.iter(f"{_W}t", f"{_W}drawing"), None) is not None
    if words and following is not None and following.tag == _P:
        place = 0 if following.find(f"{_W}pPr") is None else 1
        following[place:place] = [child for child in paragraph if child.tag != f"{_W}pPr"]
        words = False
    return not words and paragraph.find(f"{_W}pPr/{_W}sectPr") is None
