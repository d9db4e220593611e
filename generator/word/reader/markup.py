"""Parse the XML of a Word file's parts within limits; no part may declare anything.

Every part is read as UTF-8, or UTF-16 by its mark, whatever it says of itself, so that what is searched for
in the bytes is what the parser sees.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping

from lxml import etree

from generator.word.refusals import broken_xml, declares, too_much

MOST_BYTES = 16_000_000  # of one part; the longest real plan takes a third of a million
MOST_MARKUP = 600_000  # tags and attributes of all parts together; the longest real plan has 30,000
_MOST_ATTRIBUTES = 1_000  # of one element: to ask for each by its name takes their square
_MANY_ATTRIBUTES = 20_000  # of one part; only one with more is searched for such an element
DEEPEST = 100  # elements one inside the other; the real plans have 11
_DECLARED = (b"<!DOCTYPE", b"<!ENTITY", b"http://www.w3.org/2001/XInclude")
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_BEYOND = "boolean({})".format("/*" * (DEEPEST + 1))
_WIDE_ELEMENT = f"boolean(//*[count(@*) > {_MOST_ATTRIBUTES}])"
_DEEP = "Excessive depth"


def parse_parts(parts: Mapping[str, bytes], file: str) -> dict[str, etree._Element]:
    """Return the root element of each of `parts` that is XML by its name.

    Raises PlanError (`docx-…`) at a part of `file` that declares something, is too large or too deep, or is
    not well-formed.
    """
    texts = {name: _utf8(part, name, file) for name, part in parts.items() if _is_xml(name)}
    for name, text in texts.items():
        if any(mark in text for mark in _DECLARED):
            raise declares(file, name)
    if max(map(len, texts.values()), default=0) > MOST_BYTES:
        raise too_much(file, "LargePart", MOST_BYTES)
    if sum(text.count(b"<") + text.count(b"=") for text in texts.values()) > MOST_MARKUP:
        raise too_much(file, "MuchMarkup", MOST_MARKUP)
    return {name: _parsed(text, name, file) for name, text in texts.items()}


def _parsed(text: bytes, name: str, file: str) -> etree._Element:
    """Return the root element of `text` (UTF-8); raise PlanError if it is no XML, or too deep to walk."""
    parser = etree.XMLParser(
        encoding="utf-8", resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text, parser)
    except (etree.XMLSyntaxError, ValueError) as failure:
        if _DEEP in str(failure):
            raise too_much(file, "DeepMarkup", DEEPEST) from failure
        raise broken_xml(file, name) from failure
    if root.xpath(_BEYOND):
        raise too_much(file, "DeepMarkup", DEEPEST)
    if text.count(b"=") > _MANY_ATTRIBUTES and root.xpath(_WIDE_ELEMENT):
        raise too_much(file, "ManyAttributes", _MOST_ATTRIBUTES)
    return root


def _utf8(part: bytes, name: str, file: str) -> bytes:
    if not part.startswith(_WIDE):
        return part.removeprefix(codecs.BOM_UTF8)
    try:
        return part.decode("utf-16").encode()
    except UnicodeError as failure:
        raise broken_xml(file, name) from failure


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels"))
