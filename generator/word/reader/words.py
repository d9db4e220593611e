"""Extract the printed text from a Word file's markup: text, symbols, bases of ruby, text boxes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.word.ooxml.names import MARKUP, WORD

_W = f"{{{WORD}}}"
ALTERNATIVES = f"{{{MARKUP}}}AlternateContent"
DELETED = {f"{_W}{name}" for name in ("del", "moveFrom")}
WRAPPERS = {
    f"{_W}{name}"
    for name in ("hyperlink", "ins", "moveTo", "smartTag", "customXml", "fldSimple", "dir", "bdo")
}
_BOX, _TEXT, _SYMBOL = f"{_W}txbxContent", f"{_W}t", f"{_W}sym"
# What ruby has above its base is how that is read aloud; the base is the text.
_HOLDING = WRAPPERS | {f"{_W}{name}" for name in ("ruby", "rubyBase", "r", "sdt", "sdtContent")}
_SPACES = {f"{_W}tab": "\t", f"{_W}ptab": "\t", f"{_W}noBreakHyphen": "-"}
_RUN, _WHITE = f"{_W}r", "FFFFFF"
_BREAKS = re.compile(r"[\r\n]+")
_LOOK, _VALUE, _COLOUR = f"{_W}rPr", f"{_W}val", f"{_W}color"
_STRUCK = {f"{_W}{name}" for name in ("vanish", "strike", "dstrike")}
_OFF = {"0", "false", "off", "none"}
# One search for each level that somebody nested: quick, or a file of many levels would take minutes.
_TEXTS = etree.XPath(".//w:t/text() | .//w:sym/@w:char", namespaces={"w": WORD}, smart_strings=False)
_CODE = re.compile("[0-9A-Fa-f]{1,4}")
_NO_CHARACTER = re.compile("[\x00-\x1f\ud800-\udfff\ufffe\uffff]")


def words_of(holder: etree._Element) -> str:
    """Return the text of the run `holder`; a line break inside a paragraph is layout, not text.

    What is hidden, struck out or white does not stand there.
    """
    return "" if _hidden(holder) else "".join(map(_words, holder))


def broken_words(run: etree._Element) -> str:
    """Return the text of `run` as `words_of` does, with line feeds where its lines end."""
    if _hidden(run):
        return ""
    return "".join("\n" if _ends_line(each) else _words(each) for each in run)


def _ends_line(element: etree._Element) -> bool:
    return element.tag == f"{_W}cr" or (element.tag == f"{_W}br" and element.get(f"{_W}type") != "page")


def hidden_words(run: etree._Element) -> str:
    """Return the text of `run` if it is hidden, struck out or white, "" else."""
    return "".join(map(_words, run)) if _hidden(run) else ""


def deleted_words(run: etree._Element) -> str:
    """Return the text of `run` that a tracked change deleted."""
    return "".join(_BREAKS.sub(" ", piece.text or "") for piece in run.iterchildren(f"{_W}delText"))


def _hidden(holder: etree._Element) -> bool:
    return holder.tag == _RUN and hides(holder)


def hides(holder: etree._Element) -> bool:
    """Return whether the direct formatting of a run, or of a list's level, keeps its text from standing."""
    look = next(holder.iterchildren(_LOOK), None)
    if look is None:
        return False
    for mark in look:
        tag = mark.tag
        if tag in _STRUCK and mark.get(_VALUE, "1") not in _OFF:
            return True
        if tag == _COLOUR and mark.get(_VALUE, "").upper() == _WHITE:
            return True
    return False


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
    """Return the character with the hexadecimal `code` (17.3.3.30); most are in the private use area."""
    return _NO_CHARACTER.sub("\ufffd", chr(int(code, 16))) if _CODE.fullmatch(code) else "\ufffd"


def containers(element: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements whose children take the place of `element`, if it only wraps them."""
    if element.tag in WRAPPERS:
        yield element
    elif element.tag == f"{_W}sdt":
        yield from element.iterchildren(f"{_W}sdtContent")
    elif element.tag == ALTERNATIVES:
        yield from _branches(element)


def unwrapped_children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """Yield the children of `parent` with `tag`, through elements that only wrap them."""
    for element in parent:
        if element.tag == tag:
            yield element
        else:
            for holder in containers(element):
                yield from unwrapped_children(holder, tag)


def _branches(alternatives: etree._Element) -> Iterator[etree._Element]:
    """Yield the branches of `alternatives` (ECMA-376-3, 7.6), of which a program takes the first it knows.

    Branches with the same text come once: which one is printed depends on the program.
    """
    seen: set[str] = set()
    for branch in alternatives:
        words = "\0".join(map(str, _TEXTS(branch)))
        if words not in seen:
            seen.add(words)
            yield branch


def text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the text boxes anchored in `paragraph`, be they DrawingML or VML.

    Boxes inside a box are left to the reader of that box, or they would be read again at every level.
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
        elif element.tag not in DELETED:
            yield from _boxes(element)
