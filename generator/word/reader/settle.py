"""Settle the pending changes of a Word file: read it as if all were accepted, or all rejected."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace

from lxml import etree

from generator.word.ooxml.names import WORD
from generator.word.reader.package import Package

_W = f"{{{WORD}}}"
_P, _ROW = f"{_W}p", f"{_W}tr"
_COMES, _GOES = (f"{_W}ins", f"{_W}moveTo"), (f"{_W}del", f"{_W}moveFrom")


def settled(package: Package, *, accept: bool) -> Package:
    """Return `package` with every pending change of its words accepted or rejected; itself if it has none.

    A paragraph whose end goes joins the next one, and vanishes if nothing is left in it.
    """
    if next(package.xml(package.main).iter(*_COMES, *_GOES), None) is None:
        return package
    body = deepcopy(package.xml(package.main))
    gone, kept = (_GOES, _COMES) if accept else (_COMES, _GOES)
    for row in list(body.iter(_ROW)):
        if any(row.find(f"{_W}trPr/{tag}") is not None for tag in gone):
            _remove(row)
    ending = [p for p in body.iter(_P) if any(p.find(f"{_W}pPr/{_W}rPr/{tag}") is not None for tag in gone)]
    for change in list(body.iter(*gone)):
        _remove(change)
    for change in list(body.iter(*kept)):
        _unwrap(change)
    for text in body.iter(f"{_W}delText"):
        text.tag = f"{_W}t"
    for paragraph in reversed(ending):
        _join(paragraph)
    return replace(package, roots={**package.roots, package.main: body})


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


def _join(paragraph: etree._Element) -> None:
    """Move what `paragraph` holds to the beginning of the next one, if there is one beside it."""
    following = paragraph.getnext()
    while following is not None and following.tag not in {_P, f"{_W}tbl"}:
        following = following.getnext()
    words = next(paragraph.iter(f"{_W}t", f"{_W}drawing"), None) is not None
    if words and following is not None and following.tag == _P:
        place = 0 if following.find(f"{_W}pPr") is None else 1
        following[place:place] = [child for child in paragraph if child.tag != f"{_W}pPr"]
        words = False
    if not words and paragraph.find(f"{_W}pPr/{_W}sectPr") is None and _is_spare(paragraph):
        _remove(paragraph)


def _is_spare(paragraph: etree._Element) -> bool:
    """Return whether `paragraph` is not the last one of a cell, which has to have one."""
    parent = paragraph.getparent()
    return parent is not None and sum(child.tag == _P for child in parent) > 1
