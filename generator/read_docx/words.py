"""What of a Word file's markup is printed as words: text, symbols, what ruby stands over, boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.ooxml.names import MARKUP, WORD

_W = f"{{{WORD}}}"
ALTERNATIVES = f"{{{MARKUP}}}AlternateContent"
GONE = {f"{_W}{name}" for name in ("del", "moveFrom")}
INSIDE = {
    f"{_W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
}
_BOX, _TEXT, _SYMBOL = f"{_W}txbxContent", f"{_W}t", f"{_W}sym"
# What ruby says above its base is how it is read aloud; the base is the text.
_HOLDING = INSIDE | {f"{_W}{name}" for name in ("ruby", "rubyBase", "r", "sdt", "sdtContent")}
_SPACES = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}noBreakHyphen": "-"}
_BREAKS = re.compile(r"[\r\n]+")
# One look for each level that somebody put into another: quick, or a file of many levels would take minutes.
_SAID = etree.XPath(".//w:t/text() | .//w:sym/@w:char", namespaces={"w": WORD}, smart_strings=False)
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_NO_CHARACTER = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def words_of(holder: etree._Element) -> str:
    """The words of a run; a line break inside a paragraph is layout, not text."""
    return "".join(map(_words, holder))


def _words(element: etree._Element) -> str:
    tag = element.tag
    if tag == _TEXT:
        return _BREAKS.sub(" ", element.text or "")  # as Word shows it, which takes line ends for blanks
    if tag == _SYMBOL:
        return _symbol(element.get(f"{_W}char", ""))
    if tag in _HOLDING:
        return words_of(element)
    if tag == ALTERNATIVES:
        return "".join(map(words_of, _branches(element)))
    return _SPACES.get(str(tag), "")


def _symbol(code: str) -> str:
    """The character with this code, most often one that only its own font has a picture for (17.3.3.30)."""
    return _NO_CHARACTER.sub("\ufffd", chr(int(code, 16))) if _CODE.fullmatch(code) else "\ufffd"


def held(element: etree._Element) -> Iterator[etree._Element]:
    """What holds the contents of an element that only says something of them; nothing of any other."""
    if element.tag in INSIDE:
        yield element
    elif element.tag == f"{_W}sdt":
        yield from element.iterchildren(f"{_W}sdtContent")
    elif element.tag == ALTERNATIVES:
        yield from _branches(element)


def within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children with a tag, and those of what only holds them."""
    for element in parent:
        if element.tag == tag:
            yield element
        else:
            for holder in held(element):
                yield from within(holder, tag)


def _branches(alternatives: etree._Element) -> Iterator[etree._Element]:
    """The ways to say something of which a program takes the first that it knows (ECMA-376-3, 7.6).

    Those that say the same come once: which one is printed hangs on the program.
    """
    said: set[str] = set()
    for branch in alternatives:
        words = "\0".join(map(str, _SAID(branch)))
        if words not in said:
            said.add(words)
            yield branch


def boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The boxes that are pinned in a paragraph, be they drawn as DrawingML or as VML.

    What is pinned inside a box is left to those who read the box, or it would be read again at every level.
    """
    if next(paragraph.iter(_BOX), None) is not None:
        yield from _boxes(paragraph)


def _boxes(holder: etree._Element) -> Iterator[etree._Element]:
    for element in holder:
        if element.tag == _BOX:
            yield element
        elif element.tag == ALTERNATIVES:
            for branch in _branches(element):
                yield from _boxes(branch)
        elif element.tag not in GONE:
            yield from _boxes(element)
