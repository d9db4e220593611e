"""Give one line of an edited Word file the bookmarks and figures of the line that it was."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from generator.diff import opcodes
from generator.document import Figure, Gap, Run, Text
from generator.word.reader.inline import Piece
from generator.word.reader.lines import Line

_DIGITS = frozenset("0123456789.,")
_LONGER = 10  # characters that a figure typed anew may have more than it had
_MOST_COMPARED = 25_000_000  # pairs of characters; two paragraphs of 5,000 make as many


def restore_line(before: Line, after: Line, lost: Collection[str]) -> Line:
    """Return `after` with those of the `lost` bookmarks, and of the figures, that `before` had."""
    missing = [mark for mark in before.bookmarks if mark in lost]
    sources = {run.source for run in after.runs if not isinstance(run, Text)}
    untagged = [run for run in before.runs if not isinstance(run, Text) and run.source not in sources]
    if not missing and not untagged:
        return after
    if before.text == after.text:
        pieces: Sequence[Piece] = before.pieces
    elif len(before.text) * len(after.text) > _MOST_COMPARED:
        pieces = [replace(piece, marks=piece.marks | set(missing)) for piece in after.pieces]
    else:
        pieces = list(_Alignment(before, after, frozenset(missing), sources).pieces())
    covered = {mark for piece in before.pieces for mark in piece.marks}
    standing = {mark for piece in pieces for mark in piece.marks}
    found = {mark for mark in missing if mark in standing or mark not in covered}
    ordered = [mark for mark in before.bookmarks if mark in found or mark in after.bookmarks]
    others = [mark for mark in after.bookmarks if mark not in ordered]
    role = before.role if missing else after.role
    bookmarks, link = (*ordered, *others), after.link or before.link
    return replace(after, role=role, pieces=tuple(pieces), bookmarks=bookmarks, link=link)


def without_marks(line: Line, marks: Collection[str]) -> Line:
    """Return `line` without those of its bookmarks that are in `marks`."""
    pieces = tuple(replace(piece, marks=piece.marks.difference(marks)) for piece in line.pieces)
    bookmarks = tuple(mark for mark in line.bookmarks if mark not in marks)
    return replace(line, pieces=pieces, bookmarks=bookmarks)


def join_lines(first: Line, second: Line) -> Line:
    """Return two lines as one."""
    bookmarks = dict.fromkeys((*first.bookmarks, *second.bookmarks))
    return Line(first.role, (*first.pieces, *second.pieces), tuple(bookmarks), first.link or second.link)


def part_line(line: Line, place: int) -> tuple[Line, Line]:
    """Return a line as two, of which the second begins at a `place` in its text; a figure stays whole."""
    above: list[Piece] = []
    below: list[Piece] = []
    begin = 0
    for piece in line.pieces:
        text, cut = piece.run.text, place - begin
        begin += len(text)
        if 0 < cut < len(text) and isinstance(piece.run, Text):
            above.append(replace(piece, run=replace(piece.run, text=text[:cut])))
            below.append(replace(piece, run=replace(piece.run, text=text[cut:])))
        else:
            (above if cut > 0 else below).append(piece)
    later = {mark for piece in below for mark in piece.marks}.difference(*(piece.marks for piece in above))
    first = tuple(mark for mark in line.bookmarks if mark not in later)
    second = tuple(mark for mark in line.bookmarks if mark in later)
    return replace(line, pieces=tuple(above), bookmarks=first), replace(
        line, pieces=tuple(below), bookmarks=second
    )


@dataclass(frozen=True, slots=True)
class _Span:
    """Hold a figure or gap that stands without its control at [begin:stop] of a line, as it is to be read."""

    begin: int
    stop: int
    run: Run


class _Alignment:
    """Align the characters of two versions of a line; `missing` bookmarks, `sources` of known figures."""

    def __init__(self, before: Line, after: Line, missing: frozenset[str], sources: Collection[str]) -> None:
        self.before, self.after = before, after
        self.steps = list(opcodes(before.text, after.text))
        self.marks = self._marks(missing)
        self.figures = list(self._figures(sources))

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the line as it is, with the missing bookmarks over them."""
        begin = 0
        for piece in self.after.pieces:
            stop = begin + len(piece.run.text)
            if isinstance(piece.run, Text):
                yield from self._parted(piece, begin, stop)
            else:
                yield replace(piece, marks=piece.marks | self.marks[begin])
            begin = stop

    def _parted(self, piece: Piece, begin: int, stop: int) -> Iterator[Piece]:
        """Yield the text of `piece`, which is at [begin:stop], parted where figures or bookmarks begin."""
        spans = {n: span for span in self.figures for n in range(span.begin, span.stop)}
        for (span, marks), group in groupby(range(begin, stop), lambda n: (spans.get(n), self.marks[n])):
            text = "".join(self.after.text[n] for n in group)
            run = replace(span.run if span else piece.run, text=text)
            yield Piece(run, piece.marks | marks)

    def _marks(self, missing: frozenset[str]) -> list[frozenset[str]]:
        """Return which missing bookmarks are over each character of the line.

        What was typed is under the bookmarks of what it replaces, or of what stands before it.
        """
        over = [piece.marks & missing for piece in self.before.pieces for _ in piece.run.text]
        found: list[frozenset[str]] = []
        for step in self.steps:
            if step.same:
                found += over[step.start : step.end]
            else:
                near = step.start if step.end > step.start else max(step.start - 1, 0)
                found += [over[near] if over else missing] * (step.stop - step.begin)
        return found

    def _figures(self, sources: Collection[str]) -> Iterator[_Span]:
        """Yield the figures and gaps that have lost their controls, changed or not."""
        start = 0
        for run in self.before.runs:
            end = start + len(run.text)
            if not isinstance(run, Text) and run.source not in sources:
                begin, stop = self._place(start), self._place(end, at_end=True)
                if kept := self._kept(run, begin, stop):
                    yield _Span(*kept, run)
                elif span := self._widened(begin, stop, len(run.text)):
                    yield _Span(*span, Figure("", run.source))
            start = end

    def _kept(self, run: Run, begin: int | None, stop: int | None) -> tuple[int, int] | None:
        """Return where in [begin:stop] the gap `run`, or the figure in words, still is; None if it is not."""
        if begin is None or stop is None:
            return None
        text, found = run.text, self.after.text[begin:stop]
        if isinstance(run, Gap):  # between its marks, whatever was typed beside them
            first, last = found.find(text[:1]), found.rfind(text[-1:])
            return (begin + first, begin + last + 1) if 0 <= first < last else None
        wordy = found == text and not any(sign.isdigit() for sign in text)
        return (begin, stop) if wordy else None

    def _place(self, place: int, *, at_end: bool = False) -> int | None:
        """Return where a boundary of the old line is in the new one; None within what was replaced."""
        for step in self.steps:
            if step.start <= place <= step.end:
                if step.same:
                    return step.begin + place - step.start
                if place == step.end and at_end:
                    return step.stop
                if place == step.start and not at_end:
                    return step.begin
        return None

    def _widened(self, begin: int | None, stop: int | None, length: int) -> tuple[int, int] | None:
        """Return the place of a figure of `length` characters with the digits beside it; None without one."""
        if begin is None or stop is None:
            return None
        text = self.after.text
        while begin > 0 and text[begin - 1] in _DIGITS and text[begin] in _DIGITS:
            begin -= 1
        while 0 < stop < len(text) and text[stop] in _DIGITS and text[stop - 1] in _DIGITS:
            stop += 1
        found = text[begin:stop]
        if not any(sign.isdigit() for sign in found) or len(found) > length + _LONGER:
            return None
        return begin, stop
