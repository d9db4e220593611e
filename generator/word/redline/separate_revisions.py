"""Separate adjacent revisions on either side of a paragraph mark.

If one paragraph ends and the next begins with words that one person inserted within a minute, LibreOffice
(7.4) takes both for one revision that spans the paragraph mark, and rejects that mark too, which joins the
two paragraphs; likewise with deleted words. That is its own fault: it does so with what Word writes. So the
marks are written in another way that says the same to Word. Where a passage of its own was inserted before a
paragraph of its own, there is none that leaves the passage's bookmark on its own words alone.
"""

from __future__ import annotations

from lxml import etree

from generator.word.redline.revisions import (
    DELETED,
    INSERTED,
    MOVED_TO,
    RevisionFactory,
    W,
    set_text,
    text_run,
)

_CHANGES = {f"{W}{INSERTED}", f"{W}{DELETED}"}
_CONTENT = {*_CHANGES, f"{W}r", f"{W}sdt", f"{W}hyperlink", f"{W}moveTo", f"{W}moveFrom"}
_SIGNED = (f"{W}author", f"{W}date")


def separate_revisions(parent: etree._Element, revisions: RevisionFactory) -> None:
    """Write the revisions at a paragraph mark in `parent` where two of a kind meet in another way."""
    for paragraph in parent.iterchildren(f"{W}p"):
        following = paragraph.getnext()
        if (
            following is None
            or following.tag != paragraph.tag
            or paragraph.find(f"{W}pPr/{W}rPr") is not None
        ):
            continue
        end, start = _content(paragraph)[-2:], _content(following)[:2]
        if end and start and end[-1].tag == start[0].tag and end[-1].tag in _CHANGES:
            _separate(end, start, following, revisions)


def _separate(
    end: list[etree._Element],
    start: list[etree._Element],
    following: etree._Element,
    revisions: RevisionFactory,
) -> None:
    """Have a paragraph not end with `end`, or the `following` one not begin with `start`."""
    if _swapped(end) or _swapped(start):
        return
    one, other = end[-1], start[0]
    if one.tag != f"{W}{INSERTED}" or one.get(_SIGNED[0]) != other.get(_SIGNED[0]):
        return
    if following.find(f"{W}pPr/{W}rPr/{W}{MOVED_TO}") is not None:
        other.tag = f"{W}{MOVED_TO}"  # words that come with a move, which takes them away again
    else:
        _put_before_the_end(one, revisions)


def _content(paragraph: etree._Element) -> list[etree._Element]:
    return [element for element in paragraph if element.tag in _CONTENT]


def _swapped(pair: list[etree._Element]) -> bool:
    """Swap `pair` if one was deleted and the other inserted; return whether it was."""
    replaced = {element.tag for element in pair} == _CHANGES
    if replaced:
        pair[0].addprevious(pair[1])
    return replaced


def _put_before_the_end(inserted: etree._Element, revisions: RevisionFactory) -> None:
    """Have the words that were `inserted` at the end of a paragraph stand before its last character.

    If they end in that character, it is as well the one before them that came: a[ba] is [ab]a. Else it is
    replaced by itself and them. Do nothing where a bookmark or a figure ends before them.
    """
    before, runs = inserted.getprevious(), inserted.findall(f"{W}r")
    if before is None or before.tag != f"{W}r" or not runs:
        return
    standing, came = _words(before), _words(runs[-1])
    if not standing or not came:
        return
    last = standing[-1]
    look = before.find(f"{W}rPr")
    inserted.insert(0, text_run(look, last))
    if came[-1] == last and _look(before) == _look(runs[-1]):
        inserted.addnext(text_run(look, last))
        _shorten(runs[-1], came)
    else:
        gone = revisions.removal(DELETED, [(look, last)])
        for name in _SIGNED:
            if value := inserted.get(name):
                gone.set(name, value)
        inserted.addnext(gone)
    _shorten(before, standing)


def _words(run: etree._Element) -> str:
    """Return the text of `run`, "" if it has more than one piece of text."""
    pieces = [child for child in run if child.tag != f"{W}rPr"]
    return pieces[0].text or "" if len(pieces) == 1 and pieces[0].tag == f"{W}t" else ""


def _look(run: etree._Element) -> bytes:
    """Return the properties of `run` as they are written."""
    look = run.find(f"{W}rPr")
    return b"" if look is None else etree.tostring(look, method="c14n")


def _shorten(run: etree._Element, text: str) -> None:
    """Take the last character of its `text` out of `run`, and with its only one the run."""
    parent = run.getparent()
    if len(text) > 1 or parent is None:
        set_text(run, text[:-1])
    else:
        parent.remove(run)
