"""Anchor the comments of earlier files in a redline: at the words that they stood on, or near them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from lxml import etree

from generator.document import Comment
from generator.word.redline.paragraphs import BOX, runs_of, text_of
from generator.word.redline.revisions import W

_REFERENCE = "CommentReference"


def anchor_comments(body: etree._Element, comments: Sequence[Comment], first: int = 0) -> None:
    """Put the ranges of `comments`, which are numbered from `first`, into `body`.

    A comment whose paragraph is gone stands on the last heading above it that is left, else on the title.
    """
    if not comments:
        return
    places: dict[str, list[etree._Element]] = defaultdict(list)
    for paragraph in body.iter(f"{W}p"):
        text = _squashed(text_of(paragraph))
        if text and next(paragraph.iterancestors(BOX), None) is None:  # Word has no comments in boxes
            places[text].append(paragraph)
    paragraphs = [paragraph for found in places.values() for paragraph in found]
    for number, comment in enumerate(comments, start=first):
        exact = places.get(_squashed(comment.line))
        start = len(_squashed(comment.line[: comment.start]))
        if exact:
            end = start + len(_squashed(comment.line[comment.start : comment.end]))
            _anchor(exact[0], number, start, end)
        elif paragraphs:
            _anchor(_nearest(comment, places, paragraphs), number, 0, 0)


def _nearest(
    comment: Comment, places: dict[str, list[etree._Element]], paragraphs: list[etree._Element]
) -> etree._Element:
    """Return the paragraph with the words of `comment`, or its last heading, or the first of all."""
    about = _squashed(comment.about)
    wanted = [about, *(_squashed(heading) for heading in reversed(comment.where))]
    holders = (_holder(words, places) for words in wanted if words)
    return next((holder for holder in holders if holder is not None), paragraphs[0])


def _holder(words: str, places: dict[str, list[etree._Element]]) -> etree._Element | None:
    """Return the paragraph that is, begins with or contains `words`."""
    tests = (str.__eq__, str.startswith, str.__contains__)
    return next((found[0] for test in tests for text, found in places.items() if test(text, words)), None)


def _anchor(paragraph: etree._Element, number: int, start: int, end: int) -> None:
    """Put the range of a comment around the characters start:end, without blanks, of `paragraph`.

    None of them means all.
    """
    runs = list(runs_of(paragraph, start, end))
    if not runs:
        return
    opening, closing = (etree.Element(f"{W}commentRange{word}") for word in ("Start", "End"))
    for mark in (opening, closing):
        mark.set(f"{W}id", str(number))
    _outside(runs[0]).addprevious(opening)
    last = _outside(runs[-1])
    last.addnext(_reference(number))
    last.addnext(closing)


def _reference(number: int) -> etree._Element:
    """Return the run that shows where a comment is."""
    run = etree.Element(f"{W}r")
    look = etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}rStyle")
    look.set(f"{W}val", _REFERENCE)
    etree.SubElement(run, f"{W}commentReference").set(f"{W}id", str(number))
    return run


def _outside(run: etree._Element) -> etree._Element:
    """Return what stands in the paragraph itself and holds `run`: no control, link or change is split."""
    for parent in run.iterancestors():
        if parent.tag == f"{W}p":
            break
        run = parent
    return run


def _squashed(text: str) -> str:
    """Return `text` without blanks and line breaks."""
    return "".join(text.split())


def new_comments(sides: Iterable[Sequence[Comment]]) -> list[Comment]:
    """Return the comments of several files, each once: a later file often repeats those of an earlier one."""
    seen: dict[tuple[str, str, str], Comment] = {}
    for comments in sides:
        for comment in comments:
            seen.setdefault((comment.author, comment.date, comment.text), comment)
    return list(seen.values())
