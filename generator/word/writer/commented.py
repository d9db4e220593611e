"""Put comments into a copy of a Word file, whoever wrote it, at the words that they are about."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.oxml.ns import qn
from lxml import etree

from generator.base.characters import make_visible, one_line
from generator.document import Comment
from generator.word.writer.package import release
from generator.word.writer.stamping import saved, stamped

Anchor: TypeAlias = Callable[[Any, Sequence[Comment], int], None]  # the first is a body of lxml
_STYLES = (qn("w:pStyle"), qn("w:rStyle"))


def with_comments(content: bytes, comments: Sequence[Comment], anchor: Anchor) -> bytes:
    """Return the Word file `content` with `comments` beside those that it has; nothing else of it changes.

    `anchor` puts their ranges, numbered from its last argument, into a body. The same arguments give the same
    bytes.
    """
    word = docx.Document(io.BytesIO(content))
    first = _first_number(word)
    anchor(word.element.body, comments, first)
    for comment in map(_harmless, comments):
        _add(word, comment)
    _without_styles(word, first)
    file = saved(word)
    release(word)
    return stamped(file)


def _first_number(word: WordDocument) -> int:
    """Return the number that the next comment of `word` will have, as python-docx counts them."""
    numbers = [int(each.get(qn("w:id"), "0")) for each in word.part._comments_part.element]  # noqa: SLF001  # the public comments have no numbers without a pass over all
    return max(numbers, default=-1) + 1


def _add(word: WordDocument, comment: Comment) -> None:
    made = word.comments.add_comment(comment.text, comment.author, comment.initials)
    element = made._comment_elm  # noqa: SLF001  # python-docx dates each by the clock
    element.date = None
    if comment.date:
        element.set(qn("w:date"), comment.date)


def _without_styles(word: WordDocument, first: int) -> None:
    """Take off the styles of the comments numbered from `first`: the file need not have them."""
    body: etree._Element = word.element.body
    runs = [mark.getparent() for mark in body.iter(qn("w:commentReference"))]
    own = [run for run in runs if run is not None and _number(run) >= first]
    part = word.part.part_related_by(RT.COMMENTS)
    own += [each for each in part.element if int(each.get(qn("w:id"), "0")) >= first]
    for root in own:
        for element in list(root.iter(*_STYLES)):
            holder = element.getparent()
            if holder is not None:
                holder.remove(element)


def _number(run: etree._Element) -> int:
    mark = run.find(qn("w:commentReference"))
    return int(mark.get(qn("w:id"), "-1")) if mark is not None else -1


def _harmless(comment: Comment) -> Comment:
    """Return `comment` without characters that a Word file may not hold."""
    return replace(
        comment,
        author=one_line(comment.author),
        initials=one_line(comment.initials),
        text=make_visible(comment.text),
    )
