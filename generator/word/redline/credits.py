"""Say whose a tracked change is: of the person who made it in the new file, else of the redline's author."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from generator.base.characters import one_line
from generator.diff import Mark, Op, mark_differences
from generator.diff.merging import Fragment
from generator.document import RevisedLine, Stretch

_DATE = re.compile(r"\d{4}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-][01]\d:[0-5]\d)?")
_MOST = 500  # pieces of a paragraph; of one with more the changes are the redline's: each costs time


class Signer(NamedTuple):
    """Hold who made a change that is pending in the new file, and when ("" for no date)."""

    author: str
    date: str


class SignedMark(NamedTuple):
    """Hold a mark and who made it, None for the author of the redline."""

    op: Op
    text: str
    signer: Signer | None


class Credits:
    """Know who made the pending changes of the paragraphs `lines` of the new file."""

    def __init__(self, lines: Iterable[RevisedLine]) -> None:
        self._after: dict[str, RevisedLine] = {}
        self._gone: dict[str, Signer] = {}
        for line in lines:
            if len(line.stretches) > _MOST:
                continue
            if line.after:
                self._after.setdefault(line.after, line)
            elif line.before:
                self._gone.setdefault(line.before, signer_of(line))

    def marks(self, old: str, new: str) -> list[SignedMark]:
        """Return the differences between two texts of a paragraph, each with who made it."""
        line = self._after.get(new)
        if line is None:
            return [SignedMark(mark.op, mark.text, None) for mark in mark_differences(old, new)]
        gone = None if line.before else self.of_gone(old)  # they put one paragraph in the place of another
        pieces = [
            piece._replace(signer=gone) if gone and piece.op is Op.DELETED else piece
            for piece in _composed(mark_differences(old, line.before), line)
        ]
        return [
            SignedMark(op, "".join(piece.text for piece in group), signer)
            for (op, signer), group in groupby(pieces, key=lambda piece: (piece.op, piece.signer))
        ]

    def of_new(self, text: str) -> Signer | None:
        """Return who inserted the whole paragraph `text`, None if nobody did in the new file."""
        line = self._after.get(text)
        return None if line is None or line.before else signer_of(line)

    def of_gone(self, text: str) -> Signer | None:
        """Return who deleted the whole paragraph `text`, None if nobody did in the new file."""
        return self._gone.get(text)


def valid_date(date: str) -> str:
    """Return `date` if it is one as Word writes them (xsd:dateTime), "" else."""
    return date if _DATE.fullmatch(date) else ""


def by(stretch: Stretch) -> Signer:
    """Return who made the change `stretch`, in characters that a file of ours may hold."""
    return Signer(one_line(stretch.author), valid_date(stretch.date))


def signer_of(line: RevisedLine | Fragment) -> Signer:
    """Return who made the first change of `line`."""
    first = next(each for each in line.stretches if each.before != each.after)
    return by(first)


def _composed(ours: Sequence[Mark], line: RevisedLine) -> Iterator[SignedMark]:
    """Yield the characters of `ours`, the marks up to `line` without its changes, and of those changes.

    What we insert and they delete stands in neither text, and nowhere here.
    """
    inserted, deleted = _by_place(ours)
    place = 0
    for stretch in line.stretches:
        signer = by(stretch)
        for character in stretch.text if stretch.before else ():
            yield from deleted[place]
            if stretch.after:
                yield SignedMark(Op.INSERTED if place in inserted else Op.SAME, character, None)
            elif place not in inserted:
                yield SignedMark(Op.DELETED, character, signer)
            place += 1
        if stretch.after and not stretch.before:
            yield SignedMark(Op.INSERTED, stretch.text, signer)
    yield from deleted[place]


def _by_place(marks: Sequence[Mark]) -> tuple[set[int], defaultdict[int, list[SignedMark]]]:
    """Return which characters of the new text are inserted, and what is deleted before each of them."""
    inserted: set[int] = set()
    deleted: defaultdict[int, list[SignedMark]] = defaultdict(list)
    place = 0
    for mark in marks:
        if mark.op is Op.DELETED:
            deleted[place].append(SignedMark(mark.op, mark.text, None))
            continue
        if mark.op is Op.INSERTED:
            inserted.update(range(place, place + len(mark.text)))
        place += len(mark.text)
    return inserted, deleted
