"""Read the stories of a Word file (body, headers, footers, notes) and check what must be paired in them."""

from __future__ import annotations

import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import nsmap, qn
from lxml import etree

W = {"w": nsmap["w"]}
_STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml")


def stories(content: bytes) -> Iterator[tuple[str, etree._Element]]:
    """Yield every story of a Word file by the name of its part."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        for name in sorted(package.namelist()):
            if _STORY.fullmatch(name):
                yield name, etree.fromstring(package.read(name))


def story_texts(content: bytes) -> Iterator[str]:
    """Yield the text of each story."""
    for _, story in stories(content):
        yield "".join(text.text or "" for text in story.iter(qn("w:t")))


def open_fields(content: bytes) -> list[str]:
    """Return the faults of a file's fields: left open, closed twice, without a result."""
    return [f"{name}: {fault}" for name, story in stories(content) for fault in _field_faults(story)]


def _field_faults(story: etree._Element) -> Iterator[str]:
    """Yield the faults of fields: they nest, have begin, separate, end; one across cells is open in each.

    One that marks an entry of the contents (TC) has no result.
    """
    opened: list[tuple[str, etree._Element | None]] = []
    for mark in story.iter(qn("w:fldChar")):
        kind, cell = mark.get(qn("w:fldCharType"), ""), next(mark.iterancestors(qn("w:tc")), None)
        if kind == "begin":
            opened.append((kind, cell))
        elif not opened or opened[-1][1] is not cell:
            yield f"{kind} of no field"
        elif kind == "separate":
            if opened[-1][0] == "separate":
                yield "a field with two results"
            opened[-1] = (kind, cell)
        else:
            if opened[-1][0] == "begin" and not _marks_an_entry(mark):
                yield "a field without a result"
            opened.pop()
    yield from ("a field never closed" for _ in opened)


def _marks_an_entry(end: etree._Element) -> bool:
    """Return whether the instruction before the `end` of a field is that of an entry of the contents."""
    paragraph = next(end.iterancestors(qn("w:p")))
    words = [text.text or "" for text in paragraph.iter(qn("w:instrText"))]
    return any(text.split()[:1] == ["TC"] for text in words)


def loose_bookmarks(body: etree._Element) -> list[str]:
    """Return the bookmarks whose id or name is not unique, or that do not end behind their start."""
    marks = [*body.iter(qn("w:bookmarkStart"), qn("w:bookmarkEnd"))]
    starts = [mark for mark in marks if mark.tag == qn("w:bookmarkStart")]
    ids = [(mark.tag == qn("w:bookmarkStart"), mark.get(qn("w:id"), "")) for mark in marks]
    names = Counter(mark.get(qn("w:name"), "") for mark in starts)
    faults = [f"the name {name} is not one bookmark's own" for name, times in names.items() if times > 1]
    faults += [f"the id {id_} stands twice" for (_, id_), times in Counter(ids).items() if times > 1]
    for id_ in sorted({id_ for _, id_ in ids}):
        if [start for start, other in ids if other == id_][:2] != [True, False]:
            faults.append(f"the bookmark {id_} does not begin and end")
    return faults
