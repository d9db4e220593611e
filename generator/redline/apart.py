"""Tracked changes on either side of a paragraph's end kept apart.

Where one paragraph ends and the next begins with words that were inserted, LibreOffice takes both for one
change that runs over the end between them, and rejects that end too; so with words that were deleted.
"""

from __future__ import annotations

from lxml import etree

from generator.redline.marks import DELETED, INSERTED, W

_CHANGES = {f"{W}{INSERTED}", f"{W}{DELETED}"}
_WORDS = {*_CHANGES, f"{W}r", f"{W}sdt", f"{W}hyperlink", f"{W}moveTo", f"{W}moveFrom"}


def keep_apart(blocks: etree._Element) -> None:
    """Turn round what was replaced at the end or the beginning of paragraphs where that parts two changes."""
    for paragraph in blocks.iterchildren(f"{W}p"):
        following = paragraph.getnext()
        if (
            following is None
            or following.tag != paragraph.tag
            or paragraph.find(f"{W}pPr/{W}rPr") is not None
        ):
            continue
        end, start = _words(paragraph)[-2:], _words(following)[:2]
        if end and start and end[-1].tag == start[0].tag and end[-1].tag in _CHANGES and not _turned(end):
            _turned(start)


def _words(paragraph: etree._Element) -> list[etree._Element]:
    return [element for element in paragraph if element.tag in _WORDS]


def _turned(pair: list[etree._Element]) -> bool:
    """Put the second of a pair before the first, if one was deleted and the other inserted."""
    replaced = {element.tag for element in pair} == _CHANGES
    if replaced:
        pair[0].addprevious(pair[1])
    return replaced
