"""Separate adjacent revisions on either side of a paragraph mark.

If one paragraph ends and the next begins with inserted words, LibreOffice merges both into one revision that
spans the paragraph mark, and rejects that mark too; likewise with deleted words.
"""

from __future__ import annotations

from lxml import etree

from generator.word.redline.revisions import DELETED, INSERTED, W

_CHANGES = {f"{W}{INSERTED}", f"{W}{DELETED}"}
_CONTENT = {*_CHANGES, f"{W}r", f"{W}sdt", f"{W}hyperlink", f"{W}moveTo", f"{W}moveFrom"}


def separate_revisions(parent: etree._Element) -> None:
    """Swap a deletion/insertion pair at a paragraph mark in `parent` where two revisions of a kind meet."""
    for paragraph in parent.iterchildren(f"{W}p"):
        following = paragraph.getnext()
        if (
            following is None
            or following.tag != paragraph.tag
            or paragraph.find(f"{W}pPr/{W}rPr") is not None
        ):
            continue
        end, start = _content(paragraph)[-2:], _content(following)[:2]
        if end and start and end[-1].tag == start[0].tag and end[-1].tag in _CHANGES and not _swapped(end):
            _swapped(start)


def _content(paragraph: etree._Element) -> list[etree._Element]:
    return [element for element in paragraph if element.tag in _CONTENT]


def _swapped(pair: list[etree._Element]) -> bool:
    """Swap `pair` if one was deleted and the other inserted; return whether it was."""
    replaced = {element.tag for element in pair} == _CHANGES
    if replaced:
        pair[0].addprevious(pair[1])
    return replaced
