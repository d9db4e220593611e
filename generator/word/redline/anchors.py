"""Anchor the comments of earlier files in a redline: at the words that they stood on, or near them."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate

from lxml import etree

from generator.document import Comment
from generator.word.redline.revisions import W
from generator.word.redline.spans import BOX, runs_of, text_of

_REFERENCE = "CommentReference"
_STOPS = re.compile("(?<=[。；！？])")
_MOST_SENTENCES = 3  # of a paragraph that is gone, by which a comment is looked for: each costs time


def anchor_comments(body: etree._Element, comments: Sequence[Comment], first: int = 0) -> None:
    """Put the ranges of `comments`, which are numbered from `first`, into `body`.

    A comment whose words are gone stands on the paragraph that has the sentences beside them; where that is
    gone too, on the last heading above it that is left, else on the title.
    """
    if not comments:
        return
    places, lines = _Places(body), {line: _Line(line) for line in {comment.line for comment in comments}}
    for number, comment in enumerate(comments, start=first):
        line = lines[comment.line]
        exact = places.equal(line.words)
        if exact is not None:
            _anchor(places.runs(exact, line.before(comment.start), line.before(comment.end)), number)
        elif places.texts:
            _anchor(places.runs(*places.nearest(comment)), number)


class _Line:
    """Count the characters of a line that are no blanks; many comments may stand on one."""

    def __init__(self, line: str) -> None:
        self.words = _squashed(line)
        self._blanks = [place for place, character in enumerate(line) if character.isspace()]

    def before(self, place: int) -> int:
        """Return how many characters other than blanks stand before `place`, which is not behind the end."""
        return place - bisect_left(self._blanks, place)


class _Places:
    """Find the paragraphs of `body`, by their words without blanks, and their runs.

    Word has no comments in boxes. Each is looked at once: a file may have thousands of both.
    """

    def __init__(self, body: etree._Element) -> None:
        self._paragraphs: list[etree._Element] = []
        self.texts: dict[str, int] = {}
        for paragraph in body.iter(f"{W}p"):
            text = _squashed(text_of(paragraph))
            if text and text not in self.texts and next(paragraph.iterancestors(BOX), None) is None:
                self.texts[text] = len(self._paragraphs)
                self._paragraphs.append(paragraph)
        self._joined = "".join(f"\n{text}" for text in self.texts)
        self._begins = [0, *accumulate(len(text) + 1 for text in self.texts)]
        self._runs: dict[int, tuple[list[etree._Element], list[int]]] = {}
        self._held: dict[tuple[str, int], int | None] = {}

    def equal(self, words: str) -> int | None:
        """Return the place of the first paragraph that is `words`, if any."""
        return self.texts.get(words)

    def nearest(self, comment: Comment) -> tuple[int, int, int]:
        """Return the place of the paragraph with the words of `comment`, and which characters these are.

        They are looked for under its last heading first. Where they are gone, it is the paragraph with one of
        the sentences that stood beside them, the longest first, else the heading, else the first paragraph;
        whole, which is 0, 0.
        """
        headings = (self._found(_squashed(heading), 0) for heading in reversed(comment.where))
        at = next((found for found in headings if found is not None), None)
        words = _squashed(comment.about)
        if words and (place := self._found(words, at or 0)) is not None:
            start = self._joined.index(words, self._begins[place]) - self._begins[place] - 1
            return place, start, start + len(words)
        beside = sorted(_STOPS.split(_squashed(comment.line)), key=len, reverse=True)
        near = (self._found(sentence, at or 0) for sentence in beside[:_MOST_SENTENCES] if sentence)
        return next((place for place in near if place is not None), at or 0), 0, 0

    def _found(self, words: str, first: int) -> int | None:
        """Return the place of the paragraph that is, begins with or contains `words`, from the `first` on."""
        if (words, first) not in self._held:
            found = self.texts.get(words)
            if (found is None or found < first) and words:
                begin = self._begins[first]
                looks = ((f"\n{words}", begin), (words, begin), (words, 0))
                spots = (self._joined.find(*look) for look in looks)
                at = next((spot for spot in spots if spot >= 0), None)
                found = None if at is None else bisect_right(self._begins, at) - 1
            self._held[words, first] = found
        return self._held[words, first]

    def runs(self, place: int, start: int, end: int) -> tuple[etree._Element, etree._Element] | None:
        """Return the first and the last run with characters start:end of a paragraph; if none, of all."""
        if place not in self._runs:
            found = list(runs_of(self._paragraphs[place]))
            self._runs[place] = [run for run, _ in found], [0, *accumulate(length for _, length in found)]
        runs, begins = self._runs[place]
        if not runs:
            return None
        first, last = (
            (0, len(runs)) if start >= end else (bisect_right(begins, start) - 1, bisect_left(begins, end))
        )
        return (runs[first], runs[min(last, len(runs)) - 1]) if first < len(runs) else None


def _anchor(runs: tuple[etree._Element, etree._Element] | None, number: int) -> None:
    """Put the range of a comment around the first and the last of its `runs`, if there are any."""
    if runs is None:
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
