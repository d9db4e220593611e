"""Make the typed numbers of a draft automatic, as Word and WPS do when somebody asks for a list."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from typing import NamedTuple

from docx.oxml.ns import qn
from lxml import etree

from generator.document import Box, Document, numbering_of, walk
from generator.document.fields import tag_of
from generator.word.reader.bookmark_index import BookmarkIndex

_MAIN, _TYPES, _LINKS = "word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_SPACES = f'xmlns:w="{_W}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
_OF_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPE = f'<Override PartName="/word/numbering.xml" ContentType="{_OF_WORD}.numbering+xml"/>'
_LINK = (
    '<Relationship Id="rIdLists" Target="numbering.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"/>'
)
_FORMS = {"{n}": "decimal", "{cjk}": "chineseCountingThousand"}
_TAGS = {"indicator": "row"}
LEVELS = ("chapter", "section", "measure", "box", "group", "item", "indicator", "task")
WAYS = ("anew", "apart")


class _Numbered(NamedTuple):
    """A typed number: the bookmark of its block, the block that it counts in, its text and pattern."""

    bookmark: str
    holder: str
    number: str
    pattern: str


def with_lists(content: bytes, lists: str, change: Callable[[str], str] = str) -> bytes:
    """Return a Word file with a part of automatic lists, after a change to its main part."""
    edits: dict[str, Callable[[str], str]] = {
        _MAIN: change,
        _TYPES: lambda xml: xml.replace("</Types>", f"{_TYPE}</Types>"),
        _LINKS: lambda xml: xml.replace("</Relationships>", f"{_LINK}</Relationships>"),
    }
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name in edits:
                part = edits[name](part.decode()).encode()
            new.writestr(name, part)
        new.writestr("word/numbering.xml", f"<w:numbering {_SPACES}>{lists}</w:numbering>")
    return packed.getvalue()


def made_automatic(content: bytes, document: Document, level: str, way: str) -> bytes:
    """Return a draft of `document` in which the numbers of a level are automatic.

    Each series has a list that starts `anew`, or one with a definition of its own (`apart`).
    """
    numbered = list(_numbered(document, level))
    holders = list(dict.fromkeys(each.holder for each in numbered))
    patterns = {each.holder: each.pattern for each in numbered}
    lists = "".join(
        definition(n if way == "apart" else 0, patterns[holder])
        for n, holder in enumerate(holders if way == "apart" else holders[:1])
    )
    lists += "".join(
        listed(n + 1, n if way == "apart" else 0, anew=way == "anew") for n in range(len(holders))
    )

    def change(xml: str) -> str:
        root = etree.fromstring(xml.encode())
        marks = {str(mark.get(qn("w:name"))): mark for mark in root.iter(qn("w:bookmarkStart"))}
        for each in numbered:
            paragraph = _paragraph(marks[each.bookmark], each.number)
            _without_number(paragraph, each.number)
            _in_list(paragraph, holders.index(each.holder) + 1)
        return etree.tostring(root, encoding="unicode")

    return with_lists(content, lists, change)


def definition(number: int, pattern: str) -> str:
    """Return a definition of lists that print numbers by a pattern."""
    word = next(word for word in _FORMS if word in pattern)
    text = pattern.replace(word, "%1")
    look = f'<w:start w:val="1"/><w:numFmt w:val="{_FORMS[word]}"/><w:lvlText w:val="{text}"/>'
    level = f'<w:lvl w:ilvl="0">{look}</w:lvl>'
    return f'<w:abstractNum w:abstractNumId="{number}">{level}</w:abstractNum>'


def listed(number: int, of: int, *, anew: bool = False) -> str:
    """Return a list of a definition; one that begins `anew` counts from 1."""
    start = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride>' if anew else ""
    return f'<w:num w:numId="{number}"><w:abstractNumId w:val="{of}"/>{start}</w:num>'


def _numbered(document: Document, level: str) -> Iterator[_Numbered]:
    numbering = numbering_of(document.parts)
    marks = iter(BookmarkIndex(document).blocks.items())
    for path, node in walk(document):
        kind: type = node.__class__
        if getattr(node, "level", tag_of(kind)) != _TAGS.get(level, level):
            continue
        if number := str(getattr(node, "number", "")):
            box = next((each for each in path if isinstance(each, Box)), None)
            own = box.item_pattern if box and level == "item" else ""
            holder = path[1] if level == "box" else path[-1]
            mark = next(name for name, block in marks if block is node)
            yield _Numbered(mark, str(id(holder)), number, own or str(getattr(numbering, level)))


def _paragraph(mark: etree._Element, number: str) -> etree._Element:
    """Return the paragraph under a bookmark, or the one in its row, that begins with a number."""
    own = next(mark.iterancestors(qn("w:p")))
    row = next(own.iterancestors(qn("w:tr")), own)
    for each in (own, *row.iter(qn("w:p"))):
        if "".join(t.text or "" for t in each.iter(qn("w:t"))).startswith(number):
            return each
    raise AssertionError(number)


def _without_number(paragraph: etree._Element, number: str) -> None:
    """Take a typed number away from the head of a paragraph."""
    for text in paragraph.iter(qn("w:t")):
        words = text.text or ""
        common = number[: len(words)]
        assert words.startswith(common)
        text.text, number = words[len(common) :], number[len(common) :]
        if not number:
            return


def _in_list(paragraph: etree._Element, number: int) -> None:
    """Put a paragraph into a list."""
    properties = paragraph.find(qn("w:pPr"))
    if properties is None:
        properties = etree.Element(qn("w:pPr"))
        paragraph.insert(0, properties)
    style = properties.find(qn("w:pStyle"))
    xml = f'<w:numPr xmlns:w="{_W}"><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>'
    properties.insert(0 if style is None else 1, etree.fromstring(xml))
