"""Accept or reject tracked changes as Word does, independently of the code that makes them."""

from __future__ import annotations

import io
import zipfile
from pathlib import PurePosixPath

from lxml import etree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CAME = {f"{_W}ins", f"{_W}moveTo"}
_WENT = {f"{_W}del", f"{_W}moveFrom"}
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n"}
BODY, HEADS = "document", "header"


def accepted(content: bytes, stories: tuple[str, ...] = (BODY, HEADS)) -> list[str]:
    """Return the words of a file, line by line, once all changes are accepted."""
    return _words(content, _WENT, stories)


def rejected(content: bytes, stories: tuple[str, ...] = (BODY, HEADS)) -> list[str]:
    """Return the words of a file, line by line, once all changes are rejected."""
    return _words(content, _CAME, stories)


def _words(content: bytes, lost: set[str], stories: tuple[str, ...]) -> list[str]:
    lines: list[str] = []
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in sorted(archive.namelist()):
            if PurePosixPath(name).stem.rstrip("0123456789") in stories and name.endswith(".xml"):
                root = etree.fromstring(archive.read(name))
                _resolve(root, lost)
                lines += [line for p in root.iter(f"{_W}p") if (line := _line(p))]
    return lines


def _resolve(root: etree._Element, lost: set[str]) -> None:
    """Remove the rows, runs and paragraph ends that go; leave the marks of what stays."""
    for row in list(root.iter(f"{_W}tr")):
        if any(mark.tag in lost for mark in row.findall(f"{_W}trPr/*")):
            _remove(row)
    for paragraph in list(root.iter(f"{_W}p")):
        if any(mark.tag in lost for mark in paragraph.findall(f"{_W}pPr/{_W}rPr/*")):
            _join(paragraph, lost)
    for change in list(root.iter(*lost)):
        _remove(change)


def _join(paragraph: etree._Element, lost: set[str]) -> None:
    """Join a paragraph whose end goes with the next one, with whatever of it stays."""
    left = [e for e in paragraph if e.tag not in lost and e.tag != f"{_W}pPr"]
    following = paragraph.getnext()
    while following is not None and following.tag not in {f"{_W}p", f"{_W}tbl", f"{_W}sectPr"}:
        following = following.getnext()
    if following is None or following.tag != f"{_W}p":
        return  # before a table, or at the end, a paragraph stays, though it be empty
    start = 1 if following.find(f"{_W}pPr") is not None else 0
    following[start:start] = left
    _remove(paragraph)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _line(paragraph: etree._Element) -> str:
    """Return the words of a paragraph without those in its boxes, which are paragraphs of their own."""
    return "".join(map(_run, _runs(paragraph)))


def _runs(parent: etree._Element) -> list[etree._Element]:
    found = []
    for element in parent:
        found += [element] if element.tag == f"{_W}r" else _runs(element)
    return found


def _run(run: etree._Element) -> str:
    words = {f"{_W}t", f"{_W}delText"}
    return "".join(str(e.text or "") if e.tag in words else _SPACES.get(str(e.tag), "") for e in run)
